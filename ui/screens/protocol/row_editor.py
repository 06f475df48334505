# SPDX-License-Identifier: EUPL-1.2
"""One row of a small list of a protocol, a reference or an indicator: each field has its label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.protocol_fields import ProtocolField, text_fault
from ui.theme import IconName, Space
from ui.widgets import ChoiceField, Hairline, IconButton, LabeledField, LineEdit, bind_key

_NARROW = 620
"""Under this width, in pixels, each field has a line of its own."""

Texts = Mapping[str, str]


@dataclass(frozen=True)
class RowShape:
    """The fields of such a list; `lines` are their names and their shares of the width.

    `one`, `add` and `gone` are what a row is called, added and taken out. `choice` names a field
    that is taken from `options` rather than typed.
    """

    one: str
    add: str
    gone: str
    fields: tuple[ProtocolField, ...]
    lines: tuple[tuple[tuple[str, int], ...], ...]
    choice: str = ""
    choice_label: str = ""
    options: tuple[tuple[str, str], ...] = ()


class RowEditor(QFrame):
    """`edited` with a field's name; Entrée asks for the next row, Alt ↑ and ↓ for another place."""

    edited = Signal(str)
    committed = Signal()
    ended = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, shape: RowShape, key: str, texts: Texts) -> None:
        super().__init__()
        self.key = key
        self._of = {field.name: field for field in shape.fields}
        self.cells = {
            field.name: LabeledField(
                field.label, placeholder=field.hint, editor=LineEdit(own_undo=False)
            )
            for field in shape.fields
        }
        self._choice_name = shape.choice
        self.choice = ChoiceField(shape.choice_label, shape.options) if shape.choice else None
        self.remove_button = IconButton(IconName.TRASH, f"Retirer : {shape.one.lower()}")
        self._lines: list[QBoxLayout] = []
        self._lay_out(shape)
        self._connect()
        self.show_texts(texts)

    def texts(self) -> dict[str, str]:
        """What stands in each field; a text of several lines is kept until it is retyped."""
        said = {name: self._text(name, cell) for name, cell in self.cells.items()}
        if self.choice is not None:
            said[self._choice_name] = self.choice.value()
        return said

    def show_texts(self, texts: Texts) -> None:
        """Show what is kept."""
        self._kept = dict(texts)
        for name, cell in self.cells.items():
            cell.set_text(" ".join(texts.get(name, "").splitlines()))
            self._judge(name)
        if self.choice is not None:
            self.choice.set_value(texts.get(self._choice_name, ""))

    @property
    def blank(self) -> bool:
        """Nothing is written in it yet."""
        return not any(cell.text().strip() for cell in self.cells.values())

    def begun(self) -> dict[str, str]:
        """What is too long to be kept."""
        texts = self.texts()
        return {n: texts[n] for n, field in self._of.items() if text_fault(field, texts[n])}

    def show_begun(self, texts: Texts) -> None:
        """Show again what could not be kept."""
        for name in self.cells.keys() & texts.keys():
            self.cells[name].set_text(texts[name])
            self._judge(name)

    def set_writable(self, *, writable: bool) -> None:
        """Whether it may be changed; it is read all the same."""
        for cell in self.cells.values():
            cell.edit.setReadOnly(not writable)
        if self.choice is not None:
            self.choice.combo.setEnabled(writable)
        self.remove_button.setVisible(writable)

    def give_focus(self, name: str = "") -> None:
        """To a field, the first one unless it is named."""
        cell = self.cells.get(name) or next(iter(self.cells.values()))
        cell.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for line in self._lines:
            line.setDirection(way)

    def _lay_out(self, shape: RowShape) -> None:
        column = QVBoxLayout()
        column.setSpacing(Space.RELATED)
        for line in shape.lines:
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(Space.SNUG)
            for name, share in line:
                row.addWidget(self._field(name), share, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            self._lines.append(row)
        across = QHBoxLayout()
        across.setSpacing(Space.RELATED)
        across.addLayout(column, 1)
        across.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, Space.RELATED)
        whole.setSpacing(Space.SNUG)
        whole.addWidget(Hairline())
        whole.addLayout(across)

    def _field(self, name: str) -> QWidget:
        if self.choice is not None and name == self._choice_name:
            return self.choice
        return self.cells[name]

    def _connect(self) -> None:
        for name, cell in self.cells.items():
            cell.edited.connect(lambda _text, name=name: self._on_edited(name))
            cell.edit.editingFinished.connect(self.committed)
            cell.edit.returnPressed.connect(self.ended)
        if self.choice is not None:
            self.choice.chosen.connect(lambda _value: self._on_chosen())
        self.remove_button.clicked.connect(self.removed)
        bind_key(self, "Alt+Up", lambda: self.moved.emit(-1))
        bind_key(self, "Alt+Down", lambda: self.moved.emit(1))

    def _text(self, name: str, cell: LabeledField) -> str:
        kept = self._kept.get(name, "")
        return kept if cell.text() == " ".join(kept.splitlines()) else cell.text()

    def _on_edited(self, name: str) -> None:
        self._judge(name)
        self.edited.emit(name)

    def _on_chosen(self) -> None:
        self.edited.emit(self._choice_name)
        self.committed.emit()

    def _judge(self, name: str) -> None:
        self.cells[name].set_error(text_fault(self._of[name], self.cells[name].text()))


def keyed(rows: Sequence[RowEditor]) -> list[str]:
    """The keys of rows, in their order."""
    return [row.key for row in rows]
