# SPDX-License-Identifier: EUPL-1.2
"""What is begun for a whole meeting is kept on one of its items, and outlives that item."""

from app.domain.meeting import AgendaItem, ItemState
from app.storage.unit_of_work import UnitOfWork

FOR_ALL = ("unplanned:", "brought_by:", "guest:")
"""Such drafts: the motif of a situation nobody planned, who brings it; a guest half named."""


def hand_over(work: UnitOfWork, item: AgendaItem, *, stays: bool) -> None:
    """Move them from an item that ends to the first one that may still be written on.

    Where everybody withdrew, an item holds them all the same: this one while it `stays`.
    """
    agenda = work.rows.agenda
    others = [each for each in agenda.of(item.meeting_id) if each.id != item.id]
    alive = (each for each in others if each.state is not ItemState.WITHDRAWN)
    heir = next(alive, item if stays else next(iter(others), None))
    if heir is None or heir.id == item.id:
        return
    for name, text in agenda.drafts(item.id).items():
        if name in FOR_ALL:
            agenda.save_draft(heir.id, name, text)
            agenda.save_draft(item.id, name, "")
