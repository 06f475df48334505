# SPDX-License-Identifier: EUPL-1.2
"""One sheet per professional after a meeting: actions, and whom to tell. Codes only, no patient."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.documents.views import ActionSheetView, Fact, TaskLine
from app.domain.action import Action
from app.domain.dates import medium_date
from app.domain.feedback import PatientFeedback, due_of
from app.domain.ids import CaseId, MeetingId, ProfessionalId
from app.domain.meeting import Meeting
from app.domain.text import fold, one_line
from app.services.people import People, people
from app.services.print_minutes import letterhead
from app.services.records import case_of, heading_of
from app.storage.unit_of_work import Rows

_LEFT = (
    "Cette personne n’est plus dans l’équipe : ces actions sont à confier à quelqu’un d’autre, "
    "dans la liste des actions."
)
_FOOT = (
    "Les situations sont désignées par leur code. À la prochaine réunion, l’équipe demandera pour "
    "chaque action si elle est exécutée, sinon pourquoi."
)


@dataclass(frozen=True)
class Assignee:
    """Who was given actions: somebody of the directory, or an outside person known by name."""

    who_id: ProfessionalId | None
    name: str

    @property
    def key(self) -> tuple[str, str]:
        """What is the same for two spellings of one outside person, case and accents aside."""
        return (self.who_id, "") if self.who_id else ("", fold(one_line(self.name)))


def assignees(rows: Rows, meeting_id: MeetingId) -> tuple[Assignee, ...]:
    """Everybody to whom the meeting gave something that is still to do, by name."""
    names = people(rows)
    found: dict[tuple[str, str], Assignee] = {}
    given = [_assignee(action, names) for action in _of_meeting(rows, meeting_id)]
    owing = (each for each in _owed(rows) if each.meeting_id == meeting_id)
    given += [owner for each in owing if (owner := _owner(each, names)).name]
    for who in given:
        found.setdefault(who.key, who)
    return tuple(sorted(found.values(), key=lambda each: (each.name.casefold(), each.key)))


def action_sheet_view(
    rows: Rows, meeting: Meeting, assignee: Assignee, today: date
) -> ActionSheetView:
    """The sheet of one person."""
    names = people(rows)
    mine: Callable[[Action], bool] = lambda action: _assignee(action, names).key == assignee.key  # noqa: E731
    here = [action for action in _of_meeting(rows, meeting.id) if mine(action)]
    known = {action.id for action in here}
    older = [
        action
        for action in rows.actions.open()
        if action.id not in known and mine(action) and _shown(rows, action)
    ]
    owed = [each for each in _owed(rows) if _owner(each, names).key == assignee.key]
    reports = Fact("Retours à faire", str(len(owed)))
    person = names.get(assignee.who_id)
    profession = person.profession if person else "intervenant extérieur"
    return ActionSheetView(
        letterhead=letterhead(rows),
        title="Fiche d’actions",
        subtitle=f"{assignee.name} · réunion du {medium_date(meeting.on)}",
        band_note="codes seuls, aucune identité de patient",
        facts=(
            Fact("Pour", assignee.name),
            Fact("Profession", profession or "—"),
            Fact("Actions à faire", str(len(here) + len(older))),
            *((reports,) if owed else ()),
        ),
        tasks=tuple(_task(rows, action, today) for action in here),
        older=tuple(_task(rows, action, today) for action in older),
        reports=tuple(_report(rows, feedback, today) for feedback in owed),
        notice=_LEFT if person is not None and not person.active else "",
        foot=_FOOT,
        origin=f"Réunion n° {rows.meetings.number_in_year(meeting)} du {medium_date(meeting.on)}",
    )


def _of_meeting(rows: Rows, meeting_id: MeetingId) -> list[Action]:
    return [
        action
        for item in rows.agenda.of(meeting_id)
        for action in rows.actions.of(item.id)
        if action.state.is_open and _shown(rows, action)
    ]


def _owed(rows: Rows) -> list[PatientFeedback]:
    """The reports to make, the oldest meeting first."""
    return [each for each in rows.feedbacks.owed() if _shown_of(rows, each.case_id)]


def _shown(rows: Rows, action: Action) -> bool:
    return _shown_of(rows, action.case_id)


def _shown_of(rows: Rows, case_id: CaseId | None) -> bool:
    """Nothing of a person who withdrew or refused is printed."""
    consent = rows.consents.current(case_id) if case_id else None
    return consent is None or consent.state.allows_presentation


def _owner(feedback: PatientFeedback, names: People) -> Assignee:
    name = names.full(feedback.owed_by, feedback.owed_by_name).strip()
    return Assignee(feedback.owed_by, name)


def _report(rows: Rows, feedback: PatientFeedback, today: date) -> TaskLine:
    met_on = heading_of(rows, feedback.meeting_id).on
    due = due_of(feedback, met_on)
    return TaskLine(
        about=case_of(rows, feedback.case_id).code,
        text=f"Dire à la personne ce que la réunion du {medium_date(met_on)} propose",
        due=medium_date(due),
        late=due < today,
    )


def _assignee(action: Action, names: People) -> Assignee:
    return Assignee(action.who_id, names.full(action.who_id, action.who_name).strip())


def _task(rows: Rows, action: Action, today: date) -> TaskLine:
    case = rows.cases.get(action.case_id) if action.case_id else None
    item = rows.agenda.get(action.item_id)
    return TaskLine(
        about=case.code if case else (item.title if item else ""),
        text=action.text,
        due=medium_date(action.due) if action.due else "sans date",
        late=action.overdue(today),
    )
