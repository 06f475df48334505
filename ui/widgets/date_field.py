# SPDX-License-Identifier: EUPL-1.2
"""A date typed the way people say it: "15/12", "vendredi", "dans 2 semaines"."""

import contextlib
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.fields import LabeledField
from ui.widgets.labels import set_style_property
from ui.widgets.line_edit import HintedLineEdit

DateParser = Callable[[str], date | None]
"""Reads a typed date; None when it is not one."""
DateWriter = Callable[[date], str]
"""Writes a date for people."""

_WEEK = timedelta(weeks=1)


class DateEdit(HintedLineEdit):
    """The bare line: Up and Down move by a week; what was understood shows beside the text."""

    changed = Signal(object)

    def __init__(
        self,
        parse: DateParser,
        write: DateWriter,
        *,
        own_undo: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`changed` carries a date, or None when there is none."""
        super().__init__(own_undo=own_undo, parent=parent)
        self._parse, self._write = parse, write
        self._value: date | None = None
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.settle)

    def value(self) -> date | None:
        """The date understood."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a date, or nothing."""
        self._value = value
        self.setText(self._write(value) if value else "")
        set_style_property(self, "state", "")

    def show_wrong(self, text: str) -> None:
        """Show again what was typed and is no date."""
        self.set_value(None)
        self.setText(text)
        self.settle()

    def is_wrong(self) -> bool:
        """Something was typed that is not a date."""
        return self._value is None and bool(self.text().strip())

    def settle(self) -> None:
        """Write the date as it was understood, or mark the line as wrong."""
        if self._value is not None:
            self.setText(self._write(self._value))
        elif self.is_wrong():
            set_style_property(self, "state", "late")

    def hint(self) -> str:
        written = self._write(self._value) if self._value else ""
        return "" if written == self.text() else written

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: _WEEK, Qt.Key.Key_Down: -_WEEK}
        step = steps.get(Qt.Key(event.key())) if self._value else None
        if step is not None and self._value is not None:
            with contextlib.suppress(OverflowError):  # the calendar ends somewhere
                self.set_value(self._value + step)
            self.selectAll()
            self.changed.emit(self._value)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def _on_edited(self, text: str) -> None:
        self._value = self._parse(text.strip()) if text.strip() else None
        set_style_property(self, "state", "")
        self.changed.emit(self._value)


class DateField(LabeledField):
    """A `DateEdit` with its label; says under it when no date was understood."""

    changed = Signal(object)

    def __init__(
        self,
        label: str,
        parse: DateParser,
        write: DateWriter,
        parent: QWidget | None = None,
        *,
        edit: DateEdit | None = None,
    ) -> None:
        """`edit` is the line to show where it is more than a `DateEdit`."""
        self.date_edit = edit or DateEdit(parse, write)
        super().__init__(label, editor=self.date_edit, parent=parent)
        self.date_edit.changed.connect(self._forward)
        self.date_edit.editingFinished.connect(self._judge)

    def value(self) -> date | None:
        """The date understood."""
        return self.date_edit.value()

    def set_value(self, value: date | None) -> None:
        """Show a date, or nothing."""
        self.date_edit.set_value(value)
        self.set_error("")

    def _forward(self, value: object) -> None:
        self.set_error("")  # of the date before; what the owner says of the new one comes after
        self.changed.emit(value)

    def _judge(self) -> None:
        # Says no more than that: what the owner said of the date on Enter stays until it changes.
        if self.date_edit.is_wrong():
            self.set_error("Date non comprise. Essayez « 15/12 » ou « vendredi ».")
