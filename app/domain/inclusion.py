# SPDX-License-Identifier: EUPL-1.2
"""A situation in a protocol: included or not, on which criteria, until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.ids import CaseId, InclusionId, ProtocolId


class InclusionState(StrEnum):
    """Where the person stands in the protocol."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    LEFT = "left"
    COMPLETED = "completed"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _STATES[self]

    @property
    def needs_reason(self) -> bool:
        """Whether somebody has to say why."""
        return self in (InclusionState.EXCLUDED, InclusionState.LEFT)


_STATES = {
    InclusionState.INCLUDED: "incluse",
    InclusionState.EXCLUDED: "non incluse",
    InclusionState.LEFT: "sortie",
    InclusionState.COMPLETED: "terminée",
}


@dataclass(frozen=True)
class Criterion:
    """A criterion as it was shown, and whether the person met it; `excludes` ends the inclusion."""

    text: str
    excludes: bool
    met: bool = False


@dataclass(frozen=True)
class Inclusion:
    """One decision about one situation, under one version of a protocol.

    `on` is when it was decided, `ended_on` when the person left or completed it; `reason` says why
    somebody is not included, or is although a criterion says otherwise; `ended_why` why they left.
    """

    id: InclusionId
    protocol_id: ProtocolId
    case_id: CaseId
    version: int
    state: InclusionState
    on: date
    ended_on: date | None = None
    reason: str = ""
    criteria: tuple[Criterion, ...] = ()
    ended_why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the person is in it now."""
        return self.state is InclusionState.INCLUDED

    @property
    def against(self) -> tuple[Criterion, ...]:
        """The criteria that speak against including the person, as they were ticked."""
        return tuple(each for each in self.criteria if each.met is each.excludes)

    @property
    def was_included(self) -> bool:
        """Whether the person was in it at some time."""
        return self.state is not InclusionState.EXCLUDED

    def during(self, year: int) -> bool:
        """Whether the person was in it on some day of a year."""
        begun = self.on.year <= year
        return self.was_included and begun and (self.ended_on is None or self.ended_on.year >= year)


def criteria_of(inclusion: str, exclusion: str) -> tuple[Criterion, ...]:
    """The criteria of a protocol, a line each, those that include first; bullets are no text."""
    return tuple(
        Criterion(line, excludes)
        for text, excludes in ((inclusion, False), (exclusion, True))
        for raw in text.split("\n")
        if (line := raw.strip().lstrip("-–—•*").strip())
    )
