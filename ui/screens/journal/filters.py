# SPDX-License-Identifier: EUPL-1.2
"""The line of filters over the journal."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import numeric_date
from app.domain.journal import EventFamily
from app.services.journal_reader import JournalQuery
from ui.screens.journal.presenter import JournalPresenter
from ui.theme import Space
from ui.widgets import ChoiceField, DateField, LabeledField

_SETTLED_MS = 300
_NARROW, _WIDE = 132, 208


class JournalFilters(QWidget):
    """Period, person, kind of event, code of a situation."""

    changed = Signal()

    def __init__(self, presenter: JournalPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.since = DateField("Du", presenter.parse_day, numeric_date)
        self.until = DateField("Au", presenter.parse_day, numeric_date)
        self.person = ChoiceField("Personne", presenter.accounts())
        self.family = ChoiceField("Événement", presenter.families())
        self.code = LabeledField("Situation", placeholder="S26-014")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.GROUP)
        for field, width in (
            (self.since, _NARROW),
            (self.until, _NARROW),
            (self.person, _WIDE),
            (self.family, _WIDE),
            (self.code, _NARROW),
        ):
            field.setFixedWidth(width)
            column = QVBoxLayout()
            column.addWidget(field)
            column.addStretch(1)
            row.addLayout(column)
        row.addStretch(1)
        for day in (self.since, self.until):
            day.changed.connect(lambda _day: self._timer.start())
        for choice in (self.person, self.family):
            choice.chosen.connect(lambda _value: self.changed.emit())
        self.code.edited.connect(lambda _text: self._timer.start())
        self.code.edit.returnPressed.connect(self.changed)

    def query(self) -> JournalQuery:
        """What stands in the fields."""
        family = self.family.value()
        return JournalQuery(
            since=self.since.value(),
            until=self.until.value(),
            account_id=self.person.value(),
            family=EventFamily(family) if family else None,
            code=self.code.text().strip(),
        )

    def clear(self) -> None:
        """Filter nothing."""
        self._timer.stop()
        for day in (self.since, self.until):
            day.set_value(None)
        for choice in (self.person, self.family):
            choice.set_value("")
        self.code.set_text("")
        self.changed.emit()

    def show_code(self, code: str) -> None:
        """Filter one situation."""
        self.clear()
        self.code.set_text(code)
        self.changed.emit()
