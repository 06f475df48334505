# SPDX-License-Identifier: EUPL-1.2
"""The row of a protocol is written, and the points that are called by its title with it."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.changes import Kind
from app.domain.protocol import Protocol
from app.services.protocol_verdicts import answered, point_title
from app.storage.unit_of_work import UnitOfWork


def save_protocol(
    work: UnitOfWork, protocol: Protocol, said: Mapping[str, object], burst: str | None = None
) -> None:
    """Write a protocol's row, and what changed in it."""
    before = work.rows.protocols.get(protocol.id)
    work.rows.protocols.save(protocol)
    work.changed(Kind.PROTOCOL, protocol.id, said, burst)
    if before is not None and before.content.title != protocol.content.title:
        _call_points(work, protocol)


def _call_points(work: UnitOfWork, protocol: Protocol) -> None:
    """Let the points that wait for an answer be called as the protocol is now."""
    for item in work.rows.agenda.open_about(protocol.id):
        if answered(item) is not None:  # under the title that the version had then
            continue
        title = point_title(protocol, item.asked)
        work.rows.agenda.save(replace(item, title=title))
        work.changed(Kind.ITEM, item.id, {"title": title})
        work.changed(Kind.MEETING, item.meeting_id, {"item": item.id})
