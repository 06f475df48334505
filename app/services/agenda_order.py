# SPDX-License-Identifier: EUPL-1.2
"""The order of an agenda: positions are 0, 1, 2… whatever was moved or taken off."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain.changes import Kind
from app.domain.meeting import AgendaItem
from app.storage.unit_of_work import UnitOfWork


def number(work: UnitOfWork, items: Iterable[AgendaItem]) -> None:
    """Give the items of one agenda the positions of this order; only what moves is written."""
    for position, item in enumerate(items):
        if item.position != position:
            work.rows.agenda.save(replace(item, position=position))
            work.changed(Kind.ITEM, item.id, {"position": position})
