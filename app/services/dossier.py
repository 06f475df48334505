# SPDX-License-Identifier: EUPL-1.2
"""What the team receives before a meeting: convocation, agenda, attendance sheet, calendar file."""

from datetime import UTC, datetime, timedelta

from app.domain.changes import Kind
from app.domain.dates import later
from app.domain.ids import MeetingId
from app.domain.meeting import Meeting
from app.services.batches import Batch
from app.services.documents import DocumentService, Printable, Trace
from app.services.print_dossier import agenda_sheet_view, convocation_view
from app.services.records import meeting_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock


class DossierService:
    """The documents of a meeting to come; each one asked for is journalled."""

    def __init__(self, store: Store, clock: Clock, documents: DocumentService) -> None:
        self._store = store
        self._clock = clock
        self._documents = documents

    def dossier(self, meeting_id: MeetingId) -> Batch:
        """Convocation, agenda and attendance sheet in one go. Raises `NotFoundError`."""
        rows, meeting = self._store.rows, meeting_of(self._store.rows, meeting_id)
        day, trace = meeting.on.isoformat(), self._trace(meeting)
        convocation = convocation_view(rows, meeting)
        agenda = agenda_sheet_view(rows, meeting)
        return Batch(
            title="Dossier de séance",
            stem=f"dossier-de-seance-{day}",
            printables=(
                Printable(
                    f"convocation-{day}",
                    convocation.title,
                    convocation,
                    trace.asked("document.convocation"),
                ),
                Printable(
                    f"ordre-du-jour-{day}", agenda.title, agenda, trace.asked("document.agenda")
                ),
                self._documents.attendance(meeting_id),
            ),
        )

    def calendar(self, meeting_id: MeetingId) -> tuple[str, bytes]:
        """The meeting for a calendar program, with its file name: place and hours, no patient.

        Raises `NotFoundError`.
        """
        from app.exchange.calendar_file import CalendarEvent, calendar_file  # noqa: PLC0415 - slow

        rows, meeting = self._store.rows, meeting_of(self._store.rows, meeting_id)
        practice = rows.practice.get()
        start = datetime.combine(meeting.on, meeting.start)
        event = CalendarEvent(
            uid=meeting.id,
            summary=f"Réunion d’équipe · {practice.name if practice else ''}".rstrip(" ·"),
            start=self._utc(start),
            end=self._utc(later(start, timedelta(minutes=meeting.minutes))),
            place=meeting.place,
            stamp=self._clock.now(),
        )
        self._trace(meeting).asked("document.calendar")
        return f"reunion-{meeting.on.isoformat()}.ics", calendar_file(event)

    def _trace(self, meeting: Meeting) -> Trace:
        return Trace(self._store, self._clock.now, Kind.MEETING, meeting.id)

    def _utc(self, local: datetime) -> datetime:
        """The instant of a local time: found by asking the clock back, twice around a change."""
        instant = local.replace(tzinfo=UTC)
        for _ in range(2):
            instant -= self._clock.local(instant) - local
        return instant
