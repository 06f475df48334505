# SPDX-License-Identifier: EUPL-1.2
"""What can be undone of the plans of this session: in memory until the lock, plan by plan."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from app.domain.care_plan import PlanStatus
from app.domain.changes import Changes
from app.domain.ids import CaseId
from app.services.care_plans import CarePlanService
from app.services.plan_facts import PlanFacts

MOST_STEPS = 200


@dataclass(frozen=True, eq=False)
class PlanStep:
    """One edit, as the plan before it and after it; `place` is where the focus goes back to."""

    before: PlanFacts
    after: PlanFacts
    place: str

    @property
    def only_dates_the_page(self) -> bool:
        """Whether the page changed by nothing that somebody typed or chose."""
        return _undated(self.before) == _undated(self.after)


class PlanHistory:
    """Steps done and undone of each plan. Another edit after an undo forgets what was undone."""

    def __init__(self, plans: CarePlanService) -> None:
        self._plans = plans
        self._case_id = CaseId("")
        self._done: dict[CaseId, list[PlanStep]] = {}
        self._undone: dict[CaseId, list[PlanStep]] = {}

    def show(self, case_id: CaseId) -> None:
        """From now on it is about this situation's plan."""
        self._case_id = case_id

    @contextmanager
    def step(self, place: str) -> Iterator[None]:
        """Whatever is done to the plan inside can be undone as one; nothing where it raises."""
        before = self._plans.facts(self._case_id)
        yield
        after = self._plans.facts(self._case_id)
        if after != before:
            self._undone.pop(self._case_id, None)
            done = self._done.setdefault(self._case_id, [])
            done.append(PlanStep(before, after, place))
            del done[:-MOST_STEPS]

    @property
    def last(self) -> PlanStep | None:
        """What Ctrl+Z would take back."""
        done = self._done.get(self._case_id)
        return done[-1] if done else None

    def drop_what_came_to_nothing(self) -> None:
        """A line that was added and left blank: two steps that are none."""
        done = self._done.get(self._case_id, [])
        if len(done) > 1 and done[-2].before.lines == done[-1].after.lines:
            del done[-2:]

    def undo(self) -> tuple[str, Changes] | None:
        """Take the last edit back: where it was and what it touched; None when there is none.

        Raises `UserError` where the plan has changed since; the edit is then let go.
        """
        done = self._done.get(self._case_id)
        if not done:
            return None
        step = done.pop()
        changes = self._plans.exchange(self._case_id, step.after, step.before)
        self._undone.setdefault(self._case_id, []).append(step)
        return step.place, changes

    def redo(self) -> tuple[str, Changes] | None:
        """Do the last undone edit again, as `undo` takes it back."""
        undone = self._undone.get(self._case_id)
        if not undone:
            return None
        step = undone.pop()
        changes = self._plans.exchange(self._case_id, step.before, step.after)
        self._done.setdefault(self._case_id, []).append(step)
        return step.place, changes

    def take_back(self, step: PlanStep) -> Changes:
        """Take one edit back out of its turn; nothing when it was already. Raises `UserError`."""
        done = self._done.get(self._case_id, [])
        if step not in done:
            return Changes()
        if step is done[-1]:
            taken = self.undo()
            return taken[1] if taken else Changes()
        done.remove(step)
        before = step.before
        if step.only_dates_the_page:  # later edits have dated it since, or begun its next version
            before = replace(before, page=step.after.page)
        return self._plans.exchange(self._case_id, step.after, before)

    def forget_erased(self) -> None:
        """Keep no word of the plan of somebody who was erased."""
        for known in (self._done, self._undone):
            for case_id in list(known):
                if not self._plans.may_remember(case_id):
                    del known[case_id]


def _undated(facts: PlanFacts) -> object:
    return replace(facts.page, on=None, version=0, status=PlanStatus.CURRENT), facts.versions
