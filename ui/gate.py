# SPDX-License-Identifier: EUPL-1.2
"""The window before a vault is open: the product's name, and one card in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import IconName, Space
from ui.widgets import Glyph, LabelKind, PlainLabel

SMALLEST = (720, 560)
USUAL = (1366, 768)
PROMISE = "Tout reste sur cet ordinateur, chiffré. Aucune connexion."


class GateWindow(QWidget):
    """Holds the page that unlocks a vault or makes the first one."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Tour de table")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._page: QWidget | None = None
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room = QWidget()
        self._middle = QVBoxLayout(self._room)
        self._middle.setContentsMargins(Space.PAGE, 0, Space.PAGE, 0)
        area.setWidget(self._room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 20)
        column.setSpacing(Space.GROUP)
        column.addLayout(self._make_brand())
        column.addWidget(area, 1)
        promise = PlainLabel(PROMISE, LabelKind.SECONDARY)
        promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(promise)

    @property
    def page(self) -> QWidget | None:
        """What is shown."""
        return self._page

    def show_page(self, page: QWidget) -> None:
        """Show `page` instead of the one before, which is thrown away."""
        while (item := self._middle.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._page = page
        self._middle.addStretch(2)
        self._middle.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._middle.addStretch(3)
        page.setFocus()

    @staticmethod
    def _make_brand() -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(Space.PAGE, 0, Space.PAGE, 0)
        row.setSpacing(Space.HALF)
        row.addWidget(Glyph(IconName.LOGO, "accent", 18))
        row.addWidget(PlainLabel("Tour de table", LabelKind.PRODUCT))
        row.addStretch(1)
        return row
