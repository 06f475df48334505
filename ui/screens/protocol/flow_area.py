# SPDX-License-Identifier: EUPL-1.2
"""The picture of the steps on a page: as high as it is, and wider than the window where it must."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from ui.screens.protocol.flow_view import FlowView


class FlowArea(QScrollArea):
    """Scrolls across where the picture is wider than the window: ← and → while it has the focus."""

    def __init__(self, view: FlowView) -> None:
        super().__init__()
        self._view = view
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(view)
        for part in (self.viewport(), view):
            part.setAutoFillBackground(False)  # the card shows through
        view.resized.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the picture: only the page scrolls up and down."""
        least = self._view.minimumWidth()
        wide = max(self.width(), least)
        bar = self.horizontalScrollBar().sizeHint().height() if least > self.width() else 0
        self.setFixedHeight(self._view.heightForWidth(wide) + bar)
