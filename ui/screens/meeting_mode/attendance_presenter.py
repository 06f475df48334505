# SPDX-License-Identifier: EUPL-1.2
"""Who is there: everybody at once, then the exceptions."""

from collections.abc import Callable
from datetime import time

from app.domain.changes import Changes
from app.domain.dates import clock, span
from app.domain.ids import MeetingId, ProfessionalId
from app.domain.meeting import Attendance, AttendanceState
from app.domain.practice import minutes_between
from app.domain.text import typeset
from app.services.attendance import AttendanceService
from app.services.directory import DirectoryService
from app.services.meetings import MeetingService
from ui.screens.meeting_mode.item_timer import Clock
from ui.screens.meeting_mode.state import AttendanceLine, Passage, PersonChoice

_AROUND, _DAY = 120, 24 * 60
"""Minutes before and after the slot in which people come and go, and those of a day."""
CYCLE = (
    AttendanceState.PRESENT,
    AttendanceState.EXCUSED,
    AttendanceState.ABSENT,
    AttendanceState.REMOTE,
    AttendanceState.GUEST,
)
"""The order in which Space walks through the states."""


class AttendancePresenter:
    """The people of one meeting. Every method that writes may raise `UserError`."""

    def __init__(
        self,
        meetings: MeetingService,
        attendance: AttendanceService,
        directory: DirectoryService,
        clock: Clock,
        published: Callable[[Changes], object],
    ) -> None:
        self._meetings, self._attendance = meetings, attendance
        self._directory, self._clock, self._published = directory, clock, published
        self._slot: tuple[time, time] | None = None

    def all_present(self, meeting_id: MeetingId) -> None:
        """Everybody of whom nothing was noted is present."""
        meeting = self._meetings.meeting(meeting_id)
        if meeting.in_state(AttendanceState.INVITED):
            self._published(self._attendance.all_present(meeting_id))

    def lines(self, meeting_id: MeetingId) -> tuple[AttendanceLine, ...]:
        """The invited people in the order of the invitation."""
        meeting = self._meetings.meeting(meeting_id)
        self._slot = (meeting.start, meeting.end)
        known = {person.id: person for person in self._directory.all(left_too=True)}
        return tuple(
            AttendanceLine(
                line.professional_id,
                known[line.professional_id].full_name,
                known[line.professional_id].profession,
                line.state,
                known[line.professional_id].field,
                line.arrived,
                line.departed,
            )
            for line in meeting.attendance
            if line.professional_id in known
        )

    def cycle(self, meeting_id: MeetingId, person: ProfessionalId) -> AttendanceState:
        """Give a person the next state; returns it."""
        before = self._meetings.meeting(meeting_id).state_of(person)
        place = CYCLE.index(before) + 1 if before in CYCLE else 0
        state = CYCLE[place % len(CYCLE)]
        self.mark(meeting_id, person, state)
        return state

    def mark(self, meeting_id: MeetingId, person: ProfessionalId, state: AttendanceState) -> None:
        """Note where a person is; somebody who was not invited is added."""
        self._published(self._attendance.mark(meeting_id, person, state))

    def passed(
        self, meeting_id: MeetingId, person: ProfessionalId, which: Passage, at: time | None
    ) -> None:
        """Note when somebody came or left; None takes the time away."""
        note = {
            Passage.ARRIVED: self._attendance.arrived,
            Passage.DEPARTED: self._attendance.departed,
        }[which]
        self._published(note(meeting_id, person, at))

    def doubt(self, at: time) -> str:
        """Why a time of this meeting is hardly meant, empty where it may be.

        From two hours before its slot to two hours after it, across midnight too.
        """
        if self._slot is None:
            return ""
        start, end = self._slot
        since = (minutes_between(start, at) + _AROUND) % _DAY
        if since <= minutes_between(start, end) + 2 * _AROUND:
            return ""
        sentence = f"{clock(at)} est loin de la réunion ({span(start, end)})"
        return typeset(f"{sentence} : Entrée à nouveau garde cette heure.")

    def now(self) -> time:
        """The time of day, to the minute."""
        return self._clock.local().time().replace(second=0, microsecond=0)

    def put_back(self, meeting_id: MeetingId, lines: tuple[Attendance, ...]) -> None:
        """Undo: what was noted before stands again."""
        self._published(self._attendance.put_back(meeting_id, lines))

    def find(self, letters: str) -> tuple[PersonChoice, ...]:
        """Whom a few letters may mean."""
        return tuple(
            PersonChoice(person.id, person.full_name, person.profession)
            for person in self._directory.find(letters)
        )
