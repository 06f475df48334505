# SPDX-License-Identifier: EUPL-1.2
"""The steps of a protocol as lines of the plan of somebody who is in it: proposed, never imposed.

A step says a profession; who has it around this person is looked for there first, then in the
directory. A line outlives its step, and the version that had it. Nothing of it was said in a
meeting, so a withdrawal leaves it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from app.domain.care_plan import CarePlan, LineState, PlanLine, part_for
from app.domain.case import Case
from app.domain.changes import Changes, Kind, content_of
from app.domain.circle import CircleMember
from app.domain.directory import Professional
from app.domain.errors import UserError
from app.domain.ids import CarePlanId, CaseId, PlanLineId, ProfessionalId, ProtocolId
from app.domain.lengths import LONGEST_LINE
from app.domain.profession_words import (
    REFERENT,
    REQUESTER,
    TREATING_DOCTOR,
    profession_key,
    professions_in,
)
from app.domain.protocol import ProtocolStep
from app.domain.text import NO_BREAK, listing, stopped
from app.services.aftermath import end_of, plan_of
from app.services.people import People, people
from app.services.protocol_versions import content_in_force
from app.services.records import case_of, writable_case_of
from app.storage.unit_of_work import Rows, Store

_DETAILS = (("Où", "where"), ("Quand", "when"), ("Comment", "how"))


@dataclass(frozen=True)
class StepLine:
    """A step with what it would propose; `who` are words for the screen.

    `state` is that of the line which the plan has of it already, None where it has none.
    """

    step: ProtocolStep
    line: PlanLine
    who: str
    state: LineState | None = None


class ProtocolLineService:
    """Proposes to a plan the steps of the protocols that its person is in."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def steps(self, case_id: CaseId, protocol_id: ProtocolId) -> tuple[StepLine, ...]:
        """The steps of the version in force, in order; none where no version is.

        Raises `NotFoundError`.
        """
        return tuple(self._steps(case_of(self._store.rows, case_id), protocol_id))

    def propose(
        self, case_id: CaseId, protocol_id: ProtocolId, chosen: Collection[str]
    ) -> tuple[tuple[PlanLine, ...], Changes]:
        """Propose the chosen steps (by id) to the plan, but those that it has already.

        Gives the lines, for `take_back`. Raises `NotFoundError`, `UserError` for somebody who is
        not in the protocol.
        """
        case = writable_case_of(self._store.rows, case_id)
        inclusions = self._store.rows.inclusions.of_case(case_id)
        if not any(each.is_open and each.protocol_id == protocol_id for each in inclusions):
            raise UserError(
                "Elle n’est pas dans ce protocole.", "Incluez-la d’abord, puis proposez ses étapes."
            )
        wanted = [
            each.line
            for each in self._steps(case, protocol_id)
            if each.state is None and each.step.id in chosen
        ]
        if not wanted:
            return (), Changes()
        with self._store.write() as work:
            plan = plan_of(work, case_id)
            lines = tuple(
                _placed(line, PlanLineId(work.new_id()), plan.id, place)
                for place, line in enumerate(wanted, start=end_of(plan))
            )
            for line in lines:
                work.rows.care_plans.save_line(line)
                work.changed(Kind.PLAN_LINE, line.id, content_of(line))
            work.changed(Kind.CARE_PLAN, plan.id, {"proposed_by": protocol_id})
            work.journal("care_plan.changed", Kind.CASE, case_id)
            return lines, work.changes

    def take_back(self, case_id: CaseId, lines: Collection[PlanLine]) -> Changes:
        """Undo a proposal: its lines go, but those that were answered or written in since."""
        writable_case_of(self._store.rows, case_id)
        plans = self._store.rows.care_plans
        same = [line for line in lines if plans.line(line.id) == line]
        if not same:
            return Changes()
        with self._store.write() as work:
            for line in same:
                work.rows.care_plans.remove_line(line.id)
                work.changed(Kind.PLAN_LINE, line.id, {"removed": True})
            work.journal("care_plan.changed", Kind.CASE, case_id)
            return work.changes

    def _steps(self, case: Case, protocol_id: ProtocolId) -> Iterator[StepLine]:
        rows = self._store.rows
        protocol = rows.protocols.get(protocol_id)
        content = content_in_force(rows, protocol) if protocol else None
        if content is None:
            return
        plan = rows.care_plans.of_case(case.id)
        known = _known(plan, protocol_id)
        around = _Around(rows, case)
        for step in content.ordered:
            line = around.line(protocol_id, step)
            yield StepLine(step, line, around.said(line), known.get(step.id))


class _Around:
    """Who can be meant by a profession: first the people around the person, then the directory."""

    def __init__(self, rows: Rows, case: Case) -> None:
        self._names: People = people(rows)
        directory = rows.professionals.all()
        self._circle = tuple(_still_here(self._names, rows.circles.of(case.id)))
        self._case = case
        self._by_key: dict[str, list[Professional]] = {}
        for person in directory:
            if person.active:
                self._by_key.setdefault(profession_key(person.profession), []).append(person)

    def line(self, protocol_id: ProtocolId, step: ProtocolStep) -> PlanLine:
        """What a step proposes, without an id nor a place yet."""
        who_id, who_name = self._who(step.who)
        return PlanLine(
            id=PlanLineId(""),
            plan_id=CarePlanId(""),
            position=0,
            part=part_for(self._names.field(who_id)),
            state=LineState.PROPOSED,
            objective=step.why.strip(),
            action=_action(step),
            who_id=who_id,
            who_name=who_name,
            source_protocol=protocol_id,
            source_step=step.id,
        )

    def said(self, line: PlanLine) -> str:
        """Who a line is for."""
        return self._names.presented(line.who_id, line.who_name)

    def _who(self, text: str) -> tuple[ProfessionalId | None, str]:
        """Somebody of the directory, or a text; several stand in it together."""
        found = [self._one(group) for group in professions_in(text)]
        if len(found) == 1 and (found[0][0] is not None or found[0][1]):
            return found[0]
        if not any(id_ for id_, _ in found):
            return None, " ".join(text.split())
        named = listing([self._names.full(id_, name) for id_, name in found])
        return None, named if len(named) <= LONGEST_LINE else " ".join(text.split())

    def _one(self, alternatives: tuple[str, ...]) -> tuple[ProfessionalId | None, str]:
        for said in alternatives:
            person = self._in_circle(said) or self._asking(said)
            if person is not None:
                return person
        for said in alternatives:
            key = profession_key(said)
            known = self._by_key.get(key, []) if key != TREATING_DOCTOR else []
            if len(known) == 1:
                return known[0].id, ""
        return None, " ou ".join(alternatives)

    def _in_circle(self, said: str) -> tuple[ProfessionalId | None, str] | None:
        """A member with this role, else one whose profession it is; in the order of the circle."""
        key = profession_key(said)
        if not key:
            return None
        roles = [each for each in self._circle if profession_key(each.role) == key]
        jobs = [each for each in self._circle if self._key_of(each.professional_id) == key]
        member = next(iter((*roles, *jobs)), None)
        return None if member is None else (member.professional_id, member.name)

    def _asking(self, said: str) -> tuple[ProfessionalId, str] | None:
        """Who asked for the situation or answers for it, where that or their work is meant."""
        key = profession_key(said)
        roles = ((REQUESTER, self._case.requester_id), (REFERENT, self._case.referent_id))
        for role, id_ in roles:
            person = self._names.get(id_)
            meant = key in (role, self._key_of(id_))
            if id_ is not None and person and person.active and meant:
                return id_, ""
        return None

    def _key_of(self, id_: ProfessionalId | None) -> str:
        person = self._names.get(id_)
        return profession_key(person.profession) if person else ""


def _still_here(names: People, circle: tuple[CircleMember, ...]) -> Iterator[CircleMember]:
    for member in circle:
        person = names.get(member.professional_id)
        if person is None or person.active:
            yield member


def _known(plan: CarePlan | None, protocol_id: ProtocolId) -> dict[str, LineState]:
    lines = plan.lines if plan else ()
    return {one.source_step: one.state for one in lines if one.source_protocol == protocol_id}


def _placed(line: PlanLine, id_: PlanLineId, plan_id: CarePlanId, place: int) -> PlanLine:
    return replace(line, id=id_, plan_id=plan_id, position=place)


def _action(step: ProtocolStep) -> str:
    """What is done, then where, when and how; a step without « Quoi » says its moment."""
    what = step.what.strip() or step.moment.label
    told = [
        f"{word}{NO_BREAK}: {said}"
        for word, name in _DETAILS
        if (said := str(getattr(step, name)).strip())
    ]
    return " ".join(stopped(part) for part in (what, *told)) if told else what
