# SPDX-License-Identifier: EUPL-1.2
"""Back from a backup: the file, the folder, the account, the passphrase of that day."""

from pathlib import Path

from PySide6.QtCore import Signal

from app.domain.errors import UserError
from app.domain.text import NARROW
from ui.dialogs import BACKUP_FILES, Dialogs
from ui.places import place_words
from ui.screens.unlock.errand import PassphraseErrand, Wording
from ui.screens.unlock.restore_door import BackupFace, RestoreDoor
from ui.tasks import Tasks
from ui.widgets import Button, ButtonKind, ChoiceField, Hairline, LabelKind, PlainLabel, show_if

_WORDING = Wording(
    "Restaurer une sauvegarde",
    "Le coffre redevient ce qu’il était ce jour-là. Ce qui se trouve dans son dossier est mis "
    "de côté, jamais effacé.",
    "Restaurer et ouvrir",
    "Restauration…",
)
_NONE = "Aucune sauvegarde n’a été trouvée sur cet ordinateur. Choisissez un fichier."
_UNUSABLE = f"Aucune sauvegarde utilisable{NARROW}? Le coffre se lit peut-être encore en partie."
_NO_SHEET = (
    "Aucune fiche de secours n’était en service le jour de cette sauvegarde. Essayez les phrases "
    "de ce jour-là, ou une autre sauvegarde."
)


class RestorePage(PassphraseErrand):
    """Brings a vault back, then opens it; nothing is changed while something is refused."""

    salvage_asked = Signal()
    sheet_asked = Signal(Path, Path, BackupFace)
    """The passphrase is forgotten: the backup, the folder, and what the backup tells of itself."""

    def __init__(
        self, door: RestoreDoor, folder: Path, tasks: Tasks, dialogs: Dialogs, *, stamp: str = ""
    ) -> None:
        """`stamp` is how the name of the backup to begin with ends; empty: the newest."""
        super().__init__(_WORDING, tasks, "Phrase de passe de ce jour-là")
        self._door, self._dialogs = door, dialogs
        self.folder, self._stamp = folder, stamp
        self._face: BackupFace | None = None
        self.which = ChoiceField("Sauvegarde", ())
        self.file_button = Button("Choisir un fichier…", kind=ButtonKind.QUIET, small=True)
        self.about = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.place = PlainLabel("", LabelKind.SECONDARY, wrap=True, verbatim=True)
        self.notice = PlainLabel("", LabelKind.WARN, wrap=True)
        self.folder_button = Button("Choisir un autre dossier…", kind=ButtonKind.QUIET, small=True)
        self.forgotten = Button(
            f"Phrase de passe oubliée{NARROW}?", kind=ButtonKind.QUIET, small=True
        )
        self.salvage = Button("Récupérer ce qui se lit…", kind=ButtonKind.QUIET, small=True)
        self._lay_out()
        self._connect()
        self._offer(folder)

    def seconds_left(self) -> int:
        return self._door.seconds_before_restore(Path(self.which.value()), self.folder)

    def may_go(self) -> bool:
        return self._face is not None

    def choose_file(self) -> None:
        """Take a backup from elsewhere: a stick, another disk."""
        file = self._dialogs.open_file("Choisir une sauvegarde", BACKUP_FILES)
        if file is not None:
            self.choose(file)

    def choose(self, file: Path) -> None:
        """Take that backup."""
        if self.which.combo.findData(str(file)) < 0:
            self.which.set_options([(str(file), file.name)])
        self.which.set_value(str(file))
        self._look()

    def choose_folder(self) -> None:
        """Bring it back under another folder; the vault keeps its name there."""
        chosen = self._dialogs.choose_folder("Choisir le dossier où restaurer le coffre")
        if chosen is not None:
            self.bring_back_to(chosen if chosen.suffix == ".tdt" else chosen / self.folder.name)

    def bring_back_to(self, folder: Path) -> None:
        """Bring it back as that folder."""
        self.folder = folder
        self.forget_refusal()
        self._render()

    def restore(self) -> None:
        """Bring the chosen backup back, once a passphrase is typed."""
        typed = self.typed("Écrivez la phrase de passe du jour de la sauvegarde.")
        if not typed:
            return
        file, account, folder = Path(self.which.value()), self.who.value(), self.folder
        self.start(
            lambda: self._door.restore(file, folder, account, typed),
            lambda practice: self.hand_over(practice, folder),
        )

    def ask_sheet(self) -> None:
        """Go on with the recovery sheet of that day, where there was one."""
        if self._face is None:
            return
        if not self._face.sheet:
            self.passphrase.set_warning(_NO_SHEET)
            return
        file, face = Path(self.which.value()), self._face
        self.leave(lambda: self.sheet_asked.emit(file, self.folder, face))

    def _offer(self, folder: Path) -> None:
        found = self._door.backups(folder)
        self.which.set_options([(str(file), words) for file, words in found])
        wanted = [file for file, _ in found if self._stamp and self._stamp in file.name]
        if found:
            self.which.set_value(str((wanted or [found[0][0]])[0]))
        self._look()

    def _look(self) -> None:
        self._face = None
        self.forget_refusal()
        if self.which.value():
            try:
                self._face = self._door.look_at_backup(Path(self.which.value()))
            except UserError as refusal:
                self.refused(refusal)
        self.offer_accounts(self._face.accounts if self._face is not None else ())
        self._render()

    def _render(self) -> None:
        face = self._face
        words = f"{face.practice}, telle qu’elle était le {face.made}." if face else ""
        if not self.which.value():
            words = _NONE
        self.about.setText(words)
        show_if(self.which, self.which.value())
        for widget in (self.passphrase, self.forgotten):
            show_if(widget, wanted=face is not None)
        self.place.setText(f"Dans : {place_words(self.folder, Path.home())}")
        notice = self._door.notice_before_restore(self.folder)
        self.notice.setText(notice)
        show_if(self.notice, notice)
        self.render_wait()

    def _connect(self) -> None:
        self.which.chosen.connect(self._look)
        self.file_button.clicked.connect(self.choose_file)
        self.folder_button.clicked.connect(self.choose_folder)
        self.go_button.clicked.connect(self.restore)
        self.passphrase.edit.returnPressed.connect(self.restore)
        self.forgotten.clicked.connect(self.ask_sheet)
        self.salvage.clicked.connect(lambda: self.leave(self.salvage_asked.emit))

    def _lay_out(self) -> None:
        self.card.add(self.which)
        self.add_row(self.about, self.file_button)
        self.add_row(self.place, self.folder_button)
        self.card.add(self.notice)
        self.card.add(self.who)
        self.card.add(self.passphrase)
        self.close_card(self.forgotten)
        self.card.add(Hairline())
        self.add_row(PlainLabel(_UNUSABLE, LabelKind.SECONDARY, wrap=True), self.salvage)
