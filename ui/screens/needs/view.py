# SPDX-License-Identifier: EUPL-1.2
"""The year's needs: counted by problem and by cause, then one by one."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.dates import short_date
from app.domain.text import ellipsis, typeset
from app.services.unmet_needs import NeedLine, NeedsOfYear
from ui.models import CellStyle, Column, TableModel
from ui.output import Output
from ui.screens.needs.presenter import NeedsPresenter, summary
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    Card,
    ChoiceField,
    EmptyState,
    Page,
    RecordTable,
    RowData,
    RowList,
    bind_key,
)

_TITLE = "Besoins non couverts"
_LONGEST = 300
_SHOWN = frozenset({Kind.UNMET_NEED, Kind.CASE})


class NeedsScreen(Screen):
    """Answers `Intent("needs")`; Enter on a need opens the plan of its situation."""

    def __init__(self, presenter: NeedsPresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter, self._shell, self._output = presenter, shell, Output(shell)
        self.year = ChoiceField("Année", [])
        self.export = Button("Exporter (tableur)…", icon=IconName.SAVE, key="Ctrl S")
        self.problems, self.causes = RowList("Par problème"), RowList("Par cause")
        self.model = _model()
        self.table: RecordTable[NeedLine] = RecordTable(_TITLE, self.model)
        self.none = EmptyState(
            "Aucun besoin noté cette année. Ce qui ne peut pas se faire se note "
            "avec le plan d’une situation.",
            icon=IconName.INFO,
        )
        self._lay_out()
        self.year.chosen.connect(lambda year: self._render(presenter.show(int(year))))
        self.export.clicked.connect(self._export)
        self.table.opened.connect(self._open)
        bind_key(self, "Ctrl+S", self.export.click, everywhere=True)

    def open_record(self, record: str, choice: str) -> None:
        self._render(self._presenter.arrive())

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self._render(self._presenter.arrive())

    def primary_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else self.year.combo

    def _lay_out(self) -> None:
        page = Page(_TITLE)
        self.header = page.header
        page.header.add_action(self.export)
        choice = QHBoxLayout()
        choice.addWidget(self.year)
        choice.addStretch(1)
        counts = QHBoxLayout()
        counts.setSpacing(Space.GROUP)
        for title, rows in (("Par problème", self.problems), ("Par cause", self.causes)):
            card = Card(title)
            card.add(rows)
            card.body.addStretch(1)
            counts.addWidget(card, 1)
        listed = Card()
        listed.body.setContentsMargins(1, Space.HALF, 1, 1)
        self.table.setMinimumHeight(200)
        listed.add(self.table, 1)
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addLayout(counts)
        column.addWidget(listed, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(found)
        self._stack.addWidget(self.none)
        page.body.addLayout(choice)
        page.body.addWidget(self._stack, 1)
        self.hold(page)

    def _render(self, year: NeedsOfYear) -> None:
        self.year.set_options([(str(each), str(each)) for each in year.years])
        self.year.set_value(str(year.year))
        self.header.set_title(_TITLE, summary(year))
        self.problems.set_rows(_counts(year.by_problem))
        self.causes.set_rows(_counts(year.by_cause))
        self.table.set_records(year.lines)
        if year.lines and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.export.setEnabled(bool(year.lines))
        self._stack.setCurrentIndex(0 if year.lines else 1)

    def _open(self, key: str) -> None:
        case_id = self._presenter.case_of(key)
        if case_id is not None:
            self._shell.navigator.go(Intent("case", case_id, "plan"))

    def _export(self) -> None:
        name, content = self._presenter.csv()
        self._output.save_file(name, content, _TITLE, "csv")


def _counts(counted: tuple[tuple[str, int], ...]) -> list[RowData]:
    return [
        RowData(key=words, text=words, note=str(count), chevron=False) for words, count in counted
    ]


def _state(line: NeedLine) -> str:
    met = line.need.met_on
    return f"couvert le {short_date(met)}" if met else "non couvert"


def _model() -> TableModel[NeedLine]:
    return TableModel(
        (
            Column("Situation", lambda line: line.code, 96, CellStyle.CODE),
            Column("Besoin", lambda line: typeset(ellipsis(line.need.need, _LONGEST))),
            Column("Cause", lambda line: line.need.cause.label, 200, CellStyle.MUTED),
            Column("Noté le", lambda line: short_date(line.need.noted_on), 112, CellStyle.MUTED),
            Column("", _state, 176, CellStyle.CHIP, _tone),
        ),
        key=lambda line: line.need.id,
        sentence=_sentence,
    )


def _tone(line: NeedLine) -> Tone:
    return Tone.OK if line.need.met_on else Tone.WARN


def _sentence(line: NeedLine) -> str:
    noted = f"noté le {short_date(line.need.noted_on)}"
    words = (line.code, line.need.need, line.problem, line.need.cause.label, noted, _state(line))
    return ", ".join(words)
