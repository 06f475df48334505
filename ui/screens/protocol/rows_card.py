# SPDX-License-Identifier: EUPL-1.2
"""A small list of a protocol that is written in place: its references, its indicators."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.protocol.row_editor import RowEditor, RowShape, Texts, keyed
from ui.theme import IconName, Space
from ui.widgets import Button, ButtonKind, Card, LabelKind, PlainLabel, show_if

Keyed = Sequence[tuple[str, Texts]]
"""Rows by their keys."""


class RowsCard(Card):
    """`edited` with `key:field`; `changed` when a row went or moved, with a sentence to undo it by.

    A row in which nothing is written yet is no row of the protocol.
    """

    edited = Signal(str)
    committed = Signal()
    changed = Signal(str)

    def __init__(
        self, title: str, shape: RowShape, most: int, new_key: Callable[[], str], hint: str = ""
    ) -> None:
        """`most` rows at the most; `new_key` names a row that was not there."""
        super().__init__(title)
        self._shape, self._most, self._new_key = shape, most, new_key
        self._writable = True
        self.rows: list[RowEditor] = []
        self.none = PlainLabel(hint, LabelKind.SECONDARY, wrap=True)
        self.add_button = Button(shape.add, kind=ButtonKind.QUIET, icon=IconName.PLUS, small=True)
        self.full = PlainLabel(f"{most} au plus", LabelKind.SECONDARY)
        held = QWidget()
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, Space.HALF, 0, 0)
        self._column.setSpacing(Space.RELATED)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(self.full)
        foot.addStretch(1)
        self.add(self.none)
        self.add(held)
        self.body.addLayout(foot)
        self.add_button.clicked.connect(lambda: self.add_row(len(self.rows)))
        self._settle()

    def typed(self) -> list[tuple[str, dict[str, str]]]:
        """The rows in which something is written, by their keys."""
        return [(row.key, row.texts()) for row in self.rows if not row.blank]

    def show_rows(self, rows: Keyed) -> None:
        """Show what is kept; a row that stays keeps its place and the caret in it."""
        if [key for key, _ in rows] != keyed([row for row in self.rows if not row.blank]):
            self._clear()
            for key, texts in rows:
                self._insert(len(self.rows), RowEditor(self._shape, key, texts))
        else:
            known = {row.key: row for row in self.rows}
            for key, texts in rows:
                known[key].show_texts(texts)
        self._settle()

    def set_writable(self, *, writable: bool) -> None:
        """Whether rows may be changed; they are read all the same."""
        self._writable = writable
        for row in self.rows:
            row.set_writable(writable=writable)
        self._settle()

    def begun(self) -> dict[str, str]:
        """What is too long to be kept, by `place:field`: a reference has no other name."""
        written = [row for row in self.rows if not row.blank]
        return {
            f"{place}:{name}": text
            for place, row in enumerate(written)
            for name, text in row.begun().items()
        }

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, in the rows that are still there."""
        for place, row in enumerate(self.rows):
            row.show_begun(parted(texts, f"{place}:"))

    def give_focus(self, place: str) -> bool:
        """To `key:field`; False where that row is no more."""
        key, _, name = place.partition(":")
        row = next((row for row in self.rows if row.key == key), None)
        if row is not None:
            row.give_focus(name)
        return row is not None

    def add_row(self, place: int) -> None:
        """A blank row at a place, with the focus; one that is blank already takes it."""
        blank = next((row for row in self.rows if row.blank), None)
        if blank is None and len(self.rows) < self._most:
            blank = RowEditor(self._shape, self._new_key(), {})
            self._insert(place, blank)
            self._settle()
        if blank is not None:
            blank.show()
            blank.give_focus()

    def _insert(self, place: int, row: RowEditor) -> None:
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)
        row.set_writable(writable=self._writable)
        row.edited.connect(lambda name: self.edited.emit(f"{row.key}:{name}"))
        row.committed.connect(self.committed)
        row.ended.connect(lambda: self._end(row))
        row.removed.connect(lambda: self._remove(row))
        row.moved.connect(lambda step: self._move(row, step))

    def _end(self, row: RowEditor) -> None:
        if self._writable and not row.blank:
            self.add_row(self.rows.index(row) + 1)

    def _remove(self, row: RowEditor) -> None:
        was_blank, place = row.blank, self.rows.index(row)
        self._drop(row)
        self._settle()
        beside = self.rows[min(place, len(self.rows) - 1)] if self.rows else None
        if beside is not None:
            beside.give_focus()
        else:
            self.add_button.setFocus()
        if not was_blank:
            self.changed.emit(self._shape.gone)

    def _move(self, row: RowEditor, step: int) -> None:
        here = self.rows.index(row)
        target = here + step
        if not self._writable or not 0 <= target < len(self.rows):
            return
        self.rows.insert(target, self.rows.pop(here))
        self._column.removeWidget(row)
        self._column.insertWidget(target, row)
        if not row.blank:
            self.changed.emit(f"{self._shape.one}\u00a0: autre place")

    def _clear(self) -> None:
        for row in list(self.rows):
            self._drop(row)

    def _drop(self, row: RowEditor) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _settle(self) -> None:
        show_if(self.none, self.none.text() and not self.rows)
        full = len(self.rows) >= self._most
        show_if(self.add_button, self._writable and not full)
        show_if(self.full, self._writable and full)


def parted(texts: Mapping[str, str], start: str) -> dict[str, str]:
    """The texts whose names begin so, by the rest of their names."""
    return {
        name.removeprefix(start): text for name, text in texts.items() if name.startswith(start)
    }
