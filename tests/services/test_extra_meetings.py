# SPDX-License-Identifier: EUPL-1.2
"""Meetings beside the rhythm: none over another, none years ahead."""

import re
from datetime import date, time, timedelta

import pytest

from app.domain.errors import UserError
from app.services.extra_meetings import MOST_AHEAD
from tests.services.office import THURSDAY, Office


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
