# SPDX-License-Identifier: EUPL-1.2
"""Everything that happened about a situation, the newest first: a row opens what it speaks of."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.dates import medium_date, month_year, short_date
from app.domain.ids import CaseId
from app.domain.text import plural, typeset
from app.services.timeline import Event, EventKind, Place, TimelineService, kinds_in
from ui.models import CellStyle, Column, TableModel
from ui.shell import Intent
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Card,
    ChoiceField,
    EmptyState,
    LabelKind,
    PlainLabel,
    RecordTable,
    bind_key,
)

_TONES = {
    EventKind.LIFE: Tone.ACCENT,
    EventKind.CONSENT: Tone.OK,
    EventKind.MEETING: Tone.ACCENT,
    EventKind.FEEDBACK: Tone.WARN,
}
_SCREENS = {
    Place.MINUTES: "minutes",
    Place.AGENDA: "prepare",
    Place.ACTION: "actions",
    Place.FEEDBACK: "feedback",
    Place.FILING: "filings",
}
_CHOICES = {Place.CASE: "", Place.CONSENT: "summary", Place.PLAN: "plan"}
_LEAST_HEIGHT = 320


@dataclass(frozen=True)
class Line:
    """An event as a row; `month` is said on the first row of each month only."""

    event: Event
    month: str


def intent_of(event: Event) -> Intent | None:
    """What a row opens; None for what has no page of its own."""
    if event.place in _SCREENS:
        return Intent(_SCREENS[event.place], record=event.record)
    if event.place in _CHOICES:
        return Intent("case", record=event.record, choice=_CHOICES[event.place])
    return None


def lines_of(events: tuple[Event, ...]) -> tuple[Line, ...]:
    """The rows, grouped by month."""
    months = [month_year(event.on) for event in events]
    return tuple(
        Line(event, "" if place and months[place - 1] == month else month.capitalize())
        for place, (event, month) in enumerate(zip(events, months, strict=True))
    )


class TimelinePage(QWidget):
    """The whole past on one page; filtered by kind with the arrows or a first letter."""

    def __init__(self, timeline: TimelineService, go: Callable[[Intent], object]) -> None:
        """`go` leads to what a row speaks of."""
        super().__init__()
        self._timeline, self._go = timeline, go
        self._case_id: CaseId | None = None
        self._events: tuple[Event, ...] = ()
        self.kinds = ChoiceField("", [("", "Tout")])
        self.kinds.combo.setAccessibleName("Ce qui est montré du parcours")
        self.count = PlainLabel("", LabelKind.SECONDARY)
        self.model = _model()
        self.table: RecordTable[Line] = RecordTable("Parcours de la situation", self.model)
        self.table.setMinimumHeight(_LEAST_HEIGHT)
        self.none = EmptyState(
            "Rien de ce genre n’est noté.", "Tout montrer", self._show_all, icon=IconName.CLOCK
        )
        self._lay_out()
        self.kinds.chosen.connect(self._render)
        self.table.opened.connect(self._open)
        bind_key(self, "Ctrl+F", self.kinds.combo.setFocus)

    def show_case(self, case_id: CaseId) -> None:
        """Show the past of a situation, read anew; the row and the filter stay where they can."""
        if case_id != self._case_id:
            self.kinds.set_value("")
        self._case_id = case_id
        self._events = self._timeline.of(case_id)
        kinds = kinds_in(self._events)
        self.kinds.set_options([("", "Tout"), *((kind.value, kind.label) for kind in kinds)])
        self._render()

    def first_focus(self) -> QWidget:
        """Where the keyboard begins."""
        return self.table

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(Space.SNUG)
        tools.addWidget(self.kinds)
        tools.addWidget(self.count)
        tools.addStretch(1)
        card = Card()
        card.body.setContentsMargins(1, Space.HALF, 1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.none)
        card.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addLayout(tools)
        column.addWidget(card, 1)

    def _render(self) -> None:
        wanted = self.kinds.value()
        shown = tuple(each for each in self._events if not wanted or each.kind == wanted)
        self.table.set_records(lines_of(shown))
        if shown and not self.table.currentIndex().isValid():
            self.table.selectRow(0)  # the focus shows on a row
        self.count.setText(plural(len(shown), "événement"))
        self._stack.setCurrentWidget(self.table if shown else self.none)

    def _show_all(self) -> None:
        self.kinds.set_value("")
        self._render()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, key: str) -> None:
        row = self.model.row_of(key)
        intent = intent_of(self.model.record(row).event) if row >= 0 else None
        if intent is not None:
            self._go(intent)


def _model() -> TableModel[Line]:
    return TableModel(
        (
            Column("Mois", lambda line: line.month, 136, CellStyle.CODE),
            Column("Jour", lambda line: short_date(line.event.on), 112, CellStyle.MUTED),
            Column(
                "Genre",
                lambda line: line.event.kind.label,
                104,
                CellStyle.CHIP,
                lambda line: _TONES.get(line.event.kind, Tone.NEUTRAL),
            ),
            Column("Ce qui s’est passé", lambda line: typeset(line.event.text)),
            Column("Précision", lambda line: typeset(line.event.detail), 0, CellStyle.MUTED),
        ),
        key=lambda line: line.event.key,
        sentence=_sentence,
    )


def _sentence(line: Line) -> str:
    event = line.event
    said = (medium_date(event.on), event.kind.label, typeset(event.text), typeset(event.detail))
    return ", ".join(part for part in said if part)
