# SPDX-License-Identifier: EUPL-1.2
"""The work on the steps: typed in place, walked through, moved, taken out; saved without asking."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.domain.ids import ProtocolStepId
from app.domain.protocol import Moment, ProtocolStep
from app.domain.text import NO_BREAK, plural
from ui.screens.protocol.flow_view import FlowView
from ui.screens.protocol.step_columns import TITLES, WHO
from ui.screens.protocol.step_editor import StepEditor
from ui.screens.protocol.steps_order import Steps, neighbour, written
from ui.screens.protocol.steps_presenter import StepsPresenter
from ui.screens.protocol.steps_table import StepsTable
from ui.shell.screen import ShowToast
from ui.widgets.suggest import Source

_LAST = len(TITLES) - 1


class StepsWork:
    """At most one step is being typed; each deed is saved at once and can be taken back."""

    def __init__(
        self,
        presenter: StepsPresenter,
        table: StepsTable,
        flow: FlowView,
        toast: ShowToast,
        who: Source,
    ) -> None:
        self._presenter, self.table, self._flow = presenter, table, flow
        self._toast, self._who = toast, who
        self._opened: ProtocolStep | None = None
        table.edit_asked.connect(self.edit)
        table.add_asked.connect(self.add)
        table.removed.connect(self.remove)

    @property
    def writable(self) -> bool:
        """Whether the steps may be changed."""
        return not self._presenter.refusal

    def render(self) -> None:
        """Show the steps as they are."""
        steps = self._presenter.steps
        self.table.show_steps(steps, self._presenter.numbers)
        self._flow.show_steps(written(steps))

    # --- typing ------------------------------------------------------------------------------

    def edit(self, step_id: str, column: int = WHO) -> None:
        """Type a step, from one of its cells."""
        step = self._presenter.step(step_id)
        if step is None:
            return
        if self.table.editing == step_id and self.table.editor is not None:
            self.table.editor.focus_cell(column)
            return
        before, opened = self.table.editing, self._opened
        number = self._presenter.numbers.get(step_id, 0)
        editor = StepEditor(step, number, self._who, writable=self.writable)
        self._connect(editor)
        self.table.open_editor(step_id, editor, column)
        self._opened = step
        if before:
            self._leave(before, opened)

    def close(self) -> None:
        """Leave what is typed; the focus goes to its row."""
        step_id, opened = self.table.editing, self._opened
        step = self._presenter.step(step_id)
        if step is None:
            return
        self.table.close_editor()
        self._opened = None
        self._leave(step_id, opened)
        if not self.table.focus_row(step_id):
            self.table.add_button(step.moment).setFocus()

    def _connect(self, editor: StepEditor) -> None:
        editor.edited.connect(self._on_edited)
        editor.committed.connect(self._presenter.flush)
        editor.visited.connect(lambda column: self._presenter.visit(self.table.editing, column))
        editor.entered.connect(self._on_entered)
        editor.walked.connect(self._walk)
        editor.tabbed.connect(lambda by: self._walk(by, WHO if by > 0 else _LAST))
        editor.left.connect(self.close)
        editor.moved.connect(self.move)
        editor.duplicated.connect(self.duplicate)
        editor.removed.connect(lambda: self.remove(self.table.editing))

    def _on_edited(self) -> None:
        editor = self.table.editor
        if editor is None or not self.writable:
            return
        step = editor.step()
        known = self._presenter.step(step.id)
        self._presenter.type(step)
        if known is None or known.blank != step.blank:  # the numbers that follow are others now
            self.table.show_steps(self._presenter.steps, self._presenter.numbers)
        self._flow.show_soon(written(self._presenter.steps))

    def _on_entered(self, column: int) -> None:
        """The next step of the moment, a new one after the last; nothing typed: next moment."""
        step = self._presenter.step(self.table.editing)
        if step is None:
            return
        after = self._presenter.step(self.table.neighbour(step.id, 1))
        if after is not None and after.moment is step.moment:
            self.edit(after.id, column)
        elif not self.writable:
            self._walk(1, column)
        elif not step.blank:
            self.insert()
        elif neighbour(step.moment, 1) is None:
            self.close()
        else:
            self._presenter.shift(step.id, 1)
            self.render()
            self.edit(step.id, WHO)

    def _walk(self, by: int, column: int) -> None:
        other = self.table.neighbour(self.table.editing, by)
        if other:
            self.edit(other, column)

    def _leave(self, step_id: str, opened: ProtocolStep | None) -> None:
        """A step that was left blank is none; one that was emptied is taken out, and said."""
        step = self._presenter.step(step_id)
        if step is None or not step.blank:
            self.render()
            return
        if opened is not None and opened.id == step.id and not opened.blank:
            self._take_out(step.id, opened)
        else:
            self._presenter.drop(step.id)
            self.render()

    # --- deeds -------------------------------------------------------------------------------

    def add(self, moment: Moment) -> None:
        """A new step, the last of a moment."""
        if self.writable:
            self._begin(lambda: self._presenter.add(moment))

    def insert(self) -> None:
        """A new step under the current one."""
        step = self._presenter.step(self.table.current)
        if step is not None and self.writable:
            self._begin(lambda: self._presenter.add(step.moment, step.id))

    def duplicate(self) -> None:
        """The current step once more."""
        step_id = self.table.current
        if step_id and self.writable:
            self._begin(lambda: self._presenter.duplicate(step_id))

    def move(self, by: int) -> None:
        """The current step one place up or down."""
        self._carry(lambda step_id: self._presenter.move(step_id, by))

    def shift(self, by: int) -> None:
        """The current step to the moment before or after."""
        self._carry(lambda step_id: self._presenter.shift(step_id, by))

    def remove(self, step_id: str) -> None:
        """Take a step out."""
        if step_id and self.writable:
            self._take_out(ProtocolStepId(step_id), None)

    def copy(self, steps: Steps) -> None:
        """Put steps of another protocol in. Raises `UserError` where there would be too many."""
        back = self._presenter.copy(steps)
        self.render()
        said = f"{plural(len(steps), 'étape')} copiée{'' if len(steps) == 1 else 's'}"
        self._toast(said, lambda: self._take_back(back, ""))

    def go_to(self, step_id: str, column: int) -> None:
        """Go back to where an edit was undone."""
        if self.table.editing and self._presenter.step(step_id) is not None:
            self.edit(step_id, column)
        elif not self.table.focus_row(step_id):
            self.focus_first()

    def first_focus(self) -> QWidget | None:
        """What is being typed, else the first step, else what adds one."""
        if self.table.editor is not None:
            return self.table.editor.cells[self._column()]
        steps = self._presenter.steps
        return self.table.row(steps[0].id) if steps else self.table.add_button(Moment.SPOT)

    def focus_first(self) -> None:
        """Put the focus where work goes on."""
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _begin(self, make: Callable[[], ProtocolStepId | None]) -> None:
        try:
            made = make()
        except UserError as error:  # as many as a page can say
            self._toast(error.text)
            return
        self.render()
        if made is not None:
            self.edit(made, WHO)

    def _carry(self, deed: Callable[[ProtocolStepId], None]) -> None:
        step_id = self.table.current
        if not step_id or not self.writable:
            return
        typing, column = bool(self.table.editing), self._column()
        deed(ProtocolStepId(step_id))
        self.render()
        if typing:
            self.edit(step_id, column)
        else:
            self.table.focus_row(step_id)

    def _take_out(self, step_id: ProtocolStepId, was: ProtocolStep | None) -> None:
        lines = self._presenter.plan_lines(step_id)
        step = self._presenter.step(step_id)
        after = self.table.neighbour(step_id, 1) or self.table.neighbour(step_id, -1)
        elsewhere = bool(self.table.editing) and self.table.editing != step_id
        blank = step is not None and step.blank and was is None
        back = self._presenter.remove(step_id, was)
        self.render()
        if not elsewhere and not self.table.focus_row(after) and step is not None:
            self.table.add_button(step.moment).setFocus()
        if not blank:
            self._toast(_removed(lines), lambda: self._take_back(back, step_id))

    def _take_back(self, back: Callable[[], None], step_id: str) -> None:
        back()
        self.render()
        if not self.table.focus_row(step_id):
            self.focus_first()

    def _column(self) -> int:
        return self.table.editor.column() if self.table.editor is not None else WHO


def _removed(lines: int) -> str:
    if not lines:
        return "Étape retirée"
    one = lines == 1
    come, stay = ("vient", "elle y reste") if one else ("viennent", "elles y restent")
    return (
        f"Étape retirée. {plural(lines, 'ligne')} de plan{'' if one else 's'} {come} de cette "
        f"étape{NO_BREAK}: {stay}."
    )
