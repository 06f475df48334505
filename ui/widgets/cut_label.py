# SPDX-License-Identifier: EUPL-1.2
"""One line that never widens the window."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui.widgets.labels import LabelKind, PlainLabel, in_french, set_plain_tooltip
from ui.widgets.paint import elided


class CutLabel(PlainLabel):
    """One line that is cut with an ellipsis where the window ends, and never widens it."""

    def __init__(self, kind: LabelKind) -> None:
        super().__init__("", kind)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_words(self, words: str) -> None:
        """Show `words`, typeset; the whole is spoken and shown as a tooltip when it is cut."""
        self._words = in_french(words)
        self.setAccessibleName(self._words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.ensurePolished()
        shown = elided(self._words, self.font(), self.width())
        self.setText(shown)
        set_plain_tooltip(self, self._words if shown != self._words else "")
