# SPDX-License-Identifier: EUPL-1.2
"""Everything that is kept about one person, gathered once: for the right of access (GDPR art. 15).

The two forms that leave, a readable document and a file for a machine, are made from the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.action import Action
from app.domain.binned import Binned
from app.domain.care_plan import CarePlan, PlanVersion
from app.domain.case import Case, Identity
from app.domain.case_step import CaseStep
from app.domain.circle import CircleMember
from app.domain.consent import Consent
from app.domain.decision import Decision
from app.domain.feedback import PatientFeedback
from app.domain.filing import Filing
from app.domain.ids import CaseId
from app.domain.inclusion import Inclusion
from app.domain.meeting import AgendaItem, Meeting
from app.domain.unmet_need import UnmetNeed
from app.services.begun_for_all import FOR_ALL
from app.services.journal_words import JournalLine
from app.services.people import People, people
from app.services.records import case_of
from app.storage.sealed_minutes import SealedPart
from app.storage.unit_of_work import Rows


@dataclass(frozen=True)
class Talk:
    """One meeting about the person: the item as it is now, and as it was sealed, newest first."""

    meeting: Meeting
    item: AgendaItem
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    drafts: tuple[tuple[str, str], ...]
    sealed: tuple[SealedPart, ...]


@dataclass(frozen=True)
class Included:
    """An inclusion in a protocol, with what the protocol was called then."""

    protocol: str
    inclusion: Inclusion


@dataclass(frozen=True)
class PersonFile:
    """All of it; `identity` is None where none is kept. `people` tells who an id is.

    `others` are the files of other episodes, and those that were joined, of the same person.
    """

    case: Case
    identity: Identity | None
    people: People
    steps: tuple[CaseStep, ...]
    circle: tuple[CircleMember, ...]
    consents: tuple[Consent, ...]
    talks: tuple[Talk, ...]
    feedbacks: tuple[PatientFeedback, ...]
    filings: tuple[Filing, ...]
    plan: CarePlan | None
    versions: tuple[PlanVersion, ...]
    needs: tuple[UnmetNeed, ...]
    inclusions: tuple[Included, ...]
    binned: tuple[Binned, ...]
    accesses: tuple[JournalLine, ...]
    others: tuple["PersonFile", ...] = ()


def person_file(
    rows: Rows,
    case_id: CaseId,
    identity: Identity | None,
    accesses: tuple[JournalLine, ...],
    others: tuple[PersonFile, ...] = (),
) -> PersonFile:
    """Gather the file of one situation. Raises `NotFoundError`."""
    case = case_of(rows, case_id)
    plan = rows.care_plans.of_case(case_id)
    talks = tuple(_talks(rows, case_id))
    filings = (rows.filings.of(case_id, talk.meeting.id) for talk in talks)
    return PersonFile(
        case=case,
        identity=identity,
        people=people(rows),
        steps=rows.steps.of(case_id),
        circle=rows.circles.of(case_id),
        consents=rows.consents.of(case_id) if case.merged_into is None else (),
        talks=talks,
        feedbacks=rows.feedbacks.of_case(case_id),
        filings=tuple(filing for filing in filings if filing is not None),
        plan=plan,
        versions=rows.care_plans.versions(plan.id) if plan else (),
        needs=rows.unmet_needs.of_case(case_id),
        inclusions=included(rows, case_id),
        binned=rows.bin.of_case(case_id),
        accesses=accesses,
        others=others,
    )


def included(rows: Rows, case_id: CaseId) -> tuple[Included, ...]:
    """The inclusions of one situation, the oldest first."""
    titles = rows.inclusions.titles(case_id)
    return tuple(Included(titles[one.id], one) for one in rows.inclusions.of_case(case_id))


def _talks(rows: Rows, case_id: CaseId) -> Iterator[Talk]:
    found = ((rows.meetings.heading(one.meeting_id), one) for one in rows.agenda.of_case(case_id))
    known = [(meeting, item) for meeting, item in found if meeting is not None]
    sealed = rows.minutes.parts_of_case(case_id)
    for meeting, item in sorted(known, key=lambda pair: pair[0].on, reverse=True):
        yield Talk(
            meeting=meeting,
            item=item,
            decisions=rows.decisions.of(item.id),
            actions=rows.actions.of(item.id),
            drafts=tuple(
                (name, text)
                for name, text in sorted(rows.agenda.drafts(item.id).items())
                if name not in FOR_ALL  # of the meeting: they may name somebody else
            ),
            sealed=tuple(part for part in sealed if part.meeting_id == meeting.id),
        )
