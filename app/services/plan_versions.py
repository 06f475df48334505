# SPDX-License-Identifier: EUPL-1.2
"""The versions of a plan: kept when it is validated, read, and compared word by word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from app.domain.care_plan import CarePlan, PlanStatus, PlanVersion
from app.domain.changes import Kind
from app.domain.dates import clock as clock_text
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.ids import AccountId, CaseId, PlanVersionId
from app.domain.word_diff import Piece, changed, spoken, word_diff
from app.services.people import people
from app.services.plan_record import LINE, PAGE, PlanRecord, read_record, record_of
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

NOW = 0
"""Stands for the plan as it is now among the numbers of its versions."""


@dataclass(frozen=True)
class VersionLine:
    """One version in a list: `words` says when and by whom it was kept."""

    number: int
    words: str


@dataclass(frozen=True)
class Compared:
    """One field in two versions; the pieces of an unchanged one are all the same."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def sentence(self) -> str:
        """What changed, for a screen reader; the text itself where nothing did."""
        text = "".join(piece.text for piece in self.pieces)
        return f"{self.label} : {spoken(self.pieces) or text}"


@dataclass(frozen=True)
class ComparedPart:
    """The page, or one line, in two versions; `state` says what became of it as a whole."""

    title: str
    state: str
    fields: tuple[Compared, ...]


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
        return tuple(_filled(part) for part in _compare(record, record))

    def compare(self, case_id: CaseId, older: int, newer: int) -> tuple[ComparedPart, ...]:
        """What differs from one version to another: only what does. Raises `UserError`."""
        parts = _compare(self._record(case_id, older), self._record(case_id, newer))
        told = (_differing(part) for part in parts)
        return tuple(part for part in told if part.fields or part.state)

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
    parts = [ComparedPart("Informations du plan", "", _fields(PAGE, older.page, newer.page))]
    before = {line.id: (rank, line) for rank, line in enumerate(older.lines, 1)}
    after = {line.id for line in newer.lines}
    moved = _moved([line.id for line in older.lines], [line.id for line in newer.lines])
    for rank, line in enumerate(newer.lines, 1):
        was_at, was = before.get(line.id, (0, None))
        state = "ajoutée" if was is None else ""
        if line.id in moved:
            state = f"était la ligne {was_at}"
        fields = _fields(LINE, was.words if was else {}, line.words)
        parts.append(ComparedPart(f"Ligne {rank} · {line.title}", state, fields))
    for rank, line in before.values():
        if line.id not in after:
            fields = _fields(LINE, line.words, {})
            parts.append(ComparedPart(f"Ligne {rank} · {line.title}", "retirée", fields))
    needs = word_diff("\n".join(older.unmet), "\n".join(newer.unmet))
    parts.append(ComparedPart("Besoins non couverts", "", (Compared("Besoins", needs),)))
    return parts


def _moved(older: list[str], newer: list[str]) -> set[str]:
    """The lines that changed places among those of both; one put in between moves no other."""
    before = [each for each in older if each in newer]
    after = [each for each in newer if each in older]
    match = SequenceMatcher(None, before, after, autojunk=False)
    blocks = match.get_matching_blocks()
    stayed = {each for block in blocks for each in after[block.b : block.b + block.size]}
    return set(after) - stayed


def _fields(
    labels: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Compared, ...]:
    return tuple(
        Compared(label, word_diff(before.get(name, ""), after.get(name, "")))
        for name, label in labels.items()
    )


def _filled(part: ComparedPart) -> ComparedPart:
    said = tuple(field for field in part.fields if any(p.text.strip() for p in field.pieces))
    return ComparedPart(part.title, part.state, said)


def _differing(part: ComparedPart) -> ComparedPart:
    return ComparedPart(
        part.title, part.state, tuple(field for field in part.fields if changed(field.pieces))
    )
