# SPDX-License-Identifier: EUPL-1.2
"""Who is invited, who is there, and who holds which role."""

from dataclasses import replace
from datetime import time

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import MeetingId, ProfessionalId
from app.domain.meeting import Attendance, AttendanceState, Meeting, Role
from app.services.records import open_meeting_of
from app.storage.unit_of_work import Store


class AttendanceService:
    """The people of a meeting that is not closed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def invite(self, meeting_id: MeetingId, invited: tuple[ProfessionalId, ...]) -> Changes:
        """Make these the invited people, keeping where those already there stand."""
        meeting = open_meeting_of(self._store.rows, meeting_id)
        known = {line.professional_id: line for line in meeting.attendance}
        lines = tuple(known.get(id_, Attendance(id_)) for id_ in dict.fromkeys(invited))
        return self._save(replace(meeting, attendance=lines), {"invited": list(invited)})

    def mark(
        self, meeting_id: MeetingId, person: ProfessionalId, state: AttendanceState
    ) -> Changes:
        """Note where one person is; somebody who was not invited is added.

        Whoever is not there has neither arrived nor left.
        """
        meeting = open_meeting_of(self._store.rows, meeting_id)
        line = replace(_line_of(meeting, person), state=state)
        if not state.attends:
            line = replace(line, arrived=None, departed=None)
        return self._save_line(meeting, line, {person: state.value})

    def arrived(self, meeting_id: MeetingId, person: ProfessionalId, at: time | None) -> Changes:
        """Note when somebody came in, local time; whoever arrives is there.

        Raises `UserError` when they would have left before.
        """
        meeting = open_meeting_of(self._store.rows, meeting_id)
        line = replace(_line_of(meeting, person), arrived=at)
        if at is not None and not line.state.attends:
            line = replace(line, state=AttendanceState.PRESENT)
        return self._save_line(meeting, line, {person: line.state.value, "arrived": _iso(at)})

    def departed(self, meeting_id: MeetingId, person: ProfessionalId, at: time | None) -> Changes:
        """Note when somebody left, local time; whoever leaves was there.

        Raises `UserError` when they would have come in after.
        """
        meeting = open_meeting_of(self._store.rows, meeting_id)
        line = replace(_line_of(meeting, person), departed=at)
        if at is not None and not line.state.attends:
            line = replace(line, state=AttendanceState.PRESENT)
        return self._save_line(meeting, line, {person: line.state.value, "departed": _iso(at)})

    def all_present(self, meeting_id: MeetingId) -> Changes:
        """Everybody whose place was not noted yet is present."""
        meeting = open_meeting_of(self._store.rows, meeting_id)
        lines = tuple(
            replace(line, state=AttendanceState.PRESENT)
            if line.state is AttendanceState.INVITED
            else line
            for line in meeting.attendance
        )
        return self._save(replace(meeting, attendance=lines), {"all": "present"})

    def put_back(self, meeting_id: MeetingId, lines: tuple[Attendance, ...]) -> Changes:
        """Undo: who was there is again what was noted before."""
        meeting = open_meeting_of(self._store.rows, meeting_id)
        return self._save(
            replace(meeting, attendance=lines),
            {line.professional_id: line.state.value for line in lines},
        )

    def hold_role(
        self, meeting_id: MeetingId, role: Role, holders: tuple[ProfessionalId, ...]
    ) -> Changes:
        """Give a role to these people; several may share it, none leaves it open."""
        meeting = open_meeting_of(self._store.rows, meeting_id)
        roles = {key: value for key, value in meeting.roles.items() if key is not role}
        if holders:
            roles[role] = tuple(dict.fromkeys(holders))
        return self._save(replace(meeting, roles=roles), {role.value: list(holders)})

    def _save_line(self, meeting: Meeting, line: Attendance, change: dict[str, object]) -> Changes:
        if line.arrived and line.departed and line.departed < line.arrived:
            raise UserError("Le départ serait avant l’arrivée.", "Vérifiez les deux heures.")
        known = meeting.state_of(line.professional_id) is not None
        lines = tuple(
            line if each.professional_id == line.professional_id else each
            for each in meeting.attendance
        )
        return self._save(replace(meeting, attendance=lines if known else (*lines, line)), change)

    def _save(self, meeting: Meeting, change: dict[str, object]) -> Changes:
        with self._store.write() as work:
            work.rows.meetings.save(meeting)
            work.changed(Kind.MEETING, meeting.id, change)
            return work.changes


def _line_of(meeting: Meeting, person: ProfessionalId) -> Attendance:
    lines = (line for line in meeting.attendance if line.professional_id == person)
    return next(lines, Attendance(person))


def _iso(at: time | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None
