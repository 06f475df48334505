# SPDX-License-Identifier: EUPL-1.2
"""Paragraphs whose field is as high as what is in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.text_pane import TextPane

_FRAME = 10
"""Border and padding of a field, above and below together."""


class GrowingText(TextPane):
    """From `least` to `most` lines high; it scrolls beyond."""

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        bare: bool = False,
        own_undo: bool = True,
        least: int = 2,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder=placeholder, bare=bare, own_undo=own_undo, parent=parent)
        self._least, self._most = least, most
        self._frame = 0 if bare else _FRAME
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0 if bare else 2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A plain-text document measures its height in lines.
        wanted = int(self.document().size().height())
        lines = max(self._least, min(self._most, wanted))
        policy = Qt.ScrollBarPolicy
        full = wanted > self._most
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if full else policy.ScrollBarAlwaysOff
        )
        margins = 2 * self.document().documentMargin() + self._frame
        height = int(lines * self.fontMetrics().lineSpacing() + margins)
        if height != self.height():
            self.setFixedHeight(height)
