# SPDX-License-Identifier: EUPL-1.2
"""Which protocols may come to an agenda, what is asked of each, and where it stands, in words."""

from dataclasses import dataclass
from datetime import date

from app.domain.dates import medium_date
from app.domain.ids import ItemId, ProtocolId
from app.domain.meeting import Meeting, ProtocolAsked
from app.domain.protocol import Protocol, ProtocolStatus
from app.services.candidates import points
from app.services.protocol_verdicts import obstacle_to, point_title
from app.storage.unit_of_work import Rows


@dataclass(frozen=True)
class ProtocolCandidate:
    """A protocol that may come to an agenda, what is asked about it, and why."""

    protocol_id: ProtocolId
    asked: ProtocolAsked
    title: str
    reason: str


def protocols_to_add(rows: Rows, meeting: Meeting) -> tuple[ProtocolCandidate, ...]:
    """Those that are on no agenda line of the meeting, nor come back as a point, by urgency."""
    back = (rows.agenda.get(point.item_id) for point in points(rows, meeting))
    taken = {item.protocol_id for item in (*rows.agenda.of(meeting.id), *back) if item}
    found = [
        _candidate(protocol, meeting.on)
        for protocol in rows.protocols.all()
        if protocol.id not in taken and protocol.status is not ProtocolStatus.ARCHIVED
    ]
    return tuple(sorted(found, key=_pressing))


def reasons_of_points(rows: Rows, meeting: Meeting) -> dict[ItemId, str]:
    """Where the protocol of each point of an agenda stands."""
    words = {}
    for item in rows.agenda.of(meeting.id):
        protocol = rows.protocols.get(item.protocol_id) if item.protocol_id else None
        if protocol is not None:
            obstacle = obstacle_to(protocol, item.asked).rstrip(".")
            words[item.id] = obstacle or _reason(protocol, meeting.on)
    return words


def standing(protocol: Protocol) -> str:
    """« Version 2, en relecture · version 1 en vigueur depuis le jeu. 26 nov. 2026 »."""
    applied = protocol.in_force
    parts = [f"Version {protocol.version}, {protocol.status.label.lower()}"]
    since = medium_date(protocol.in_force_on) if protocol.in_force_on else ""
    if applied is not None and applied != protocol.version:
        parts.append(f"version {applied} en vigueur depuis le {since}")
    elif applied is not None:
        parts[0] += f" depuis le {since}" * (protocol.status is ProtocolStatus.IN_FORCE)
    if protocol.revise_on is not None and applied is not None:
        parts.append(f"révision prévue le {medium_date(protocol.revise_on)}")
    return " · ".join(parts)


def _candidate(protocol: Protocol, on: date) -> ProtocolCandidate:
    asked = ProtocolAsked.NOTHING
    if protocol.status is ProtocolStatus.REVIEW:
        asked = ProtocolAsked.VALIDATE
    elif protocol.due(on):
        asked = ProtocolAsked.REVISE
    title = point_title(protocol, asked)
    return ProtocolCandidate(protocol.id, asked, title, _reason(protocol, on))


def _pressing(candidate: ProtocolCandidate) -> tuple[int, str]:
    order = (ProtocolAsked.VALIDATE, ProtocolAsked.REVISE, ProtocolAsked.NOTHING)
    return order.index(candidate.asked), candidate.title


def _reason(protocol: Protocol, on: date) -> str:
    if protocol.status is ProtocolStatus.IN_FORCE and protocol.revise_on is not None:
        past = "était prévue" if protocol.revise_on < on else "prévue"
        return f"révision {past} le {medium_date(protocol.revise_on)}"
    return f"version {protocol.version}, {protocol.status.label.lower()}"
