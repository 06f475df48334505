# SPDX-License-Identifier: EUPL-1.2
"""What the screen after a meeting shows, as plain data."""

from dataclasses import dataclass

from app.domain.care_plan import LineState, PlanPart
from app.domain.ids import CaseId, FilingId, MinutesId, PlanLineId
from app.services.papers import Paper


@dataclass(frozen=True)
class ProposedLine:
    """A line that the meeting proposes for a plan."""

    id: PlanLineId
    case_id: CaseId
    code: str
    action: str
    details: str
    part: PlanPart
    state: LineState


@dataclass(frozen=True)
class PaperLine:
    """One kind of document, and whether it is printed with the others."""

    paper: Paper
    title: str
    detail: str
    wanted: bool


@dataclass(frozen=True)
class FilingLine:
    """One extract and the record that it belongs to; `done` says when and by whom, or nothing."""

    id: FilingId
    code: str
    title: str
    done: str


@dataclass(frozen=True)
class ItemLine:
    """One item of the minutes: what came out of it and what becomes of it."""

    case_id: str
    heading: str
    fate: str
    yield_: str


@dataclass(frozen=True)
class ClosingState:
    """The whole screen. `named` says that documents bear the names of the people."""

    title: str
    subtitle: str
    minutes_id: MinutesId
    items: tuple[ItemLine, ...]
    proposals: tuple[ProposedLine, ...]
    papers: tuple[PaperLine, ...]
    filings: tuple[FilingLine, ...]
    nominative: bool
    named: bool

    @property
    def waiting(self) -> int:
        """How many lines have no answer."""
        return sum(line.state is LineState.PROPOSED for line in self.proposals)

    @property
    def unfiled(self) -> int:
        """How many extracts are in no record yet."""
        return sum(not line.done for line in self.filings)
