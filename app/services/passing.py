# SPDX-License-Identifier: EUPL-1.2
"""Whether an item that the scribe went through was discussed at all."""

from app.domain.meeting import AgendaItem, ItemState, Topic
from app.services.answers import answers_of
from app.services.people import people
from app.storage.unit_of_work import Rows

TALKED_SECONDS = 60
"""From here on an item was talked about, even where nobody wrote anything."""


def passed_by(rows: Rows, item: AgendaItem) -> bool:
    """A situation or a point on which nothing was noted, and less than `TALKED_SECONDS` spent.

    It was not discussed: it comes back, and nobody owes anything about it.
    """
    if item.state not in {ItemState.CURRENT, ItemState.SEEN} or item.topic is Topic.APPROVAL:
        return False
    return not (item.spent >= TALKED_SECONDS or item.outcome or noted(rows, item))


def noted(rows: Rows, item: AgendaItem) -> bool:
    """Whether anything was written or answered of an item: spaces alone are nothing."""
    notes = item.notes
    if any(text.strip() for text in (item.text, notes.organic, notes.psychic, notes.social)):
        return True
    if rows.decisions.of(item.id) or rows.actions.of(item.id):
        return True
    return bool(answers_of(rows, item, people(rows)))
