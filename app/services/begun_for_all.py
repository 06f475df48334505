# SPDX-License-Identifier: EUPL-1.2
"""What is begun for a whole meeting is kept on one of its items, and outlives that item."""

from app.domain.meeting import AgendaItem, ItemState
from app.storage.unit_of_work import UnitOfWork

FOR_ALL = ("unplanned:", "brought_by:")
"""The names of such drafts: the motif of a situation nobody planned, and who brings it."""


def hand_over(work: UnitOfWork, item: AgendaItem) -> None:
    """Move them from an item that ends to the first one that may still be written on, if any."""
    agenda = work.rows.agenda
    held = {name: text for name, text in agenda.drafts(item.id).items() if name in FOR_ALL}
    others = (each for each in agenda.of(item.meeting_id) if each.id != item.id)
    heir = next((each for each in others if each.state is not ItemState.WITHDRAWN), None)
    if heir is None:
        return
    for name, text in held.items():
        agenda.save_draft(heir.id, name, text)
        agenda.save_draft(item.id, name, "")
