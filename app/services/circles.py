# SPDX-License-Identifier: EUPL-1.2
"""Who is around a person, in which role, and who of them is of the care team."""

from dataclasses import dataclass, replace

from app.domain.changes import Changes, Kind, content_of
from app.domain.circle import CircleMember
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId, CircleMemberId, ProfessionalId
from app.domain.lengths import require_lengths
from app.domain.text import clean, one_line
from app.services.bin import forget_binned, put_in_bin
from app.services.people import people
from app.services.records import writable_case_of
from app.services.uncovered import uninvite
from app.storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True)
class CircleLine:
    """A member with the name to show for them."""

    member: CircleMember
    name: str


class CircleService:
    """The circle of each situation, in the order that people gave it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, case_id: CaseId) -> tuple[CircleLine, ...]:
        """The members, in order."""
        names = people(self._store.rows)
        return tuple(
            CircleLine(member, names.full(member.professional_id, member.name))
            for member in self._store.rows.circles.of(case_id)
        )

    def add(
        self, case_id: CaseId, person: ProfessionalId | None, name: str = ""
    ) -> tuple[CircleMemberId | None, Changes]:
        """Add somebody of the directory, or by name, last; None when they are there already.

        A member of the practice is of the care team until somebody says otherwise; an outside
        person is not until the patient says so (art. L1110-12 CSP). Raises `NotFoundError`,
        `UserError` for a name that is empty or too long.
        """
        rows = self._store.rows
        writable_case_of(rows, case_id)
        known = rows.circles.of(case_id)
        shown = one_line(clean(name))
        if any(each.professional_id == person and each.name == shown for each in known):
            return None, Changes()
        somebody = rows.professionals.get(person) if person else None
        if person is not None and somebody is None:
            raise NotFoundError("Cette personne n’est plus dans l’annuaire.", "Choisissez-en une.")
        if somebody is None and not shown:
            raise UserError("Le nom est vide.", "Écrivez un nom.")
        with self._store.write() as work:
            member = CircleMember(
                id=CircleMemberId(work.new_id()),
                case_id=case_id,
                position=max((each.position for each in known), default=-1) + 1,
                professional_id=person,
                name="" if somebody else shown,
                role=somebody.profession if somebody else "",
                care_team=somebody is not None and somebody.member,
            )
            require_lengths(member)
            _save(work, member)
            return member.id, work.changes

    def set_role(self, id_: CircleMemberId, role: str) -> Changes:
        """Say what somebody is here for. Raises `NotFoundError`, `UserError` when too long."""
        return self._change(replace(self._member(id_), role=clean(role)))

    def set_care_team(self, id_: CircleMemberId, *, care_team: bool) -> Changes:
        """Say whether somebody is of the care team of this patient.

        Who is not any more, and whom the consent does not cover, comes to no meeting for them.
        Raises `NotFoundError`.
        """
        return self._change(replace(self._member(id_), care_team=care_team))

    def move(self, id_: CircleMemberId, step: int) -> Changes:
        """Bring a member up (-1) or down (1); nothing at either end. Raises `NotFoundError`."""
        member = self._member(id_)
        order = list(self._store.rows.circles.of(member.case_id))
        here = next(place for place, each in enumerate(order) if each.id == id_)
        there = here + step
        if not 0 <= there < len(order):
            return Changes()
        order[here], order[there] = order[there], order[here]
        with self._store.write() as work:
            for place, each in enumerate(order):
                if each.position != place:
                    _save(work, replace(each, position=place))
            return work.changes

    def remove(self, id_: CircleMemberId) -> tuple[CircleMember, Changes]:
        """Take a member out; `put_back` brings them back where they were.

        Raises `NotFoundError`.
        """
        member = self._member(id_)
        with self._store.write() as work:
            put_in_bin(work, Kind.CIRCLE, id_, member, member.case_id)
            work.rows.circles.remove(id_)
            work.rows.operations.forget_texts((id_,))
            work.changed(Kind.CIRCLE, id_, {"removed": True})
            work.changed(Kind.CASE, member.case_id, {"circle": id_})
            work.journal("circle.changed", Kind.CASE, member.case_id)
            uninvite(work, member.case_id)
            return member, work.changes

    def put_back(self, member: CircleMember) -> Changes:
        """Undo a removal. Raises `NotFoundError` when the situation is no more."""
        writable_case_of(self._store.rows, member.case_id)
        with self._store.write() as work:
            _save(work, member)
            forget_binned(work, Kind.CIRCLE, member.id)
            return work.changes

    def _change(self, after: CircleMember) -> Changes:
        before = self._member(after.id)
        if after == before:
            return Changes()
        require_lengths(after, before)
        with self._store.write() as work:
            _save(work, after)
            if before.care_team and not after.care_team:
                uninvite(work, after.case_id)
            return work.changes

    def _member(self, id_: CircleMemberId) -> CircleMember:
        member = self._store.rows.circles.get(id_)
        if member is None:
            raise NotFoundError("Cette personne a été retirée.", "Ajoutez-la de nouveau.")
        writable_case_of(self._store.rows, member.case_id)
        return member


def _save(work: UnitOfWork, member: CircleMember) -> None:
    work.rows.circles.save(member)
    work.changed(Kind.CIRCLE, member.id, content_of(member))
    work.changed(Kind.CASE, member.case_id, {"circle": member.id})
    work.journal("circle.changed", Kind.CASE, member.case_id)
