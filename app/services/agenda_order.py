# SPDX-License-Identifier: EUPL-1.2
"""An item put on an agenda, whose positions are 0, 1, 2… whatever was moved or taken off."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.changes import Kind, content_of
from app.domain.errors import UserError
from app.domain.ids import ItemId
from app.domain.meeting import AgendaItem
from app.services.records import protocol_of
from app.storage.unit_of_work import UnitOfWork


def number(work: UnitOfWork, items: Iterable[AgendaItem]) -> None:
    """Give the items of one agenda the positions of this order; only what moves is written."""
    for position, item in enumerate(items):
        if item.position != position:
            work.rows.agenda.save(replace(item, position=position))
            work.changed(Kind.ITEM, item.id, {"position": position})


def put_item(work: UnitOfWork, draft: AgendaItem, item_id: ItemId | None = None) -> ItemId:
    """Put an item on its agenda, under the id that it had there once, if any.

    Raises `UserError` for a protocol that is there already, `NotFoundError` for one that is gone.
    """
    if draft.protocol_id is not None:
        title = protocol_of(work.rows, draft.protocol_id).content.title
        others = work.rows.agenda.of(draft.meeting_id)
        if any(other.protocol_id == draft.protocol_id for other in others):
            raise UserError(f"«\u202f{title}\u202f» est déjà à l’ordre du jour.")
    item = replace(draft, id=item_id or ItemId(work.new_id()))
    work.rows.agenda.save(item)
    work.changed(Kind.ITEM, item.id, content_of(item))
    work.changed(Kind.MEETING, item.meeting_id, {"agenda": "added"})
    return item.id
