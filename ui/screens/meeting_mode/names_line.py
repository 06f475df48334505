# SPDX-License-Identifier: EUPL-1.2
"""Says above the fields whose names are not recognised, and holds what may be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.identities import IdentityService
from ui.reopening import Reopening
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import Button, ButtonKind, LabelKind, PlainLabel, announce, show_if

ANYWAY = "Projeter sans reconnaître les noms"


class NamesLine(QWidget):
    """A sentence; the passphrase that lets names be learnt; or the act of projecting without.

    `agreed` comes with that act; `left` when a question was put away without an answer.
    """

    agreed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.label = PlainLabel(kind=LabelKind.WARN, wrap=True)
        self.learn = Button("Reconnaître les noms", small=True)
        self.reopening: Reopening | None = None
        self.anyway = Button(ANYWAY, small=True)
        self.not_at_all = Button("Ne pas projeter", small=True, kind=ButtonKind.QUIET)
        self._question = QWidget()
        row = QHBoxLayout(self._question)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        row.addWidget(self.not_at_all)
        row.addWidget(self.anyway)
        row.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(Space.RELATED)
        head.addWidget(self.label, 1)
        head.addWidget(self.learn, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.RELATED)
        self._column.addLayout(head)
        self._column.addWidget(self._question)
        self.not_at_all.clicked.connect(self._leave)
        self.anyway.clicked.connect(self._agree)
        self._question.hide()
        self.learn.hide()
        self.hide()

    def serve(self, identities: IdentityService, tasks: Tasks) -> Reopening:
        """Give the line what opens identities."""
        self.reopening = Reopening(identities, tasks)
        self.reopening.cancel_button.clicked.connect(self.left)
        self._column.addWidget(self.reopening)
        return self.reopening

    def text(self) -> str:
        """The sentence."""
        return self.label.text()

    def say(self, sentence: str, *, learnable: bool) -> None:
        """Say whose names are not recognised; an empty sentence takes everything away."""
        self.label.setText(sentence)
        show_if(self.label, sentence)
        asked = self.reopening is not None and not self.reopening.isHidden()
        show_if(self.learn, bool(sentence) and learnable and not asked)
        if not sentence:
            self.put_away()
        show_if(self, sentence)

    def ask_anyway(self) -> None:
        """Ask whether to project all the same: the answer that does nothing comes first."""
        self._question.show()
        announce(self, self.text())
        self.not_at_all.setFocus()

    def put_away(self) -> None:
        """No question any more."""
        self._question.hide()
        if self.reopening is not None:
            self.reopening.put_away()

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        reopens = self.reopening is not None and not self.reopening.isHidden()
        return reopens or not self._question.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asks:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        self.put_away()
        self.agreed.emit()

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()
