# SPDX-License-Identifier: EUPL-1.2
"""The versions of a plan: kept when it is validated, read, and compared word by word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.care_plan import CarePlan, PlanStatus, PlanVersion
from app.domain.changes import Kind
from app.domain.dates import clock as clock_text
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.ids import AccountId, CaseId, PlanVersionId
from app.domain.word_diff import word_diff
from app.services.comparing import (
    Compared,
    ComparedPart,
    RowWords,
    compared_fields,
    compared_rows,
    differing_parts,
    said_parts,
)
from app.services.people import people
from app.services.plan_record import LINE, PAGE, PlanRecord, read_record, record_of
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

NOW = 0
"""Stands for the plan as it is now among the numbers of its versions."""

_LINES = RowWords("Ligne", moved="était la ligne {}")


@dataclass(frozen=True)
class VersionLine:
    """One version in a list: `words` says when and by whom it was kept."""

    number: int
    words: str


class PlanVersionService:
    """Reads what was validated; a version is never rewritten."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def of_case(self, case_id: CaseId) -> tuple[VersionLine, ...]:
        """The versions of a situation's plan, the newest first."""
        rows = self._store.rows
        names = {key.account_id: key.name for key in rows.account_keys.all()}
        return tuple(
            VersionLine(version.number, self._words(version, names))
            for version in _versions(rows, case_id)
        )

    def read(self, case_id: CaseId, number: int) -> tuple[ComparedPart, ...]:
        """A version (`NOW`: the plan as it is) as it was written. Raises `UserError`."""
        record = self._record(case_id, number)
        return said_parts(_compare(record, record))

    def compare(self, case_id: CaseId, older: int, newer: int) -> tuple[ComparedPart, ...]:
        """What differs from one version to another: only what does. Raises `UserError`."""
        parts = _compare(self._record(case_id, older), self._record(case_id, newer))
        return differing_parts(parts)

    def _record(self, case_id: CaseId, number: int) -> PlanRecord:
        rows = self._store.rows
        if number == NOW:
            plan = rows.care_plans.of_case(case_id)
            needs = rows.unmet_needs.of_case(case_id)
            return PlanRecord() if plan is None else record_of(plan, needs, people(rows))
        found = next((one for one in _versions(rows, case_id) if one.number == number), None)
        if found is None:
            raise UserError("Cette version n’est plus dans le coffre.", "Rouvrez la situation.")
        return read_record(found.record)

    def _words(self, version: PlanVersion, names: Mapping[str, str]) -> str:
        at = self._clock.local(version.at)
        by = names.get(version.account_id, "")
        when = f"du {medium_date(at.date())} à {clock_text(at.time())}"
        return f"{when}, par {by}" if by else when


def with_status(
    work: UnitOfWork, plan: CarePlan, status: PlanStatus, clock: Clock, author: AccountId
) -> CarePlan:
    """The plan under another status: what was worked on becomes a version, the next one begins.

    A plan that says what its last version says makes no new one.
    """
    versions = work.rows.care_plans.versions(plan.id)
    if status is PlanStatus.CURRENT:
        return begun_again(work.rows, plan)
    if plan.status is not PlanStatus.CURRENT:
        return replace(plan, status=status)
    needs = work.rows.unmet_needs.of_case(plan.case_id)
    record = record_of(plan, needs, people(work.rows)).text
    if versions and versions[0].record == record:
        return replace(plan, status=status, version=versions[0].number)
    number = max(plan.version, versions[0].number + 1 if versions else 1)
    version = PlanVersion(
        id=PlanVersionId(work.new_id()),
        plan_id=plan.id,
        number=number,
        at=clock.now(),
        account_id=author,
        record=record,
    )
    work.rows.care_plans.add_version(version)
    work.changed(Kind.PLAN_VERSION, version.id, {"number": number})
    return replace(plan, status=status, version=number)


def begun_again(rows: Rows, plan: CarePlan) -> CarePlan:
    """A plan that was validated or closed, worked on for its next version."""
    if plan.status is PlanStatus.CURRENT:
        return plan
    kept = max((version.number for version in rows.care_plans.versions(plan.id)), default=0)
    return replace(plan, status=PlanStatus.CURRENT, version=max(kept, plan.version) + 1)


def keep_going(work: UnitOfWork, before: CarePlan) -> None:
    """After a change beside its own edits, a plan that was validated begins its next version."""
    after = work.rows.care_plans.get(before.id)
    if after is not None and after.content != before.content:
        work.rows.care_plans.save(begun_again(work.rows, after))
        work.changed(Kind.CARE_PLAN, after.id, {"version": after.version})


def _versions(rows: Rows, case_id: CaseId) -> tuple[PlanVersion, ...]:
    plan = rows.care_plans.of_case(case_id)
    return () if plan is None else rows.care_plans.versions(plan.id)


def _compare(older: PlanRecord, newer: PlanRecord) -> list[ComparedPart]:
    page = ComparedPart("Informations du plan", "", compared_fields(PAGE, older.page, newer.page))
    needs = word_diff("\n".join(older.unmet), "\n".join(newer.unmet))
    return [
        page,
        *compared_rows(_LINES, LINE, older.lines, newer.lines, ("problem", "action")),
        ComparedPart("Besoins non couverts", "", (Compared("Besoins", needs),)),
    ]
