# SPDX-License-Identifier: EUPL-1.2
"""Paragraphs of text, kept exactly as typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ui.widgets.labels import in_french
from ui.widgets.line_edit import UndoLeft

_BREAKS = {0x2029: "\n", 0x2028: "\n"}


def verbatim(document: QTextDocument) -> str:
    """What was typed into a document, its lines ended by LF.

    `toPlainText()` would turn U+00A0 into a space, which French typography cannot bear.
    """
    return document.toRawText().translate(_BREAKS)


class TextPane(QPlainTextEdit):
    """Several lines of plain text; Tab moves on, and nothing typed is changed.

    `edited` comes with every change by the user (the owner waits before it saves); `committed`
    comes when the focus leaves after a change.
    """

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        name: str,
        *,
        placeholder: str = "",
        bare: bool = False,
        own_undo: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is spoken; `bare` leaves border and ring to a pane around it.

        Without `own_undo`, Ctrl+Z goes to the screen, which undoes across its fields.
        """
        super().__init__(parent)
        self._loading, self._touched = False, False
        self._known = ""
        if not own_undo:
            UndoLeft(self)
        self.setAccessibleName(name)
        self.setPlaceholderText(in_french(placeholder))
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setUndoRedoEnabled(own_undo)
        self.setProperty("kind", "bare" if bare else "field")
        if bare:
            self.document().setDocumentMargin(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Lines wrap; the bar would come for a trailing space alone.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_changed)

    def text(self) -> str:
        """What was typed, verbatim, its lines ended by LF."""
        return verbatim(self.document())

    def set_text(self, text: str) -> None:
        """Show another text without `edited`; the cursor stands at its end; CRLF becomes LF."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        if lines == self.text():
            return
        self._loading = True
        self._known = lines
        self.setPlainText(lines)
        self._loading, self._touched = False, False
        self.moveCursor(QTextCursor.MoveOperation.End)

    def place_caret(self, place: int) -> None:
        """Put the caret after so many characters; Qt counts those beyond U+FFFF twice."""
        cursor = self.textCursor()
        cursor.setPosition(len(self.text()[:place].encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)

    def selected(self) -> tuple[int, int]:
        """Where the selection begins and ends, in characters; both are the caret without one."""
        cursor, units = self.textCursor(), self.text().encode("utf-16-le")
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        start, end = (len(units[: 2 * end].decode("utf-16-le", "ignore")) for end in ends)
        return start, end

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def commit(self) -> None:
        """Say what was typed since the last time, if anything."""
        if self._touched:
            self._touched = False
            self.committed.emit(self.text())

    def _on_changed(self) -> None:
        if self._loading:
            return
        text = self.text()
        if text != self._known:  # else only its look changed: an underline
            self._known, self._touched = text, True
            self.edited.emit(text)
