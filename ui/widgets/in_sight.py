# SPDX-License-Identifier: EUPL-1.2
"""Keeps a message readable where the page is wider than the window: its words break in sight."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

from ui.widgets.roomy import Roomy

_AROUND = 16
"""Pixels between the words and the end of what is seen."""


class InSight(QObject):
    """Gives `widget` a margin as wide as what of it cannot be seen without scrolling across.

    For what is said without being asked for: nobody would scroll to read the end of a sentence.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._area: Roomy | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            if self._area is None:
                self._find()
            self._settle()
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        around = self._widget.parentWidget()
        while around is not None and not isinstance(around, Roomy):
            around = around.parentWidget()
        if around is not None:
            self._area = around
            around.viewport().installEventFilter(self)

    def _settle(self) -> None:
        content = self._area.widget() if self._area is not None else None
        if self._area is None or content is None:
            return
        seen = self._area.viewport().width()
        right = self._widget.mapTo(content, QPoint(self._widget.width(), 0)).x()
        hidden = max(0, right + _AROUND - seen) if content.width() > seen else 0
        self._widget.setContentsMargins(0, 0, hidden, 0)
