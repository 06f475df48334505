# SPDX-License-Identifier: EUPL-1.2
"""The texts of one section of a protocol, side by side where the window has the room."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.protocol import ProtocolContent
from app.domain.protocol_fields import ProtocolField, Section, text_fault
from ui.theme import Space
from ui.widgets import Card, Field, GrowingText, show_if

_WIDE = 720
"""From this width on, in pixels, two texts stand side by side."""


class SectionCard(Card):
    """`edited` with the name of a field at each key, `committed` when it should be kept at once."""

    edited = Signal(str)
    committed = Signal()

    def __init__(self, section: Section) -> None:
        super().__init__(section.title)
        self._of = {field.name: field for field in section.fields}
        self.texts = {field.name: _text(field) for field in section.fields}
        self.fields = {name: Field(self._of[name].label, text) for name, text in self.texts.items()}
        self._columns = 0
        held = QWidget()
        self._grid = QGridLayout(held)
        self._grid.setContentsMargins(0, Space.HALF, 0, 0)
        self._grid.setHorizontalSpacing(Space.GROUP)
        self._grid.setVerticalSpacing(Space.SNUG)
        self.add(held)
        for name, text in self.texts.items():
            text.edited.connect(lambda _text, name=name: self._on_edited(name))
            text.committed.connect(self.committed)
        self._arrange(1)

    def typed(self) -> dict[str, str]:
        """What stands in each text."""
        return {name: text.text() for name, text in self.texts.items()}

    def show_content(self, content: ProtocolContent) -> None:
        """Show what is kept."""
        for name, text in self.texts.items():
            kept = str(getattr(content, name))
            if kept != text.text():
                text.set_text(kept)
                text.moveCursor(QTextCursor.MoveOperation.Start)
            self._judge(name)

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show again what could not be kept."""
        for name in self.texts.keys() & texts.keys():
            self.texts[name].set_text(texts[name])
            self._judge(name)

    def begun(self) -> dict[str, str]:
        """What is too long to be kept."""
        typed = self.typed()
        return {name: text for name, text in typed.items() if text_fault(self._of[name], text)}

    def set_writable(self, *, writable: bool) -> None:
        """Whether the texts may be changed; they are read all the same."""
        for name, text in self.texts.items():
            text.setReadOnly(not writable)
            show_if(self.fields[name], writable or text.text().strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= _WIDE else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, field in enumerate(self.fields.values()):
            self._grid.removeWidget(field)
            row, column = divmod(place, columns)
            self._grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _on_edited(self, name: str) -> None:
        self._judge(name)
        self.edited.emit(name)

    def _judge(self, name: str) -> None:
        self.fields[name].set_error(text_fault(self._of[name], self.texts[name].text()))


def _text(field: ProtocolField) -> GrowingText:
    return GrowingText(field.label, placeholder=field.hint, own_undo=False, least=3)


def all_texts(cards: Iterable[SectionCard]) -> dict[str, str]:
    """What stands in several sections."""
    return {name: text for card in cards for name, text in card.typed().items()}
