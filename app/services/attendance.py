# SPDX-License-Identifier: EUPL-1.2
"""Who is invited, who is there, and who holds which role."""

from dataclasses import replace

from app.domain.changes import Changes, Kind
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
        """Note where one person is; somebody who was not invited is added."""
        meeting = open_meeting_of(self._store.rows, meeting_id)
        lines = tuple(
            Attendance(person, state) if line.professional_id == person else line
            for line in meeting.attendance
        )
        if meeting.state_of(person) is None:
            lines = (*lines, Attendance(person, state))
        return self._save(replace(meeting, attendance=lines), {person: state.value})

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

    def _save(self, meeting: Meeting, change: dict[str, object]) -> Changes:
        with self._store.write() as work:
            work.rows.meetings.save(meeting)
            work.changed(Kind.MEETING, meeting.id, change)
            return work.changes
