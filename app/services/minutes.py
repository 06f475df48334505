# SPDX-License-Identifier: EUPL-1.2
"""Closing a meeting: the minutes are sealed, feedback becomes due, plan lines are proposed."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from app.domain.changes import Changes, Kind
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import ItemId, MeetingId, MinutesId
from app.domain.lengths import require_length
from app.domain.meeting import AgendaItem, ItemState, Meeting, MeetingForm, MeetingState
from app.domain.minutes import Minutes, SealedItem
from app.domain.seal import digest, record_text, seal
from app.domain.text import clean
from app.services.aftermath import follow_case
from app.services.fates import NOT_REACHED, fate_content, fate_of, forget_proposed, set_review
from app.services.owed_extracts import owe_extracts
from app.services.passing import passed_by
from app.services.people import People, people
from app.services.records import heading_of, open_meeting_of, require_no_other_running
from app.services.signatures import Signatures
from app.services.snapshot import header_record, item_record
from app.services.verification import PURPOSE, SignedBy, minutes_fault, signed_by
from app.services.withdrawal import drop_from_reopened
from app.storage.sealed_minutes import MinutesLine
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock


def random_salt() -> str:
    """128 random bits as 32 hex digits."""
    return secrets.token_hex(16)


class MinutesService:
    """Seal, read, verify, reopen."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        signatures: Signatures,
        new_salt: Callable[[], str] = random_salt,
    ) -> None:
        self._store = store
        self._clock = clock
        self._signatures = signatures
        self._new_salt = new_salt

    def all(self) -> tuple[MinutesLine, ...]:
        """Every sealed version, the latest meeting first."""
        return self._store.rows.minutes.lines()

    def latest_of(self, meeting_id: MeetingId) -> Minutes | None:
        """The version in force of a meeting's minutes, with the restrictions of `get`."""
        minutes = self._store.rows.minutes.latest_of(meeting_id)
        return None if minutes is None else _restricted(minutes)

    def get(self, id_: MinutesId) -> Minutes:
        """One version; the reading is journalled.

        Items of a person who has since withdrawn come without their record: `open_restricted`
        gives one, for a reason. Raises `NotFoundError`.
        """
        minutes = self._require(id_)
        self._store.note("minutes.read", Kind.MINUTES, id_)
        return _restricted(minutes)

    def open_restricted(self, id_: MinutesId, position: int, reason: str) -> SealedItem:
        """The item of a person who withdrew, for a reason that the journal keeps a mark of.

        Raises `UserError` without a reason, `NotFoundError`.
        """
        if not reason.strip():
            raise UserError(
                "L’accès à ce point est restreint : la personne a retiré son accord.",
                "Dites pourquoi vous devez le lire.",
            )
        for item in self._require(id_).items:
            if item.position == position:
                self._store.note("minutes.restricted_read", Kind.MINUTES, id_)
                return item
        raise NotFoundError("Ce point n’existe pas dans ce compte rendu.")

    def verify(self, id_: MinutesId) -> str | None:
        """A sentence naming the first part that does not verify, None when all does; journalled.

        Seal, versions, signature and place in the journal.
        """
        rows, book = self._store.rows, self._signatures.book()
        fault = rows.minutes.text_fault(id_) or minutes_fault(rows, book, self._require(id_))
        self._store.note("minutes.verified", Kind.MINUTES, id_)
        return fault

    def signed_by(self, minutes: Minutes) -> SignedBy | None:
        """Who signed a version; None where it was sealed before accounts had keys."""
        return signed_by(self._store.rows, self._signatures.book(), minutes)

    def for_print(self, id_: MinutesId) -> Minutes:
        """One version as `get` gives it, for a document that is journalled by itself."""
        return _restricted(self._require(id_))

    def close(self, meeting_id: MeetingId) -> tuple[MinutesId, Changes]:
        """Seal the minutes of a running meeting.

        Items that were not reached are postponed, so that nothing vanishes. Raises `UserError`
        when the meeting was not started, `SealedError` when it is closed already.
        """
        meeting = open_meeting_of(self._store.rows, meeting_id)
        if meeting.state is not MeetingState.RUNNING:
            raise UserError("Cette réunion n’a pas commencé.", "Démarrez-la d’abord.")
        with self._store.write() as work:
            earlier = work.rows.minutes.latest_of(meeting_id)
            items = self._settle_items(work, meeting, earlier)
            closed = replace(
                meeting,
                state=MeetingState.CLOSED,
                closed_at=meeting.closed_at or _not_before(meeting.started_at, self._clock.now()),
                current_item=None,
                amendment="",
            )
            minutes = self._sealed(work, meeting, closed, items, earlier)
            work.rows.minutes.add(minutes)
            signed = self._signatures.sign(PURPOSE, minutes.id, minutes.seal, minutes.head)
            if signed is not None:
                work.rows.minutes.sign(minutes.id, signed)
            work.rows.meetings.save_heading(closed)
            work.changed(Kind.MINUTES, minutes.id, {"meeting": meeting_id, "seal": minutes.seal})
            work.changed(Kind.MEETING, meeting_id, {"state": MeetingState.CLOSED.value})
            for item in items:
                follow_case(work, closed, item, earlier)
            owe_extracts(work, minutes, earlier, items)
            return minutes.id, work.changes

    def reopen(self, meeting_id: MeetingId, reason: str) -> Changes:
        """Write a new version of closed minutes; the sealed ones stay. Needs a reason.

        The new draft holds nothing of a person who withdrew in the meantime. Raises `UserError`
        when the meeting is not closed, there is no reason or it is too long.
        """
        stored = clean(reason).strip()
        if not stored:
            raise UserError(
                "Une nouvelle version a besoin d’une raison.", "Dites ce qui est corrigé."
            )
        require_length("reason_given", stored)
        meeting = heading_of(self._store.rows, meeting_id)
        if meeting.state is not MeetingState.CLOSED:
            raise UserError("Cette réunion n’est pas close.")
        require_no_other_running(self._store.rows, meeting_id)
        with self._store.write() as work:
            reopened = replace(meeting, state=MeetingState.RUNNING, amendment=stored)
            work.rows.meetings.save_heading(reopened)
            for item in work.rows.agenda.of(meeting_id):
                forget_proposed(work, item, meeting.on)
            drop_from_reopened(work, meeting_id)
            work.changed(Kind.MEETING, meeting_id, {"reopened": True})
            work.journal("minutes.reopened", Kind.MEETING, meeting_id)
            return work.changes

    def _require(self, id_: MinutesId) -> Minutes:
        minutes = self._store.rows.minutes.get(id_)
        if minutes is None:
            raise NotFoundError("Ce compte rendu n’est pas dans le coffre.", "Revenez à la liste.")
        return minutes

    @staticmethod
    def _settle_items(
        work: UnitOfWork, meeting: Meeting, earlier: Minutes | None
    ) -> tuple[AgendaItem, ...]:
        settled = []
        for item in work.rows.agenda.of(meeting.id):
            fate = fate_of(work.rows, item, meeting.on)
            after = replace(_settled(work.rows, item), fate=fate)
            work.rows.agenda.clear_drafts(item.id)
            if after != item:
                work.rows.agenda.save(after)
                work.changed(Kind.ITEM, item.id, _settling(after))
            if meeting.form is not MeetingForm.SHORT:  # two or three hold no review
                before, said = earlier and earlier.record_of(item.id), item.fate.returns is not None
                sealed = before.fate if before else ""
                set_review(work, after, meeting.on, said=said, sealed=sealed)
            settled.append(after)
        return tuple(settled)

    def _sealed(
        self,
        work: UnitOfWork,
        meeting: Meeting,
        closed: Meeting,
        items: tuple[AgendaItem, ...],
        earlier: Minutes | None,
    ) -> Minutes:
        names = people(work.rows)
        header = header_record(
            work.rows,
            closed,
            names,
            clock=self._clock,
            sealed_by=self._signatures.account_name,
            reason=meeting.amendment,
        )
        header_salt = self._new_salt()
        header_digest = digest(record_text(header), header_salt)
        sealed_items = tuple(
            self._sealed_item(work.rows, position, item, names)
            for position, item in enumerate(items, start=1)
        )
        version = earlier.version + 1 if earlier else 1
        previous = earlier.seal if earlier else ""
        id_ = MinutesId(work.new_id())
        head = work.journal("minutes.sealed", Kind.MINUTES, id_)
        return Minutes(
            id=id_,
            meeting_id=meeting.id,
            on=meeting.on,
            version=version,
            sealed_at=head.at or self._clock.now(),
            header=header,
            header_salt=header_salt,
            header_digest=header_digest,
            items=sealed_items,
            previous=previous,
            seal=seal(
                meeting.id,
                version,
                previous,
                header_digest,
                tuple(item.digest for item in sealed_items),
            ),
            head=head.text,
        )

    def _sealed_item(
        self, rows: Rows, position: int, item: AgendaItem, names: People
    ) -> SealedItem:
        record = item_record(rows, item, names)
        salt = self._new_salt()
        return SealedItem(
            position=position,
            item_id=ItemId(item.id),
            case_id=item.case_id,
            salt=salt,
            digest=digest(record_text(record), salt),
            record=record,
        )


def _restricted(minutes: Minutes) -> Minutes:
    return replace(minutes, items=tuple(map(_shown, minutes.items)))


def _shown(item: SealedItem) -> SealedItem:
    """Without its record where it is restricted.

    But for one that says only that the consent was withdrawn, or refused, while it was a draft:
    nothing of it is left to be opened.
    """
    withheld = item.record is not None and item.record.withheld
    return replace(item, record=None) if item.restricted and not withheld else item


def _settling(item: AgendaItem) -> dict[str, object]:
    return {"state": item.state.value, "fate": fate_content(item.fate)}


def _settled(rows: Rows, item: AgendaItem) -> AgendaItem:
    if item.state is ItemState.TO_COME or passed_by(rows, item):
        return replace(item, state=ItemState.POSTPONED, outcome=NOT_REACHED)
    if item.state is ItemState.CURRENT:
        return replace(item, state=ItemState.SEEN)
    return item


def _not_before(started: datetime | None, now: datetime) -> datetime:
    """The end of a meeting: a clock set back during it does not end it before it began."""
    return now if started is None else max(started, now)
