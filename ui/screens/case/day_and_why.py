# SPDX-License-Identifier: EUPL-1.2
"""The day of something that happened, and why: what an inclusion and its end both ask for."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.dates import medium_date, parse_past_date
from app.domain.lengths import length_fault
from ui.half_typed import TypedField, type_again, typed_in
from ui.screens.case.typed_dates import future_fault
from ui.theme import Space
from ui.widgets import CheckedDate, LabeledField


class DayAndWhy(QWidget):
    """A day that is past or today, and one line."""

    def __init__(self, why: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.on = CheckedDate(
            "Le",
            lambda text: parse_past_date(text, today()),
            medium_date,
            fault=lambda day: future_fault(day, today()),
            own_undo=False,
        )
        self.why = LabeledField(why)
        self._fields: dict[str, TypedField] = {"on": self.on, "why": self.why}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SNUG)
        row.addWidget(self.on, 1)
        row.addWidget(self.why, 3)
        self.why.edited.connect(lambda text: self.why.set_error(length_fault("reason_given", text)))

    def begin(self) -> None:
        """Today, for no reason yet."""
        self.on.set_value(self._today())
        self.on.check()
        self.why.set_text("")
        self.why.set_error("")

    def day(self) -> date | None:
        """The day as typed, today where none was; None, with the focus on it, where it is none."""
        self.on.check()
        if self.on.accepted():
            return self.on.value() or self._today()
        self.on.date_edit.setFocus()
        return None

    def refuse(self, sentence: str) -> None:
        """Say under the line why it cannot be kept so, and go there."""
        self.why.set_error(sentence)
        self.why.edit.setFocus()

    def begun(self) -> dict[str, str]:
        """What stands there now."""
        return typed_in(self._fields)

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again; it is judged as if it had just been typed."""
        type_again(self._fields, texts)
        self.on.check()
        self.why.set_error(length_fault("reason_given", self.why.text()))
