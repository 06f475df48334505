# SPDX-License-Identifier: EUPL-1.2
"""A plan with its versions and its needs, before and after an edit: what undoing exchanges."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from app.domain.care_plan import CarePlan, PlanLine, PlanVersion
from app.domain.changes import Kind, content_of
from app.domain.errors import UserError
from app.domain.ids import CarePlanId, CaseId
from app.domain.unmet_need import UnmetNeed
from app.services.aftermath import with_living_source
from app.services.bin import forget_binned, put_in_bin
from app.services.unmet_needs import put_in, take_out
from app.storage.unit_of_work import Rows, UnitOfWork

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class PlanFacts:
    """What a situation's plan is made of. `page` is the plan without its lines."""

    page: CarePlan
    lines: tuple[PlanLine, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    needs: tuple[UnmetNeed, ...] = ()


def facts_of(rows: Rows, case_id: CaseId) -> PlanFacts:
    """The facts as they are; a plan that was not begun has a blank page without an id."""
    plan = rows.care_plans.of_case(case_id) or CarePlan(CarePlanId(""), case_id)
    versions = rows.care_plans.versions(plan.id)
    needs = rows.unmet_needs.of_case(case_id)
    return PlanFacts(replace(plan, lines=()), plan.lines, versions, needs)


def exchange(work: UnitOfWork, case_id: CaseId, now: PlanFacts, wanted: PlanFacts) -> None:
    """Make what is as in `now` as in `wanted`. Raises `UserError` where it is not as in `now`."""
    here, plans = facts_of(work.rows, case_id), work.rows.care_plans
    if wanted.page.id == "":  # what was begun stays begun, and blank
        wanted = replace(wanted, page=replace(wanted.page, id=here.page.id))
    if now.page != wanted.page:
        if here.page != replace(now.page, id=here.page.id):
            raise _changed()
        plans.save(wanted.page)
        work.changed(Kind.CARE_PLAN, wanted.page.id, content_of(wanted.page))

    def save_line(line: PlanLine) -> None:
        plans.save_line(with_living_source(work.rows, line))
        work.changed(Kind.PLAN_LINE, line.id, content_of(line))
        forget_binned(work, Kind.PLAN_LINE, line.id)

    def remove_line(line: PlanLine) -> None:
        take_line_out(work, case_id, line)

    def add_version(version: PlanVersion) -> None:
        plans.add_version(version)
        work.changed(Kind.PLAN_VERSION, version.id, {"number": version.number})

    def remove_version(version: PlanVersion) -> None:
        plans.remove_version(version.id)
        work.changed(Kind.PLAN_VERSION, version.id, {"removed": True})

    _each(_by_id(here.lines), _by_id(now.lines), _by_id(wanted.lines), save_line, remove_line)
    _each(
        {each.id: each for each in here.versions},
        {each.id: each for each in now.versions},
        {each.id: each for each in wanted.versions},
        add_version,
        remove_version,
    )
    _each(
        {each.id: each for each in here.needs},
        {each.id: each for each in now.needs},
        {each.id: each for each in wanted.needs},
        lambda need: put_in(work, need),
        lambda need: take_out(work, need),
    )
    work.journal("care_plan.changed", Kind.CASE, case_id)


def take_line_out(work: UnitOfWork, case_id: CaseId, line: PlanLine) -> None:
    """Take a line out of its plan; it is in the bin for thirty days, unless it was blank."""
    work.rows.care_plans.remove_line(line.id)
    work.changed(Kind.PLAN_LINE, line.id, {"removed": True})
    if not line.blank:
        put_in_bin(work, Kind.PLAN_LINE, line.id, line, case_id)


def _changed() -> UserError:
    return UserError("Cette partie du plan a changé depuis : elle reste telle qu’elle est.")


def _by_id(lines: Iterable[PlanLine]) -> dict[str, PlanLine]:
    return {line.id: line for line in lines}


def _each(
    here: Mapping[str, T],
    now: Mapping[str, T],
    wanted: Mapping[str, T],
    save: Callable[[T], object],
    remove: Callable[[T], object],
) -> None:
    """Save or remove each record that differs, unless it is not as in `now` any more."""
    for id_ in now.keys() | wanted.keys():
        before, after = now.get(id_), wanted.get(id_)
        if before == after:
            continue
        if here.get(id_) != before:
            raise _changed()
        if after is not None:
            save(after)
        elif before is not None:
            remove(before)
