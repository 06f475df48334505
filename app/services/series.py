# SPDX-License-Identifier: EUPL-1.2
"""The weekly series with what differs from it: holidays, weeks left out, moves, extra meetings."""

from dataclasses import dataclass, replace
from datetime import date, time

from app.domain.changes import Changes, Kind, content_of
from app.domain.dates import moved, short_date
from app.domain.directory import Absence
from app.domain.errors import SealedError, UserError
from app.domain.ids import AbsenceId, MeetingId, ProfessionalId
from app.domain.meeting import Meeting, MeetingForm, MeetingState
from app.domain.practice import Practice
from app.domain.rhythm import (
    ExceptionKind,
    MeetingSeries,
    Occurrence,
    RhythmException,
)
from app.domain.text import clean, one_line, stopped
from app.services.absences import excuse_absent, note_absence, remove_absence
from app.services.extra_meetings import (
    extra_of,
    forget_note,
    put_elsewhere,
    require_apart,
    require_beside,
    require_day,
    take_off,
)
from app.services.records import heading_of
from app.services.rhythm import (
    EXTRA,
    MOST_MOVED,
    MOVED,
    NO_MEETING,
    Rhythm,
    difference,
    holidays,
    is_over,
    weekly_of,
)
from app.services.usual import add_meeting, put_approval, usual_meeting
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock
from app.system.holidays import public_holiday

_UNSAID = {
    ExceptionKind.SKIPPED: NO_MEETING,
    ExceptionKind.MOVED: MOVED,
    ExceptionKind.KEPT: "Réunion maintenue",
}


@dataclass(frozen=True)
class Week:
    """One line of the calendar: a week of the rhythm, or a meeting beside it (`extra`).

    `excepted`: somebody noted that this week differs, which can be taken back.
    """

    occurrence: Occurrence
    meeting: Meeting | None = None
    extra: bool = False
    excepted: bool = False

    @property
    def day(self) -> date:
        """Where the line belongs: the day it is held, else the day it would have been."""
        return self.occurrence.on or self.occurrence.day

    @property
    def differs(self) -> str:
        """What differs from the rhythm, as one sentence; empty for an ordinary week."""
        return "" if self.extra else difference(self.occurrence)


class SeriesService:
    """The rhythm of the practice. Every write raises `UserError` with a sentence."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._rhythm = Rhythm(store.rows)

    # --- reading -----------------------------------------------------------------------------

    def weeks(self, count: int) -> tuple[Week, ...]:
        """The next `count` weeks from today with the extra meetings among them."""
        today, rows = self._clock.today(), self._store.rows
        coming: list[Occurrence] = []
        for occurrence in self._rhythm.from_day(today):
            if (occurrence.on or occurrence.day) >= today:
                coming.append(occurrence)
            if len(coming) == count:
                break
        meetings = rows.meetings.since(today)
        exceptions = rows.rhythm.exceptions(moved(today, -MOST_MOVED))
        lines = [
            Week(
                one,
                self._meeting_of(one, meetings),
                excepted=bool(one.why) and one.day in exceptions,
            )
            for one in coming
        ]
        last = max((line.day for line in lines), default=today)
        lines += [
            Week(_extra(each, exceptions.get(each.on)), each, extra=True)
            for each in meetings
            if each.form is MeetingForm.EXTRA and each.on <= last
        ]
        return tuple(sorted(lines, key=lambda line: (line.day, line.occurrence.start)))

    def occurrence(self, day: date) -> Occurrence:
        """What becomes of one day of the rhythm. Raises `UserError` on any other day."""
        return self._rhythm.occurrence(day)

    def next(self) -> Occurrence:
        """The meeting of the rhythm that is held now or next, and is not closed yet.

        Raises `UserError` before the practice is described.
        """
        now = self._clock.local()
        meetings = self._store.rows.meetings.since(now.date())
        held = {each.on for each in meetings if _is_closed(each)}
        return self._rhythm.first(now.date(), lambda one: is_over(one, now) or one.on in held)

    def next_after(self, day: date) -> date:
        """The day of the team's first meeting after a day, those beside the rhythm included."""
        first = self._rhythm.first(moved(day, 1)).on or day
        beside = (
            each.on
            for each in self._store.rows.meetings.since(moved(day, 1))
            if each.form is MeetingForm.EXTRA and each.state is MeetingState.PREPARED
        )
        return min(first, min(beside, default=first))

    def gives(self, day: date) -> bool:
        """Whether a meeting of the rhythm is held on a day, moved ones included."""
        return any(one.on == day for one in self._rhythm.around(day))

    def holiday(self, day: date) -> str:
        """The name of the public holiday of a day, empty on any other day."""
        return holidays(self._rhythm.practice())(day)

    def what_differs(self, meeting: Meeting) -> tuple[str, ...]:
        """What to know about the day of a meeting: why it differs, which days before have none."""
        return self._rhythm.what_differs(meeting, self._clock.today())

    # --- writing -----------------------------------------------------------------------------

    def skip(self, day: date, reason: str) -> Changes:
        """Hold no meeting that week; one prepared already goes to the next free day."""
        return self._except(RhythmException(day, ExceptionKind.SKIPPED, reason))

    def move(
        self, day: date, to: date, start: time | None = None, end: time | None = None,
        reason: str = "",
    ) -> Changes:  # fmt: skip
        """Hold the meeting of that week on another day, or at other hours (None: the usual)."""
        if to < self._clock.today():
            raise UserError("Ce jour est passé.", "Choisissez un jour à venir.")
        if abs((to - day).days) > MOST_MOVED:
            raise UserError(
                "Une réunion se déplace de quatre semaines au plus.",
                "Sautez cette semaine et ajoutez une réunion.",
            )
        self._rhythm.require_hours(start, end)
        return self._except(RhythmException(day, ExceptionKind.MOVED, reason, to, start, end))

    def keep(self, day: date, reason: str = "") -> Changes:
        """Hold the meeting of that week although the day is a public holiday."""
        return self._except(RhythmException(day, ExceptionKind.KEPT, reason))

    def follow(self, day: date) -> Changes:
        """Let a week follow the rhythm again."""
        before, meeting = self._before(day)
        practice = self._rhythm.practice()
        after = MeetingSeries(practice.slot).on_day(day, holidays(practice))
        with self._store.write() as work:
            work.rows.rhythm.remove(day)
            self._settle(work, before, after, meeting)
            work.changed(Kind.RHYTHM, day.isoformat(), {"removed": True})
            work.journal("rhythm.changed", Kind.RHYTHM, day.isoformat())
            return work.changes

    def restore(
        self, day: date, before: RhythmException | None, meeting_id: MeetingId | None = None
    ) -> Changes:
        """Take a change back: the week as it was excepted before, or not at all.

        `meeting_id` was the meeting of that week: it comes back where it still can.
        """
        with self._store.batch():
            changes = self.follow(day) if before is None else self._except(before)
            one, there = self._before(day)
            if meeting_id is None or one.on is None or there is not None:
                return changes
            meeting = heading_of(self._store.rows, meeting_id)
            if meeting.state is not MeetingState.PREPARED:
                return changes
            with self._store.write() as work:
                put_elsewhere(work, meeting, one.on, one.start, one.end)
                return changes | work.changes

    def exception(self, day: date) -> RhythmException | None:
        """What was noted for a day, None for a day that follows the rhythm."""
        return self._store.rows.rhythm.exceptions(day).get(day)

    def add_extra(
        self, on: date, start: time, end: time, reason: str = ""
    ) -> tuple[MeetingId, Changes]:
        """Prepare a meeting beside the rhythm, with the usual people; never over another one."""
        require_day(on, self._clock.today())
        _require_room(self._rhythm.practice(), self.exception(on), on)
        self._require_apart(on, start, end)
        with self._store.write() as work:
            _note(work, RhythmException(on, ExceptionKind.KEPT, reason or EXTRA))
            draft = usual_meeting(work.rows, on, start, end, MeetingForm.EXTRA)
            meeting = add_meeting(work, draft)
            put_approval(work, meeting)
            work.journal("rhythm.changed", Kind.RHYTHM, on.isoformat())
            return meeting.id, work.changes

    def drop_extra(self, meeting_id: MeetingId) -> Changes:
        """Take a prepared extra meeting off; the situations of its agenda stay candidates.

        Raises `UserError` for a meeting of the rhythm, or one that was started.
        """
        meeting = extra_of(self._store.rows, meeting_id, deed="se retire")
        with self._store.write() as work:
            take_off(work, meeting)
            forget_note(work, meeting.on)
            work.journal("rhythm.changed", Kind.RHYTHM, meeting.on.isoformat())
            return work.changes

    def move_extra(
        self, meeting_id: MeetingId, to: date, start: time, end: time, reason: str = ""
    ) -> Changes:
        """Hold a prepared extra meeting on another day or at other hours; its agenda goes along.

        Without a reason the one that was noted stays.
        """
        meeting = extra_of(self._store.rows, meeting_id, deed="se déplace")
        require_day(to, self._clock.today())
        known = self.exception(meeting.on)
        if to != meeting.on:
            _require_room(self._rhythm.practice(), self.exception(to), to)
        self._require_apart(to, start, end, besides=meeting_id)
        with self._store.write() as work:
            put_elsewhere(work, meeting, to, start, end)
            forget_note(work, meeting.on)
            why = reason or (known.reason if known else "") or EXTRA
            _note(work, RhythmException(to, ExceptionKind.KEPT, why))
            work.journal("rhythm.changed", Kind.RHYTHM, to.isoformat())
            return work.changes

    # --- who is away -------------------------------------------------------------------------

    def absences(self) -> tuple[Absence, ...]:
        """Who is or will be away, the earliest first."""
        return self._store.rows.absences.since(self._clock.today())

    def away(self, person: ProfessionalId, first: date, last: date) -> tuple[AbsenceId, Changes]:
        """Note that somebody is away, both days included; prepared meetings excuse them."""
        with self._store.write() as work:
            absence = note_absence(work, person, first, last, self._clock.today())
            return absence.id, work.changes

    def back(self, absence: Absence) -> Changes:
        """The person is there after all: prepared meetings expect them again."""
        with self._store.write() as work:
            remove_absence(work, absence, self._clock.today())
            return work.changes

    # --- internals ---------------------------------------------------------------------------

    def _require_apart(
        self, on: date, start: time, end: time, besides: MeetingId | None = None
    ) -> None:
        self._rhythm.require_hours(start, end)
        require_apart(self._store.rows, on, start, end, besides)
        require_beside(self._rhythm.around(on), on, start, end)

    def _except(self, exception: RhythmException) -> Changes:
        before, meeting = self._before(exception.day)
        with self._store.write() as work:
            _note(work, exception)
            self._settle(work, before, self._rhythm.occurrence(exception.day), meeting)
            work.journal("rhythm.changed", Kind.RHYTHM, exception.day.isoformat())
            return work.changes

    def _before(self, day: date) -> tuple[Occurrence, Meeting | None]:
        """A week as it stands, with its meeting."""
        one = self._rhythm.occurrence(day)
        meetings = self._store.rows.meetings.since(min(one.day, one.on or one.day))
        return one, self._meeting_of(one, meetings)

    def _meeting_of(self, one: Occurrence, meetings: tuple[Meeting, ...]) -> Meeting | None:
        """The meeting of a week; one was perhaps prepared before the day was left out."""
        if one.on is None and self.gives(one.day):
            return None  # another week was moved there
        return weekly_of(meetings, one.on or one.day)

    def _settle(
        self, work: UnitOfWork, before: Occurrence, after: Occurrence, meeting: Meeting | None
    ) -> None:
        """A prepared meeting goes where its week went; one that began stays and refuses."""
        if after.on is not None and after.on != before.on:
            _require_free(work.rows, self._rhythm, after, meeting)
        if after.on is not None and _when(after) != _when(before):
            require_apart(work.rows, after.on, after.start, after.end)
        if meeting is None or (meeting.on, meeting.start, meeting.end) == _when(after):
            return
        _require_prepared(meeting)
        taken = _weekly_days(work.rows.meetings.since(before.day), besides=meeting)
        there = after
        if after.on is None:  # the next day that is free
            there = self._rhythm.first(moved(before.day, 1), lambda one: one.on in taken)
        on = there.on or there.day
        after_it = replace(meeting, on=on, start=there.start, end=there.end)
        work.rows.meetings.save(excuse_absent(work.rows, after_it, was=meeting.on))
        day, start, end = on.isoformat(), there.start.isoformat(), there.end.isoformat()
        work.changed(Kind.MEETING, meeting.id, {"on": day, "start": start, "end": end})


def _note(work: UnitOfWork, exception: RhythmException) -> None:
    reason = one_line(clean(exception.reason)) or _UNSAID[exception.kind]
    stored = replace(exception, reason=reason)
    work.rows.rhythm.save(stored)
    work.changed(Kind.RHYTHM, stored.day.isoformat(), content_of(stored))


def _require_prepared(meeting: Meeting) -> None:
    """What began keeps its day. Raises `SealedError`."""
    if meeting.state is not MeetingState.PREPARED:
        word = "en cours" if meeting.state is MeetingState.RUNNING else "close"
        raise SealedError(
            f"La réunion du {short_date(meeting.on)} est {word}.", "Elle garde son jour."
        )


def _require_free(rows: Rows, rhythm: Rhythm, there: Occurrence, besides: Meeting | None) -> None:
    """Two meetings of the series are not held on one day. Raises `UserError`."""
    on = there.on or there.day
    others = any(one.on == on and one.day != there.day for one in rhythm.around(on))
    taken = weekly_of(rows.meetings.since(on), on)
    if others or (taken is not None and (besides is None or taken.id != besides.id)):
        raise UserError(
            stopped(f"Une réunion a déjà lieu le {short_date(on)}"), "Choisissez un autre jour."
        )


def _require_room(practice: Practice, known: RhythmException | None, on: date) -> None:
    """A day has one note: where the week's own is skipped or moved, no other can be kept."""
    if known is not None and known.kind is not ExceptionKind.KEPT:
        raise UserError(
            "Ce jour-là, la réunion de la semaine est sautée ou déplacée.",
            "Remettez-la à son jour, ou choisissez un autre jour.",
        )
    if on.weekday() == practice.slot.weekday and public_holiday(on, practice.region):
        raise UserError(
            "C’est un jour de réunion, mais il est férié.",
            "Maintenez plutôt la réunion de cette semaine.",
        )


def _when(one: Occurrence) -> tuple[date | None, time, time]:
    return one.on, one.start, one.end


def _extra(meeting: Meeting, known: RhythmException | None) -> Occurrence:
    why = known.reason if known else ""
    return Occurrence(meeting.on, meeting.on, meeting.start, meeting.end, why)


def _weekly_days(meetings: tuple[Meeting, ...], *, besides: Meeting) -> frozenset[date]:
    """The days on which meetings of the rhythm are prepared or held, one left out."""
    return frozenset(
        each.on for each in meetings if each.form is MeetingForm.WEEKLY and each.id != besides.id
    )


def _is_closed(meeting: Meeting) -> bool:
    return meeting.form is MeetingForm.WEEKLY and meeting.state is MeetingState.CLOSED
