# SPDX-License-Identifier: EUPL-1.2
"""Meetings beside the rhythm: none over another, none years ahead."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.rhythm import ExceptionKind
from app.services.extra_meetings import MOST_AHEAD
from app.system.clock import HeldClock
from tests.services.office import PARIS, THURSDAY, Office


def test_two_extra_meetings_of_one_day_do_not_overlap(office: Office) -> None:
    series, tuesday = office.desk.series, THURSDAY + timedelta(days=5)
    first, _ = series.add_extra(tuesday, time(9), time(10))
    there = "a déjà lieu le mar. 1er déc., 9\u00a0h – 10\u00a0h."
    with pytest.raises(UserError, match=re.escape(there)):
        series.add_extra(tuesday, time(9, 30), time(11))
    second, _ = series.add_extra(tuesday, time(10), time(11))
    with pytest.raises(UserError, match="a déjà lieu"):
        series.move_extra(second, tuesday, time(8), time(12))
    late, _ = series.add_extra(tuesday, time(23), time(1))
    wednesday = tuesday + timedelta(days=1)
    with pytest.raises(UserError, match="a déjà lieu"):
        series.move_extra(first, wednesday, time(0, 30), time(2))
    series.move_extra(first, wednesday, time(1), time(2))
    series.move_extra(late, tuesday, time(22), time(0, 30))  # its own hours stand in no way
    held = [office.desk.meetings.meeting(each) for each in (first, second, late)]
    assert [(each.on, each.start) for each in held] == [
        (wednesday, time(1)),
        (tuesday, time(10)),
        (tuesday, time(22)),
    ]


def test_an_extra_meeting_is_not_planned_more_than_a_year_and_a_month_ahead(
    office: Office,
) -> None:
    series, far = office.desk.series, office.clock.today() + timedelta(days=MOST_AHEAD)
    meeting_id, _ = series.add_extra(THURSDAY + timedelta(days=1), time(18), time(19))
    for beyond in (far + timedelta(days=1), date(2036, 12, 9)):
        with pytest.raises(UserError, match="400 jours à l’avance au plus"):
            series.add_extra(beyond, time(18), time(19))
        with pytest.raises(UserError, match="400 jours à l’avance au plus"):
            series.move_extra(meeting_id, beyond, time(18), time(19))
    series.move_extra(meeting_id, far, time(18), time(19))
    assert office.desk.meetings.meeting(meeting_id).on == far


def test_an_extra_meeting_and_the_one_of_the_week_do_not_overlap(office: Office) -> None:
    series, week = office.desk.series, THURSDAY + timedelta(days=7)
    there = "La réunion de la semaine a lieu le jeu. 3 déc., 12\u00a0h\u00a030"
    with pytest.raises(UserError, match=re.escape(there)):
        series.add_extra(week, time(13), time(15))
    series.add_extra(week, time(14), time(15))
    extra, _ = series.add_extra(week - timedelta(days=1), time(18), time(19))
    with pytest.raises(UserError, match=re.escape(there)):
        series.move_extra(extra, week, time(12), time(13))
    for day, start in ((week, time(13)), (week - timedelta(days=1), time(18, 30))):
        with pytest.raises(UserError, match="Une réunion supplémentaire a déjà lieu"):
            series.move(week, day, start, time(19))
    noted = series.exception(week)
    assert noted is not None
    assert noted.kind is ExceptionKind.KEPT  # the other meeting's own note
    series.move(week, week - timedelta(days=1), time(19), time(20))
    assert series.occurrence(week).on == week - timedelta(days=1)


def test_the_hours_of_the_calendars_last_evening_are_compared_like_others(tmp_path: Path) -> None:
    noon = datetime(9999, 12, 30, 12, tzinfo=PARIS)
    office = Office(tmp_path / "data.db", HeldClock(noon, PARIS))
    series = office.desk.series
    try:
        series.add_extra(date.max, time(23), time(1))
        with pytest.raises(UserError, match="a déjà lieu"):
            series.add_extra(date.max, time(23, 30), time(2))
    finally:
        office.close()


def test_a_skipped_week_gives_its_meeting_to_the_day_after_those_prepared_already(
    office: Office,
) -> None:
    series, agendas = office.desk.series, office.desk.agendas
    weeks = [THURSDAY + timedelta(days=7 * number) for number in range(1, 5)]
    ids = [agendas.prepare_week(week)[0] for week in weeks[:3]]
    series.skip(weeks[0], "pont")
    held = [office.desk.meetings.meeting(each).on for each in ids]
    assert held == [weeks[3], weeks[1], weeks[2]]
    series.follow(weeks[0])
    assert [office.desk.meetings.meeting(each).on for each in ids[1:]] == weeks[1:3]
