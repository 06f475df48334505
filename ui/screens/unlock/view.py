# SPDX-License-Identifier: EUPL-1.2
"""The unlock page: the practice, the account, the passphrase."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.errors import UserError
from app.domain.text import NARROW
from ui.dialogs import Dialogs
from ui.first_frame import FirstFrame
from ui.gate import GatePage
from ui.opened import Opened, OpenPractice
from ui.places import place_words
from ui.screens.unlock.presenter import Door, Face, UnlockPresenter, UnlockState
from ui.screens.unlock.restore_door import RestoreDoor
from ui.tasks import Tasks
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    FocusLead,
    Glyph,
    Hairline,
    LabelKind,
    PassphraseField,
    PlainLabel,
    set_plain_tooltip,
    show_if,
)

WIDTH = 440
_TICK_MS = 500
_NO_SHEET = (
    "Aucune fiche de secours n’est en service pour ce coffre. Essayez les phrases que vous "
    "connaissez ; une autre personne qui a un compte peut aussi l’ouvrir."
)


class UnlockDoor(Door, RestoreDoor, Protocol):
    """The passphrase, and what is known of the backups."""


class UnlockPage(GatePage):
    """Asks for the passphrase of one vault; `opened` carries what it opened.

    The derivation runs on the executor: the page stays alive, the passphrase stays typed until it
    was right.
    """

    opened = Signal(Opened)
    new_asked = Signal()
    recovery_asked = Signal(Path, Face)
    """The passphrase is forgotten: the vault, and what it tells of itself."""
    restore_asked = Signal(Path)
    """Bring that vault back from a backup."""

    def __init__(
        self, door: UnlockDoor, folder: Path, tasks: Tasks, dialogs: Dialogs, *, hint: str = ""
    ) -> None:
        """`hint` is a passphrase that is no secret: that of the fictional practice."""
        super().__init__()
        self._door, self._tasks, self._dialogs, self._hint = door, tasks, dialogs, hint
        self._presenter = UnlockPresenter(door, folder)
        self.setFixedWidth(WIDTH)
        self.practice = PlainLabel("", LabelKind.PAGE_TITLE, wrap=True)
        self.account = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.who = ChoiceField("Compte", ())
        self.passphrase = PassphraseField()
        self.forgotten = Button(
            f"Phrase de passe oubliée{NARROW}?", kind=ButtonKind.QUIET, small=True
        )
        self.trouble = Banner()
        self.open_button = Button("Ouvrir", kind=ButtonKind.PRIMARY, key="Entrée")
        self.place = PlainLabel("", LabelKind.SECONDARY, wrap=True, verbatim=True)
        self.backup = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.restore = Button("Restaurer une sauvegarde…", kind=ButtonKind.QUIET, small=True)
        self.other = Button("Choisir un autre coffre…", kind=ButtonKind.QUIET, small=True)
        self.new = Button("Nouvelle structure…", kind=ButtonKind.QUIET, small=True)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._lay_out()
        self._connect()
        self._render()
        # Looking loads libraries of the vault, beside the interface.
        FirstFrame(self, self._look)

    @property
    def state(self) -> UnlockState:
        """What is shown."""
        return self._presenter.state

    @property
    def folder(self) -> Path:
        """The vault that would be opened."""
        return self._presenter.folder

    def lock(self) -> None:
        self.passphrase.clear()
        self.passphrase.set_error(self.state.message)

    def try_passphrase(self) -> None:
        """Try what is typed."""
        typed = self.passphrase.text()
        if not self.state.may_try:
            return
        if not typed:
            self.passphrase.set_error("Écrivez votre phrase de passe.")
            return
        presenter = self._presenter
        account = self.who.value() or None
        presenter.began()
        self._render()
        self._tasks.run(
            lambda: presenter.unlock(typed, account),
            lambda practice: self._on_open(practice, presenter.folder),
            self._guarded(presenter, presenter.refused),
        )

    def ask_recovery(self) -> None:
        """Go on with the recovery sheet, where there is one."""
        state = self.state
        if not state.has_sheet:
            self.passphrase.set_warning(_NO_SHEET)
            return
        face = Face(state.practice, state.accounts, state.has_sheet, last=self.who.value())
        self.recovery_asked.emit(self.folder, face)

    def choose_vault(self) -> None:
        """Ask for another folder and look at it."""
        folder = self._dialogs.choose_folder(
            "Choisir le dossier du coffre (son nom finit par .tdt)"
        )
        if folder is not None:
            self._presenter = UnlockPresenter(self._door, folder)
            self.who.set_options(())
            self.passphrase.clear()
            self.passphrase.set_error("")
            self._render()
            self._look()

    def _lay_out(self) -> None:
        card = Card()
        card.body.setContentsMargins(28, 28, 28, 20)
        card.body.setSpacing(Space.HALF)
        card.add(Glyph(IconName.LOCK, "accent", 24))
        card.body.addSpacing(Space.HALF)
        card.add(self.practice)
        card.add(self.account)
        card.body.addSpacing(Space.GROUP)
        card.add(self.trouble)
        card.add(self.who)
        card.body.addSpacing(Space.HALF)
        card.add(self.passphrase)
        self.who.hide()
        if self._hint:
            card.body.addSpacing(Space.HALF)
            card.body.addLayout(self._make_hint())
        card.body.addSpacing(Space.GROUP)
        opening = QHBoxLayout()
        opening.setSpacing(Space.RELATED)
        opening.addWidget(self.open_button)
        opening.addWidget(self.forgotten)
        opening.addStretch(1)
        card.body.addLayout(opening)
        card.body.addSpacing(Space.GROUP)
        card.add(Hairline())
        card.body.addSpacing(Space.HALF)
        card.add(self.place)
        card.add(self.backup)
        self.backup.hide()
        for buttons in ((self.other, self.new), (self.restore,)):
            row = QHBoxLayout()
            # Quiet buttons have an invisible border: their words begin where the lines above do.
            row.addSpacing(-14)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            card.body.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        FocusLead(self, self.passphrase, self.other)

    def _make_hint(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        words = f"Centre fictif, sans secret : «{NARROW}{self._hint}{NARROW}»"
        row.addWidget(PlainLabel(words, LabelKind.SECONDARY, wrap=True), 1)
        copy = Button("Recopier", small=True)
        copy.clicked.connect(lambda: self.passphrase.set_text(self._hint))
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.try_passphrase)
        self.passphrase.edit.returnPressed.connect(self.try_passphrase)
        self.passphrase.edited.connect(self._on_typed)
        self.forgotten.clicked.connect(self.ask_recovery)
        self.other.clicked.connect(self.choose_vault)
        self.new.clicked.connect(self.new_asked)
        self.restore.clicked.connect(lambda: self.restore_asked.emit(self.folder))
        self._ticker.timeout.connect(self._tick)

    def _look(self) -> None:
        presenter = self._presenter
        self._tasks.run(
            presenter.look,
            lambda face: self._settle(presenter, lambda: presenter.seen(face)),
            self._guarded(presenter, presenter.unusable),
        )
        folder = presenter.folder
        self._tasks.run(
            lambda: self._door.backups(folder),
            lambda found: self._show_backup(presenter, found),
            _raise,
        )
        self._tasks.run(self._door.get_ready, _nothing, _raise)  # last: by far the longest

    def _show_backup(self, presenter: UnlockPresenter, found: Sequence[tuple[Path, str]]) -> None:
        """When the last backup was made, as the names of the files tell it."""
        if presenter is self._presenter:
            self.backup.setText(f"Dernière sauvegarde : {found[0][1]}" if found else "")
            show_if(self.backup, self.backup.text())

    def _guarded(
        self, presenter: UnlockPresenter, tell: Callable[[UserError], object]
    ) -> Callable[[Exception], None]:
        """Tell what the user can understand; let the shell tell the rest."""

        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                self._settle(presenter, lambda: tell(error))
            else:
                self._settle(presenter, presenter.stopped)
                raise error

        return failed

    def _settle(self, presenter: UnlockPresenter, change: Callable[[], object]) -> None:
        """Take a result in, unless another vault was chosen meanwhile."""
        change()
        if presenter is self._presenter:
            self._render()
            if self.state.error:
                self.passphrase.edit.selectAll()

    def _tell(self, notice: str) -> None:
        """What is to know of a vault that opens; said once."""
        if not notice:
            self.trouble.clear()
        elif self.trouble.isHidden() or self.trouble.label.text() != notice:
            self.trouble.show_message(notice)

    def _on_open(self, practice: OpenPractice, folder: Path) -> None:
        self.passphrase.clear()
        self.opened.emit(Opened(practice, folder))

    def _on_typed(self) -> None:
        if not self.state.wait:
            self.passphrase.set_error("")

    def _tick(self) -> None:
        self._presenter.tick()
        self._render()

    def _render(self) -> None:
        state = self.state
        self.practice.setText(state.practice)
        self.account.setText(state.account)
        show_if(self.account, state.account)
        if len(state.accounts) > 1 and not self.who.value():
            self.who.set_options(state.accounts)
            self.who.set_value(state.last)
        show_if(self.who, wanted=state.usable and len(state.accounts) > 1)
        show_if(self.forgotten, wanted=state.usable and bool(state.accounts))
        self.open_button.set_caption(state.button)
        self.open_button.setEnabled(state.may_try)
        show_if(self.passphrase, state.usable)
        show_if(self.open_button, state.usable)
        if state.usable:
            self._tell(state.notice)
            self.restore.set_kind(ButtonKind.QUIET)
            self.passphrase.set_error(state.message)
        else:
            self.trouble.show_message(state.message, Tone.LATE)
            self.restore.set_kind(ButtonKind.SECONDARY)
        self.place.setText(place_words(self.folder, Path.home()))
        set_plain_tooltip(self.place, str(self.folder))
        if state.wait and not self._ticker.isActive():
            self._ticker.start()
        elif not state.wait:
            self._ticker.stop()


def _nothing(_result: object) -> None:
    """Nothing is to be shown."""


def _raise(error: Exception) -> None:
    raise error
