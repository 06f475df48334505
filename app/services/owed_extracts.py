# SPDX-License-Identifier: EUPL-1.2
"""Which extracts sealed minutes owe to patients' records, and which they owe no more."""

from app.domain.changes import Kind, content_of
from app.domain.filing import Filing
from app.domain.ids import CaseId, FilingId
from app.domain.meeting import AgendaItem, ItemState
from app.domain.minutes import Minutes, SealedItem
from app.domain.seal import record_text
from app.services.passing import noted
from app.storage.unit_of_work import Rows, UnitOfWork


def owe_extracts(
    work: UnitOfWork, minutes: Minutes, earlier: Minutes | None, items: tuple[AgendaItem, ...]
) -> None:
    """After sealing `items`: one extract is owed per situation of which the minutes say something.

    A corrected version owes again only what it says otherwise; nothing is owed any more of a
    situation that was not seen after all.
    """
    said = {item.id for item in items if fills_record(work.rows, item)}
    before = {item.item_id: item for item in earlier.items} if earlier else {}
    for item in minutes.items:
        if item.case_id is None:
            continue
        known = work.rows.filings.of(item.case_id, minutes.meeting_id)
        if item.item_id not in said:
            if known is not None and known.filed_on is None:
                _forget(work, known)
            continue
        if known is not None and known.filed_on and _same(before.get(item.item_id), item):
            continue
        owed = Filing(
            id=known.id if known else FilingId(work.new_id()),
            case_id=item.case_id,
            meeting_id=minutes.meeting_id,
            minutes_id=minutes.id,
        )
        work.rows.filings.save(owed)
        work.changed(Kind.FILING, owed.id, content_of(owed))


def fills_record(rows: Rows, item: AgendaItem) -> bool:
    """Whether minutes hold something for the person's record: seen, or put off after notes.

    Minutes go into the record (domain brief §1, ACI), whatever is said later.
    """
    if item.state is ItemState.SEEN:
        return True
    return item.state is ItemState.POSTPONED and noted(rows, item)


def forget_owed(work: UnitOfWork, case_id: CaseId) -> None:
    """Nothing is put into the record of a person who withdrew or refused."""
    for filing in work.rows.filings.owed():
        if filing.case_id == case_id:
            _forget(work, filing)


def _same(before: SealedItem | None, after: SealedItem) -> bool:
    if before is None or before.record is None or after.record is None:
        return False
    return record_text(before.record) == record_text(after.record)


def _forget(work: UnitOfWork, filing: Filing) -> None:
    work.rows.filings.remove(filing.id)
    work.changed(Kind.FILING, filing.id, {"removed": True})
