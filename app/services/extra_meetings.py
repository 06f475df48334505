# SPDX-License-Identifier: EUPL-1.2
"""Meetings beside the rhythm: each is prepared by itself, moved, or taken off again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from app.domain.changes import Kind
from app.domain.dates import moved, short_date, span
from app.domain.errors import UserError
from app.domain.ids import MeetingId
from app.domain.meeting import Meeting, MeetingForm, MeetingState
from app.domain.practice import minutes_between
from app.domain.rhythm import Occurrence
from app.domain.text import stopped
from app.services.absences import excuse_absent
from app.services.records import heading_of, meeting_of
from app.storage.unit_of_work import Rows, UnitOfWork

MOST_AHEAD = 400
"""Days: a year and a month. Beyond, the year was mistyped."""


def require_day(on: date, today: date) -> None:
    """Raises `UserError` for a day that has passed, or that is too far."""
    if on < today:
        raise UserError("Ce jour est passé.", "Choisissez un jour à venir.")
    if (on - today).days > MOST_AHEAD:
        raise UserError(
            f"Une réunion supplémentaire se prévoit {MOST_AHEAD} jours à l’avance au plus.",
            "Vérifiez l’année.",
        )


def require_apart(
    rows: Rows, on: date, start: time, end: time, besides: MeetingId | None = None
) -> None:
    """Raises `UserError` where another meeting beside the rhythm is held at these hours."""
    for each in rows.meetings.since(moved(on, -1)):  # one of the day before may pass midnight
        if each.form is MeetingForm.EXTRA and each.id != besides:
            held = (each.on, each.start, each.end)
            _require_free("Une réunion supplémentaire a déjà lieu", held, (on, start, end))


def require_beside(weeks: Iterable[Occurrence], on: date, start: time, end: time) -> None:
    """Raises `UserError` where a meeting of the rhythm is held at these hours."""
    for one in weeks:
        if one.on is not None:
            held = (one.on, one.start, one.end)
            _require_free("La réunion de la semaine a lieu", held, (on, start, end))


def _require_free(
    said: str, held: tuple[date, time, time], wanted: tuple[date, time, time]
) -> None:
    (first, last), (begins, ends) = _hours(*held), _hours(*wanted)
    if first < ends and begins < last:
        raise UserError(
            stopped(f"{said} le {short_date(held[0])}, {span(*held[1:])}"),
            "Choisissez d’autres heures.",
        )


def _hours(on: date, start: time, end: time) -> tuple[int, int]:
    """First and last minute: a count, since the calendar's last evening has no day after it."""
    begins = on.toordinal() * 24 * 60 + start.hour * 60 + start.minute
    return begins, begins + minutes_between(start, end)


def extra_of(rows: Rows, meeting_id: MeetingId, *, deed: str) -> Meeting:
    """A meeting beside the rhythm that did not begin; `deed` ends the sentence of the refusal.

    Raises `UserError` for any other.
    """
    meeting = heading_of(rows, meeting_id)
    if meeting.form is not MeetingForm.EXTRA or meeting.state is not MeetingState.PREPARED:
        raise UserError(f"Seule une réunion supplémentaire qui n’a pas commencé {deed}.")
    return meeting


def put_elsewhere(work: UnitOfWork, meeting: Meeting, on: date, start: time, end: time) -> None:
    """Hold it on another day or at other hours; who is away then is excused, who was is asked."""
    whole = replace(meeting_of(work.rows, meeting.id), on=on, start=start, end=end)
    work.rows.meetings.save(excuse_absent(work.rows, whole, was=meeting.on))
    when = {"on": on.isoformat(), "start": start.isoformat(), "end": end.isoformat()}
    work.changed(Kind.MEETING, meeting.id, when)


def take_off(work: UnitOfWork, meeting: Meeting) -> None:
    """Take it away with its agenda; the situations stay candidates."""
    for item in work.rows.agenda.of(meeting.id):
        work.rows.agenda.remove(item.id)
        work.rows.operations.forget_texts((item.id,))
        work.changed(Kind.ITEM, item.id, {"removed": True})
    work.rows.meetings.remove(meeting.id)
    work.changed(Kind.MEETING, meeting.id, {"removed": True})


def forget_note(work: UnitOfWork, on: date) -> None:
    """Forget why a day had one more meeting, once it has none."""
    there = [each for each in work.rows.meetings.since(on) if each.on == on]
    if not any(each.form is MeetingForm.EXTRA for each in there):
        work.rows.rhythm.remove(on)
        work.changed(Kind.RHYTHM, on.isoformat(), {"removed": True})
