# SPDX-License-Identifier: EUPL-1.2
"""The list of actions, its filters, and the answers by one key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.services.actions import ActionView
from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTyped
from ui.screens.actions.answer import AnswerCard, Asking
from ui.screens.actions.model import actions_model
from ui.screens.actions.presenter import EVERYBODY, ActionFilter, ActionsPresenter, ActionsState
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Space
from ui.widgets import (
    Card,
    ChoiceField,
    EmptyState,
    Page,
    RecordTable,
    SegmentedField,
    bind_key,
    show_if,
)

_SHOWN = frozenset({Kind.ACTION, Kind.CASE, Kind.PROFESSIONAL})


class ActionsScreen(Screen):
    """Answers `Intent("actions", choice=<an ActionFilter>)`; Enter opens the situation."""

    def __init__(
        self, presenter: ActionsPresenter, shell: Shell, pages: UnfinishedForms | None = None
    ) -> None:
        super().__init__()
        self._half = HalfTyped(pages, KeptPage.ACTIONS)
        self._presenter, self._shell = presenter, shell
        self._loaded = False
        self.filters = SegmentedField("", [(each.value, each.label) for each in ActionFilter])
        self.filters.setAccessibleName("Actions montrées")
        self.people = ChoiceField("", [(EVERYBODY, "Tout le monde")])
        self.people.combo.setAccessibleName("Actions de")
        self.model = actions_model()
        self.table: RecordTable[ActionView] = RecordTable("Actions", self.model)
        self.answer = AnswerCard(presenter.dates)
        self.none = EmptyState("", "Tout afficher", self._show_all, icon=IconName.ACTIONS)
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        if choice in set(ActionFilter):
            self._choose(choice)
        elif not self._loaded:
            self._reload()
        if record:
            self.table.select(record)
        self._half.give_back(self._show_begun)

    def commit_drafts(self) -> None:
        """Keep an answer as far as it is typed."""
        self._half.keep(self.answer.begun(self.table.current_key()))

    def _show_begun(self, texts: Mapping[str, str]) -> None:
        self.table.select(texts.get("action", ""))
        if self.table.current_key() == texts.get("action"):
            self.answer.show_begun(texts)

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self._reload()

    def primary_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else self.none.button

    def _lay_out(self) -> None:
        page = Page("Actions")
        self.header = page.header
        tools = QHBoxLayout()
        tools.setSpacing(Space.GROUP)
        self.people.setFixedWidth(240)
        tools.addWidget(self.filters)
        tools.addWidget(self.people)
        tools.addStretch(1)
        self._card = Card()
        self._card.body.setContentsMargins(1, Space.HALF, 1, 1)
        self.table.setMinimumHeight(160)
        self._card.add(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._stack.addWidget(self.none)
        page.body.addLayout(tools)
        page.body.addWidget(self._stack, 1)
        page.body.addWidget(self.answer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _connect(self) -> None:
        self.filters.chosen.connect(self._choose)
        self.people.chosen.connect(self._choose_person)
        self.table.selected.connect(self._show_selected)
        self.table.opened.connect(lambda _key: self._open_case())
        self.answer.done.connect(self._done)
        self.answer.later.clicked.connect(self._ask_when)
        self.answer.not_done.connect(self._not_done)
        self.answer.postponed.connect(self._postpone)
        self.answer.reopened.connect(self._reopen)
        self.answer.case_asked.connect(self._open_case)
        self.answer.left.connect(self._focus_table)
        bind_key(self.table, "E", self.answer.yes.click)
        bind_key(self.table, "N", self.answer.no.click)
        bind_key(self.table, "R", self.answer.later.click)

    def _reload(self) -> None:
        self._loaded = True
        self._presenter.reload()
        self._render(self._presenter.state())

    def _render(self, state: ActionsState) -> None:
        self.header.set_title("Actions", state.summary)
        self.filters.set_value(state.filter.value)
        self.people.set_options(
            [(EVERYBODY, "Tout le monde")]
            + [(person.key, f"{person.name} · {person.count}") for person in state.people]
        )
        self.people.set_value(state.person)
        row = max(self.table.currentIndex().row(), 0)
        self.table.set_records(state.rows)
        if state.rows and not self.table.currentIndex().isValid():
            self.table.selectRow(min(row, len(state.rows) - 1))
        self._show_selected()
        narrowed = state.filter is not ActionFilter.OPEN or state.person != EVERYBODY
        self.none.sentence.setText(state.empty_sentence)
        show_if(self.none.button, narrowed)
        self._stack.setCurrentWidget(self.none if state.empty_sentence else self._card)

    def _choose(self, value: str) -> None:
        self._loaded = True
        self._presenter.choose(ActionFilter(value))
        self._render(self._presenter.state())

    def _choose_person(self, key: str) -> None:
        self._presenter.choose_person(key)
        self._render(self._presenter.state())

    def _show_all(self) -> None:
        self._choose(ActionFilter.OPEN.value)
        self._focus_table()

    def _selected(self) -> ActionView | None:
        return self._presenter.find(self.table.current_key())

    def _show_selected(self) -> None:
        self.answer.show_action(self._selected())

    def _ask_when(self) -> None:
        view = self._selected()
        if view is not None:
            self.answer.ask(Asking.WHEN, self._presenter.proposed_date(view.action))

    def _done(self) -> None:
        self._write(lambda view: self._presenter.done(view.action.id), "Action exécutée")

    def _not_done(self, why: str) -> None:
        self._write(
            lambda view: self._presenter.not_done(view.action.id, why), "Action non exécutée"
        )

    def _postpone(self) -> None:
        due = self.answer.when.value()
        self._write(lambda view: self._presenter.postpone(view.action.id, due), "Action reportée")

    def _reopen(self) -> None:
        self._write(lambda view: self._presenter.reopen(view.action.id), "Action remise à faire")

    def _write(self, write: Callable[[ActionView], Changes], said: str) -> None:
        """Write an answer about the selected action; what is refused is said under its field."""
        view = self._selected()
        if view is None:
            return
        try:
            changes = write(view)
        except UserError as error:
            if self.answer.asking is Asking.NOTHING:
                raise
            self.answer.refuse(error.text)
            return
        self._publish(changes)
        self.commit_drafts()  # nothing is typed about it any more
        about = f"{said} · {view.code}" if view.code else said
        self._shell.toast(about, lambda: self._publish(self._presenter.restore(view.action)))

    def _publish(self, changes: Changes) -> None:
        self._shell.changes.publish(changes, self)
        self._reload()
        self._focus_table()

    def _focus_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_case(self) -> None:
        view = self._selected()
        if view is not None and view.action.case_id is not None:
            self._shell.navigator.go(Intent("case", record=view.action.case_id))
