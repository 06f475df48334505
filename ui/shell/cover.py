# SPDX-License-Identifier: EUPL-1.2
"""What the window shows in place of its content while a lock waits for the disk."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import IconName, Space
from ui.widgets import Glyph, LabelKind, PlainLabel, announce

RETRY_MS = 5000
TITLE = "Verrouillé — une ligne n’est pas encore enregistrée"
PROMISE = (
    "Le contenu est caché. L’enregistrement est retenté toutes les cinq secondes ; "
    "le coffre se ferme dès qu’il réussit. N’éteignez pas l’ordinateur."
)


class LockCover(QWidget):
    """Says why the vault is not closed yet; `retried` asks to try again."""

    retried = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reason = PlainLabel("", LabelKind.MUTED, wrap=True)
        promise = PlainLabel(PROMISE, LabelKind.MUTED, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.PAGE, Space.PAGE, Space.PAGE, Space.PAGE)
        column.setSpacing(Space.RELATED)
        column.addStretch(2)
        column.addWidget(Glyph(IconName.LOCK, "accent", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (PlainLabel(TITLE, LabelKind.CARD_TITLE, wrap=True), self.reason, promise):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.retried)
        self.hide()

    def keep(self, reason: str) -> None:
        """Stand there, and ask again every few seconds; `reason` holds nothing of the practice."""
        self.reason.setText(reason)
        if not self._timer.isActive():
            self._timer.start()
            self.show()
            announce(self, TITLE)
