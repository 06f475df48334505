# SPDX-License-Identifier: EUPL-1.2
"""The weekly series: holidays, weeks left out, moves, extra meetings, people who are away."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from app.domain.changes import Kind
from app.domain.errors import SealedError, UserError
from app.domain.meeting import (
    AttendanceState,
    Meeting,
    MeetingForm,
    MeetingState,
    Role,
    Topic,
)
from app.domain.practice import Region
from app.services.series import Week
from tests.services.office import PRACTICE, THURSDAY, Office

WEEK = timedelta(days=7)
FRIDAY_25_DEC = date(2026, 12, 25)
SAINT_STEPHEN = date(2024, 12, 26)  # a Thursday


def days(office: Office, count: int = 3) -> list[tuple[date, date | None]]:
    return [(w.occurrence.day, w.occurrence.on) for w in office.desk.series.weeks(count)]


def line(office: Office, day: date, count: int = 8) -> Week:
    return next(w for w in office.desk.series.weeks(count) if w.occurrence.day == day)


def meeting_of(office: Office) -> Meeting:
    found = office.desk.agendas.next_meeting()
    assert found is not None
    return office.desk.meetings.meeting(found.id)


# --- the weeks ------------------------------------------------------------------------------------


def test_an_ordinary_series_is_held_every_week_and_says_nothing(office: Office) -> None:
    assert days(office) == [(THURSDAY + n * WEEK, THURSDAY + n * WEEK) for n in range(3)]
    assert {w.differs for w in office.desk.series.weeks(3)} == {""}


def test_a_public_holiday_is_left_out_and_said_everywhere(office: Office) -> None:
    office.clock.set_local(datetime.combine(date(2027, 5, 3), time(9)))
    ascension = date(2027, 5, 6)
    assert line(office, ascension).differs == "Pas de réunion le jeu. 6 mai\u00a0: Ascension"
    assert office.desk.agendas.next_day() == ascension + WEEK
    assert office.desk.series.next_after(ascension - WEEK) == ascension + WEEK
    meeting_id, _ = office.desk.agendas.prepare_next()
    meeting = office.desk.meetings.meeting(meeting_id)
    assert meeting.on == ascension + WEEK
    assert office.desk.series.what_differs(meeting) == (
        "Pas de réunion le jeu. 6 mai\u00a0: Ascension",
    )


def test_a_holiday_is_held_when_the_team_keeps_it(office: Office) -> None:
    office.clock.set_local(datetime.combine(date(2027, 5, 3), time(9)))
    ascension = date(2027, 5, 6)
    office.desk.series.keep(ascension)
    assert office.desk.agendas.next_day() == ascension
    assert line(office, ascension).differs == "Ascension, maintenue"
    office.desk.series.follow(ascension)
    assert office.desk.agendas.next_day() == ascension + WEEK


def test_alsace_moselle_rests_one_day_more(office: Office) -> None:
    office.clock.set_local(datetime.combine(date(2024, 12, 20), time(9)))
    assert office.desk.agendas.next_day() == SAINT_STEPHEN
    office.desk.practice.save(replace(PRACTICE, region=Region.ALSACE_MOSELLE))
    assert office.desk.agendas.next_day() == SAINT_STEPHEN + WEEK
    assert "Saint-Étienne" in line(office, SAINT_STEPHEN).differs


def test_a_meeting_prepared_before_its_day_became_a_holiday_says_so_and_may_be_kept(
    office: Office,
) -> None:
    office.clock.set_local(datetime.combine(date(2024, 12, 20), time(9)))
    meeting_id, _ = office.desk.agendas.prepare_next()
    office.desk.practice.save(replace(PRACTICE, region=Region.ALSACE_MOSELLE))
    said = "Pas de réunion le jeu. 26 déc.\u00a0: Saint-Étienne"
    assert office.desk.series.what_differs(meeting_of(office)) == (said,)
    week = line(office, SAINT_STEPHEN)
    assert week.meeting is not None
    assert week.meeting.id == meeting_id
    office.desk.series.keep(SAINT_STEPHEN)
    assert meeting_of(office).on == SAINT_STEPHEN
    assert office.desk.series.what_differs(meeting_of(office)) == ("Saint-Étienne, maintenue",)
    office.desk.series.follow(SAINT_STEPHEN)
    assert meeting_of(office).on == SAINT_STEPHEN + WEEK


def test_a_week_moved_onto_a_left_out_day_keeps_it(office: Office) -> None:
    office.desk.series.skip(THURSDAY, "Grève")
    office.desk.series.move(THURSDAY + WEEK, THURSDAY)
    meeting_id, _ = office.desk.agendas.prepare_next()
    assert meeting_of(office).on == THURSDAY
    assert line(office, THURSDAY).meeting is None
    with pytest.raises(UserError, match="a déjà lieu"):
        office.desk.series.follow(THURSDAY)
    assert office.desk.meetings.meeting(meeting_id).on == THURSDAY


def test_only_days_of_the_rhythm_can_be_excepted(office: Office) -> None:
    for change in (office.desk.series.keep, office.desk.series.follow):
        with pytest.raises(UserError, match="pas un jour de réunion"):
            change(THURSDAY + timedelta(days=1))
    with pytest.raises(UserError, match="quatre semaines"):
        office.desk.series.move(THURSDAY, THURSDAY + timedelta(days=29))
    with pytest.raises(UserError, match="passé"):
        office.desk.series.move(THURSDAY, THURSDAY - timedelta(days=1))
    assert office.store.rows.rhythm.exceptions(date(2026, 1, 1)) == {}


# --- skipping and moving --------------------------------------------------------------------------


def test_a_skipped_week_gives_its_reason_and_its_prepared_meeting_to_the_next(
    office: Office,
) -> None:
    meeting_id, _ = office.desk.agendas.prepare_next()
    item_id, _ = office.desk.agendas.add_case(meeting_id, office.case("A"))
    office.desk.series.skip(THURSDAY, "Formation\r\n de l’équipe")
    said = "Pas de réunion le jeu. 26 nov.\u00a0: Formation de l’équipe"
    assert line(office, THURSDAY).differs == said
    moved = meeting_of(office)
    assert (moved.id, moved.on) == (meeting_id, THURSDAY + WEEK)
    assert [each.item.id for each in office.desk.agendas.view(moved.id).lines] == [item_id]
    assert office.desk.series.what_differs(moved) == (said,)


def test_a_skipped_meeting_goes_to_the_first_day_that_is_free(office: Office) -> None:
    first, _ = office.desk.agendas.prepare_next()
    second, _ = office.desk.agendas.prepare_week(THURSDAY + WEEK)
    office.desk.series.skip(THURSDAY, "Grève")
    on = {each.id: each.on for each in office.desk.agendas.all()}
    assert (on[first], on[second]) == (THURSDAY + 2 * WEEK, THURSDAY + WEEK)


def test_a_skip_that_is_taken_back_brings_its_meeting_back(office: Office) -> None:
    first, _ = office.desk.agendas.prepare_next()
    office.desk.series.skip(THURSDAY, "Grève")
    changes = office.desk.series.restore(THURSDAY, None, first)
    assert office.desk.meetings.meeting(first).on == THURSDAY
    assert (Kind.MEETING, first) in changes.touched
    office.desk.series.skip(THURSDAY, "Grève")
    office.desk.meetings.start(first)
    office.desk.series.restore(THURSDAY, None, first)
    assert office.desk.meetings.meeting(first).on == THURSDAY + WEEK, "it began where it is"


def test_an_extra_meeting_is_moved_with_its_agenda_and_its_reason(office: Office) -> None:
    series, tuesday = office.desk.series, THURSDAY + timedelta(days=5)
    meeting_id, _ = series.add_extra(tuesday, time(18), time(19), "Retour de congé")
    item_id, _ = office.desk.agendas.add_case(meeting_id, office.case("A"))
    friday = tuesday + timedelta(days=3)
    series.move_extra(meeting_id, friday, time(8), time(9))
    moved = office.desk.meetings.meeting(meeting_id)
    assert (moved.on, moved.start, moved.end) == (friday, time(8), time(9))
    assert [each.item.id for each in office.desk.agendas.view(meeting_id).lines] == [item_id]
    assert series.exception(tuesday) is None
    known = series.exception(friday)
    assert known is not None
    assert known.reason == "Retour de congé"
    assert line(office, friday).extra


def test_an_extra_meeting_is_not_moved_into_the_past_nor_once_it_began(office: Office) -> None:
    series = office.desk.series
    meeting_id, _ = series.add_extra(THURSDAY + timedelta(days=1), time(18), time(19))
    with pytest.raises(UserError, match="passé"):
        series.move_extra(meeting_id, THURSDAY - timedelta(days=1), time(8), time(9))
    office.desk.meetings.start(meeting_id)
    with pytest.raises(UserError, match="pas commencé se déplace"):
        series.move_extra(meeting_id, THURSDAY + timedelta(days=2), time(8), time(9))
    weekly, _ = office.desk.agendas.prepare_week(THURSDAY + WEEK)
    with pytest.raises(UserError, match="pas commencé se déplace"):
        series.move_extra(weekly, THURSDAY + timedelta(days=2), time(8), time(9))


def test_a_moved_meeting_takes_its_new_day_and_hours_and_comes_back(office: Office) -> None:
    meeting_id, _ = office.desk.agendas.prepare_next()
    tuesday = THURSDAY + timedelta(days=5)
    office.desk.series.move(THURSDAY, tuesday, time(18, 0), time(19, 30), "Salle prise")
    moved = meeting_of(office)
    assert (moved.id, moved.on, moved.start, moved.end) == (
        meeting_id,
        tuesday,
        time(18, 0),
        time(19, 30),
    )
    said = "Réunion du jeu. 26 nov. déplacée\u00a0: Salle prise"
    assert office.desk.series.what_differs(moved) == (said,)
    assert office.desk.series.next_after(THURSDAY - timedelta(days=1)) == tuesday
    office.desk.series.follow(THURSDAY)
    assert (meeting_of(office).on, meeting_of(office).start) == (THURSDAY, time(12, 30))
    assert office.desk.series.what_differs(meeting_of(office)) == ()


def test_a_meeting_moved_before_today_s_week_is_the_next_one(office: Office) -> None:
    wednesday = THURSDAY - timedelta(days=1) + WEEK
    office.clock.set_local(datetime.combine(date(2026, 11, 27), time(9)))
    office.desk.series.move(THURSDAY + 2 * WEEK, wednesday)
    assert office.desk.agendas.next_day() == wednesday
    with pytest.raises(UserError, match="a déjà lieu"):
        office.desk.series.move(THURSDAY + WEEK, wednesday)


def test_a_past_week_moved_to_come_is_still_to_come(office: Office) -> None:
    office.desk.series.move(THURSDAY, THURSDAY + timedelta(days=4))
    office.clock.set_local(datetime.combine(date(2026, 11, 27), time(9)))
    assert days(office, 1) == [(THURSDAY, THURSDAY + timedelta(days=4))]
    assert office.desk.agendas.next_day() == THURSDAY + timedelta(days=4)


@pytest.mark.parametrize("closed", [False, True])
def test_a_meeting_that_began_keeps_its_day(office: Office, closed: bool) -> None:
    meeting_id, _ = office.running(office.case())
    if closed:
        office.desk.minutes.close(meeting_id)
    with pytest.raises(SealedError, match="close" if closed else "en cours"):
        office.desk.series.skip(THURSDAY, "Grève")
    with pytest.raises(SealedError, match="close" if closed else "en cours"):
        office.desk.series.move(THURSDAY, THURSDAY + timedelta(days=1))
    assert line(office, THURSDAY).differs == ""


def test_an_exception_can_be_taken_back_to_what_it_was(office: Office) -> None:
    office.desk.series.skip(THURSDAY, "Grève")
    before = office.desk.series.exception(THURSDAY)
    office.desk.series.move(THURSDAY, THURSDAY + timedelta(days=1))
    office.desk.series.restore(THURSDAY, before)
    assert line(office, THURSDAY).differs == "Pas de réunion le jeu. 26 nov.\u00a0: Grève"
    office.desk.series.restore(THURSDAY, None)
    assert line(office, THURSDAY).differs == ""


# --- beside the rhythm ----------------------------------------------------------------------------


def test_an_extra_meeting_has_the_usual_people_and_leaves_again(office: Office) -> None:
    chair = office.person("Aubry")
    meeting_id, _ = office.meeting(
        office.case(),
        roles={Role.CHAIR: (chair,)},
        attendance=[(chair, AttendanceState.PRESENT)],
    )
    office.desk.meetings.start(meeting_id)
    office.desk.minutes.close(meeting_id)
    monday = THURSDAY + timedelta(days=4)
    extra_id, changes = office.desk.series.add_extra(monday, time(18, 0), time(19, 0), "Urgence")
    extra = office.desk.meetings.meeting(extra_id)
    assert changes
    assert (extra.form, extra.on, extra.roles) == (
        MeetingForm.EXTRA,
        monday,
        {Role.CHAIR: (chair,)},
    )
    (beside,) = [w for w in office.desk.series.weeks(3) if w.extra]
    assert (beside.occurrence.why, beside.meeting and beside.meeting.id) == ("Urgence", extra_id)
    assert office.desk.series.what_differs(extra) == ("Réunion supplémentaire\u00a0: Urgence",)
    assert office.desk.series.next_after(THURSDAY) == monday
    assert meeting_of(office).id == extra_id
    office.desk.series.drop_extra(extra_id)
    assert not [w for w in office.desk.series.weeks(3) if w.extra]
    assert office.store.rows.rhythm.exceptions(THURSDAY) == {}
    with pytest.raises(UserError, match="supplémentaire"):
        office.desk.series.drop_extra(meeting_id)


def test_a_prepared_extra_meeting_does_not_hide_the_week_before_it(office: Office) -> None:
    office.desk.series.add_extra(THURSDAY + timedelta(days=4), time(18, 0), time(19, 0))
    assert office.desk.agendas.next_meeting() is None
    meeting_id, _ = office.desk.agendas.prepare_next()
    assert office.desk.meetings.meeting(meeting_id).on == THURSDAY


def test_a_week_prepared_ahead_is_not_the_next_one(office: Office) -> None:
    ahead, _ = office.desk.agendas.prepare_week(THURSDAY + 2 * WEEK)
    assert office.desk.agendas.prepare_week(THURSDAY + 2 * WEEK)[0] == ahead
    assert office.desk.agendas.next_meeting() is None
    assert office.desk.home.overview().suggested_on == THURSDAY


def test_a_meeting_that_the_rhythm_no_longer_gives_is_not_forgotten(office: Office) -> None:
    friday, _ = office.meeting(on=THURSDAY + timedelta(days=8))
    assert meeting_of(office).id == friday


def test_there_is_nothing_to_prepare_in_a_skipped_week(office: Office) -> None:
    office.desk.series.skip(THURSDAY, "")
    with pytest.raises(UserError, match="pas de réunion"):
        office.desk.agendas.prepare_week(THURSDAY)
    assert line(office, THURSDAY).differs == "Pas de réunion le jeu. 26 nov."


# --- who is away ----------------------------------------------------------------------------------


def test_somebody_away_is_excused_and_holds_no_role(office: Office) -> None:
    aubry, imbert = office.person("Aubry"), office.person("Imbert")
    held, _ = office.meeting(
        on=THURSDAY - WEEK,
        roles={Role.SCRIBE: (aubry,), Role.CHAIR: (imbert,)},
        attendance=[(aubry, AttendanceState.PRESENT), (imbert, AttendanceState.PRESENT)],
    )
    office.desk.meetings.start(held)
    office.desk.minutes.close(held)
    office.desk.series.away(aubry, THURSDAY - timedelta(days=3), THURSDAY)
    meeting_id, _ = office.desk.agendas.prepare_next()
    meeting = office.desk.meetings.meeting(meeting_id)
    assert meeting.state_of(aubry) is AttendanceState.EXCUSED
    assert meeting.state_of(imbert) is AttendanceState.INVITED
    assert meeting.roles == {Role.CHAIR: (imbert,)}


def test_an_absence_reaches_the_meetings_prepared_already_and_leaves_them(office: Office) -> None:
    aubry = office.person("Aubry")
    meeting_id, _ = office.desk.agendas.prepare_next()
    absence_id, _ = office.desk.series.away(aubry, THURSDAY, THURSDAY + WEEK)
    other_id, _ = office.desk.series.away(aubry, THURSDAY + WEEK, THURSDAY + WEEK)
    assert meeting_of(office).state_of(aubry) is AttendanceState.EXCUSED
    (absence, other) = office.desk.series.absences()
    assert (absence.id, other.id) == (absence_id, other_id)
    office.desk.series.back(absence)
    assert meeting_of(office).state_of(aubry) is AttendanceState.INVITED
    office.desk.series.move(THURSDAY, THURSDAY + WEEK - timedelta(days=1))
    assert meeting_of(office).state_of(aubry) is AttendanceState.INVITED
    office.desk.series.back(other)
    assert office.desk.series.absences() == ()
    assert office.desk.meetings.meeting(meeting_id).state is MeetingState.PREPARED


def test_a_meeting_that_moves_out_of_an_absence_expects_the_person_again(office: Office) -> None:
    aubry = office.person("Aubry")
    office.desk.series.away(aubry, THURSDAY, THURSDAY)
    office.desk.agendas.prepare_next()
    assert meeting_of(office).state_of(aubry) is AttendanceState.EXCUSED
    office.desk.series.move(THURSDAY, THURSDAY + timedelta(days=1))
    assert meeting_of(office).state_of(aubry) is AttendanceState.INVITED
    office.desk.series.follow(THURSDAY)
    assert meeting_of(office).state_of(aubry) is AttendanceState.EXCUSED


def test_an_absence_that_is_none_is_refused(office: Office) -> None:
    aubry = office.person("Aubry")
    for first, last, word in (
        (THURSDAY, THURSDAY - WEEK, "avant de commencer"),
        (THURSDAY - WEEK, THURSDAY - timedelta(days=1), "passée"),
    ):
        with pytest.raises(UserError, match=word):
            office.desk.series.away(aubry, first, last)
    assert office.desk.series.absences() == ()


# --- what a new meeting begins with ---------------------------------------------------------------


def test_the_last_minutes_are_first_to_approve_until_a_meeting_did(office: Office) -> None:
    _, minutes_id, _ = office.held(office.case("A"), on=THURSDAY - WEEK)
    meeting_id, _ = office.desk.agendas.prepare_next()
    (first,) = office.desk.agendas.view(meeting_id).lines
    assert (first.item.topic, first.item.minutes_id) == (Topic.APPROVAL, minutes_id)
    assert first.title == "Compte rendu du jeu. 19 nov. 2026"
    office.desk.meetings.start(meeting_id)
    with office.store.write() as work:
        seen = work.rows.agenda.of(meeting_id)[0]
        work.rows.agenda.save(replace(seen, outcome="Approuvé."))
    office.desk.minutes.close(meeting_id)
    later_id, _ = office.desk.agendas.prepare_next()
    titles = [each.title for each in office.desk.agendas.view(later_id).lines if not each.code]
    assert titles == ["Compte rendu du jeu. 26 nov. 2026"]


def test_minutes_that_were_not_approved_for_want_of_time_come_again(office: Office) -> None:
    office.held(office.case("A"), on=THURSDAY - WEEK)
    meeting_id, _ = office.desk.agendas.prepare_next()
    (first,) = office.desk.agendas.view(meeting_id).lines
    other, _ = office.desk.agendas.add_case(meeting_id, office.case("B"))
    office.desk.meetings.start(meeting_id)
    office.desk.meetings.postpone(first.item.id, "Personne ne l’a lu")
    office.desk.meetings.enter(other)
    office.desk.minutes.close(meeting_id)
    later_id, _ = office.desk.agendas.prepare_next()
    titles = [each.title for each in office.desk.agendas.view(later_id).lines if not each.code]
    assert titles == [
        "Compte rendu du jeu. 26 nov. 2026",
        "Compte rendu du jeu. 19 nov. 2026",
    ]
