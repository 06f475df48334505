# SPDX-License-Identifier: EUPL-1.2
"""The work on the lines of a plan: answered, added, moved, taken out, typed in place."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from app.domain.care_plan import LineState, PlanLine, PlanPart
from app.domain.errors import UserError
from app.domain.ids import PlanLineId
from ui.autosave import Aside, Autosave
from ui.screens.case.plan_editor import LineHelp, PlanLineEditor
from ui.screens.case.plan_presenter import PlanPresenter
from ui.screens.case.plan_table import PlanTable
from ui.screens.case.proposals import ProposalsCard
from ui.shell.screen import ShowToast

MakeAutosave = Callable[[Callable[[], object], Aside], Autosave]
"""Makes the saver of a text from what saves it and what keeps it aside."""


class LinesPage(Protocol):
    """What the page around the lines does for them."""

    def reload(self) -> None:
        """Show the plan as it stands."""

    def focus_first(self) -> None:
        """Put the focus where work goes on."""

    def focus_add(self, part: PlanPart) -> None:
        """Put the focus on the button that adds a line."""


class PlanLines:
    """Each deed is saved at once, and can be taken back; at most one line is being typed."""

    def __init__(
        self,
        page: LinesPage,
        presenter: PlanPresenter,
        help_: Callable[[], LineHelp],
        toast: ShowToast,
        autosave: MakeAutosave,
    ) -> None:
        self._page, self._presenter, self._help, self._toast = page, presenter, help_, toast
        self.typing = autosave(self._save_line, Aside(self._keep_line, self._line_taken))
        self.editor: PlanLineEditor | None = None
        self._accepting = False
        self.proposals = ProposalsCard()
        self.tables = {part: PlanTable(part.label) for part in PlanPart}
        self.proposals.accepted.connect(lambda id_: self.answer(id_, LineState.ACCEPTED))
        self.proposals.refused.connect(lambda id_: self.answer(id_, LineState.REFUSED))
        self.proposals.edit_asked.connect(lambda id_: self.edit(PlanLineId(id_), None))
        self.proposals.all_accepted.connect(self.accept_all)
        for table in self.tables.values():
            table.edit_asked.connect(lambda id_, column: self.edit(PlanLineId(id_), column))
            table.moved.connect(self._move)
            table.switched.connect(self._switch)
            table.removed.connect(self._remove)

    def settle(self) -> None:
        """Take what the line being typed shows, as leaving it would."""
        if self.editor is not None:
            self.editor.settle()

    def begun(self) -> dict[str, str]:
        """Days of the line that is typed, while they are none."""
        return self.editor.begun() if self.editor is not None else {}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again in their line, where it is still there."""
        self.edit(PlanLineId(texts.get("line", "")), None)
        if self.editor is not None:
            self.editor.show_begun(texts)

    def focus_line(self, line_id: PlanLineId) -> bool:
        """Put the focus on a line or a proposal; False where it is neither."""
        if any(table.focus_line(line_id) for table in self.tables.values()):
            return True
        waits = any(row.row.line.id == line_id for row in self.proposals.rows)
        return waits and self.proposals.focus_row(self.proposals.rank(line_id))

    # --- proposals ---------------------------------------------------------------------------

    def answer(self, line_id: str, answer: LineState) -> None:
        """Accept, refuse or take back one line."""
        if not self.close_editor():
            return
        rank = self.proposals.rank(line_id)
        self._presenter.answer(PlanLineId(line_id), answer)
        back = self._presenter.take_back()
        self._page.reload()
        if not self.proposals.focus_row(rank):
            self._page.focus_first()
        if answer is not LineState.PROPOSED:
            done = "Ligne acceptée" if answer is LineState.ACCEPTED else "Ligne refusée"
            self._toast(done, lambda: self._take_back(back, line_id))

    def accept_all(self) -> None:
        """Accept every line that waits."""
        if not self.close_editor():
            return
        first = self.proposals.rows[0].row.line.id if self.proposals.rows else ""
        self._presenter.accept_all()
        back = self._presenter.take_back()
        self._page.reload()
        self._page.focus_first()
        self._toast("Toutes les lignes sont acceptées", lambda: self._take_back(back, first))

    def _take_back(self, back: Callable[[], object], line_id: str) -> None:
        if self.close_editor():
            back()
            self._page.reload()
            self.focus_line(PlanLineId(line_id))

    # --- lines -------------------------------------------------------------------------------

    def add(self, part: PlanPart) -> None:
        """Begin a blank line."""
        if self.close_editor():
            line_id = self._presenter.add(part)
            self._page.reload()
            self.edit(line_id, 0)

    def add_first(self) -> None:
        """Make the person's own first problem line 1, and go on to its objective."""
        if self.close_editor():
            line_id = self._presenter.add_first()
            self._page.reload()
            self.edit(line_id, 1)

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
        back = self._presenter.take_back()
        self._presenter.line_taken(line.id)
        self.typing.forget()
        self._page.reload()
        self._page.focus_add(line.part)
        self._toast("Ligne retirée du plan", lambda: self._take_back(back, line.id))

    def _show_line(self, line_id: PlanLineId) -> None:
        self._page.reload()
        self.focus_line(line_id)

    # --- typing a line -----------------------------------------------------------------------

    def edit(self, line_id: PlanLineId, column: int | None) -> None:
        """Type a line in place, from a column or from its first blank cell."""
        if not self.close_editor():
            return
        state = self._presenter.state()
        rows = (*state.proposals, *state.care, *state.aid)
        found = next((row for row in rows if row.line.id == line_id), None)
        if found is None:
            return
        editor = PlanLineEditor(found.line, found.who, self._help())
        if not self.proposals.place_editor(line_id, editor):
            any(table.place_editor(line_id, editor) for table in self.tables.values())
        editor.edited.connect(self.typing.touch)
        editor.done.connect(lambda: self._finish(accept=True))
        editor.left.connect(lambda: self._finish(accept=False))
        editor.moved.connect(lambda step: self._after_typing(lambda: self._move(line_id, step)))
        editor.switched.connect(lambda: self._after_typing(lambda: self._switch(line_id)))
        editor.removed.connect(lambda: self._after_typing(lambda: self._remove(line_id)))
        self.editor = editor
        blank = 0 if not found.line.problem else 1
        editor.focus_column(blank if column is None else column)

    def close_editor(self) -> bool:
        """Keep what is typed; False when it could not be kept, and is still being typed."""
        return self._finish(accept=False)

    def _after_typing(self, deed: Callable[[], None]) -> None:
        if self.close_editor():
            deed()

    def _save_line(self) -> None:
        if self.editor is None:
            return
        line = self.editor.line()
        self._presenter.save(replace(line, state=LineState.ACCEPTED) if self._accepting else line)

    def _keep_line(self) -> bool:
        return self.editor is not None and self._presenter.keep_line_aside(self.editor.line())

    def _line_taken(self) -> None:
        if self.editor is not None:
            self._presenter.line_taken(self.editor.line().id)

    def _finish(self, *, accept: bool) -> bool:
        """Enter accepts a proposal as typed, in one; Échap keeps the words and leaves it one."""
        if self.editor is None:
            return True
        self.editor.settle()
        line = self.editor.line()
        proposed = line.state is LineState.PROPOSED
        self.typing.touch()
        self._accepting = accept and proposed
        try:
            self.typing.flush_or_raise()
        except UserError as error:
            self.editor.set_error(error.text)
            return False
        finally:
            self._accepting = False
        if line.blank and not proposed:
            self._presenter.drop_blank(line)
        self._after(line, proposed=proposed)
        return True

    def _after(self, line: PlanLine, *, proposed: bool) -> None:
        rank = self.proposals.rank(line.id)
        self.editor = None
        self._page.reload()
        if not proposed:
            if not self.focus_line(line.id):
                self._page.focus_add(line.part)
        elif not self.proposals.focus_row(rank):
            self._page.focus_first()
