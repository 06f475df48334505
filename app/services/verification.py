# SPDX-License-Identifier: EUPL-1.2
"""Whether sealed minutes are what was sealed: seal, links, versions, signature, journal."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.minutes import Minutes, SealedItem
from app.domain.seal import first_fault
from app.services.signatures import KeyBook
from app.storage import table
from app.storage.unit_of_work import Rows

PURPOSE = "minutes"
"""What minutes are signed under: their id, their seal and the journal's head."""


@dataclass(frozen=True)
class SignedBy:
    """Who signed sealed minutes, and what a stranger verifies it with (public key, signature)."""

    name: str
    at: datetime
    public: bytes
    signature: bytes


def signed_by(rows: Rows, book: KeyBook, minutes: Minutes) -> SignedBy | None:
    """Who signed a version; None where it was sealed before accounts had keys."""
    signed = rows.minutes.signature(minutes.id)
    if signed is None:
        return None
    owner = book.owner(signed)
    name = owner.name if owner else book.name(signed.account_id)
    return SignedBy(name, minutes.sealed_at, signed.public, signed.signature)


def minutes_fault(rows: Rows, book: KeyBook, minutes: Minutes) -> str | None:
    """A French sentence naming the first part that does not hold, or None."""
    return (
        first_fault(minutes)
        or _place_fault(rows, minutes)
        or _version_fault(rows, minutes)
        or _signature_fault(rows, book, minutes)
        or _journal_fault(rows, minutes)
    )


def _place_fault(rows: Rows, minutes: Minutes) -> str | None:
    """What the seal does not cover: the situation and the item of the agenda that are linked."""
    for item in minutes.items:
        if not _linked(rows, minutes, item):
            return (
                f"Le point {item.position} du compte rendu est relié à une autre situation "
                "ou à un autre ordre du jour."
            )
    return None


def _linked(rows: Rows, minutes: Minutes, item: SealedItem) -> bool:
    case = rows.cases.get(item.case_id) if item.case_id else None
    if item.case_id is not None and case is None:
        return False
    if case is not None and item.record is not None and item.record.heading != case.code:
        return False
    on_agenda = rows.agenda.get(item.item_id)
    if on_agenda is None:  # taken off in a later version: the operation log remembers it
        return bool(rows.operations.of(item.item_id))
    return on_agenda.meeting_id == minutes.meeting_id and on_agenda.case_id == item.case_id


def _version_fault(rows: Rows, minutes: Minutes) -> str | None:
    before = rows.minutes.seal_of(minutes.meeting_id, minutes.version - 1)
    if minutes.version == 1:
        return None
    if before is None:
        return f"La version {minutes.version - 1} de ce compte rendu n’est plus dans le coffre."
    if before != minutes.previous:
        return f"Ce compte rendu ne suit plus le sceau de sa version {minutes.version - 1}."
    return None


def _signature_fault(rows: Rows, book: KeyBook, minutes: Minutes) -> str | None:
    signed = rows.minutes.signature(minutes.id)
    if signed is None:
        if minutes.head or (book.since and table.instant(minutes.sealed_at) >= book.since):
            return "La signature du compte rendu manque."
        return None
    if not book.holds(signed, PURPOSE, minutes.id, minutes.seal, minutes.head):
        return "La signature du compte rendu ne correspond plus."
    return None


def _journal_fault(rows: Rows, minutes: Minutes) -> str | None:
    number, _, hash_ = minutes.head.partition(":")
    pruned = rows.checkpoints.last()
    if not number.isdigit() or (pruned is not None and int(number) <= pruned.seq):
        return None
    entry = rows.journal.at(int(number))
    if entry is None or entry.hash != hash_ or entry.record_id != minutes.id:
        return f"L’entrée n° {number} du journal, qui note ce scellement, ne correspond plus."
    if entry.at != table.instant(minutes.sealed_at):
        return "L’heure du scellement ne correspond plus au journal."
    return None
