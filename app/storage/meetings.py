# SPDX-License-Identifier: EUPL-1.2
"""The rows of meetings: the meeting, its roles and its attendance."""

from dataclasses import replace
from datetime import date, time

from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.meeting import (
    Attendance,
    AttendanceState,
    Meeting,
    MeetingForm,
    MeetingState,
    Role,
)
from app.storage import table
from app.storage.driver import Connection, Row


class MeetingRows:
    """Meetings with who holds which role and who was there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: MeetingId) -> Meeting | None:
        """One meeting, whole."""
        row = self._connection.execute("SELECT * FROM meeting WHERE id = ?", (id_,)).fetchone()
        return None if row is None else self._whole(row)

    def heading(self, id_: MeetingId) -> Meeting | None:
        """One meeting without roles and attendance: what an autosave needs to know."""
        row = self._connection.execute("SELECT * FROM meeting WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _heading(row)

    def on(self, day: date) -> Meeting | None:
        """The first meeting of a day."""
        row = self._connection.execute(
            "SELECT * FROM meeting WHERE held_on = ? ORDER BY starts, id LIMIT 1",
            (day.isoformat(),),
        ).fetchone()
        return None if row is None else self._whole(row)

    def running(self) -> Meeting | None:
        """The meeting that was started and not closed."""
        row = self._connection.execute(
            "SELECT * FROM meeting WHERE state = 'running' ORDER BY held_on DESC LIMIT 1"
        ).fetchone()
        return None if row is None else self._whole(row)

    def next_prepared(self, day: date) -> Meeting | None:
        """The first prepared meeting on or after `day`; a short one that is begun is none."""
        row = self._connection.execute(
            "SELECT * FROM meeting WHERE state = 'prepared' AND form <> 'short' AND held_on >= ? "
            "ORDER BY held_on, starts LIMIT 1",
            (day.isoformat(),),
        ).fetchone()
        return None if row is None else self._whole(row)

    def short_begun(self) -> Meeting | None:
        """The short form that is begun and not sealed yet."""
        row = self._connection.execute(
            "SELECT * FROM meeting WHERE state = 'prepared' AND form = 'short' LIMIT 1"
        ).fetchone()
        return None if row is None else self._whole(row)

    def latest_closed(self, before: date) -> Meeting | None:
        """The last closed meeting held on or before a day, for the defaults of the next one.

        A short one is none of the team's: it gives no defaults.
        """
        row = self._connection.execute(
            "SELECT * FROM meeting WHERE state = 'closed' AND form <> 'short' AND held_on <= ? "
            "ORDER BY held_on DESC, starts DESC LIMIT 1",
            (before.isoformat(),),
        ).fetchone()
        return None if row is None else self._whole(row)

    def since(self, day: date) -> tuple[Meeting, ...]:
        """The team's meetings from a day on, whole, the earliest first; no short ones."""
        rows = self._connection.execute(
            "SELECT * FROM meeting WHERE form <> 'short' AND held_on >= ? "
            "ORDER BY held_on, starts, id",
            (day.isoformat(),),
        ).fetchall()
        return tuple(self._whole(row) for row in rows)

    def remove(self, id_: MeetingId) -> None:
        """Take a prepared meeting off the calendar; its agenda is empty by then."""
        for table_ in ("meeting_role", "attendance"):
            self._connection.execute(f"DELETE FROM {table_} WHERE meeting_id = ?", (id_,))  # noqa: S608 - ours
        self._connection.execute("DELETE FROM meeting WHERE id = ?", (id_,))

    def headings(self) -> tuple[Meeting, ...]:
        """Every meeting without roles and attendance, the latest first."""
        rows = self._connection.execute("SELECT * FROM meeting ORDER BY held_on DESC, starts DESC")
        return tuple(_heading(row) for row in rows)

    def number_in_year(self, meeting: Meeting) -> int:
        """The rank of a meeting among those of its year, from 1; short ones are counted apart."""
        row = self._connection.execute(
            "SELECT COUNT(*) AS n FROM meeting WHERE (form = 'short') = ? AND held_on >= ? AND "
            "(held_on < ? OR (held_on = ? AND (starts, id) <= (?, ?)))",
            (
                int(meeting.form is MeetingForm.SHORT),
                f"{meeting.on.year:04d}-01-01",
                meeting.on.isoformat(),
                meeting.on.isoformat(),
                table.clock(meeting.start),
                meeting.id,
            ),
        ).fetchone()
        return row.integer("n") if row is not None else 1

    def of_case(self, case_id: CaseId) -> tuple[Meeting, ...]:
        """The meetings that had a situation on their agenda, the latest first."""
        rows = self._connection.execute(
            "SELECT * FROM meeting WHERE id IN "
            "(SELECT meeting_id FROM agenda_item WHERE case_id = ?) ORDER BY held_on DESC",
            (case_id,),
        )
        return tuple(_heading(row) for row in rows)

    def save(self, meeting: Meeting) -> None:
        """Add or rewrite a meeting with its roles and its attendance."""
        self.save_heading(meeting)
        self._connection.execute("DELETE FROM meeting_role WHERE meeting_id = ?", (meeting.id,))
        for role, people in meeting.roles.items():
            for position, person in enumerate(people):
                self._save_role(meeting.id, role, position, person)
        self._connection.execute("DELETE FROM attendance WHERE meeting_id = ?", (meeting.id,))
        for position, line in enumerate(meeting.attendance):
            self._save_attendance(meeting.id, position, line)

    def save_heading(self, meeting: Meeting) -> None:
        """Write the meeting's own row only."""
        table.save(
            self._connection,
            "meeting",
            {
                "id": meeting.id,
                "held_on": meeting.on.isoformat(),
                "starts": table.clock(meeting.start),
                "ends": table.clock(meeting.end),
                "place": meeting.place,
                "state": meeting.state.value,
                "started_at": table.instant_or_none(meeting.started_at),
                "closed_at": table.instant_or_none(meeting.closed_at),
                "amendment": meeting.amendment,
                "current_item": meeting.current_item,
                "form": meeting.form.value,
            },
        )

    def _save_role(
        self, meeting: MeetingId, role: Role, position: int, person: ProfessionalId
    ) -> None:
        table.save(
            self._connection,
            "meeting_role",
            {
                "meeting_id": meeting,
                "role": role.value,
                "position": position,
                "professional_id": person,
            },
            key=("meeting_id", "role", "professional_id"),
        )

    def _save_attendance(self, meeting: MeetingId, position: int, line: Attendance) -> None:
        table.save(
            self._connection,
            "attendance",
            {
                "meeting_id": meeting,
                "professional_id": line.professional_id,
                "position": position,
                "state": line.state.value,
                "arrived": _clock(line.arrived),
                "departed": _clock(line.departed),
            },
            key=("meeting_id", "professional_id"),
        )

    def _whole(self, row: Row) -> Meeting:
        heading = _heading(row)
        roles: dict[Role, tuple[ProfessionalId, ...]] = {}
        for role_row in self._connection.execute(
            "SELECT role, professional_id FROM meeting_role WHERE meeting_id = ? "
            "ORDER BY role, position",
            (heading.id,),
        ):
            role = Role(role_row.text("role"))
            roles[role] = (*roles.get(role, ()), ProfessionalId(role_row.text("professional_id")))
        lines = self._connection.execute(
            "SELECT * FROM attendance WHERE meeting_id = ? ORDER BY position",
            (heading.id,),
        )
        return replace(
            heading,
            roles=roles,
            attendance=tuple(
                Attendance(
                    ProfessionalId(line.text("professional_id")),
                    AttendanceState(line.text("state")),
                    _time(line.text("arrived")),
                    _time(line.text("departed")),
                )
                for line in lines
            ),
        )


def _heading(row: Row) -> Meeting:
    return Meeting(
        id=MeetingId(row.text("id")),
        on=date.fromisoformat(row.text("held_on")),
        start=time.fromisoformat(row.text("starts")),
        end=time.fromisoformat(row.text("ends")),
        place=row.text("place"),
        state=MeetingState(row.text("state")),
        started_at=table.instant_from(row.text_or_none("started_at")),
        closed_at=table.instant_from(row.text_or_none("closed_at")),
        amendment=row.text("amendment"),
        current_item=table.maybe(ItemId, row.text_or_none("current_item")),
        form=MeetingForm(row.text("form")),
    )


def _clock(value: time | None) -> str:
    return "" if value is None else table.clock(value)


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
