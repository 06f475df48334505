# SPDX-License-Identifier: EUPL-1.2
"""The weeks of the rhythm: holidays left out and said, moves, weeks skipped or kept."""

from datetime import date, time
from itertools import islice

import pytest

from app.domain.practice import Region, WeeklySlot
from app.domain.rhythm import ExceptionKind, MeetingSeries, Occurrence, RhythmException
from app.system.holidays import public_holiday

THURSDAYS = WeeklySlot(3, time(12, 30), time(14, 0))
ASCENSION = date(2026, 5, 14)


def weeks(series: MeetingSeries, first: date, count: int) -> list[Occurrence]:
    return list(islice(series.from_day(first, public_holiday), count))


def with_exception(exception: RhythmException) -> MeetingSeries:
    return MeetingSeries(THURSDAYS, {exception.day: exception})


def test_a_public_holiday_is_left_out_and_named() -> None:
    before, holiday, after = weeks(MeetingSeries(THURSDAYS), date(2026, 5, 7), 3)
    assert (before.on, before.why) == (date(2026, 5, 7), "")
    assert (holiday.day, holiday.on, holiday.why) == (ASCENSION, None, "Ascension")
    assert after.on == date(2026, 5, 21)


def test_a_meeting_is_kept_on_a_holiday_when_somebody_says_so() -> None:
    series = with_exception(RhythmException(ASCENSION, ExceptionKind.KEPT))
    assert series.on_day(ASCENSION, public_holiday).on == ASCENSION
    assert series.on_day(ASCENSION, public_holiday).why == "Ascension, maintenue"


def test_a_meeting_moves_with_its_own_hours() -> None:
    moved = RhythmException(
        ASCENSION, ExceptionKind.MOVED, "pont", date(2026, 5, 12), time(18, 0), time(19, 0)
    )
    week = with_exception(moved).on_day(ASCENSION, public_holiday)
    assert week == Occurrence(ASCENSION, date(2026, 5, 12), time(18, 0), time(19, 0), "pont")


def test_a_week_is_skipped_for_a_reason() -> None:
    day = date(2026, 8, 6)
    series = with_exception(RhythmException(day, ExceptionKind.SKIPPED, "congés d’été"))
    week = series.on_day(day, public_holiday)
    assert (week.on, week.why) == (None, "congés d’été")


def test_the_rhythm_ends_with_the_calendar() -> None:
    assert [week.day for week in weeks(MeetingSeries(THURSDAYS), date(9999, 12, 20), 9)] == [
        date(9999, 12, 23),
        date(9999, 12, 30),
    ]


@pytest.mark.parametrize(
    ("day", "name", "in_alsace"),
    [
        (date(2026, 4, 3), "", "Vendredi saint"),
        (date(2026, 12, 26), "", "Saint-Étienne"),
        (date(2027, 7, 14), "Fête nationale", "Fête nationale"),
        (date(2026, 11, 26), "", ""),
    ],
)
def test_alsace_and_moselle_have_two_more_holidays(day: date, name: str, in_alsace: str) -> None:
    assert public_holiday(day) == name
    assert public_holiday(day, Region.ALSACE_MOSELLE) == in_alsace
