# SPDX-License-Identifier: EUPL-1.2
"""What the window says of a lock: that it is near, or that it waits for the disk."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import IconName, Space
from ui.widgets import Glyph, LabelKind, PlainLabel, Toast, announce

RETRY_MS = 5000
TITLE = "Verrouillé — une ligne n’est pas encore enregistrée"
PROMISE = (
    "Le contenu est caché. L’enregistrement est retenté toutes les cinq secondes ; "
    "le coffre se ferme dès qu’il réussit. N’éteignez pas l’ordinateur."
)

NEAR = "Sans frappe, l’écran se verrouille dans une minute. Ce qui est écrit est gardé."
NEAR_MS = 60_000


class IdleLine(Toast):
    """Says for a minute that the idle lock is near; a touch takes it away."""

    def __init__(self, host: QWidget, clear_foot: Callable[[], int]) -> None:
        super().__init__(host, clear_foot)
        self._timer.setInterval(NEAR_MS)

    def warn(self) -> None:
        """Say it."""
        self.show_message(NEAR)


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
