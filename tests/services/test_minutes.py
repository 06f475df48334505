# SPDX-License-Identifier: EUPL-1.2
"""Closing, reading, reopening: what becomes of each item, and what stays sealed."""

from datetime import date, datetime, time, timedelta

import pytest

from app.domain.case import CaseStatus
from app.domain.consent import ConsentState
from app.domain.errors import NotFoundError, SealedError, UserError
from app.domain.ids import MeetingId, MinutesId
from app.domain.meeting import AttendanceState, ItemState, MeetingState, Role
from app.domain.seal import fingerprint
from app.services.fates import NOT_REACHED
from app.services.meetings import ActionDraft, ItemText
from app.services.passing import TALKED_SECONDS
from tests.services.office import PARIS, THURSDAY, Office, words


def test_closing_seals_every_item_as_words_and_verifies(office: Office) -> None:
    _, minutes_id, _ = office.held(office.case("A"), office.case("B"))
    minutes = office.desk.minutes.get(minutes_id)
    assert (minutes.version, minutes.previous) == (1, "")
    assert [item.record.heading for item in minutes.items if item.record] == ["A", "B"]
    record = minutes.items[0].record
    assert record is not None
    assert record.decisions == ("decision A",)
    assert [(a.text, a.who, a.due) for a in record.actions] == [
        ("action A", "Une voisine", "2026-12-03")
    ]
    assert (record.organic, record.wishes) == ("organic A", "wishes A")
    assert office.desk.minutes.verify(minutes_id) is None
    assert len({item.salt for item in minutes.items} | {minutes.header_salt}) == 3


def test_a_meeting_is_closed_once_and_only_when_it_was_started(office: Office) -> None:
    prepared, _ = office.meeting(office.case("A"))
    with pytest.raises(UserError, match="n’a pas commencé"):
        office.desk.minutes.close(prepared)
    office.desk.meetings.start(prepared)
    office.desk.minutes.close(prepared)
    with pytest.raises(SealedError):
        office.desk.minutes.close(prepared)
    assert len(office.desk.minutes.all()) == 1
    with pytest.raises(NotFoundError):
        office.desk.minutes.close(MeetingId("nothing"))


def test_what_was_not_reached_is_postponed_in_words_and_stays_a_candidate(office: Office) -> None:
    first, second = office.case("A"), office.case("B")
    meeting_id, items = office.running(first, second)
    office.discuss(items[0], "mots")
    lines = office.desk.closing.lines(meeting_id)
    assert lines[1].says == "Reviendra à la prochaine réunion, parce que non abordée."
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    record = office.desk.minutes.get(minutes_id).items[1].record
    assert record is not None
    assert NOT_REACHED in record.outcome
    assert office.desk.cases.file(second).case.status is CaseStatus.TO_PRESENT
    assert office.desk.cases.file(first).case.status is CaseStatus.FOLLOWED
    assert [owed.code for owed in office.desk.feedbacks.owed()] == ["A"]
    later, _ = office.meeting(on=THURSDAY + timedelta(days=7))
    assert "B" in [candidate.code for candidate in office.desk.agendas.candidates(later)]


def test_the_closing_tells_the_fate_of_each_item_and_what_is_missing(office: Office) -> None:
    asked, quiet, put_off, gone = (office.case(code) for code in "ABCD")
    meeting_id, items = office.running(asked, quiet, put_off, gone)
    point, _ = office.desk.agendas.add_point(meeting_id, "Vacances")
    office.discuss(items[0], "mots")
    office.desk.meetings.enter(items[1])
    office.desk.meetings.spend(items[1], TALKED_SECONDS)
    office.desk.meetings.postpone(items[2], "Il manque le compte rendu.")
    office.consent(gone, ConsentState.WITHDRAWN)
    office.desk.meetings.enter(point)
    office.desk.meetings.write_text(point, ItemText.TEXT, "Tout est dit", visit="visit")
    lines = office.desk.closing.lines(meeting_id)
    assert [line.heading for line in lines] == ["A", "B", "C", "D", "Vacances"]
    assert lines[0].missing == ("retour au patient",)
    assert lines[0].says == "Reviendra le jeu. 3 déc. 2026, parce qu’une action est à suivre."
    assert {"organique", "décision claire", "avis de la personne"} <= set(lines[1].missing)
    assert "Il manque le compte rendu." in lines[2].says
    assert lines[3].says == "Ne reviendra pas, parce que l’accord a été retiré."
    assert lines[4].says == "Ne reviendra pas, parce que le point est traité."


def test_nothing_of_a_closed_meeting_can_be_written(office: Office) -> None:
    meeting_id, _, (item_id,) = office.held(office.case("A"))
    live, agendas = office.desk.meetings, office.desk.agendas
    person = office.person("Aubry")
    before = {table: office.dump(table) for table in office.tables()}
    for write in (
        lambda: live.start(meeting_id),
        lambda: live.enter(item_id),
        lambda: live.write_text(item_id, ItemText.SOCIAL, "après", "late"),
        lambda: live.decide(item_id, "après"),
        lambda: live.act(item_id, ActionDraft("après", person)),
        lambda: live.postpone(item_id, "après"),
        lambda: live.keep_draft(item_id, "decision", "après"),
        lambda: agendas.add_point(meeting_id, "après"),
        lambda: agendas.remove(item_id),
        lambda: agendas.move(item_id, 1),
        lambda: agendas.set_planned(item_id, 5),
        lambda: office.desk.attendance.mark(meeting_id, person, AttendanceState.PRESENT),
        lambda: office.desk.attendance.hold_role(meeting_id, Role.CHAIR, (person,)),
    ):
        with pytest.raises(SealedError):
            write()
    assert {table: office.dump(table) for table in office.tables()} == before


def test_a_decision_or_an_action_of_a_sealed_meeting_is_not_reached_through_another(
    office: Office,
) -> None:
    _, _, (sealed_item,) = office.held(office.case("A"))
    decision = office.store.rows.decisions.of(sealed_item)[0]
    action = office.store.rows.actions.of(sealed_item)[0]
    _, (item_id,) = office.running(office.case("B"), on=THURSDAY + timedelta(days=7))
    live = office.desk.meetings
    with pytest.raises(NotFoundError):
        live.drop_decision(item_id, decision.id)
    with pytest.raises(NotFoundError):
        live.decide(item_id, "autre", decision.id)
    with pytest.raises(NotFoundError):
        live.drop_action(item_id, action.id)
    with pytest.raises(NotFoundError):
        live.act(item_id, ActionDraft("autre", who_name="X"), action.id)
    assert office.store.rows.decisions.of(sealed_item) == (decision,)
    assert office.store.rows.actions.of(sealed_item) == (action,)


def test_a_sentence_half_typed_is_no_part_of_the_minutes_and_is_forgotten(office: Office) -> None:
    meeting_id, (item_id,) = office.running(office.case("A"))
    office.desk.meetings.keep_draft(item_id, "decision", "On pourrait peut")
    assert office.desk.meetings.item(item_id).drafts == {"decision": "On pourrait peut"}
    office.desk.minutes.close(meeting_id)
    assert office.where("On pourrait peut") == set()


# --- reopening ------------------------------------------------------------------------------------


def test_reopening_makes_a_second_version_chained_to_the_first_with_its_reason(
    office: Office,
) -> None:
    meeting_id, first_id, (item_id,) = office.held(office.case("A"))
    first = office.desk.minutes.get(first_id)
    office.clock.advance(timedelta(days=1))
    office.desk.minutes.reopen(meeting_id, "Une faute dans la décision")
    office.desk.meetings.start(meeting_id)
    office.desk.meetings.write_text(item_id, ItemText.SOCIAL, "Corrigé.", "fix")
    second_id, _ = office.desk.minutes.close(meeting_id)
    second = office.desk.minutes.get(second_id)
    assert (second.version, second.previous) == (2, first.seal)
    assert second.header.reason == "Une faute dans la décision"
    assert second.items[0].record is not None
    assert second.items[0].record.social == "Corrigé."
    assert office.desk.minutes.get(first_id) == first
    assert office.desk.minutes.verify(first_id) is None
    assert office.desk.minutes.verify(second_id) is None
    assert office.desk.minutes.latest_of(meeting_id) == second
    assert [line.version for line in office.desk.minutes.all()] == [2, 1]
    assert fingerprint(first.seal) != fingerprint(second.seal)


def test_reopening_needs_a_reason_and_a_closed_meeting(office: Office) -> None:
    meeting_id, _, _ = office.held(office.case("A"))
    with pytest.raises(UserError, match="raison"):
        office.desk.minutes.reopen(meeting_id, " \n ")
    office.desk.minutes.reopen(meeting_id, "Une faute")
    with pytest.raises(UserError, match="pas close"):
        office.desk.minutes.reopen(meeting_id, "Une autre")


def test_a_new_version_keeps_the_hours_at_which_the_meeting_was_held(office: Office) -> None:
    office.clock.set_local(datetime.combine(THURSDAY, time(12, 34)))
    meeting_id, _ = office.running(office.case("A"))
    office.clock.set_local(datetime.combine(THURSDAY, time(13, 58)))
    office.desk.minutes.close(meeting_id)
    office.clock.advance(timedelta(days=3, hours=5))
    office.desk.minutes.reopen(meeting_id, "Une faute")
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    header = office.desk.minutes.get(minutes_id).header
    assert (header.started, header.ended) == ("2026-11-26T12:34", "2026-11-26T13:58")


def test_a_new_version_does_not_make_a_postponed_item_one_that_was_seen(office: Office) -> None:
    put_off, seen = office.case("A"), office.case("B")
    meeting_id, (first, second) = office.running(put_off, seen)
    office.desk.meetings.postpone(first, "Le médecin est absent.")
    office.discuss(second, "B")
    office.desk.minutes.close(meeting_id)
    office.desk.minutes.reopen(meeting_id, "Une faute en B")
    office.desk.meetings.start(meeting_id)
    office.desk.meetings.enter(first)  # walked through on the way to B
    office.desk.meetings.enter(second)
    office.desk.minutes.close(meeting_id)
    states = [line.item.state for line in office.desk.agendas.view(meeting_id).lines]
    assert states == [ItemState.POSTPONED, ItemState.SEEN]
    assert [owed.code for owed in office.desk.feedbacks.owed()] == ["B"]
    assert office.desk.cases.file(put_off).case.status is CaseStatus.TO_PRESENT


def test_a_postponed_item_that_is_written_on_was_discussed_after_all(office: Office) -> None:
    meeting_id, (item_id, _) = office.running(office.case("A"), office.case("B"))
    office.desk.meetings.postpone(item_id, "Le médecin est absent.")
    office.desk.meetings.enter(item_id)
    office.desk.meetings.decide(item_id, "Il est arrivé : on appelle le SSIAD.")
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    record = office.desk.minutes.get(minutes_id).items[0].record
    assert record is not None
    assert record.outcome == ""
    assert office.desk.agendas.view(meeting_id).lines[0].item.state is ItemState.SEEN


def test_a_report_is_owed_once_however_often_the_minutes_are_corrected(office: Office) -> None:
    meeting_id, _, _ = office.held(office.case("A"))
    for reason in ("un", "deux"):
        office.desk.minutes.reopen(meeting_id, reason)
        office.desk.minutes.close(meeting_id)
    assert len(office.desk.feedbacks.owed()) == 1


# --- what the header says -------------------------------------------------------------------------


def test_a_meeting_over_midnight_says_when_it_was_held(office: Office) -> None:
    meeting_id, _ = office.meeting(office.case("A"), start=time(22, 30), end=time(0, 30))
    assert office.desk.meetings.meeting(meeting_id).minutes == 120
    office.clock.set_local(datetime.combine(THURSDAY, time(22, 31)))
    office.desk.meetings.start(meeting_id)
    office.clock.set_local(datetime.combine(THURSDAY + timedelta(days=1), time(0, 12)))
    assert office.desk.agendas.next_meeting() is not None
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    header = office.desk.minutes.get(minutes_id).header
    assert (header.on, header.started, header.ended) == (
        "2026-11-26",
        "2026-11-26T22:31",
        "2026-11-27T00:12",
    )
    assert header.held == "22\u00a0h\u00a031 – 0\u00a0h\u00a012"


def test_a_meeting_of_29_february_is_held_like_any_other(office: Office) -> None:
    day = date(2028, 2, 29)
    office.clock.instant = datetime(2028, 2, 29, 12, 0, tzinfo=PARIS)
    _, minutes_id, _ = office.held(office.case(), on=day)
    assert office.desk.minutes.get(minutes_id).on == day
    assert "mardi 29 février 2028" in words(office.desk.documents.minutes(minutes_id).view)
    assert office.desk.cases.all()[0].code == "S28-001"


def test_meetings_are_numbered_within_their_year_whatever_the_order_of_typing(
    office: Office,
) -> None:
    days = [date(2026, 12, 31), date(2027, 1, 7), date(2026, 1, 8), date(2026, 12, 31)]
    made = [office.meeting(on=day, start=time(9 + rank))[0] for rank, day in enumerate(days)]
    numbers = [office.desk.agendas.view(id_).number for id_ in made]
    assert numbers == [2, 1, 1, 3]


def test_the_header_names_people_and_roles_as_they_were_on_the_day(office: Office) -> None:
    chair = office.person("Aubry", "Nadia", profession="Médecin généraliste")
    scribe = office.person("Marchand", "Émile", profession="Coordinateur")
    away = office.person("Kowalski", "Tomasz")
    meeting_id, _ = office.meeting(
        office.case("A"),
        roles={Role.CHAIR: (chair,), Role.SCRIBE: (scribe, chair)},
        attendance=[
            (chair, AttendanceState.PRESENT),
            (scribe, AttendanceState.REMOTE),
            (away, AttendanceState.EXCUSED),
        ],
    )
    office.desk.meetings.start(meeting_id)
    minutes_id, _ = office.desk.minutes.close(meeting_id)
    person = office.desk.directory.get(chair)
    office.desk.directory.save(type(person)(chair, "Aubry-Renommée", "Nadia"))
    header = office.desk.minutes.get(minutes_id).header
    assert header.roles == (
        ("Animateur", "Nadia Aubry"),
        ("Rédacteur", "Émile Marchand et Nadia Aubry"),
    )
    assert [(line.name, line.state) for line in header.attendance] == [
        ("Nadia Aubry", "present"),
        ("Émile Marchand", "remote"),
        ("Tomasz Kowalski", "excused"),
    ]
    assert header.sealed_by == "Émile Marchand"
    assert office.desk.meetings.meeting(meeting_id).state is MeetingState.CLOSED


def test_minutes_that_are_not_there_are_refused_with_a_sentence(office: Office) -> None:
    with pytest.raises(NotFoundError, match="compte rendu"):
        office.desk.minutes.get(MinutesId("nothing"))
    with pytest.raises(NotFoundError):
        office.desk.minutes.open_restricted(MinutesId("nothing"), 1, "raison")
