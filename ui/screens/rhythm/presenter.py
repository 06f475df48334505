# SPDX-License-Identifier: EUPL-1.2
"""The calendar of the meetings: skip, move, keep, follow again, add one; who is away."""

from collections.abc import Callable
from datetime import date, time
from functools import partial

from app.domain.changes import Changes
from app.domain.dates import (
    clock,
    medium_date,
    parse_clock,
    parse_date,
    short_date,
    span,
    weekly_text,
)
from app.domain.directory import Absence, Professional
from app.domain.errors import UserError
from app.domain.ids import MeetingId, ProfessionalId
from app.domain.meeting import MeetingState
from app.domain.text import NO_BREAK
from app.services.agendas import AgendaService
from app.services.directory import DirectoryService
from app.services.practices import PracticeService
from app.services.series import SeriesService, Week
from ui.screens.rhythm.state import AbsenceState, Act, RhythmState, WeekState

WEEKS = 14
"""The coming weeks: a quarter and a little more."""

Undo = Callable[[], Changes]


class RhythmPresenter:
    """Each write returns its `Changes` and what takes it back; it may raise `UserError`."""

    def __init__(
        self,
        series: SeriesService,
        agendas: AgendaService,
        directory: DirectoryService,
        practice: PracticeService,
        today: Callable[[], date],
    ) -> None:
        self._series, self._agendas = series, agendas
        self._directory, self._practice, self._today = directory, practice, today

    def state(self) -> RhythmState:
        """Everything the screen shows, read now."""
        practice = self._practice.get()
        slot = practice.slot
        people = {person.id: person for person in self._directory.all()}
        usual = f"Chaque {weekly_text(slot.weekday, slot.start, slot.end)}"
        return RhythmState(
            usual=f"{usual} · jours fériés{NO_BREAK}: {practice.region.label}",
            weeks=tuple(_week(week) for week in self._series.weeks(WEEKS)),
            absences=tuple(
                AbsenceState(each, people[each.professional_id].full_name, _days(each))
                for each in self._series.absences()
                if each.professional_id in people
            ),
        )

    def prepare(self, week: WeekState) -> tuple[MeetingId, Changes]:
        """The meeting of that week, made when it is new."""
        if week.meeting_id is not None:
            return week.meeting_id, Changes()
        return self._agendas.prepare_week(week.day)

    def skip(self, week: WeekState, reason: str) -> tuple[Changes, Undo]:
        """Hold no meeting that week."""
        undo = self._back(week)
        return self._series.skip(week.day, reason), undo

    def move(
        self, week: WeekState, to: date | None, start: str, end: str, reason: str
    ) -> tuple[Changes, Undo]:
        """Hold it on another day or at other hours, as typed."""
        if to is None:
            raise UserError("Le nouveau jour n’est pas compris.", "Essayez « mardi » ou « 15/12 ».")
        undo, (begins, ends) = self._back(week), _hours(start, end)
        if week.extra and week.meeting_id is not None:
            back = partial(self._series.move_extra, week.meeting_id, week.day, *week.hours)
            known = self._series.exception(week.day)
            moved = self._series.move_extra(week.meeting_id, to, begins, ends, reason)
            return moved, lambda: back(known.reason if known else "")
        return self._series.move(week.day, to, begins, ends, reason), undo

    def keep(self, week: WeekState) -> tuple[Changes, Undo]:
        """Hold it although the day is a public holiday."""
        undo = self._back(week)
        return self._series.keep(week.day), undo

    def follow(self, week: WeekState) -> tuple[Changes, Undo]:
        """Let it follow the rhythm again."""
        undo = self._back(week)
        return self._series.follow(week.day), undo

    def add_extra(self, on: date | None, start: str, end: str, reason: str) -> tuple[Changes, Undo]:
        """Prepare a meeting beside the rhythm, as typed."""
        if on is None:
            raise UserError("Le jour n’est pas compris.", "Essayez « mardi » ou « 15/12 ».")
        begins, ends = _hours(start, end)
        meeting_id, changes = self._series.add_extra(on, begins, ends, reason)
        return changes, lambda: self._series.drop_extra(meeting_id)

    def holiday(self, on: date | None) -> str:
        """What a day chosen for a meeting beside the rhythm is, where nobody works: to be said."""
        name = self._series.holiday(on) if on is not None else ""
        return f". Ce jour est férié{NO_BREAK}: {name}" if name else ""

    def drop_extra(self, week: WeekState) -> Changes:
        """Take a meeting beside the rhythm off."""
        return self._series.drop_extra(week.meeting_id or MeetingId(""))

    # --- who is away -------------------------------------------------------------------------

    def away(
        self, person: str | None, first: date | None, last: date | None
    ) -> tuple[Changes, Undo]:
        """Note that somebody is away; without a last day, the first alone."""
        if not person:
            raise UserError("Il manque la personne.", "Tapez trois lettres de son nom.")
        if first is None:
            raise UserError("Le premier jour n’est pas compris.", "Essayez « lundi » ou « 15/12 ».")
        absence_id, changes = self._series.away(ProfessionalId(person), first, last or first)
        absence = next(each for each in self._series.absences() if each.id == absence_id)
        return changes, lambda: self._series.back(absence)

    def back(self, absence: Absence) -> tuple[Changes, Undo]:
        """The person is there after all."""
        person, first, last = absence.professional_id, absence.first, absence.last
        return self._series.back(absence), lambda: self._series.away(person, first, last)[1]

    def find(self, letters: str) -> tuple[Professional, ...]:
        """Whom a few letters may mean."""
        return self._directory.find(letters)

    def parse(self, text: str) -> date | None:
        """What a typed date means."""
        return parse_date(text, self._today())

    def usual_hours(self, week: WeekState | None = None) -> tuple[str, str]:
        """The hours of the rhythm, or of a meeting beside it, as one types them."""
        slot = self._practice.get().slot
        start, end = week.hours if week is not None and week.extra else (slot.start, slot.end)
        return clock(start), clock(end)

    def _back(self, week: WeekState) -> Undo:
        before = self._series.exception(week.day)
        return lambda: self._series.restore(week.day, before, week.meeting_id)


def _hours(start: str, end: str) -> tuple[time, time]:
    begins, ends = parse_clock(start), parse_clock(end)
    if begins is None or ends is None or begins == ends:
        raise UserError("Ces heures ne sont pas comprises.", "Essayez « 12 h 30 » et « 14 h ».")
    return begins, ends


def _days(absence: Absence) -> str:
    if absence.first == absence.last:
        return _bare(absence.first)
    return f"{_bare(absence.first)} – {_bare(absence.last)}"


def _bare(day: date) -> str:
    """A day without its weekday, to fit in a narrow row."""
    return short_date(day).split(" ", 1)[1]


def _week(week: Week) -> WeekState:
    one, meeting = week.occurrence, week.meeting
    word, tone = _chip(week)
    return WeekState(
        key=meeting.id if week.extra and meeting else one.day.isoformat(),
        day=one.day,
        held_on=one.on,
        short=medium_date(one.on or one.day),
        sentence=_sentence(week),
        word=word,
        tone=tone,
        acts=_acts(week),
        meeting_id=meeting.id if meeting else None,
        extra=week.extra,
        hours=(one.start, one.end),
    )


def _sentence(week: Week) -> str:
    one = week.occurrence
    if one.on is None:
        return one.why or "Pas de réunion"
    hours = span(one.start, one.end)
    if week.extra:
        return f"{hours} · {one.why}" if one.why else hours
    return f"{hours} · {week.differs}" if week.differs else hours


def _chip(week: Week) -> tuple[str, str]:
    one, meeting = week.occurrence, week.meeting
    if one.on is None:
        return "pas de réunion", "warn"
    if meeting is not None and meeting.state is MeetingState.CLOSED:
        return "close", "neutral"
    if meeting is not None and meeting.state is MeetingState.RUNNING:
        return "en cours", "accent"
    if week.extra:
        return "supplémentaire", "accent"
    if one.on != one.day:
        return "déplacée", "warn"
    return ("préparée", "ok") if meeting is not None else ("", "neutral")


def _acts(week: Week) -> tuple[Act, ...]:
    one, meeting = week.occurrence, week.meeting
    if meeting is not None and meeting.state is not MeetingState.PREPARED:
        return ()
    if week.extra:
        return (Act.PREPARE, Act.MOVE, Act.DROP)
    if one.on is None:
        # A holiday has nothing to take back, but may be kept.
        return (Act.FOLLOW if week.excepted else Act.KEEP, Act.MOVE)
    changed = (Act.FOLLOW,) if week.excepted else ()
    return (Act.PREPARE, Act.SKIP, Act.MOVE, *changed)
