# SPDX-License-Identifier: EUPL-1.2
"""A clock set to either end of the calendar: every first screen still answers."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import later, moved, next_weekday
from app.domain.errors import UserError
from app.domain.practice import WeeklySlot
from app.domain.rhythm import MeetingSeries
from app.services.journal_reader import JournalQuery
from app.system.clock import HeldClock, SystemClock
from tests.services.office import PARIS, PRACTICE, Office

DAYS = st.one_of(
    st.dates(),
    st.dates(min_value=date(9999, 11, 1)),
    st.dates(max_value=date(1, 2, 1)),
)
LAST_WEEK = [date(9999, 12, day) for day in range(24, 32)]
ENDS = [date(1, 1, 1), date(1, 1, 20), date(9999, 12, 1), *LAST_WEEK]


@given(DAYS, st.integers(min_value=-4_000_000, max_value=4_000_000))
def test_a_day_is_moved_within_the_calendar(day: date, days: int) -> None:
    found = moved(day, days)
    try:
        assert found == day + timedelta(days=days)
    except OverflowError:
        assert found == (date.max if days > 0 else date.min)


@given(st.datetimes(), st.timedeltas())
def test_a_moment_is_moved_within_the_calendar(moment: datetime, span: timedelta) -> None:
    found = later(moment, span)
    assert (found >= moment) == (span >= timedelta()) or found == moment


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_the_rhythm_ends_with_the_calendar(day: date, weekday: int) -> None:
    slot = WeeklySlot(weekday, PRACTICE.slot.start, PRACTICE.slot.end)
    assert next_weekday(day, weekday) >= day
    for _week, one in zip(
        range(3), MeetingSeries(slot).from_day(day, lambda _day: ""), strict=False
    ):
        assert one.day >= day
        assert one.day.weekday() == weekday


@pytest.mark.parametrize("day", ENDS)
def test_the_first_screens_answer_at_both_ends_of_the_calendar(tmp_path: Path, day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=PARIS)
    office = Office(tmp_path / "data.db", HeldClock(noon, PARIS))
    desk = office.desk
    try:
        overview = desk.home.overview()
        assert overview.today == day
        assert overview.suggested_on is None or overview.suggested_on >= day
        desk.series.weeks(8)
        desk.journal_reader.page(JournalQuery(until=day))
        try:
            id_, _ = desk.agendas.prepare_next()
        except UserError:
            assert overview.suggested_on is None
        else:
            desk.agendas.view(id_)
            desk.agendas.candidates(id_)
            assert desk.home.overview().next_meeting is not None
    finally:
        office.close()


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("at", [time.min, time.max])
def test_an_instant_that_has_no_local_time_is_shown_as_it_is(day: date, at: time) -> None:
    moment = datetime.combine(day, at, UTC)
    for ahead in (-11, 11):
        local = HeldClock(moment, timezone(timedelta(hours=ahead))).local()
        assert abs(local - moment.replace(tzinfo=None)) <= timedelta(hours=11)
    assert SystemClock().local(moment).year == day.year
