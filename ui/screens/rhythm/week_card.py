# SPDX-License-Identifier: EUPL-1.2
"""The chosen week with what may be done about it, or a new meeting beside the rhythm."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.dates import long_date, medium_date
from ui.half_typed import type_again, typed_in
from ui.screens.rhythm.state import Act, WeekState
from ui.theme import Space
from ui.widgets import (
    Button,
    Card,
    DateField,
    LabeledField,
    LabelKind,
    PlainLabel,
    show_if,
)

ParseDate = Callable[[str], date | None]


class WeekCard(Card):
    """`acted` asks for what needs no more words; `settled` for what was typed in the form."""

    acted = Signal(Act)
    settled = Signal()

    def __init__(self, parse: ParseDate) -> None:
        super().__init__(" ")
        self._week: WeekState | None = None
        self.form: Act | None = None
        self.facts = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.buttons = {act: Button(act.label, small=True, key=act.value) for act in Act}
        self.day = DateField("Jour", parse, medium_date)
        self.start, self.end = LabeledField("De"), LabeledField("À")
        self.reason = LabeledField("Pourquoi", placeholder="Facultatif, dit à tous")
        self._typed = {
            "day": self.day,
            "start": self.start,
            "end": self.end,
            "reason": self.reason,
        }
        self.fault = PlainLabel("", LabelKind.LATE, wrap=True)
        self.settle = Button("", key="Entrée")
        self._lay_out()
        for act, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, act=act: self._act(act))
        self.settle.clicked.connect(self.settled)
        for field in (self.day, self.start, self.end, self.reason):
            field.edit.returnPressed.connect(self.settled)

    def show_week(self, week: WeekState | None) -> None:
        """Show a week; what was being typed about another goes."""
        kept = week is not None and self._week is not None and week.key == self._week.key
        self._week = week
        if week is not None:
            self.title.setText(long_date(week.day).capitalize())
            self.facts.setText(week.sentence)
        for act, button in self.buttons.items():
            show_if(button, week is not None and act in week.acts)
        if not kept:
            self.close_form()

    def open_form(self, act: Act, start: str, end: str) -> None:
        """Ask for what an act needs: why, and for a move the day and the hours."""
        moves = act is Act.MOVE
        week = self._week
        self._open(act, "Déplacer" if moves else "Sauter cette semaine", moves=moves)
        self.day.set_value(week.held_on or week.day if week else None)
        self._hours(start, end)
        (self.day if moves else self.reason).edit.setFocus()

    def open_extra(self, start: str, end: str) -> None:
        """Ask for a new meeting beside the rhythm."""
        self._week = None
        self.title.setText("Réunion supplémentaire")
        self.facts.setText("En plus de celle de la semaine, avec les mêmes personnes.")
        for button in self.buttons.values():
            button.hide()
        self._open(None, "Ajouter la réunion", moves=True)
        self.day.set_value(None)
        self._hours(start, end)
        self.day.edit.setFocus()

    def close_form(self) -> None:
        """Nothing is asked any more."""
        self.form = None
        for widget in (self.day, self.start, self.end, self.reason, self.settle, self.fault):
            widget.hide()

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be; an empty sentence takes it away."""
        self.fault.setText(sentence)
        show_if(self.fault, sentence)

    @property
    def asks(self) -> bool:
        """A form is open."""
        return not self.settle.isHidden()

    def begun(self, week: str) -> dict[str, str]:
        """What is typed for a week, or for a meeting beside the rhythm; nothing without a form."""
        if not self.asks:
            return {}
        act = self.form.value if self.form else ""
        return {"week": week, "act": act} | typed_in(self._typed)

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again in the form, which is open."""
        type_again(self._typed, texts)

    def _open(self, act: Act | None, caption: str, *, moves: bool) -> None:
        self.form = act
        self.settle.set_caption(caption)
        self.reason.set_text("")
        self.refuse("")
        for widget in (self.day, self.start, self.end):
            show_if(widget, moves)
        self.reason.show()
        self.settle.show()

    def _hours(self, start: str, end: str) -> None:
        self.start.set_text(start)
        self.end.set_text(end)

    def _act(self, act: Act) -> None:
        if self._week is not None and act in self._week.acts:
            self.acted.emit(act)

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.RELATED)
        self.add(self.facts)
        for acts in ((Act.PREPARE, Act.SKIP, Act.MOVE), (Act.KEEP, Act.FOLLOW, Act.DROP)):
            self.body.addLayout(_line(*(self.buttons[act] for act in acts)))
        self.add(self.day)
        hours = QHBoxLayout()
        hours.setSpacing(Space.SNUG)
        hours.addWidget(self.start)
        hours.addWidget(self.end)
        self.body.addLayout(hours)
        self.add(self.reason)
        self.add(self.fault)
        self.body.addLayout(_line(self.settle))
        self.close_form()


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.RELATED)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
