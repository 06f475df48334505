# SPDX-License-Identifier: EUPL-1.2
"""Reading the rhythm of the practice with its exceptions and the public holidays."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from app.domain.dates import moved, short_date
from app.domain.errors import UserError
from app.domain.meeting import Meeting, MeetingForm
from app.domain.practice import Practice, minutes_between
from app.domain.rhythm import HolidayOf, MeetingSeries, Occurrence
from app.domain.text import NO_BREAK
from app.storage.unit_of_work import Rows
from app.system.holidays import public_holiday

MOST_MOVED = 28
"""Days by which a meeting may be moved: beyond, it is another meeting."""

LONGEST_MEETING = 12 * 60
"""Minutes: beyond, the end was meant to come before."""

EXTRA = "Réunion supplémentaire"
NO_MEETING, MOVED = "Pas de réunion", "Réunion déplacée"
"""What is kept where nobody said why."""


class Rhythm:
    """The weeks as they will be held."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def occurrence(self, day: date) -> Occurrence:
        """What becomes of one day of the rhythm. Raises `UserError` on any other day."""
        practice = self.practice()
        if day.weekday() != practice.slot.weekday:
            raise UserError("Ce jour n’est pas un jour de réunion.", "Choisissez une ligne.")
        return self._series(practice, day).on_day(day, holidays(practice))

    def practice(self) -> Practice:
        """The practice. Raises `UserError` before it is described."""
        practice = self._rows.practice.get()
        if practice is None:
            raise UserError("La structure n’est pas encore décrite.", "Ouvrez les réglages.")
        return practice

    def _series(self, practice: Practice, since: date) -> MeetingSeries:
        return MeetingSeries(practice.slot, self._rows.rhythm.exceptions(since))

    def require_hours(self, start: time | None, end: time | None) -> None:
        """Raises `UserError` for hours (None: the usual) that no meeting has; midnight may pass."""
        usual = self.practice().slot
        minutes = minutes_between(start or usual.start, end or usual.end)
        if not 0 < minutes <= LONGEST_MEETING:
            raise UserError(
                "La fin vient avant le début, ou plus de douze heures après.",
                "Corrigez les heures.",
            )

    def from_day(self, day: date) -> Iterator[Occurrence]:
        """The weeks that may be held from a day on: one of before may have been moved there."""
        practice, since = self.practice(), moved(day, -MOST_MOVED)
        return self._series(practice, since).from_day(since, holidays(practice))

    def around(self, day: date) -> Iterator[Occurrence]:
        """The weeks that may be held on a day, those moved there included."""
        for one in self.from_day(day):
            if one.day > moved(day, MOST_MOVED):
                return
            yield one

    def first(
        self, day: date, passed: Callable[[Occurrence], bool] = lambda _one: False
    ) -> Occurrence:
        """The earliest held from a day on; a later week may have been moved before it."""
        best: Occurrence | None = None
        for one in self.from_day(day):
            if best is not None and best.on is not None and one.day > moved(best.on, MOST_MOVED):
                break
            if one.on is None or one.on < day or passed(one):
                continue
            if best is None or best.on is None or one.on < best.on:
                best = one
        if best is None:
            raise UserError("Aucune réunion n’est à venir.", "Regardez le calendrier.")
        return best

    def what_differs(self, meeting: Meeting, today: date) -> tuple[str, ...]:
        """What to know about the day of a meeting: why it differs, which days before have none."""
        if self._rows.practice.get() is None:
            return ()
        if meeting.form is MeetingForm.EXTRA:
            known = self._rows.rhythm.exceptions(meeting.on).get(meeting.on)
            return (f"{EXTRA}{because(known.reason, EXTRA)}",) if known else (EXTRA,)
        last = self._rows.meetings.latest_closed(meeting.on)
        since = max(last.on if last else today, moved(today, -MOST_MOVED))
        said = []
        for one in self.around(meeting.on):
            left_out = one.on is None and since <= one.day <= meeting.on
            if (left_out or one.on == meeting.on) and (sentence := difference(one)):
                said.append(sentence)
        return tuple(said)


def difference(one: Occurrence) -> str:
    """What differs from the rhythm, as one sentence; empty for an ordinary week."""
    if one.on is None:
        return f"Pas de réunion le {short_date(one.day)}{because(one.why, NO_MEETING)}"
    if one.on != one.day:
        return f"Réunion du {short_date(one.day)} déplacée{because(one.why, MOVED)}"
    return one.why


def because(why: str, unsaid: str) -> str:
    """A reason after a colon, nothing where nobody gave one."""
    return "" if why in ("", unsaid) else f"{NO_BREAK}: {why}"


def weekly_of(meetings: tuple[Meeting, ...], on: date | None) -> Meeting | None:
    """The meeting of the rhythm among these on a day."""
    found = (each for each in meetings if each.on == on and each.form is MeetingForm.WEEKLY)
    return next(found, None)


def is_over(one: Occurrence, now: datetime) -> bool:
    """Its hours of today have passed; a meeting over midnight lasts the whole day."""
    overnight = one.end <= one.start
    return one.on == now.date() and not overnight and now.time() > one.end


def holidays(practice: Practice) -> HolidayOf:
    """The public holidays that count for a practice."""
    return lambda day: public_holiday(day, practice.region)
