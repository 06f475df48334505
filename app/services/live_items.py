# SPDX-License-Identifier: EUPL-1.2
"""What every write about an item of a meeting shares: its guards, its states, its lines."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from app.domain.action import Action
from app.domain.changes import Kind, content_of
from app.domain.consent import ConsentState, require_presentable
from app.domain.decision import Decision
from app.domain.errors import ConsentError, NotFoundError
from app.domain.field import Field
from app.domain.ids import ItemId, MeetingId
from app.domain.meeting import AgendaItem, ItemState
from app.services.bin import forget_binned, put_in_bin
from app.services.passing import passed_by
from app.services.records import case_of, open_item_of
from app.services.withdrawal import drop_proposal
from app.storage.unit_of_work import Rows, UnitOfWork


class ItemText(StrEnum):
    """The texts of an item that are typed during the meeting."""

    QUESTION = "question"
    WISHES = "wishes"
    ORGANIC = "organic"
    PSYCHIC = "psychic"
    SOCIAL = "social"
    TEXT = "text"
    """The one text of a point that is no situation."""


Line = Decision | Action
"""A line of the minutes with an id of its own."""


def writable_item(rows: Rows, item_id: ItemId) -> AgendaItem:
    """An item on which something may be written. Raises `SealedError`, `ConsentError`."""
    item = open_item_of(rows, item_id)
    if item.state is ItemState.WITHDRAWN:
        raise ConsentError(
            "La personne a retiré son accord pendant la réunion.",
            "Passez au point suivant : rien ne peut plus être noté ici.",
        )
    if item.case_id is not None:
        consent = rows.consents.current(item.case_id)
        state = consent.state if consent else ConsentState.NOT_ASKED
        if not state.allows_presentation:
            require_presentable(case_of(rows, item.case_id).code, state)
    return item


def take_up(work: UnitOfWork, item: AgendaItem) -> None:
    """Something is written on a postponed item: it is discussed after all."""
    taken_up = discussed(item)
    if taken_up != item:
        work.rows.agenda.save(taken_up)
        work.changed(Kind.ITEM, item.id, {"state": taken_up.state.value, "outcome": ""})
        work.changed(Kind.MEETING, item.meeting_id, {"item": item.id})


def make_current(work: UnitOfWork, meeting_id: MeetingId, item_id: ItemId) -> None:
    """The item is being discussed, the one before was seen; what was put off stays so.

    One that was only passed by is still to come.
    """
    for item in work.rows.agenda.of(meeting_id):
        state = _state_on_entering(item, item_id)
        if state is ItemState.SEEN and passed_by(work.rows, item):
            state = ItemState.TO_COME
        if state is not item.state:
            work.rows.agenda.save(replace(item, state=state))
            work.changed(Kind.ITEM, item.id, {"state": state.value})


def _state_on_entering(item: AgendaItem, entered: ItemId) -> ItemState:
    if item.state in (ItemState.WITHDRAWN, ItemState.POSTPONED):
        return item.state
    if item.id == entered:
        return ItemState.CURRENT
    return ItemState.SEEN if item.state is ItemState.CURRENT else item.state


def discussed(item: AgendaItem) -> AgendaItem:
    """The same item, discussed after all where it had been put off."""
    if item.state is not ItemState.POSTPONED:
        return item
    return replace(item, state=ItemState.CURRENT, outcome="")


def kind_of(line: Line) -> Kind:
    """The kind under which a line is logged."""
    return Kind.DECISION if isinstance(line, Decision) else Kind.ACTION


def drop_line(work: UnitOfWork, line: Line) -> None:
    """Take a line away, with the proposal of the care plan that came from it."""
    drop_proposal(work, line)
    if isinstance(line, Decision):
        work.rows.decisions.remove(line.id)
    else:
        work.rows.actions.remove(line.id)
    work.rows.operations.forget_texts((line.id,))
    work.changed(kind_of(line), line.id, {"removed": True})


def put_line(work: UnitOfWork, line: Line) -> None:
    """A line is there as it was: the bin has nothing to put back."""
    if isinstance(line, Decision):
        work.rows.decisions.save(line)
    else:
        work.rows.actions.save(line)
    forget_binned(work, kind_of(line), line.id)
    work.changed(kind_of(line), line.id, content_of(line))


def take_out(work: UnitOfWork, item: AgendaItem, line: Line) -> None:
    """Somebody takes a line of an item back: it goes to the bin."""
    put_in_bin(work, kind_of(line), line.id, line, item.case_id)
    drop_line(work, line)
    work.changed(Kind.ITEM, item.id, {kind_of(line).value: line.id})


def next_place(lines: Sequence[Line]) -> int:
    """After the last one: a line that was taken away leaves its place free for its return."""
    return max((line.position for line in lines), default=-1) + 1


def require_here(item_id: ItemId, line: Line) -> None:
    """A line is changed from its own item only: another's meeting may be sealed."""
    if line.item_id != item_id:
        raise NotFoundError("Cette ligne est celle d’un autre point.", "Rouvrez le point.")


def with_text(item: AgendaItem, name: ItemText, text: str) -> AgendaItem:
    """The same item with one text rewritten."""
    if name is ItemText.QUESTION:
        return replace(item, question=text)
    if name is ItemText.WISHES:
        return replace(item, wishes=text)
    if name is ItemText.TEXT:
        return replace(item, text=text)
    return replace(item, notes=item.notes.with_text(Field(name.value), text))


def text_of(item: AgendaItem, name: ItemText) -> str:
    """A text of an item, under the name by which it is typed."""
    return {
        ItemText.QUESTION: item.question,
        ItemText.WISHES: item.wishes,
        ItemText.ORGANIC: item.notes.organic,
        ItemText.PSYCHIC: item.notes.psychic,
        ItemText.SOCIAL: item.notes.social,
        ItemText.TEXT: item.text,
    }[name]
