# SPDX-License-Identifier: EUPL-1.2
"""A protocol's life: moved by hand, validated in a meeting or by dated signatures, called back."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes, Kind, content_of
from app.domain.dates import medium_date
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import MeetingId, ProtocolId, ProtocolMoveId
from app.domain.lengths import require_length
from app.domain.protocol import Protocol, ProtocolMove, ProtocolStatus
from app.domain.protocol_life import moved_to, require_protocol_move, require_revision_day
from app.domain.text import clean, fold
from app.services.people import people
from app.services.protocol_row import save_protocol
from app.services.protocol_signatures import require_signed
from app.services.protocol_titles import free_title, taken_titles
from app.services.protocol_versions import freeze, read_version
from app.services.records import protocol_of
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

_FROZEN = (ProtocolStatus.VALIDATED, ProtocolStatus.IN_FORCE, ProtocolStatus.TO_REVISE)


@dataclass(frozen=True)
class LifeLine:
    """One step of a protocol's life, in words."""

    id: ProtocolMoveId
    on: date
    what: str
    note: str


class ProtocolLifeService:
    """Moves protocols. What a move froze is taken back only by its own undo."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def lines(self, protocol_id: ProtocolId) -> tuple[LifeLine, ...]:
        """The steps of its life, the latest first."""
        rows = self._store.rows
        return tuple(
            LifeLine(
                move.id,
                self._clock.local(move.at).date(),
                _words(rows, move),
                move.note,
            )
            for move in rows.protocol_history.moves(protocol_id)
        )

    def move(
        self,
        protocol_id: ProtocolId,
        after: ProtocolStatus,
        *,
        note: str = "",
        revise_on: date | None = None,
    ) -> Changes:
        """Make a move; `revise_on` is asked for what comes into force or stays in it.

        Validating asks for signatures of this very text. Raises `NotFoundError`, `UserError` for a
        move that is none or lacks something.
        """
        said = clean(note).strip()
        require_length("reason_given", said)
        protocol, replaced = protocol_of(self._store.rows, protocol_id), None
        require_protocol_move(protocol, after)
        if after is ProtocolStatus.IN_FORCE:
            require_revision_day(revise_on, self._clock.today())
            replaced = protocol.revise_on
            protocol = replace(protocol, revise_on=revise_on)
        with self._store.write() as work:
            if after is ProtocolStatus.VALIDATED:
                require_signed(work.rows, protocol)
            today = self._clock.today()
            make_move(work, protocol, after, today, note=said, revised_from=replaced)
            return work.changes

    def take_back(self, before: Protocol) -> Changes:
        """Undo the move that was just made: the protocol stands again as `before`.

        Raises `NotFoundError`, and `UserError` where more was done since.
        """
        with self._store.write() as work:
            now = protocol_of(work.rows, before.id)
            applied = now.status is ProtocolStatus.IN_FORCE
            if applied and now.in_force != before.in_force:
                _require_unused(work.rows, now)
            kept = replace(  # what was written beside the text since is not the move's
                before,
                referent_id=now.referent_id,
                referent_name=now.referent_name,
                revise_on=before.revise_on if applied else now.revise_on,
            )
            take_move_back(work, kept)
            return work.changes

    def abandon(self, protocol_id: ProtocolId) -> Changes:
        """Give up the version that is being written: the one before is what there is again.

        It stands where it stood: in force, called back, or validated and not in force yet.

        Raises `NotFoundError`, and `UserError` where no other one was kept or none is written.
        """
        protocol = protocol_of(self._store.rows, protocol_id)
        version = next(iter(self._store.rows.protocol_history.versions(protocol_id)), None)
        if version is None or not protocol.may_be_edited:
            raise UserError("Il n’y a pas de version en cours d’écriture à abandonner.")
        if version.number < (protocol.in_force or 0):
            raise NotFoundError("La version en vigueur n’est plus dans le coffre.")
        with self._store.write() as work:
            for each in work.rows.protocol_history.signatures(protocol_id, protocol.version):
                work.rows.protocol_history.remove_signature(each.id)
            content, number = read_version(version.record), version.number
            status = _stood(work.rows, protocol, number)
            after = replace(protocol, content=content, version=number, status=status)
            note = f"Version {protocol.version} abandonnée"
            save_protocol(work, after, {"abandoned": protocol.version})
            note_move(work, after, note=note)
            work.journal("protocol.moved", Kind.PROTOCOL, protocol_id)
            return work.changes


def make_move(
    work: UnitOfWork,
    protocol: Protocol,
    after: ProtocolStatus,
    today: date,
    *,
    meeting_id: MeetingId | None = None,
    note: str = "",
    revised_from: date | None = None,
) -> Protocol:
    """Move a protocol within a transaction; what is validated is frozen.

    `revised_from` is the day of revision that the one of `protocol` replaces.

    Raises `UserError` for a move that is none, and for validating a text without a step.
    """
    kept = work.rows.protocol_history.version(protocol.id, protocol.version) is not None
    moved = moved_to(protocol, after, today, kept=kept)
    if after is ProtocolStatus.VALIDATED:
        require_complete(protocol)
        referent = people(work.rows).presented(protocol.referent_id, protocol.referent_name)
        freeze(work, protocol, referent, meeting_id)
    save_protocol(work, moved, {"status": after.value, "version": moved.version})
    note_move(work, moved, meeting_id=meeting_id, note=note, revised_from=revised_from)
    work.journal("protocol.moved", Kind.PROTOCOL, protocol.id)
    return moved


def take_move_back(work: UnitOfWork, before: Protocol) -> None:
    """Undo the last move within a transaction. Raises `NotFoundError`, `UserError`."""
    now = protocol_of(work.rows, before.id)
    history = work.rows.protocol_history
    last, earlier = ([*history.moves(before.id), None, None])[:2]
    if (
        last is None
        or (last.status, last.version) != (now.status, now.version)
        or (earlier and (earlier.status, earlier.version) != (before.status, before.version))
    ):
        raise UserError("Ce protocole a changé depuis.", "Regardez où il en est.")
    content = now.content
    if now.status is ProtocolStatus.VALIDATED and before.status not in _FROZEN:
        frozen = history.version(now.id, now.version)
        if frozen is not None:
            history.remove_version(frozen.id)
            work.changed(Kind.PROTOCOL_VERSION, frozen.id, {"removed": True})
    elif now.version != before.version:
        if content != before.content:
            raise UserError(
                f"La version {now.version} est déjà commencée.",
                "Abandonnez-la plutôt depuis « Vie ».",
            )
        content = before.content
    history.remove_move(last.id)
    save_protocol(work, replace(before, content=content), {"status": before.status.value})
    work.journal("protocol.moved", Kind.PROTOCOL, before.id)


def _require_unused(rows: Rows, protocol: Protocol) -> None:
    included = rows.inclusions.of_protocol(protocol.id)
    if any(each.version == protocol.in_force for each in included):
        raise UserError(
            "Une situation a été incluse dans cette version depuis.",
            "Dites-la plutôt « à réviser », ou archivez-la.",
        )


def _stood(rows: Rows, protocol: Protocol, number: int) -> ProtocolStatus:
    """Where a version stood before the next one was begun."""
    if number != protocol.in_force:
        return ProtocolStatus.VALIDATED
    moves = rows.protocol_history.moves(protocol.id)
    last = next((each.status for each in moves if each.version == number), None)
    called_back = last is ProtocolStatus.TO_REVISE
    return ProtocolStatus.TO_REVISE if called_back else ProtocolStatus.IN_FORCE


def restore_protocol(work: UnitOfWork, protocol: Protocol) -> None:
    """Put a protocol back that was taken out: its life begins where it stands.

    Under a free title, where another one took its own meanwhile.
    """
    title = protocol.content.title
    if fold(title).strip() in taken_titles(work.rows, protocol.id):
        title = free_title(work.rows, title, protocol.id)
        protocol = replace(protocol, content=replace(protocol.content, title=title))
    save_protocol(work, protocol, content_of(protocol))
    note_move(work, protocol)


def require_complete(protocol: Protocol) -> None:
    """Raises `UserError` for a text that cannot be validated: without any step."""
    if not protocol.content.ordered:
        raise UserError("Ce protocole n’a encore aucune étape.", "Écrivez-en au moins une.")


def note_move(
    work: UnitOfWork,
    protocol: Protocol,
    *,
    meeting_id: MeetingId | None = None,
    note: str = "",
    revised_from: date | None = None,
) -> None:
    """Note where a protocol stands from now on."""
    work.rows.protocol_history.add_move(
        ProtocolMove(
            id=ProtocolMoveId(work.new_id()),
            protocol_id=protocol.id,
            at=work.now(),
            account_id=work.author,
            status=protocol.status,
            version=protocol.version,
            meeting_id=meeting_id,
            note=note,
            revised_from=revised_from,
        )
    )


def _words(rows: Rows, move: ProtocolMove) -> str:
    said = f"Version {move.version}\u00a0: {move.status.label.lower()}"
    meeting = rows.meetings.heading(move.meeting_id) if move.meeting_id else None
    return f"{said}, en réunion du {medium_date(meeting.on)}" if meeting else said
