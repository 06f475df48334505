# SPDX-License-Identifier: EUPL-1.2
"""What the team knew of a situation before this meeting: for the scribe's eyes, never projected."""

from dataclasses import dataclass
from datetime import date

from app.domain.care_plan import LineState, PlanLine
from app.domain.case import Case
from app.domain.field import NOTE_FIELDS, Field
from app.domain.meeting import AgendaItem, ItemState
from app.services.cases import case_title
from app.services.people import People
from app.storage.unit_of_work import Rows


@dataclass(frozen=True)
class Earlier:
    """What one meeting of the past decided; `postponed` is the reason where it was put off."""

    on: date
    decisions: tuple[str, ...]
    postponed: str = ""


@dataclass(frozen=True)
class PlanRow:
    """One accepted line of the care plan, in words."""

    action: str
    who: str
    due: date | None
    objective: str


@dataclass(frozen=True)
class Background:
    """The case, its earlier decisions (the latest first), its plan: codes only."""

    code: str
    title: str
    requester: str
    reason: str
    known: tuple[tuple[Field, str], ...]
    earlier: tuple[Earlier, ...]
    plan: tuple[PlanRow, ...]
    alert: str = ""
    referent: str = ""
    priority: str = ""
    tried: str = ""


def background_of(rows: Rows, case: Case, item: AgendaItem, names: People) -> Background:
    """What was known of a situation before this item."""
    texts = {
        Field.ORGANIC: case.organic,
        Field.PSYCHIC: case.psychic,
        Field.SOCIAL: case.social,
    }
    plan = rows.care_plans.of_case(case.id)
    lines = plan.lines if plan else ()
    return Background(
        code=case.code,
        title=case_title(case),
        requester=names.presented(case.requester_id, case.requester_name),
        reason=case.reason.label,
        known=tuple((field, texts[field]) for field in NOTE_FIELDS if texts[field].strip()),
        earlier=_earlier(rows, case, item),
        plan=tuple(_row(line, names) for line in lines if line.state is LineState.ACCEPTED),
        alert=plan.alert if plan else "",
        referent=names.presented(case.referent_id, case.referent_name),
        priority=case.priority,
        tried=case.tried,
    )


def _earlier(rows: Rows, case: Case, item: AgendaItem) -> tuple[Earlier, ...]:
    found = []
    for old in rows.agenda.of_case(case.id):
        heading = rows.meetings.heading(old.meeting_id)
        if old.meeting_id == item.meeting_id or heading is None:
            continue
        decisions = tuple(decision.text for decision in rows.decisions.of(old.id))
        postponed = old.outcome if old.state is ItemState.POSTPONED else ""
        if decisions or postponed:
            found.append(Earlier(heading.on, decisions, postponed))
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))


def _row(line: PlanLine, names: People) -> PlanRow:
    return PlanRow(line.action, names.short(line.who_id, line.who_name), line.due, line.objective)
