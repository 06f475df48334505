# SPDX-License-Identifier: EUPL-1.2
"""The bin: what was taken out is kept as it was for thirty days, and can be put back.

What a withdrawal or an erasure takes away never comes here, and takes along what is here of it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from app.domain.action import Action
from app.domain.binned import KEPT, Binned
from app.domain.care_plan import PlanLine
from app.domain.case import ERASED, CaseStatus, next_erased_code
from app.domain.changes import Changes, Kind, content_of
from app.domain.circle import CircleMember
from app.domain.dates import medium_date, moved
from app.domain.decision import Decision
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import BinnedId, CaseId, ItemId
from app.domain.inclusion import Inclusion
from app.domain.meeting import MeetingState
from app.domain.protocol import Protocol, ProtocolContent
from app.domain.protocol_record import content_from
from app.domain.unmet_need import UnmetNeed
from app.services.aftermath import with_living_source
from app.services.people import People, people
from app.services.plan_versions import keep_going
from app.services.protocol_life import restore_protocol
from app.services.records import case_of, files_of, own_case_of
from app.services.retention import kept_file
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

R = TypeVar("R")


@dataclass(frozen=True)
class InBin:
    """One thing in the bin: what it is, in words, of which situation, and until when (local)."""

    id: BinnedId
    what: str
    text: str
    code: str
    at: datetime
    until: date


@dataclass(frozen=True)
class _Sort:
    """How one kind of record comes back: what it is called, its class, what says it in a list."""

    label: str
    record: type[Any]
    text: Callable[[People, Any], str]
    save: Callable[[UnitOfWork, Any], None]
    there: Callable[[Rows, Any], bool]


def _line_back(work: UnitOfWork, line: PlanLine) -> None:
    """A line of a plan; one that was validated begins its next version."""
    plan = work.rows.care_plans.get(line.plan_id)
    work.rows.care_plans.save_line(with_living_source(work.rows, line))
    if plan is not None:
        keep_going(work, plan)


_SORTS: Mapping[Kind | None, _Sort] = {
    Kind.PLAN_LINE: _Sort(
        "Ligne de plan",
        PlanLine,
        lambda _names, line: line.problem or line.action or line.objective,
        _line_back,
        lambda rows, line: (
            (plan := rows.care_plans.get(line.plan_id)) is not None and _goes_on(rows, plan.case_id)
        ),
    ),
    Kind.CIRCLE: _Sort(
        "Personne de l’entourage professionnel",
        CircleMember,
        lambda names, member: names.presented(member.professional_id, member.name),
        lambda work, member: work.rows.circles.save(member),
        lambda rows, member: _goes_on(rows, member.case_id),
    ),
    Kind.UNMET_NEED: _Sort(
        "Besoin non couvert",
        UnmetNeed,
        lambda _names, need: need.need,
        lambda work, need: work.rows.unmet_needs.save(need),
        lambda rows, need: _goes_on(rows, need.case_id),
    ),
    Kind.INCLUSION: _Sort(
        "Inclusion dans un protocole",
        Inclusion,
        lambda _names, one: f"{one.state.label} le {medium_date(one.on)}",
        lambda work, one: work.rows.inclusions.save(one),
        lambda rows, one: _goes_on(rows, one.case_id) and _still_one(rows, one),
    ),
    Kind.DECISION: _Sort(
        "Décision",
        Decision,
        lambda _names, decision: decision.text,
        lambda work, decision: work.rows.decisions.save(decision),
        lambda rows, decision: _still_open(rows, decision.item_id),
    ),
    Kind.PROTOCOL: _Sort(
        "Protocole",
        Protocol,
        lambda _names, protocol: protocol.content.title,
        restore_protocol,
        lambda rows, protocol: rows.protocols.get(protocol.id) is None,
    ),
    Kind.ACTION: _Sort(
        "Action",
        Action,
        lambda _names, action: action.text,
        lambda work, action: work.rows.actions.save(action),
        lambda rows, action: _still_open(rows, action.item_id),
    ),
}


def put_in_bin(
    work: UnitOfWork, kind: Kind, record_id: str, record: object, case_id: CaseId | None
) -> None:
    """Keep a record that is being taken out; one that is in the bin already is kept anew."""
    known = work.rows.bin.of(kind, record_id)
    binned = Binned(
        id=known.id if known else BinnedId(work.new_id()),
        kind=kind,
        record_id=record_id,
        case_id=case_id,
        at=work.now(),
        account_id=work.author,
        record=json.dumps(content_of(record), ensure_ascii=False),
    )
    work.rows.bin.add(binned)
    work.changed(Kind.BIN, binned.id, {"kind": kind.value})


def forget_said(work: UnitOfWork, case_id: CaseId) -> None:
    """A person withdrew: what was said of them and taken back is not put back."""
    for binned in said_in_bin(work.rows, case_id):
        work.rows.bin.remove(binned.id)
        work.changed(Kind.BIN, binned.id, {"removed": True})


def said_in_bin(rows: Rows, case_id: CaseId) -> tuple[Binned, ...]:
    """The decisions and actions about a person that were taken back."""
    kinds = (Kind.DECISION, Kind.ACTION)
    return tuple(each for each in rows.bin.of_case(case_id) if each.kind in kinds)


def forget_binned(work: UnitOfWork, kind: Kind, record_id: str) -> None:
    """A record is there again, by an undo or otherwise: the bin has nothing to put back."""
    known = work.rows.bin.of(kind, record_id)
    if known is not None:
        work.rows.bin.remove(known.id)
        work.changed(Kind.BIN, known.id, {"removed": True})


class BinService:
    """What is in the bin, put back or gone for good after thirty days."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @property
    def may_write(self) -> bool:
        """Whether this account may put in and take out, as the vault stands."""
        return self._store.refusal is None

    def all(self) -> tuple[InBin, ...]:
        """Everything that can be put back, what was taken out last first."""
        return tuple(self._lines())

    def put_case(self, case_id: CaseId) -> Changes:
        """Put a situation opened by mistake in the bin.

        Raises `NotFoundError`, and `UserError` for one that the team spoke of or is about to.
        """
        rows = self._store.rows
        case = own_case_of(rows, case_id)
        if case.erased or case.binned_at is not None:
            return Changes()
        if kept_file(rows, case_id).presented:
            raise UserError(
                f"{case.code} a été présentée à l’équipe : elle ne va pas à la corbeille.",
                "Passez-la plutôt à l’état « close », avec sa raison.",
            )
        for item in rows.agenda.of_case(case_id):
            meeting = rows.meetings.heading(item.meeting_id)
            if meeting is not None and meeting.state is not MeetingState.CLOSED:
                raise UserError(
                    f"{case.code} est à l’ordre du jour d’une réunion.",
                    "Retirez-la d’abord de cet ordre du jour.",
                )
        with self._store.write() as work:
            put_in_bin(work, Kind.CASE, case_id, case, case_id)
            away = replace(case, status=CaseStatus.ARCHIVED, binned_at=work.now())
            work.rows.cases.save(away)
            work.changed(Kind.CASE, case_id, {"binned": True})
            work.journal("case.binned", Kind.CASE, case_id)
            return work.changes

    def put_back(self, id_: BinnedId) -> Changes:
        """Put a thing back where it was.

        Raises `NotFoundError` once it is gone, `UserError` where its place is no more.
        """
        binned = self._store.rows.bin.get(id_)
        if binned is None:
            raise NotFoundError("Ceci n’est plus dans la corbeille.", "Regardez la liste.")
        with self._store.write() as work:
            if binned.kind is Kind.CASE:
                self._case_back(work, binned)
            else:
                self._record_back(work, binned)
            work.rows.bin.remove(binned.id)
            work.changed(Kind.BIN, binned.id, {"removed": True})
            work.journal("bin.put_back", binned.kind or Kind.BIN, binned.record_id)
            return work.changes

    def sweep(self) -> Changes:
        """Let go for good what has been here for thirty days; a situation is erased with it.

        An account that may only read lets nothing go.
        """
        rows = self._store.rows
        old = rows.bin.before(self._clock.now() - KEPT)
        if not old or self._store.refusal is not None:
            return Changes()
        with self._store.write() as work:
            for binned in old:
                if binned.kind is Kind.CASE:
                    for id_ in files_of(rows, CaseId(binned.record_id)):
                        self._erase(work, id_)
                work.rows.bin.remove(binned.id)
                work.rows.operations.forget_texts((binned.record_id,))
                work.changed(Kind.BIN, binned.id, {"removed": True})
            work.journal("bin.swept", Kind.VAULT)
            return work.changes

    def _lines(self) -> Iterator[InBin]:
        rows = self._store.rows
        names = people(rows)
        for binned in rows.bin.all():
            case = rows.cases.get(binned.case_id) if binned.case_id else None
            at = self._clock.local(binned.at)
            what, text = _said(names, binned)
            yield InBin(
                id=binned.id,
                what=what,
                text=text,
                code=case.code if case else "",
                at=at,
                until=moved(at.date(), KEPT.days),
            )

    @staticmethod
    def _case_back(work: UnitOfWork, binned: Binned) -> None:
        case = case_of(work.rows, CaseId(binned.record_id))
        before = CaseStatus(json.loads(binned.record)["status"])
        work.rows.cases.save(replace(case, status=before, binned_at=None))
        work.changed(Kind.CASE, case.id, {"binned": False, "status": before.value})

    @staticmethod
    def _record_back(work: UnitOfWork, binned: Binned) -> None:
        sort, record = _SORTS.get(binned.kind), _record(binned)
        if sort is None or record is None:
            raise UserError(
                "Cette version du programme ne sait pas relire ceci.",
                "Ouvrez le coffre avec la version qui l’a retiré.",
            )
        if not sort.there(work.rows, record):
            raise UserError(
                "Ce qui a été retiré n’a plus sa place : la réunion est close, "
                "le dossier a été réuni avec un autre ou mis à la corbeille, "
                "ou la personne est de nouveau incluse.",
                "Reprenez d’abord le dossier, ou notez-le de nouveau là où il doit être.",
            )
        sort.save(work, record)
        work.changed(binned.kind or Kind.BIN, binned.record_id, content_of(record))
        if binned.case_id is not None:
            work.changed(Kind.CASE, binned.case_id, {"put_back": binned.record_id})

    def _erase(self, work: UnitOfWork, case_id: CaseId) -> None:
        case = work.rows.cases.get(case_id)
        if case is None or case.erased:
            return
        code = next_erased_code(work.rows.cases.codes(ERASED))
        work.rows.erasure.erase(case_id, code, self._clock.today())
        work.changed(Kind.CASE, case_id, {"erased": True})
        work.journal("case.erased", Kind.CASE, case_id)


def _record(binned: Binned) -> Any | None:  # noqa: ANN401  any record of `_SORTS`
    """The record that was taken out; None where this version cannot read it."""
    sort = _SORTS.get(binned.kind)
    try:
        return None if sort is None else record_from(sort.record, json.loads(binned.record))
    except (TypeError, ValueError, KeyError):
        return None


def _said(names: People, binned: Binned) -> tuple[str, str]:
    """What it is and what it says, in words; one that cannot be read hides no other one."""
    sort, record = _SORTS.get(binned.kind), _record(binned)
    if sort is not None and record is not None:
        return sort.label, sort.text(names, record)
    if binned.kind is Kind.CASE:
        raw = json.loads(binned.record)
        return "Situation", str(raw.get("title", "")) if isinstance(raw, dict) else ""
    return "Élément", "illisible par cette version du programme"


def _goes_on(rows: Rows, case_id: CaseId) -> bool:
    """Whether the file of a situation takes something back: not joined, erased, nor here itself."""
    case = rows.cases.get(case_id)
    over = case is None or case.erased or case.merged_into is not None
    return not over and case is not None and case.binned_at is None


def _still_one(rows: Rows, wanted: Inclusion) -> bool:
    """Whether an inclusion comes back beside no other: a person is in a protocol once."""
    known = rows.inclusions.of_case(wanted.case_id)
    beside = (one for one in known if one.is_open and one.protocol_id == wanted.protocol_id)
    there = rows.protocols.get(wanted.protocol_id) is not None
    return there and not (wanted.is_open and any(beside))


def _still_open(rows: Rows, item_id: ItemId) -> bool:
    """Whether an item is there and may be written on: what is sealed takes nothing back."""
    item = rows.agenda.get(item_id)
    meeting = rows.meetings.heading(item.meeting_id) if item else None
    return meeting is not None and meeting.state is not MeetingState.CLOSED


def record_from(record: type[R], raw: Mapping[str, object]) -> R:
    """The frozen record of which `content_of` made `raw`; a field it has not stays by default.

    Raises `TypeError` or `ValueError` for a content of another record.
    """
    hints = get_type_hints(record)
    known = {each.name: hints[each.name] for each in fields(record)}  # type: ignore[arg-type]  # a dataclass
    return record(**{name: _value(known[name], raw[name]) for name in known if name in raw})


def _value(hint: Any, value: object) -> object:  # noqa: ANN401  any type of a record's field
    if get_origin(hint) is UnionType or NoneType in get_args(hint):
        if value is None:
            return None
        (hint,) = (each for each in get_args(hint) if each is not NoneType)
    if hint is ProtocolContent:
        return content_from(value)
    if isinstance(hint, type) and isinstance(value, str):
        if issubclass(hint, StrEnum):
            return hint(value)
        if issubclass(hint, datetime | date):
            return hint.fromisoformat(value)
    inner = next(iter(get_args(hint)), None)
    if get_origin(hint) is tuple and isinstance(value, list) and is_dataclass(inner):
        return tuple(record_from(inner, each) for each in value)  # type: ignore[arg-type]  # a class
    return value
