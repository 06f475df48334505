# SPDX-License-Identifier: EUPL-1.2
"""Where agenda and drawer are: beside the work, or under it in a narrow window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

NARROW = 900
"""Width of a window in pixels below which they are under the work: that of a laptop at 200 %."""
_RAIL_LEAST = 240


class Surroundings(QBoxLayout):
    """The work with what is around it; nothing scrolls sideways for it."""

    def __init__(self, rail: QWidget, thumbnail: QWidget, work: QWidget, drawer: QWidget) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.setSpacing(0)
        self._rail, self._work, self._drawer = rail, work, drawer
        self._edge, self._left = QFrame(), QWidget()
        self._edge.setProperty("kind", "hairline")
        self._edge.setMinimumSize(1, 1)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(rail, 1)
        left.addWidget(thumbnail, 0, Qt.AlignmentFlag.AlignLeft)
        self.narrow: bool | None = None
        self.place(narrow=False)

    def place(self, *, narrow: bool) -> bool:
        """Put the parts beside or under one another; False where they are so already."""
        if narrow is self.narrow:
            return False
        self.narrow = narrow
        beside = (self._left, self._edge, self._work, self._drawer)
        down = (self._work, self._drawer, self._edge, self._left)
        for part in beside:
            self.removeWidget(part)
        directions = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.setDirection(directions[0 if narrow else 1])
        for part in down if narrow else beside:
            self.addWidget(part, 1 if part is self._work else 0)
        self._rail.setMinimumHeight(_RAIL_LEAST if narrow else 0)
        return True
