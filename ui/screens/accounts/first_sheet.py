# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet as a page of the first run: printed, saved and typed back, or later."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.services.recovery import RecoveryService
from ui.dialogs import Dialogs
from ui.screens.accounts.sheet_pane import SheetPane
from ui.shell.preview import PreviewHost
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    FocusLead,
    LabelKind,
    PlainLabel,
    announce,
    show_if,
)

_WHY = (
    "Le coffre est créé. Imprimez maintenant la page qui l’ouvrira si une phrase de passe est "
    "oubliée : personne d’autre ne pourra le faire."
)
_LATER = "L’accueil le rappellera tant que ce n’est pas fait."
_TALL = 620
"""Pixels that the preview of a sheet is given where the window has them."""


class _Stack(QStackedWidget):
    """As tall as the preview will be, so that nothing moves when it comes; less on a low screen."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, _TALL))


class FirstSheet(QWidget):
    """The sheet on a card, its preview in the same place; `finished` when done, or put off."""

    finished = Signal()

    def __init__(self, recovery: RecoveryService, tasks: Tasks, dialogs: Dialogs) -> None:
        super().__init__()
        self._stack = _Stack()
        self.told = PlainLabel("", LabelKind.MUTED, wrap=True)
        self._host = PreviewHost(self._stack, dialogs, self._say)
        self.pane = SheetPane(recovery, tasks, self._host.show, self._on_change)
        self.pane.draw_button.set_kind(ButtonKind.PRIMARY)
        self.next = Button("Plus tard")
        self.later = PlainLabel(_LATER, LabelKind.SECONDARY)
        self.next.clicked.connect(self._leave)
        self._lay_out()

    def _on_change(self, _changes: Changes) -> None:
        done = self.pane.done
        self.next.set_caption("Continuer" if done else "Plus tard")
        first, then = ButtonKind.PRIMARY, ButtonKind.SECONDARY
        self.next.set_kind(first if done else then)
        self.pane.draw_button.set_kind(then if done else first)
        show_if(self.later, wanted=not done)
        self.next.setFocus()

    def _leave(self) -> None:
        self._host.close()
        self.pane.forget()
        self.finished.emit()

    def _say(self, sentence: str, undo: object = None) -> None:
        del undo
        self.told.setText(sentence)
        show_if(self.told, sentence)
        announce(self, sentence)

    def _lay_out(self) -> None:
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 20)
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel("La fiche de secours", LabelKind.PAGE_TITLE))
        card.add(PlainLabel(_WHY, LabelKind.MUTED, wrap=True))
        card.add(self.pane)
        card.add(self.told)
        self.told.hide()
        foot = QHBoxLayout()
        foot.setSpacing(Space.SNUG)
        foot.addWidget(self.next)
        foot.addWidget(self.later)
        foot.addStretch(1)
        card.body.addSpacing(Space.HALF)
        card.body.addLayout(foot)
        page = QWidget()
        page.setFocusProxy(self.pane.draw_button)
        FocusLead(self, page)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        column.addWidget(card)
        column.addStretch(3)
        self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
