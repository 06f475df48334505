# SPDX-License-Identifier: EUPL-1.2
"""Back from a backup: the file, the folder, the account, the passphrase of that day."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from ui.dialogs import Dialogs
from ui.opened import Opened, OpenPractice
from ui.places import place_words
from ui.screens.unlock.restore_door import BackupFace, RestoreDoor
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    LabelKind,
    PassphraseField,
    PlainLabel,
    show_if,
)

WIDTH = 600
_INTRODUCTION = (
    "Le coffre redevient ce qu’il était ce jour-là. Ce qui se trouve dans son dossier est mis de "
    "côté, jamais effacé."
)
_NONE = "Aucune sauvegarde n’a été trouvée sur cet ordinateur. Choisissez un fichier."
_KINDS = "Sauvegardes (*.tdtb);;Tous les fichiers (*)"
_ACTION = "Restaurer et ouvrir"


class RestorePage(QWidget):
    """Brings a vault back, then opens it; nothing is changed while something is refused."""

    opened = Signal(Opened)
    went_back = Signal()
    salvage_asked = Signal()

    def __init__(
        self, door: RestoreDoor, folder: Path, tasks: Tasks, dialogs: Dialogs, *, stamp: str = ""
    ) -> None:
        """`stamp` is how the name of the backup to begin with ends; empty: the newest."""
        super().__init__()
        self._door, self._tasks, self._dialogs = door, tasks, dialogs
        self.folder, self._stamp = folder, stamp
        self._face: BackupFace | None = None
        self.setFixedWidth(WIDTH)
        self.which = ChoiceField("Sauvegarde", ())
        self.file_button = Button("Choisir un fichier…")
        self.about = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.place = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.folder_button = Button("Choisir un autre dossier…", kind=ButtonKind.QUIET, small=True)
        self.who = ChoiceField("Compte", ())
        self.passphrase = PassphraseField("Phrase de passe de ce jour-là")
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.restore_button = Button(_ACTION, kind=ButtonKind.PRIMARY, key="Entrée")
        self.back = Button("Retour", kind=ButtonKind.QUIET)
        self.salvage = Button("Récupérer ce qui se lit…", kind=ButtonKind.QUIET, small=True)
        self._lay_out()
        self._connect()
        self._offer(folder)
        self.setFocusProxy(self.passphrase)

    def choose_file(self) -> None:
        """Take a backup from elsewhere: a stick, another disk."""
        file = self._dialogs.open_file("Choisir une sauvegarde", _KINDS)
        if file is not None:
            self.which.set_options([(str(file), file.name)])
            self.which.set_value(str(file))
            self._look()

    def choose_folder(self) -> None:
        """Bring it back under another folder; the vault keeps its name there."""
        chosen = self._dialogs.choose_folder("Choisir le dossier où restaurer le coffre")
        if chosen is not None:
            self.folder = chosen if chosen.suffix == ".tdt" else chosen / self.folder.name
            self._render()

    def restore(self) -> None:
        """Bring the chosen backup back, once a passphrase is typed."""
        file, typed = self.which.value(), self.passphrase.text()
        if self._face is None or not self.restore_button.isEnabled():
            return
        if not typed:
            self.passphrase.set_error("Écrivez la phrase de passe du jour de la sauvegarde.")
            return
        account, folder = self.who.value(), self.folder
        self._set_busy(busy=True)
        self._say("")
        self._tasks.run(
            lambda: self._door.restore(Path(file), folder, account, typed),
            lambda practice: self._on_open(practice, folder),
            self._on_failed,
        )

    def _offer(self, folder: Path) -> None:
        found = self._door.backups(folder)
        self.which.set_options([(str(file), words) for file, words in found])
        wanted = [file for file, _ in found if self._stamp and self._stamp in file.name]
        if found:
            self.which.set_value(str((wanted or [found[0][0]])[0]))
        self._look()

    def _look(self) -> None:
        self._face = None
        self._say("")
        if self.which.value():
            try:
                self._face = self._door.look_at_backup(Path(self.which.value()))
            except UserError as refusal:
                self._say(refusal.text)
        accounts = self._face.accounts if self._face is not None else ()
        self.who.set_options(accounts)
        if accounts:
            self.who.set_value(accounts[0][0])
        self._render()

    def _render(self) -> None:
        face = self._face
        words = f"{face.practice}, telle qu’elle était le {face.made}." if face else ""
        if not self.which.value():
            words = _NONE
        self.about.setText(words)
        show_if(self.about, words)
        show_if(self.which, self.which.value())
        show_if(self.who, wanted=face is not None and len(face.accounts) > 1)
        show_if(self.passphrase, wanted=face is not None)
        self.restore_button.setEnabled(face is not None)
        self.place.setText(f"Dans : {place_words(self.folder, Path.home())}")

    def _on_open(self, practice: OpenPractice, folder: Path) -> None:
        self.passphrase.clear()
        self.opened.emit(Opened(practice, folder))

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self._say(error.text)
        self.passphrase.edit.selectAll()

    def _say(self, sentence: str) -> None:
        self.passphrase.set_error("")
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def _set_busy(self, *, busy: bool) -> None:
        self.restore_button.set_caption("Restauration…" if busy else _ACTION)
        for button in (self.restore_button, self.back, self.file_button, self.salvage):
            button.setEnabled(not busy)

    def _connect(self) -> None:
        self.which.chosen.connect(self._look)
        self.file_button.clicked.connect(self.choose_file)
        self.folder_button.clicked.connect(self.choose_folder)
        self.restore_button.clicked.connect(self.restore)
        self.passphrase.edit.returnPressed.connect(self.restore)
        self.back.clicked.connect(self.went_back)
        self.salvage.clicked.connect(self.salvage_asked)

    def _lay_out(self) -> None:
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 20)
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel("Restaurer une sauvegarde", LabelKind.PAGE_TITLE))
        card.add(PlainLabel(_INTRODUCTION, LabelKind.MUTED, wrap=True))
        card.add(self.which)
        _add_row(card, self.about, self.file_button)
        _add_row(card, self.place, self.folder_button)
        card.add(self.who)
        card.add(self.passphrase)
        card.add(self.message)
        self.message.hide()
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.restore_button)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.salvage)
        card.body.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


def _add_row(card: Card, words: QWidget, button: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(Space.RELATED)
    row.addWidget(words, 1)
    row.addWidget(button)
    card.body.addLayout(row)
