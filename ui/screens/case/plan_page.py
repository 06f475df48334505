# SPDX-License-Identifier: EUPL-1.2
"""The plan of a situation: proposals to answer, two parts to keep, and what ends the page."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import LineState, PlanLine, PlanPart
from app.domain.errors import UserError
from app.domain.ids import CaseId, PlanLineId
from ui.screens.case.autosave import Aside, Autosave, commit_all
from ui.screens.case.plan_editor import LineHelp, PlanLineEditor
from ui.screens.case.plan_ending import PlanEnding
from ui.screens.case.plan_presenter import PlanPresenter, PlanState
from ui.screens.case.plan_table import PlanTable
from ui.screens.case.proposals import ProposalsCard
from ui.shell.screen import ShowToast
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    KeyCap,
    LabelKind,
    PlainLabel,
)

_KEYS = (
    ("Entrée", "modifier"),
    ("Alt ↑", "monter"),
    ("Alt ↓", "descendre"),
    ("P", "changer de plan"),
    ("Suppr", "retirer"),
)


class PlanPage(QWidget):
    """The work on the plan; each deed is saved at once and the page shown afresh."""

    shown = Signal(object)
    """The state just rendered, for whoever shows something of it elsewhere (tabs)."""

    def __init__(
        self,
        presenter: PlanPresenter,
        help_: Callable[[], LineHelp],
        toast: ShowToast,
        autosave: Callable[[Callable[[], object], Aside], Autosave],
    ) -> None:
        """`autosave` makes the saver of a text from what saves it and what keeps it aside."""
        super().__init__()
        self._presenter, self._help, self._toast = presenter, help_, toast
        self._editor: PlanLineEditor | None = None
        self._ending = autosave(self._save_ending, Aside(self._keep_ending, presenter.ending_taken))
        self._typing = autosave(self._save_line, Aside(self._keep_line, self._line_taken))
        self.proposals = ProposalsCard()
        self.tables = {part: PlanTable(part.label) for part in PlanPart}
        self.add_buttons = {
            part: Button("Ajouter une ligne", kind=ButtonKind.QUIET, icon=IconName.PLUS, small=True)
            for part in PlanPart
        }
        self.ending = PlanEnding()
        self.keys = _make_keys()
        self._lay_out()
        self._connect()

    def show_case(self, case_id: CaseId) -> None:
        """Show the plan of a situation. Raises `NotFoundError`."""
        self._typing.forget()
        self._ending.forget()
        self._render(self._presenter.show(case_id))

    def reload(self) -> None:
        """Show the plan as it stands."""
        self._render(self._presenter.state())

    def commit(self) -> None:
        """Save what is typed. Raises `UserError` when it cannot be saved."""
        if self._editor is not None:
            self._editor.settle()
        commit_all(self._typing.flush_or_raise, self._ending.flush_or_raise)

    def begun(self) -> dict[str, str]:
        """Days of the line that is typed, while they are none."""
        return self._editor.begun() if self._editor is not None else {}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again in their line, where it is still there."""
        self._edit(PlanLineId(texts.get("line", "")), None)
        if self._editor is not None:
            self._editor.show_begun(texts)

    @property
    def dirty(self) -> bool:
        """Something typed is not on the disk."""
        return self._typing.dirty or self._ending.dirty

    def first_focus(self) -> QWidget | None:
        """The first proposal, else the first line, else the button that adds one."""
        if self.proposals.rows:
            return self.proposals.rows[0]
        for table in self.tables.values():
            if table.rows:
                return table.row(table.rows[0].line.id)
        return self.add_buttons[PlanPart.CARE]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addWidget(self.proposals)
        for part in PlanPart:
            column.addWidget(_make_part(part, self.tables[part], self.add_buttons[part]))
        column.addWidget(self.keys)
        column.addWidget(self.ending)
        column.addStretch(1)

    def _connect(self) -> None:
        self.proposals.accepted.connect(lambda id_: self._answer(id_, LineState.ACCEPTED))
        self.proposals.refused.connect(lambda id_: self._answer(id_, LineState.REFUSED))
        self.proposals.edit_asked.connect(lambda id_: self._edit(PlanLineId(id_), None))
        self.proposals.all_accepted.connect(self._accept_all)
        for part, table in self.tables.items():
            table.edit_asked.connect(lambda id_, column: self._edit(PlanLineId(id_), column))
            table.moved.connect(self._move)
            table.switched.connect(self._switch)
            table.removed.connect(self._remove)
            self.add_buttons[part].clicked.connect(lambda _=False, part=part: self._add(part))
        self.ending.edited.connect(self._ending.touch)
        self.ending.committed.connect(self._ending.flush)

    def _render(self, state: PlanState) -> None:
        self._editor = None
        self.proposals.set_proposals(state.origin, state.proposals)
        for part, table in self.tables.items():
            table.set_rows(state.part(part))
        self.keys.setVisible(bool(state.care or state.aid))
        self.ending.show_state(state, keep_typed=self._ending.dirty)
        self.shown.emit(state)

    # --- proposals ---------------------------------------------------------------------------

    def _answer(self, line_id: str, answer: LineState) -> None:
        if not self._close_editor():
            return
        rank = self.proposals.rank(line_id)
        self._presenter.answer(PlanLineId(line_id), answer)
        self.reload()
        if not self.proposals.focus_row(rank):
            self._focus_first()
        done = "Ligne acceptée" if answer is LineState.ACCEPTED else "Ligne refusée"
        self._toast(done, lambda: self._take_back(PlanLineId(line_id)))

    def _take_back(self, *line_ids: PlanLineId) -> None:
        for line_id in line_ids:
            self._presenter.answer(line_id, LineState.PROPOSED)
        self.reload()
        self.proposals.focus_row(self.proposals.rank(line_ids[0]))

    def _focus_first(self) -> None:
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _accept_all(self) -> None:
        if not self._close_editor():
            return
        ids = [row.row.line.id for row in self.proposals.rows]
        self._presenter.accept_all()
        self.reload()
        self._focus_first()
        self._toast("Toutes les lignes sont acceptées", lambda: self._take_back(*ids))

    # --- lines -------------------------------------------------------------------------------

    def _add(self, part: PlanPart) -> None:
        if not self._close_editor():
            return
        line_id = self._presenter.add(part)
        self.reload()
        self._edit(line_id, 0)

    def _move(self, line_id: str, step: int) -> None:
        self._presenter.move(PlanLineId(line_id), step)
        self._show_line(PlanLineId(line_id))

    def _switch(self, line_id: str) -> None:
        line = self._presenter.line(PlanLineId(line_id))
        if line is not None:
            self._presenter.switch_part(line)
            self._show_line(line.id)

    def _remove(self, line_id: str) -> None:
        line = self._presenter.line(PlanLineId(line_id))
        if line is None:
            return
        self._presenter.remove(line)
        self._presenter.line_taken(line.id)
        self._typing.forget()
        self.reload()
        self.add_buttons[line.part].setFocus()
        self._toast("Ligne retirée du plan", lambda: self._restore(line))

    def _restore(self, line: PlanLine) -> None:
        self._presenter.restore(line)
        self._show_line(line.id)

    def _show_line(self, line_id: PlanLineId) -> None:
        self.reload()
        any(table.focus_line(line_id) for table in self.tables.values())

    # --- typing a line -----------------------------------------------------------------------

    def _edit(self, line_id: PlanLineId, column: int | None) -> None:
        if not self._close_editor():
            return
        state = self._presenter.state()
        rows = (*state.proposals, *state.care, *state.aid)
        found = next((row for row in rows if row.line.id == line_id), None)
        if found is None:
            return
        editor = PlanLineEditor(found.line, found.who, self._help())
        if not self.proposals.place_editor(line_id, editor):
            any(table.place_editor(line_id, editor) for table in self.tables.values())
        editor.edited.connect(self._typing.touch)
        editor.done.connect(lambda: self._finish(accept=True))
        editor.left.connect(lambda: self._finish(accept=False))
        editor.moved.connect(lambda step: self._after_typing(lambda: self._move(line_id, step)))
        editor.switched.connect(lambda: self._after_typing(lambda: self._switch(line_id)))
        editor.removed.connect(lambda: self._after_typing(lambda: self._remove(line_id)))
        self._editor = editor
        blank = 0 if not found.line.problem else 1
        editor.focus_column(blank if column is None else column)

    def _after_typing(self, deed: Callable[[], None]) -> None:
        if self._close_editor():
            deed()

    def _save_line(self) -> None:
        if self._editor is not None:
            self._presenter.save(self._editor.line())

    def _keep_line(self) -> bool:
        return self._editor is not None and self._presenter.keep_line_aside(self._editor.line())

    def _line_taken(self) -> None:
        if self._editor is not None:
            self._presenter.line_taken(self._editor.line().id)

    def _finish(self, *, accept: bool) -> bool:
        """Enter accepts a proposal as typed; Échap keeps the words and leaves it a proposal.

        False when the line could not be saved: it is still being typed.
        """
        if self._editor is None:
            return True
        self._editor.settle()
        line = self._editor.line()
        accepted = accept and line.state is LineState.PROPOSED
        self._typing.touch()
        try:
            self._typing.flush_or_raise()
        except UserError as error:
            self._editor.set_error(error.text)
            return False
        if accepted:
            self._presenter.save(replace(line, state=LineState.ACCEPTED))
        elif _is_blank(line):
            self._presenter.remove(line)
        if line.state is LineState.PROPOSED:
            rank = self.proposals.rank(line.id)
            self.reload()
            self.proposals.focus_row(rank)
        else:
            self._show_line(line.id)
        return True

    def _close_editor(self) -> bool:
        return self._finish(accept=False)

    def _save_ending(self) -> None:
        self._presenter.save_ending(*self.ending.typed())

    def _keep_ending(self) -> bool:
        return self._presenter.keep_ending_aside(*self.ending.typed())


def _make_part(part: PlanPart, table: PlanTable, add: Button) -> Card:
    card = Card(part.label)
    card.add(table)
    row = QHBoxLayout()
    row.setContentsMargins(0, Space.HALF, 0, 0)
    row.addWidget(add)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def _make_keys() -> QWidget:
    keys = QWidget()
    row = QHBoxLayout(keys)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.HALF)
    for key, deed in _KEYS:
        row.addWidget(KeyCap(key))
        row.addWidget(PlainLabel(deed, LabelKind.SECONDARY))
        row.addSpacing(Space.RELATED)
    row.addStretch(1)
    return keys


def _is_blank(line: PlanLine) -> bool:
    words = (line.problem, line.objective, line.action, line.criterion, line.who_name)
    return not any(words) and line.who_id is None and line.due is None and line.review_on is None
