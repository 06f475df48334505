# SPDX-License-Identifier: EUPL-1.2
"""What happened and what is awaited: meetings, open actions, reports to the person."""

from collections.abc import Sequence
from datetime import date

from app.domain.dates import medium_date, short_date
from app.domain.feedback import PatientFeedback, due_of
from app.domain.meeting import Meeting, MeetingState
from app.domain.text import NO_BREAK, one_line, typeset
from app.services.cases import CaseFile
from app.services.people import People
from ui.theme import Tone
from ui.widgets import Card, LabelKind, Mark, PlainLabel, RowData, RowList

_MEETINGS = {
    MeetingState.PREPARED: Mark("à l’ordre du jour", Tone.ACCENT),
    MeetingState.RUNNING: Mark("en cours", Tone.ACCENT),
    MeetingState.CLOSED: Mark("compte rendu scellé", Tone.NEUTRAL),
}


def told_words(feedback: PatientFeedback) -> str:
    """What the person said to it, what they refused, and why the plan departs from the advice."""
    parts = (
        feedback.agreement.label,
        one_line(feedback.reaction),
        f"refuse{NO_BREAK}: {one_line(feedback.refused)}" if feedback.refused.strip() else "",
        f"écart{NO_BREAK}: {one_line(feedback.departure)}" if feedback.departure.strip() else "",
    )
    return " · ".join(part for part in parts if part)


class ListCard(Card):
    """A short list under its title, or the sentence that says there is nothing."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__(title)
        self.list = RowList(title, code_width=132)
        self.nothing = PlainLabel(nothing, LabelKind.SECONDARY, wrap=True)
        self.add(self.list)
        self.add(self.nothing)
        self.body.addStretch(1)

    def set_rows(self, rows: Sequence[RowData]) -> None:
        """Show other rows."""
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)


def meeting_rows(meetings: tuple[Meeting, ...]) -> list[RowData]:
    """The meetings of a situation, the latest first."""
    return [
        RowData(
            key=meeting.id,
            text=medium_date(meeting.on),
            chip=_MEETINGS[meeting.state],
            chevron=False,
        )
        for meeting in meetings
    ]


def action_rows(file: CaseFile, people: People, today: date) -> list[RowData]:
    """The actions still to be done, with their person; a late one says so."""
    return [
        RowData(
            key=action.id,
            text=typeset(action.text),
            detail=people.short(action.who_id, action.who_name),
            chip=Mark("en retard", Tone.LATE) if action.overdue(today) else None,
            note=short_date(action.due) if action.due else "sans date",
            chevron=False,
        )
        for action in file.open_actions
    ]


def feedback_rows(file: CaseFile, people: People, today: date) -> list[RowData]:
    """The reports made to the person, and those still owed; a late one says so."""
    days = {meeting.id: meeting.on for meeting in file.meetings}
    rows = []
    for feedback in file.feedbacks:
        met = days.get(feedback.meeting_id)
        after = f"après la séance du {short_date(met)}" if met else "après une séance"
        if feedback.done_on is None:
            by = people.short(feedback.owed_by, feedback.owed_by_name) or "personne désignée"
            late = met is not None and due_of(feedback, met) < today
            chip = Mark("en retard", Tone.LATE) if late else Mark("dû", Tone.WARN)
            text = f"{by}, {after}"
            if met is not None:
                text += f", avant le {short_date(due_of(feedback, met))}"
        else:
            by = people.short(feedback.done_by) or people.short(None, feedback.owed_by_name)
            chip = Mark(f"fait le {short_date(feedback.done_on)}", Tone.OK)
            text = ", ".join(part for part in (by, after) if part)
        rows.append(
            RowData(
                key=feedback.id,
                text=text,
                detail=typeset(told_words(feedback)),
                chip=chip,
                chevron=False,
            )
        )
    return rows
