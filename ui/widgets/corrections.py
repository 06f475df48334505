# SPDX-License-Identifier: EUPL-1.2
"""One quiet line beside a text: what could be corrected there, and the key that does it.

Text is counted as Python counts it; Qt counts UTF-16 units, so places are translated here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import TextSize, current_tokens, font
from ui.widgets.labels import LabelKind, PlainLabel, set_plain_tooltip, show_if
from ui.widgets.paint import draw_text
from ui.widgets.text_pane import verbatim

TextEdit = QPlainTextEdit | QLineEdit


@dataclass(frozen=True)
class Correction:
    """`text[start:end]` may become `instead`; `sentence` says so on one line.

    `urgent` colours the line: it gives somebody away, it is not only misspelt.
    """

    start: int
    end: int
    found: str
    instead: str
    sentence: str
    urgent: bool = True


def text_of(edit: TextEdit) -> str:
    """What stands in it, verbatim."""
    if isinstance(edit, QLineEdit):
        return QLineEdit.text(edit)  # of the base: one of ours joins its lines
    return verbatim(edit.document())


def cursor_of(edit: TextEdit) -> int:
    """Before which letter the cursor stands."""
    if isinstance(edit, QLineEdit):
        return letters(QLineEdit.text(edit), edit.cursorPosition())
    return letters(text_of(edit), edit.textCursor().position())


def replace_in(edit: TextEdit, start: int, end: int, found: str, instead: str) -> bool:
    """Put `instead` in the place of `found`, as one step that can be undone; the cursor stays.

    False when something else stands there by now.
    """
    text = text_of(edit)
    if text[start:end] != found:
        return False
    first, length = units(text[:start]), units(found)
    if isinstance(edit, QLineEdit):
        edit.setSelection(first, length)
        edit.insert(instead)
        return True
    cursor = QTextCursor(edit.document())
    cursor.setPosition(first)
    cursor.setPosition(first + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(instead)
    return True


def units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def letters(text: str, place: int) -> int:
    """How many letters the first `place` UTF-16 units of a text are."""
    if text.isascii():
        return place
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * place]
    return len(raw.decode("utf-16-le", "replace"))


def letters_before(edit: TextEdit, place: QPoint) -> int:
    """Before which letter a point of the widget lies."""
    if isinstance(edit, QLineEdit):
        return letters(QLineEdit.text(edit), edit.cursorPositionAt(place))
    return letters(text_of(edit), edit.cursorForPosition(place).position())


def nearest(corrections: Iterable[Correction], cursor: int) -> Correction | None:
    """The one that is nearest to the cursor, one before it rather than one after."""
    return min(
        corrections,
        key=lambda each: (max(each.start - cursor, cursor - each.end, 0), each.start > cursor),
        default=None,
    )


class QuietLine(PlainLabel):
    """The remark on one text widget; hidden while there is none. `asked` comes with a click."""

    asked = Signal()

    def __init__(
        self,
        edit: TextEdit,
        *,
        elided: bool = False,
        is_settled: Callable[[], bool] | None = None,
    ) -> None:
        """`elided` keeps it on the line of something else; otherwise it wraps under the text.

        `is_settled` makes it the line of a person's name, and says whether they are of the
        directory: nothing is said of those.
        """
        super().__init__(kind=LabelKind.WARN, wrap=not elided)
        self.edit = edit
        self.correction: Correction | None = None
        self.is_settled = is_settled
        self._elided = elided
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if elided:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_correction(self, correction: Correction | None) -> None:
        """Say what could be corrected; None takes the line away."""
        if correction == self.correction:
            return
        self.correction = correction
        sentence = correction.sentence if correction else ""
        self.set_kind(_kind(correction))
        self.setText(sentence)
        set_plain_tooltip(self, sentence)
        show_if(self, sentence)
        self.edit.setAccessibleDescription(sentence)

    def apply(self) -> bool:
        """Correct; False when there is nothing to correct any more."""
        correction = self.correction
        self.show_correction(None)
        if correction is None or not correction.instead:
            return False
        return replace_in(
            self.edit, correction.start, correction.end, correction.found, correction.instead
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit.setFocus()
            self.asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elided:
            super().paintEvent(event)
            return
        painter, tokens = QPainter(self), current_tokens()
        urgent = self.correction is None or self.correction.urgent
        colour = tokens.warn if urgent else tokens.muted
        box = QRectF(self.rect())
        draw_text(painter, box, self.text(), colour=colour, type_=font(TextSize.SECONDARY))
        painter.end()


def _kind(correction: Correction | None) -> LabelKind:
    return LabelKind.SECONDARY if correction and not correction.urgent else LabelKind.WARN


def quiet_lines(area: QWidget) -> dict[TextEdit, QuietLine]:
    """The quiet line of each text inside `area`."""
    return {line.edit: line for line in area.findChildren(QuietLine)}
