# SPDX-License-Identifier: EUPL-1.2
"""After a meeting: what it proposes, what it prints, what is owed to patients' records."""

from dataclasses import dataclass
from datetime import date

from app.domain.care_plan import LineState
from app.domain.changes import Changes
from app.domain.dates import long_date, medium_date, short_date
from app.domain.errors import UserError
from app.domain.ids import FilingId, MeetingId, PlanLineId
from app.domain.minutes import Minutes, SealedItem
from app.domain.seal import fingerprint
from app.domain.text import ellipsis, listing, one_line, plural, typeset
from app.services.batches import Batch
from app.services.care_plans import CarePlanService
from app.services.filings import FilingService, FilingView
from app.services.identities import IdentityService
from app.services.minutes import MinutesService
from app.services.papers import Paper, Papers, PaperService
from app.services.proposals import Proposal, ProposalService
from ui.screens.closing.state import (
    ClosingState,
    FilingLine,
    ItemLine,
    PaperLine,
    ProposedLine,
)

_SHOWN_NAMES = 3
_LONGEST_TITLE = 26
_TITLES = {
    Paper.MINUTES: "Compte rendu",
    Paper.EXTRACTS: "Extraits pour les dossiers",
    Paper.ACTIONS: "Fiches d’actions",
    Paper.PLANS: "Plans personnalisés",
}


@dataclass(frozen=True)
class ClosingServices:
    """What the screen after a meeting needs."""

    minutes: MinutesService
    care_plans: CarePlanService
    proposals: ProposalService
    papers: PaperService
    filings: FilingService
    identities: IdentityService


class ClosingPresenter:
    """One closed meeting at a time. What is chosen to be printed stays while it is shown."""

    def __init__(self, services: ClosingServices) -> None:
        self._services = services
        self._meeting: MeetingId | None = None
        self._unwanted: set[Paper] = set()
        self._named = True
        self._state: ClosingState | None = None

    @property
    def state(self) -> ClosingState | None:
        """What to show now; None before a meeting was opened."""
        return self._state

    @property
    def meeting(self) -> MeetingId | None:
        """The meeting that is shown."""
        return self._meeting

    def open(self, meeting_id: MeetingId) -> None:
        """Show a closed meeting. Raises `UserError` while it is not closed."""
        if meeting_id != self._meeting:
            self._unwanted, self._named = set(), True
        self._meeting = meeting_id
        self.reload()

    def reload(self) -> None:
        """Read everything again."""
        meeting_id = self._required()
        services = self._services
        minutes = services.minutes.latest_of(meeting_id)
        if minutes is None:
            self._state = None
            raise UserError("Cette réunion n’est pas close.", "Scellez d’abord son compte rendu.")
        papers = services.papers.available(meeting_id)
        identities = services.identities
        may_name = identities.available or identities.may_reopen
        self._state = ClosingState(
            title=f"Réunion du {long_date(minutes.on)}",
            subtitle=_sealed(minutes),
            minutes_id=minutes.id,
            items=tuple(_item(item) for item in minutes.items),
            proposals=tuple(_proposed(each) for each in services.proposals.of(meeting_id)),
            papers=tuple(
                _paper(papers, paper, paper not in self._unwanted)
                for paper in Paper
                if papers.count(paper)
            ),
            filings=tuple(_filing(each) for each in services.filings.of_meeting(meeting_id)),
            nominative=papers.nominative and may_name,
            named=papers.nominative and may_name and self._named,
        )

    def answer(self, line_id: str, state: LineState) -> Changes:
        """Accept or refuse a proposed line."""
        changes = self._services.care_plans.answer(PlanLineId(line_id), state)
        self.reload()
        return changes

    def accept_all(self) -> Changes:
        """Accept every line that waits for an answer."""
        changes = Changes()
        waiting = [line for line in self._shown().proposals if line.state is LineState.PROPOSED]
        for line in waiting:
            changes |= self._services.care_plans.answer(line.id, LineState.ACCEPTED)
        self.reload()
        return changes

    def want(self, paper: Paper, *, wanted: bool) -> None:
        """Print a kind of document with the others, or leave it out."""
        (self._unwanted.discard if wanted else self._unwanted.add)(paper)
        self.reload()

    def name_people(self, *, named: bool) -> None:
        """Put the names of the people on what is for their record, or codes alone."""
        self._named = named
        self.reload()

    def needs_names(self) -> bool:
        """Whether something that is wanted bears a name."""
        wanted = {line.paper for line in self._shown().papers if line.wanted}
        return self._shown().named and bool(wanted & {Paper.EXTRACTS, Paper.PLANS})

    def batch(self) -> Batch:
        """Everything that is wanted. Raises `UserError` when nothing is."""
        state = self._shown()
        wanted = frozenset(line.paper for line in state.papers if line.wanted)
        return self._services.papers.batch(self._required(), wanted, named=state.named)

    def file(self, filing_id: str) -> Changes:
        """Note that an extract was put into its record today, or that it was not after all."""
        id_ = FilingId(filing_id)
        line = next(line for line in self._shown().filings if line.id == id_)
        filings = self._services.filings
        changes = filings.undo(id_) if line.done else filings.file(id_)
        self.reload()
        return changes

    def _required(self) -> MeetingId:
        if self._meeting is None:
            raise LookupError("no meeting is shown")
        return self._meeting

    def _shown(self) -> ClosingState:
        if self._state is None:
            raise LookupError("no meeting is shown")
        return self._state


def _sealed(minutes: Minutes) -> str:
    version = f", version {minutes.version}" if minutes.version > 1 else ""
    return f"Compte rendu scellé{version} · empreinte {fingerprint(minutes.seal)}"


def _item(item: SealedItem) -> ItemLine:
    record, case_id = item.record, item.case_id or ""
    if record is None:
        return ItemLine(case_id, f"Point {item.position}", "accès restreint", "")
    if record.withheld:
        return ItemLine(case_id, typeset(record.heading), typeset(record.withheld), "")
    return ItemLine(
        case_id=case_id,
        heading=typeset(one_line(record.heading)),
        fate=typeset(record.fate),
        yield_=record.counts,
    )


def _proposed(proposal: Proposal) -> ProposedLine:
    line = proposal.line
    due = short_date(line.due) if line.due else ""
    return ProposedLine(
        id=line.id,
        case_id=proposal.case_id,
        code=proposal.code,
        action=typeset(line.action),
        details=" · ".join(part for part in (typeset(proposal.who), due) if part),
        part=line.part,
        state=line.state,
    )


def _paper(papers: Papers, paper: Paper, wanted: bool) -> PaperLine:  # noqa: FBT001  by place
    names = papers.of[paper]
    shown = names[:_SHOWN_NAMES]
    rest = len(names) - len(shown)
    more = [*shown, plural(rest, "autre")] if rest > 0 else [*shown]
    count = "" if paper is Paper.MINUTES else f" ({len(names)})"
    return PaperLine(paper, f"{_TITLES[paper]}{count}", typeset(listing(more)), wanted)


def _filing(view: FilingView) -> FilingLine:
    on: date | None = view.filing.filed_on
    by = f" par {view.filed_by}" if view.filed_by else ""
    return FilingLine(
        id=view.filing.id,
        code=view.code,
        title=typeset(ellipsis(view.case_title, _LONGEST_TITLE)),
        done=typeset(f"versé le {medium_date(on)}{by}") if on else "",
    )
