# SPDX-License-Identifier: EUPL-1.2
"""The care plan as it is shown and worked on: proposals answered one by one, lines in two parts."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus
from app.domain.changes import Changes
from app.domain.ids import CarePlanId, CaseId, PlanLineId
from app.domain.lengths import length_faults, require_lengths
from app.domain.unmet_need import UnmetNeed
from app.services.care_plans import CarePlanService
from app.services.kept_forms import About, KeptForms
from ui.screens.case.plan_history import PlanHistory
from ui.screens.case.plan_state import PlanState, state_of


class PlanPresenter:
    """The plan of one situation; what a deed changed goes to `tell`. Every deed can be undone."""

    def __init__(
        self, plans: CarePlanService, kept: KeptForms, tell: Callable[[Changes], object]
    ) -> None:
        self._plans, self._kept, self._tell = plans, kept, tell
        self.history = PlanHistory(plans)
        self.versions = plans.versions
        self.problems = plans.needs.problems
        self._case_id = CaseId("")
        self._page = CarePlan(CarePlanId(""), CaseId(""))
        self._known: dict[PlanLineId, PlanLine] = {}

    @property
    def case_id(self) -> CaseId:
        """Whose plan is shown."""
        return self._case_id

    def show(self, case_id: CaseId) -> PlanState:
        """The plan of a situation. Raises `NotFoundError`."""
        self._case_id = case_id
        self.history.show(case_id)
        return self.state()

    def state(self) -> PlanState:
        """The plan as it stands."""
        self.history.forget_erased()
        view, facts = self._plans.view(self._case_id), self._plans.facts(self._case_id)
        self._page = facts.page
        self._known = {line.id: line for line in facts.lines}
        return state_of(view, facts, self._plans.versions.of_case(self._case_id), self.problems)

    def line(self, line_id: PlanLineId) -> PlanLine | None:
        """One line as it stands."""
        plan = self._plans.view(self._case_id).plan
        return next((line for line in plan.lines if line.id == line_id), None) if plan else None

    # --- lines -------------------------------------------------------------------------------

    def answer(self, line_id: PlanLineId, state: LineState) -> None:
        """Accept or refuse a proposal, or put it back among them."""
        self._do(f"line:{line_id}", lambda: self._plans.answer(line_id, state))

    def accept_all(self) -> None:
        """Accept every proposal."""
        self._do("", lambda: self._plans.accept_all(self._case_id))

    def save(self, line: PlanLine) -> None:
        """Keep a line as typed. Raises `UserError` for a text too long, once the rest was kept."""
        before = self._known.get(line.id, line)
        faults = length_faults(line, before)
        kept = replace(line, **{name: getattr(before, name) for name in faults})
        self._do(f"line:{line.id}", lambda: self._plans.save_line(kept))
        self._known[line.id] = kept
        require_lengths(line, kept)

    def keep_line_aside(self, line: PlanLine) -> bool:
        """Keep in another place a line that the disk did not take."""
        return self._kept.keep_line(self._known.get(line.id, line), line)

    def line_taken(self, line_id: PlanLineId) -> None:
        """The vault has the line, or it was taken out of the plan."""
        self._kept.taken(About.PLAN_LINE, line_id)

    def add(self, part: PlanPart) -> PlanLineId:
        """A blank line at the end of a part."""
        with self.history.step("line:"):
            line_id, changes = self._plans.add_line(self._case_id, part)
        self._tell(changes)
        return line_id

    def add_first(self) -> PlanLineId:
        """The person's own first problem as line 1."""
        with self.history.step("line:"):
            line_id, changes = self._plans.add_first(self._case_id)
        self._tell(changes)
        return line_id

    def remove(self, line: PlanLine) -> None:
        """Take a line out."""
        self._do(f"line:{line.id}", lambda: self._plans.remove_line(line.id))

    def drop_blank(self, line: PlanLine) -> None:
        """Take out a line in which nothing was written: it was never there."""
        self.remove(line)
        self.history.drop_what_came_to_nothing()

    def move(self, line_id: PlanLineId, step: int) -> None:
        """Move an accepted line by one place among those that are seen (`step` is -1 or 1)."""
        plan = self._plans.view(self._case_id).plan
        line = self.line(line_id)
        if plan is None or line is None:
            return
        # The service counts every line of the part; refused and proposed ones are jumped over.
        peers = [other for other in plan.lines if other.part is line.part]
        here = peers.index(line)
        seen = [rank for rank, other in enumerate(peers) if other.state is LineState.ACCEPTED]
        target = seen.index(here) + step
        if 0 <= target < len(seen):
            self._do(f"line:{line_id}", lambda: self._plans.move_line(line_id, seen[target] - here))

    def switch_part(self, line: PlanLine) -> None:
        """Move a line between the care plan and the aid plan."""
        other = PlanPart.AID if line.part is PlanPart.CARE else PlanPart.CARE
        self.save(replace(line, part=other))

    # --- the page ----------------------------------------------------------------------------

    @property
    def page(self) -> CarePlan:
        """The plan without its lines, as it was last read: what a form is typed over."""
        return self._page

    def save_page(self, typed: CarePlan) -> None:
        """Keep the recto, and what to do if things worsen.

        Raises `UserError` for a text that is too long, once the rest was kept.
        """
        faults = length_faults(typed, self._page)
        kept = replace(typed, **{name: getattr(self._page, name) for name in faults})
        self._do("page", lambda: self._plans.save_page(self._case_id, kept))
        self._page = self._plans.facts(self._case_id).page
        require_lengths(typed, self._page)

    def keep_page_aside(self, typed: CarePlan) -> bool:
        """Keep in another place a page that the disk did not take."""
        return self._kept.keep_ending(self._page, typed)

    def page_taken(self) -> None:
        """The vault has the page."""
        self._kept.taken(About.PLAN, self._case_id)

    def set_status(self, status: PlanStatus) -> None:
        """Say where the plan stands; validating keeps a version."""
        self._do("standing", lambda: self._plans.set_status(self._case_id, status))

    # --- needs -------------------------------------------------------------------------------

    def need(self, id_: str) -> UnmetNeed:
        """One need as it stands; a blank one of today where there is none of that id."""
        found = self._plans.needs.of_case(self._case_id)
        blank = self._plans.needs.blank(self._case_id)
        return next((need for need in found if need.id == id_), blank)

    def save_need(self, need: UnmetNeed) -> None:
        """Note a need, or rewrite one. Raises `UserError` for what cannot be."""
        if need.id:
            self._do("needs", lambda: self._plans.needs.save(need))
            return
        self._do("needs", lambda: self._plans.needs.note(need)[1])

    def meet_need(self, need: UnmetNeed) -> None:
        """Say that a need is met today."""
        self._do("needs", lambda: self._plans.needs.meet(need))

    def remove_need(self, need: UnmetNeed) -> None:
        """Take a need out of the register."""
        self._do("needs", lambda: self._plans.needs.remove(need))

    # --- undoing -----------------------------------------------------------------------------

    def take_back(self) -> Callable[[], None]:
        """How to take back, later and out of its turn, what was just done."""
        step = self.history.last

        def back() -> None:
            if step is not None:
                self._tell(self.history.take_back(step))

        return back

    def undo(self) -> str | None:
        """Ctrl+Z: where the edit was, None when there is none. Raises `UserError`."""
        return self._walked(self.history.undo())

    def redo(self) -> str | None:
        """Ctrl+Maj+Z, as `undo`."""
        return self._walked(self.history.redo())

    def _walked(self, taken: tuple[str, Changes] | None) -> str | None:
        if taken is None:
            return None
        self._tell(taken[1])
        return taken[0]

    def _do(self, place: str, deed: Callable[[], Changes]) -> None:
        with self.history.step(place):
            changes = deed()
        self._tell(changes)
