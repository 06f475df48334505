# SPDX-License-Identifier: EUPL-1.2
"""Whatever is skipped, moved, kept and taken back, no prepared meeting is left in the air."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from app.domain.errors import UserError
from app.domain.meeting import MeetingForm
from tests.services.office import THURSDAY, Office

APRIL = datetime.combine(date(2027, 4, 20), time(9))
FIRST, WEEKS = date(2027, 4, 22), 6  # the third of them is Ascension


def held(office: Office) -> list[date]:
    weeks = office.desk.series.weeks(WEEKS + 9)
    return [w.occurrence.on for w in weeks if w.occurrence.on and not w.extra]


def kept(office: Office) -> str:
    return "\n".join(office.dump(name) for name in ("rhythm_exception", "meeting", "attendance"))


def restore_with(office: Office, dice: random.Random, day: date) -> object:
    """Take a change back with a meeting that was perhaps of that week, perhaps of another."""
    known = [each.id for each in office.desk.agendas.all()]
    meeting_id = dice.choice(known) if known else None
    return office.desk.series.restore(day, None, meeting_id)


def act(office: Office, dice: random.Random) -> Callable[[], object]:
    series, day = office.desk.series, FIRST + timedelta(weeks=dice.randrange(WEEKS))
    acts: list[Callable[[], object]] = [
        lambda: series.skip(day, "Grève"),
        lambda: series.move(day, day + timedelta(days=dice.randint(-9, 16))),
        lambda: series.keep(day),
        lambda: series.follow(day),
        lambda: office.desk.agendas.prepare_week(day),
        lambda: series.restore(day, dice.choice([None, series.exception(day)])),
        lambda: restore_with(office, dice, day),
    ]
    return dice.choice(acts)


@pytest.mark.parametrize("seed", range(6))
def test_a_long_history_keeps_every_meeting_on_a_day_that_is_held(
    office: Office, seed: int
) -> None:
    office.clock.set_local(APRIL)
    dice, done, refused, most = random.Random(seed), 0, 0, 0
    for _ in range(60):
        step, before = act(office, dice), kept(office)
        try:
            step()
            done += 1
        except UserError:
            refused += 1
            assert kept(office) == before, "a refusal changes nothing"
        days = held(office)
        assert len(days) == len(set(days)), "one meeting of the series a day"
        meetings = [m for m in office.desk.agendas.all() if m.form is MeetingForm.WEEKLY]
        assert len({m.on for m in meetings}) == len(meetings)
        assert len(meetings) >= most, "no meeting is lost"
        most = len(meetings)
        for meeting in meetings:
            assert meeting.on in days, f"{meeting.on} is held by nobody"
    assert min(done, refused, most) > 0


def test_a_meeting_ends_after_it_begins(office: Office) -> None:
    with pytest.raises(UserError, match="plus de douze heures"):
        office.desk.series.move(THURSDAY, THURSDAY, time(14, 0), time(13, 0))
    with pytest.raises(UserError, match="plus de douze heures"):
        office.desk.series.move(THURSDAY, THURSDAY, start=time(14, 0))  # the usual end
    with pytest.raises(UserError, match="plus de douze heures"):
        office.desk.series.add_extra(THURSDAY + timedelta(days=1), time(9, 0), time(9, 0))
