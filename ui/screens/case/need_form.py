# SPDX-License-Identifier: EUPL-1.2
"""One need that could not be met, being noted or rewritten."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from app.domain.dates import medium_date, parse_past_date
from app.domain.lengths import length_fault
from app.domain.problem import OTHER, Problems
from app.domain.unmet_need import UnmetCause, UnmetNeed
from ui.half_typed import TypedField, type_again, typed_in
from ui.screens.case.typed_dates import future_fault
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    CheckedDate,
    ChoiceField,
    Field,
    LabeledField,
    LabelKind,
    LineEdit,
    PlainLabel,
    TextPane,
    bind_key,
    show_if,
)


class NeedForm(QFrame):
    """`saved` when it shall be kept as typed; `left` when nobody wants it."""

    saved = Signal()
    left = Signal()

    def __init__(self, need: UnmetNeed, problems: Problems, today: Callable[[], date]) -> None:
        super().__init__()
        self._need, self._today = need, today
        self.setProperty("kind", "highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Besoin non couvert")
        self.need = TextPane("Ce qu’on voulait et qui n’a pas pu se faire", own_undo=False)
        self.need.set_text(need.need)
        self.need.setFixedHeight(56)
        self.need_field = Field(self.need.accessibleName(), self.need)
        listed = [(code, problems.label(code)) for code in problems.codes]
        self.problem = ChoiceField("Problème", [("", OTHER), *listed])
        self.problem.set_value(need.problem_code)
        self.cause = ChoiceField("Cause", [(cause.value, cause.label) for cause in UnmetCause])
        self.cause.set_value(need.cause.value)
        self.noted_on = self._day("Noté le", need.noted_on)
        self.met_on = self._day("Couvert depuis le", need.met_on)
        self.note = LabeledField(
            "Ce qui a été fait",
            text=need.note,
            editor=LineEdit(own_undo=False),
            placeholder="Signalé au DAC le 26 novembre",
        )
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.message.hide()
        self._lay_out()
        self.need.edited.connect(self._judge)
        self.noted_on.changed.connect(self._judge)
        self.met_on.changed.connect(self._judge)
        bind_key(self, "Ctrl+Return", self.save)

    @property
    def need_id(self) -> str:
        """Which need it is; empty for a new one."""
        return self._need.id

    def typed(self) -> UnmetNeed:
        """The need as typed; a day that was not understood leaves the one that was kept."""
        return replace(
            self._need,
            need=self.need.text(),
            problem_code=self.problem.value(),
            cause=UnmetCause(self.cause.value()),
            noted_on=self.noted_on.value() or self._need.noted_on,
            met_on=self.met_on.value(),
            note=self._note(),
        )

    def save(self) -> None:
        """Ask for it to be kept, unless a day is none."""
        for day in (self.noted_on, self.met_on):
            day.check()
            if not day.accepted():
                day.setFocus()
                return
        self.saved.emit()

    def set_error(self, sentence: str) -> None:
        """Say why it cannot be kept."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def begun(self) -> dict[str, str]:
        """What stands in it and is not kept."""
        texts = {f"need_{name}": text for name, text in typed_in(self._fields()).items()}
        return texts | {"need": self._need.id or "new"}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again."""
        own = {name.removeprefix("need_"): text for name, text in texts.items()}
        type_again(self._fields(), own)
        self._judge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fields(self) -> dict[str, TypedField]:
        return {
            "words": self.need,
            "problem": self.problem,
            "cause": self.cause,
            "noted_on": self.noted_on,
            "met_on": self.met_on,
            "note": self.note,
        }

    def _note(self) -> str:
        typed = self.note.text()
        return self._need.note if typed == " ".join(self._need.note.splitlines()) else typed

    def _day(self, label: str, value: date | None) -> CheckedDate:
        field = CheckedDate(
            label,
            lambda text: parse_past_date(text, self._today()),
            medium_date,
            fault=lambda day: future_fault(day, self._today()),
            own_undo=False,
        )
        field.set_value(value)
        return field

    def _judge(self) -> None:
        self.need_field.set_error(length_fault("need", self.need.text()))
        noted, met = self.noted_on.value(), self.met_on.value()
        if noted and met and met < noted:
            self.met_on.set_error("Ce besoin serait couvert avant d’avoir été noté.")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.GROUP)
        grid.setVerticalSpacing(Space.SNUG)
        for place in range(4):
            grid.setColumnStretch(place, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.problem, 0, 0, 1, 2, top)
        grid.addWidget(self.cause, 0, 2, 1, 2, top)
        grid.addWidget(self.noted_on, 1, 0, top)
        grid.addWidget(self.met_on, 1, 1, top)
        grid.addWidget(self.note, 1, 2, 1, 2, top)
        save = Button("Noter", small=True, key="Ctrl Entrée")
        leave = Button("Annuler", small=True, kind=ButtonKind.QUIET, key="Échap")
        save.clicked.connect(self.save)
        leave.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.addWidget(save)
        foot.addWidget(leave)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.need_field)
        column.addLayout(grid)
        column.addWidget(self.message)
        column.addLayout(foot)
