# SPDX-License-Identifier: EUPL-1.2
"""What a team answers about a protocol in a meeting, and the words that the minutes seal of it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.meeting import AgendaItem, ItemState, ProtocolAsked
from app.domain.protocol import Protocol, ProtocolStatus
from app.domain.text import stopped


class Answer(StrEnum):
    """What may be said of a protocol that is to be validated, then of one to be revised."""

    VALIDATED = "validée par l’équipe."
    TO_REWORK = "à retravailler : "
    CALLED_BACK = "à réviser."
    KEPT = "maintenue telle quelle jusqu’au "


_WORDS = re.compile(rf"Version \d+ ({'|'.join(re.escape(answer) for answer in Answer)})")


@dataclass(frozen=True)
class Verdict:
    """An answer about one version, with its reason or the new day of revision."""

    answer: Answer
    version: int
    why: str = ""
    until: date | None = None

    @property
    def words(self) -> str:
        """« Version 2 validée par l’équipe. »: the outcome of the point."""
        said = f"Version {self.version} {self.answer}"
        if self.answer is Answer.KEPT and self.until is not None:
            return stopped(f"{said}{medium_date(self.until)}")
        return f"{said}{self.why}" if self.answer is Answer.TO_REWORK else said


def answered(item: AgendaItem) -> Answer | None:
    """What was answered on a point about a protocol; put off, its outcome is why."""
    if item.protocol_id is None or item.state is ItemState.POSTPONED:
        return None
    said = _WORDS.match(item.outcome)
    return Answer(said[1]) if said else None


def verdict_of(item: AgendaItem, protocol: Protocol) -> Verdict | None:
    """The whole answer, of which the protocol keeps the day."""
    answer = answered(item)
    if answer is None:
        return None
    head, _, rest = item.outcome.removeprefix("Version ").partition(" ")
    if answer is Answer.TO_REWORK:
        return Verdict(answer, int(head), why=rest.removeprefix(answer))
    until = protocol.revise_on if answer is Answer.KEPT else None
    return Verdict(answer, int(head), until=until)


def require_unanswered(item: AgendaItem) -> None:
    """Raises `UserError` for a point whose answer moved a protocol: it would be forgotten alone."""
    if answered(item) is not None:
        raise UserError(
            "L’équipe a déjà répondu sur ce protocole.", "Revenez d’abord sur sa réponse."
        )


def obstacle_to(protocol: Protocol, asked: ProtocolAsked) -> str:
    """Why nothing can be answered to what is asked; empty where something can."""
    if asked is ProtocolAsked.NOTHING:
        return ""
    if protocol.status is ProtocolStatus.ARCHIVED:
        return "Ce protocole est archivé."
    writing = protocol.may_be_edited
    if asked is ProtocolAsked.VALIDATE:
        return "" if writing else f"La version {protocol.version} est déjà validée."
    if protocol.in_force is None:
        return "Ce protocole n’a pas de version en vigueur."
    if protocol.in_force != protocol.version:
        state = "en cours d’écriture" if writing else "validée"
        return f"La version {protocol.version} est déjà {state}."
    return ""


def point_title(protocol: Protocol, asked: ProtocolAsked) -> str:
    """« Protocole à valider : Chute à domicile »: what the agenda calls such a point."""
    return f"{asked.label} : {protocol.content.title}"
