# SPDX-License-Identifier: EUPL-1.2
"""Identities that a meeting closed: the passphrase opens them again, in place, without a dialog."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.services.identities import IdentityService
from ui.tasks import Tasks
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Glyph,
    LabelKind,
    PassphraseField,
    PlainLabel,
    announce,
    show_if,
)

_WIDEST = 560
CLOSED = "Identités fermées."
_BY_PASSPHRASE = f"{CLOSED} Votre phrase de passe les ouvre de nouveau."


class Reopening(QWidget):
    """Says that identities are closed, takes the passphrase, or says whom to ask."""

    def __init__(self, identities: IdentityService, tasks: Tasks) -> None:
        super().__init__()
        self._identities, self._tasks = identities, tasks
        self._then: Callable[[], object] = lambda: None
        self._instead: Callable[[], object] | None = None
        self._asked: object | None = None
        self.sentence = PlainLabel("", LabelKind.TEXT, wrap=True)
        self.passphrase = PassphraseField()
        self.open_button = Button("Ouvrir les identités", small=True, icon=IconName.UNLOCK)
        self.instead_button = Button("Imprimer sans le nom", small=True)
        self.cancel_button = Button("Laisser fermées", small=True, kind=ButtonKind.QUIET)
        self._lay_out()
        self.open_button.clicked.connect(self.try_passphrase)
        self.passphrase.edit.returnPressed.connect(self.try_passphrase)
        self.passphrase.edited.connect(lambda _text: self.passphrase.set_error(""))
        self.instead_button.clicked.connect(self._do_instead)
        self.cancel_button.clicked.connect(self.put_away)
        self.hide()

    def needed(
        self, then: Callable[[], object], instead: Callable[[], object] | None = None
    ) -> bool:
        """Ask for the passphrase when identities are closed, and call `then` once they are open.

        False when they are open already: `then` is not called. `instead` prints without the name.
        """
        if self._identities.available:
            self.put_away()
            return False
        self._then, self._instead = then, instead
        show_if(self.instead_button, instead)
        may = self._identities.may_reopen
        said = _BY_PASSPHRASE if may else f"{CLOSED} {self._identities.refusal}"
        self.sentence.setText(said)
        for widget in (self.passphrase, self.open_button):
            show_if(widget, wanted=may)
        self.cancel_button.set_caption("Laisser fermées" if may else "Compris")
        self.show()
        announce(self, said)
        (self.passphrase if may else self.cancel_button).setFocus()
        return True

    def put_away(self) -> None:
        """Forget what was typed, and hide; a key that is being derived is dropped once it comes."""
        self._asked = None
        self.passphrase.clear()
        self.passphrase.set_error("")
        self._then, self._instead = (lambda: None), None
        self.hide()

    def try_passphrase(self) -> None:
        """Derive beside the interface; the field keeps what was typed until it was right."""
        typed = self.passphrase.text()
        if not self.open_button.isEnabled():
            return
        if not typed:
            self.passphrase.set_error("Écrivez votre phrase de passe.")
            return
        self._set_busy(busy=True)
        asked = self._asked = object()
        self._tasks.run(
            lambda: self._identities.reopen(typed),
            lambda _none: self._opened(asked),
            lambda error: self._failed(asked, error),
            hold=True,  # or the key of the next one would be dropped with one that is abandoned
        )

    def _do_instead(self) -> None:
        instead = self._instead
        self.put_away()
        if instead is not None:
            instead()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and self._asked is not None:  # its screen is left
            self.put_away()

    def _opened(self, asked: object) -> None:
        self._set_busy(busy=False)
        if asked is not self._asked:
            self._identities.drop()
            return
        self._identities.reopened()
        then = self._then
        self.put_away()
        then()

    def _failed(self, asked: object, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        if asked is not self._asked:
            return
        self._asked = None
        self.passphrase.set_error(error.text)
        self.passphrase.edit.selectAll()

    def _set_busy(self, *, busy: bool) -> None:
        self.open_button.set_caption("Ouverture…" if busy else "Ouvrir les identités")
        for button in (self.open_button, self.instead_button, self.cancel_button):
            button.setEnabled(not busy)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.RELATED)
        head.addWidget(Glyph(IconName.LOCK, "warn", 16))
        head.addWidget(self.sentence, 1)
        self.passphrase.setMaximumWidth(_WIDEST)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        for button in (self.open_button, self.instead_button, self.cancel_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.RELATED)
        column.addLayout(head)
        column.addWidget(self.passphrase)
        column.addLayout(buttons)
