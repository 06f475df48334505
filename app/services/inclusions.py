# SPDX-License-Identifier: EUPL-1.2
"""A situation in a protocol: included on criteria that were shown, until it leaves or completes.

The protocol is read as its version in force was frozen, never as somebody is rewriting it. What is
noted is about care, not about a presentation: it needs no consent to a meeting, and a withdrawal
leaves it. A next episode begins without it: its criteria are looked at again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes, Kind, content_of
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId, InclusionId, ProtocolId
from app.domain.inclusion import Criterion, Inclusion, InclusionState, criteria_of
from app.domain.lengths import require_length
from app.domain.text import clean, fold
from app.services.bin import forget_binned, put_in_bin
from app.services.records import files_of, protocol_of, writable_case_of
from app.storage.inclusions import Applied
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock


@dataclass(frozen=True)
class Offered:
    """A protocol that can be offered: its version in force, since when, and its criteria.

    `included` says that the person is in it already.
    """

    protocol_id: ProtocolId
    title: str
    version: int
    since: date | None
    criteria: tuple[Criterion, ...]
    included: bool = False


@dataclass(frozen=True)
class InclusionLine:
    """An inclusion with what its protocol was called, and the version that is in force since.

    `in_force` is None where no version is: nothing more is proposed of it.
    """

    inclusion: Inclusion
    title: str
    in_force: int | None


@dataclass(frozen=True)
class Decided:
    """What one deed changed: what was there before and after, for whoever takes it back at once."""

    before: Inclusion | None
    after: Inclusion | None


class InclusionService:
    """Notes who is in which protocol, who is not and why, and since when nobody is any more."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    @property
    def may_write(self) -> bool:
        """Whether this account may note anything, as the vault stands."""
        return self._store.refusal is None

    # --- reading -----------------------------------------------------------------------------

    def offered(self, case_id: CaseId) -> tuple[Offered, ...]:
        """The protocols with a version in force, by title."""
        rows = self._store.rows
        taken = {each.protocol_id for each in _open_ones(rows, case_id)}
        found = [
            Offered(
                protocol_id=one.protocol_id,
                title=one.title,
                version=one.version,
                since=one.since,
                criteria=criteria_of(one.inclusion, one.exclusion),
                included=one.protocol_id in taken,
            )
            for one in rows.inclusions.applied()
        ]
        return tuple(sorted(found, key=lambda one: (fold(one.title), one.protocol_id)))

    def of_case(self, case_id: CaseId) -> tuple[InclusionLine, ...]:
        """The inclusions of a situation: those that go on first, then the latest first."""
        rows = self._store.rows
        titles, in_force = rows.inclusions.titles(case_id), rows.inclusions.in_force()
        lines = [
            InclusionLine(each, titles[each.id], in_force.get(each.protocol_id))
            for each in reversed(rows.inclusions.of_case(case_id))
        ]
        return tuple(sorted(lines, key=lambda line: not line.inclusion.is_open))

    # --- deciding ----------------------------------------------------------------------------

    def include(
        self,
        case_id: CaseId,
        protocol_id: ProtocolId,
        met: Iterable[int],
        on: date,
        reason: str = "",
        *,
        version: int | None = None,
    ) -> tuple[Decided, Changes]:
        """Include a situation; `met` are the places of the criteria that were ticked.

        `version` is the one whose criteria they are: ticks of another say nothing of this one.
        A criterion that speaks against it does not forbid it, the team knows the person: but then
        the reason has to be said, since the figures rest on it. The day may be before the version
        came into force here: a protocol may have been applied on paper. Raises `NotFoundError`,
        `UserError`.
        """
        blank = self._decision(case_id, protocol_id, met, on, reason, version)
        after = replace(blank, state=InclusionState.INCLUDED)
        if after.against and not after.reason:
            raise UserError(
                "Un critère n’est pas en faveur de l’inclusion.",
                "Dites pourquoi elle est incluse quand même, ou notez qu’elle ne l’est pas.",
            )
        self._require_one(after)
        return self._write(None, after)

    def exclude(
        self,
        case_id: CaseId,
        protocol_id: ProtocolId,
        met: Iterable[int],
        on: date,
        reason: str,
        *,
        version: int | None = None,
    ) -> tuple[Decided, Changes]:
        """Note that a situation is not included, and why, as `include`."""
        after = self._decision(case_id, protocol_id, met, on, reason, version)
        if not after.reason:
            raise UserError("Dites d’abord pourquoi elle n’est pas incluse.")
        if any(each.protocol_id == protocol_id for each in _open_ones(self._store.rows, case_id)):
            raise UserError(
                "Elle est incluse dans ce protocole en ce moment.",
                "Notez plutôt sa sortie, avec la raison.",
            )
        return self._write(None, after)

    def leave(self, id_: InclusionId, on: date, reason: str) -> tuple[Decided, Changes]:
        """Note that the person left the protocol, and why. Raises as `complete`."""
        if not clean(reason).strip():
            raise UserError("Dites d’abord pourquoi elle en sort.")
        return self._end(id_, InclusionState.LEFT, on, reason)

    def complete(self, id_: InclusionId, on: date, note: str = "") -> tuple[Decided, Changes]:
        """Note that the protocol was followed to its end; a word about it may be said.

        Raises `NotFoundError`, `UserError` for a day that cannot be, or one that goes on no more.
        """
        return self._end(id_, InclusionState.COMPLETED, on, note)

    def reopen(self, id_: InclusionId) -> tuple[Decided, Changes]:
        """The person did not leave it after all: the inclusion goes on as it began.

        Somebody who comes back later is included anew, with the criteria of that day. Raises
        `NotFoundError`, `UserError`.
        """
        before = self._inclusion(id_)
        if before.is_open or not before.was_included:
            raise UserError("Cette inclusion n’a pas de fin à annuler.")
        after = replace(before, state=InclusionState.INCLUDED, ended_on=None, ended_why="")
        self._require_one(after)
        return self._write(before, after)

    def remove(self, id_: InclusionId) -> tuple[Decided, Changes]:
        """Take out what was noted by mistake: it counts no more, and is in the bin thirty days.

        Raises `NotFoundError`, `UserError`.
        """
        return self._write(self._inclusion(id_), None)

    def take_back(self, decided: Decided) -> Changes:
        """Undo one deed exactly. Raises `UserError` where something changed since."""
        known = decided.after or decided.before
        if known is None:
            return Changes()
        writable_case_of(self._store.rows, known.case_id)
        if self._store.rows.inclusions.get(known.id) != decided.after:
            raise UserError("Cette inclusion a changé depuis : elle reste telle qu’elle est.")
        if decided.before is not None:
            self._require_one(decided.before)
        with self._store.write() as work:
            if decided.before is None:
                work.rows.inclusions.remove(known.id)
                work.rows.operations.forget_texts((known.id,))
                _told(work, known.id, known.case_id, {"removed": True})
            else:
                put_in(work, decided.before)
            return work.changes

    # --- inside ------------------------------------------------------------------------------

    def _decision(
        self,
        case_id: CaseId,
        protocol_id: ProtocolId,
        met: Iterable[int],
        on: date,
        reason: str,
        version: int | None,
    ) -> Inclusion:
        """What is being decided of a situation, judged; not included until somebody says so."""
        writable_case_of(self._store.rows, case_id)
        applied = _applied(self._store.rows, protocol_id)
        if version not in (None, applied.version):
            raise UserError(
                f"La version {applied.version} est en vigueur depuis\u00a0: "
                "ses critères sont à cocher.",
                "Rouvrez la situation.",
            )
        self._require_past(on)
        ticked = set(met)
        criteria = criteria_of(applied.inclusion, applied.exclusion)
        return Inclusion(
            id=InclusionId(self._store.new_id()),
            protocol_id=protocol_id,
            case_id=case_id,
            version=applied.version,
            state=InclusionState.EXCLUDED,
            on=on,
            reason=_said(reason),
            criteria=tuple(
                replace(each, met=place in ticked) for place, each in enumerate(criteria)
            ),
        )

    def _end(
        self, id_: InclusionId, state: InclusionState, on: date, why: str
    ) -> tuple[Decided, Changes]:
        before = self._inclusion(id_)
        if not before.is_open:
            raise UserError("Elle n’est plus dans ce protocole.", "Regardez la liste.")
        self._require_past(on)
        if on < before.on:
            raise UserError("Ce jour est avant celui de l’inclusion.", "Vérifiez le jour.")
        return self._write(before, replace(before, state=state, ended_on=on, ended_why=_said(why)))

    def _write(self, before: Inclusion | None, after: Inclusion | None) -> tuple[Decided, Changes]:
        with self._store.write() as work:
            if after is not None:
                put_in(work, after)
            elif before is not None:
                take_out(work, before)
            return Decided(before, after), work.changes

    def _inclusion(self, id_: InclusionId) -> Inclusion:
        found = self._store.rows.inclusions.get(id_)
        if found is None:
            raise NotFoundError("Cette inclusion a été retirée.", "Rouvrez la situation.")
        writable_case_of(self._store.rows, found.case_id)
        return found

    def _require_past(self, on: date) -> None:
        if on > self._clock.today():
            raise UserError("Ce jour n’est pas encore venu.", "Vérifiez le jour.")

    def _require_one(self, wanted: Inclusion) -> None:
        """One open inclusion of a person in a protocol, whatever file it was noted in."""
        if not wanted.is_open:
            return
        for each in _open_ones(self._store.rows, wanted.case_id):
            if each.protocol_id == wanted.protocol_id and each.id != wanted.id:
                raise UserError("Elle est déjà incluse dans ce protocole.")


def put_in(work: UnitOfWork, inclusion: Inclusion) -> None:
    """Write an inclusion as it is, one that was taken out too."""
    work.rows.inclusions.save(inclusion)
    _told(work, inclusion.id, inclusion.case_id, content_of(inclusion))
    forget_binned(work, Kind.INCLUSION, inclusion.id)


def take_out(work: UnitOfWork, inclusion: Inclusion) -> None:
    """Take an inclusion out; it is in the bin for thirty days."""
    put_in_bin(work, Kind.INCLUSION, inclusion.id, inclusion, inclusion.case_id)
    work.rows.inclusions.remove(inclusion.id)
    _told(work, inclusion.id, inclusion.case_id, {"removed": True})


def _told(work: UnitOfWork, id_: InclusionId, case_id: CaseId, change: dict[str, object]) -> None:
    work.changed(Kind.INCLUSION, id_, change)
    work.journal("inclusion.changed", Kind.CASE, case_id)


def _applied(rows: Rows, protocol_id: ProtocolId) -> Applied:
    found = {one.protocol_id: one for one in rows.inclusions.applied()}.get(protocol_id)
    if found is None:
        protocol_of(rows, protocol_id)
        raise UserError(
            "Aucune version de ce protocole n’est en vigueur.",
            "Mettez-le d’abord en vigueur dans « Protocoles ».",
        )
    return found


def _open_ones(rows: Rows, case_id: CaseId) -> tuple[Inclusion, ...]:
    found = (one for id_ in files_of(rows, case_id) for one in rows.inclusions.of_case(id_))
    return tuple(one for one in found if one.is_open)


def _said(reason: str) -> str:
    words = clean(reason).strip()
    require_length("reason_given", words)
    return words
