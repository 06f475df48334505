# SPDX-License-Identifier: EUPL-1.2
"""Which moves a protocol may make, and what each of them needs."""

from dataclasses import replace
from datetime import date

from app.domain.errors import UserError
from app.domain.protocol import Protocol, ProtocolStatus
from app.domain.text import NO_BREAK

_MOVES = {
    ProtocolStatus.DRAFT: (ProtocolStatus.REVIEW, ProtocolStatus.ARCHIVED),
    ProtocolStatus.REVIEW: (
        ProtocolStatus.VALIDATED,
        ProtocolStatus.DRAFT,
        ProtocolStatus.ARCHIVED,
    ),
    ProtocolStatus.VALIDATED: (
        ProtocolStatus.IN_FORCE,
        ProtocolStatus.DRAFT,
        ProtocolStatus.ARCHIVED,
    ),
    ProtocolStatus.IN_FORCE: (
        ProtocolStatus.TO_REVISE,
        ProtocolStatus.DRAFT,
        ProtocolStatus.ARCHIVED,
    ),
    ProtocolStatus.TO_REVISE: (
        ProtocolStatus.DRAFT,
        ProtocolStatus.IN_FORCE,
        ProtocolStatus.ARCHIVED,
    ),
    ProtocolStatus.ARCHIVED: (ProtocolStatus.DRAFT,),
}
_FROZEN = frozenset({ProtocolStatus.VALIDATED, ProtocolStatus.IN_FORCE, ProtocolStatus.TO_REVISE})


def protocol_moves(status: ProtocolStatus) -> tuple[ProtocolStatus, ...]:
    """Where a protocol in this state may go, the nearest first."""
    return _MOVES[status]


def begins_next(protocol: Protocol, after: ProtocolStatus) -> bool:
    """Whether a move begins the next version: what is frozen is never worked on again."""
    return after is ProtocolStatus.DRAFT and protocol.status in _FROZEN


def move_label(protocol: Protocol, after: ProtocolStatus) -> str:
    """What the button of a move says; one that asks for more ends with dots."""
    if begins_next(protocol, after):
        return f"Écrire la version {protocol.version + 1}"
    if after is ProtocolStatus.DRAFT:
        back = protocol.status is ProtocolStatus.REVIEW
        return "Revenir au brouillon" if back else "Reprendre"
    if after is ProtocolStatus.IN_FORCE and protocol.status is ProtocolStatus.TO_REVISE:
        return "Maintenir tel quel…"
    return _WORDS[after]


_WORDS = {
    ProtocolStatus.REVIEW: "Mettre en relecture",
    ProtocolStatus.VALIDATED: "Valider…",
    ProtocolStatus.IN_FORCE: "Mettre en vigueur…",
    ProtocolStatus.TO_REVISE: "À réviser",
    ProtocolStatus.ARCHIVED: "Archiver",
}


def require_protocol_move(protocol: Protocol, after: ProtocolStatus) -> None:
    """Raises `UserError` for a move that is none."""
    if after not in _MOVES[protocol.status]:
        raise UserError(
            f"Un protocole {_spoken(protocol.status)} ne peut pas devenir {_spoken(after)}.",
            f"Il peut devenir{NO_BREAK}: "
            f"{', '.join(_spoken(each) for each in _MOVES[protocol.status])}.",
        )


def require_revision_day(day: date | None, today: date) -> None:
    """Raises `UserError` for a day that is past: it would call the protocol back at once."""
    if day is not None and day <= today:
        raise UserError(
            "Cette date de révision est passée.", "Choisissez un jour à venir, ou aucun."
        )


def moved_to(protocol: Protocol, after: ProtocolStatus, today: date, *, kept: bool) -> Protocol:
    """The protocol after a move; `kept` says whether its present version was ever validated.

    Raises `UserError` for a move that is none.
    """
    require_protocol_move(protocol, after)
    if begins_next(protocol, after):
        return replace(protocol, status=after, version=protocol.version + 1, written_on=today)
    if protocol.status is ProtocolStatus.ARCHIVED and kept:
        return replace(protocol, status=after, version=protocol.version + 1, written_on=today)
    if after is ProtocolStatus.IN_FORCE:
        since = today if protocol.in_force != protocol.version else protocol.in_force_on
        return replace(protocol, status=after, in_force=protocol.version, in_force_on=since)
    if after is ProtocolStatus.ARCHIVED:
        return replace(protocol, status=after, in_force=None, in_force_on=None)
    return replace(protocol, status=after)


def _spoken(status: ProtocolStatus) -> str:
    return status.label[:1].lower() + status.label[1:]
