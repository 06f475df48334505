# SPDX-License-Identifier: EUPL-1.2
"""The list of situations."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.changes import Changes, Kind
from app.services.cases import CaseService, CaseSummary
from ui.screens.cases.model import cases_model
from ui.screens.cases.presenter import CaseFilter, CasesPresenter, CasesState
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    EmptyState,
    LabeledField,
    Page,
    RecordTable,
    bind_key,
)

_SHOWN = frozenset({Kind.CASE, Kind.CONSENT, Kind.PROFESSIONAL})


class CasesScreen(Screen):
    """Answers `Intent("cases", choice=<a CaseFilter>)`; a row goes to `Intent("case")`."""

    def __init__(self, shell: Shell, cases: CaseService) -> None:
        super().__init__()
        self._navigator = shell.navigator
        self._presenter = CasesPresenter(cases)
        self._loaded = False
        self.kept = Button("Conservation et corbeille", kind=ButtonKind.QUIET, icon=IconName.TRASH)
        self.new = Button(
            "Nouvelle situation", kind=ButtonKind.PRIMARY, icon=IconName.PLUS, key="Ctrl N"
        )
        self.search = LabeledField("", placeholder="Code, motif ou demandeur")
        self.search.edit.setAccessibleName("Rechercher une situation")
        self.search.edit.setClearButtonEnabled(False)
        self.filters = ChoiceField("", [(each.value, each.label) for each in CaseFilter])
        self.filters.combo.setAccessibleName("Situations montrées")
        self.model = cases_model()
        self.table: RecordTable[CaseSummary] = RecordTable("Situations", self.model)
        self.none = EmptyState("", "Tout afficher", self._act_on_empty, icon=IconName.CASES)
        self._warming = QTimer(self)
        self._warming.setInterval(0)
        self._warming.timeout.connect(self._warm)
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        if not self._loaded:
            self._reload()
        if choice:
            self._presenter.search("")
            self.search.set_text("")
            self._choose(choice)

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self._reload()

    def primary_focus(self) -> QWidget | None:
        return self.search.edit

    def _lay_out(self) -> None:
        page = Page("Situations")
        self.header = page.header
        self.header.add_action(self.kept)
        self.header.add_action(self.new)
        tools = QHBoxLayout()
        tools.setSpacing(Space.GROUP)
        self.search.setFixedWidth(320)
        tools.addWidget(self.search)
        tools.addWidget(self.filters)
        tools.addStretch(1)
        self._card = Card()
        self._card.body.setContentsMargins(1, Space.HALF, 1, 1)
        self._card.add(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(self.none)
        page.body.addLayout(tools)
        page.body.addWidget(self._stack, 1)
        self.hold(page)

    def _connect(self) -> None:
        self.new.clicked.connect(self._new)
        self.kept.clicked.connect(lambda: self._navigator.go(Intent("keeping")))
        self.search.edited.connect(self._on_search)
        self.table.lead_from(self.search.edit)
        self.filters.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        bind_key(self, "Ctrl+N", self._new, everywhere=True)
        bind_key(self, "Ctrl+F", self.search.edit.setFocus, everywhere=True)

    def _reload(self) -> None:
        self._loaded = True
        self._presenter.reload()
        self._render(self._presenter.state())

    def _render(self, state: CasesState) -> None:
        self.header.set_title("Situations", state.count if state.total else "")
        self.filters.set_value(state.filter.value)
        self._warming.start()
        self.table.set_records(state.rows)
        nothing_yet = not state.total
        self.new.setVisible(not nothing_yet)
        self.search.setVisible(not nothing_yet)
        self.filters.setVisible(not nothing_yet)
        self.none.sentence.setText(state.empty_sentence)
        self.none.button.set_caption("Nouvelle situation" if nothing_yet else "Tout afficher")
        self.none.button.set_kind(ButtonKind.PRIMARY if nothing_yet else ButtonKind.SECONDARY)
        self._stack.setCurrentWidget(self.none if state.empty_sentence else self._card)

    def _warm(self) -> None:
        """Between two events, a little at a time: the first letter then finds everything ready."""
        if not self._presenter.warm():
            self._warming.stop()

    def _on_search(self, letters: str) -> None:
        self._presenter.search(letters)
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self._render(self._presenter.state())

    def _choose(self, value: str) -> None:
        known = value in {each.value for each in CaseFilter}
        self._presenter.choose(CaseFilter(value) if known else CaseFilter.ALL)
        self._render(self._presenter.state())

    def _act_on_empty(self) -> None:
        if not self._presenter.state().total:
            self._new()
            return
        self._presenter.search("")
        self.search.set_text("")
        self._choose(CaseFilter.ALL)
        self.search.edit.setFocus()

    def _open(self, key: str) -> None:
        if key:
            self._navigator.go(Intent("case", record=key))

    def _new(self) -> None:
        self._navigator.go(Intent("case", choice="new"))
