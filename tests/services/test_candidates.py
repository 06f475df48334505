# SPDX-License-Identifier: EUPL-1.2
"""What comes back to an agenda, why, and in which order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.consent import ConsentState
from app.domain.ids import ItemId, MeetingId
from app.domain.meeting import Fate, ItemState, Topic
from app.services.meetings import ItemText
from app.storage.cursor import Cursor
from app.storage.driver import Connection, SqlValue
from tests.services.office import THURSDAY, Office

WEEK = timedelta(days=7)
OWED = "retour au patient manquant"


def reasons(office: Office, meeting_id: MeetingId) -> dict[str, str]:
    return {c.code: c.reason for c in office.desk.agendas.candidates(meeting_id)}


def agenda(office: Office, meeting_id: MeetingId) -> list[str]:
    return [line.code or line.title for line in office.desk.agendas.view(meeting_id).lines]


def say(office: Office, item_id: ItemId, fate: Fate) -> None:
    """What the closing says of an item."""
    item = office.store.rows.agenda.get(item_id)
    assert item is not None
    with office.store.write() as work:
        work.rows.agenda.save(replace(item, fate=fate))


def next_meeting(office: Office) -> MeetingId:
    office.clock.advance(WEEK)
    return office.desk.agendas.prepare_next()[0]


def test_what_was_not_discussed_is_on_the_next_agenda_with_its_reason(office: Office) -> None:
    a, b, c = (office.case(code) for code in "ABC")
    meeting_id, items = office.running(a, b, c)
    office.desk.agendas.set_planned(items[1], 25)
    office.discuss(items[0], "mots")
    office.desk.meetings.postpone(items[1], "  La famille\nest absente ")
    office.desk.minutes.close(meeting_id)
    later = next_meeting(office)
    assert agenda(office, later)[1:] == ["B", "C", "A"]
    lines = office.desk.agendas.view(later).lines
    assert [line.item.planned for line in lines] == [2, 25, 20, 20]
    said = office.desk.agendas.reasons(later)
    assert said[lines[1].item.id] == (
        "nouvelle demande · reportée le jeu. 26 nov.\u00a0: La famille est absente"
    )
    assert said[lines[2].item.id] == (
        "nouvelle demande · non abordée le jeu. 26 nov., faute de temps"
    )
    assert said[lines[3].item.id] == f"une action est à suivre · {OWED}"
    assert reasons(office, later) == {}


def test_what_was_not_discussed_comes_back_in_the_order_of_its_meeting(office: Office) -> None:
    codes = ("S26-014", "S26-021", "S26-019", "S26-009")
    seen, *cases = [office.case(code) for code in ("S26-001", *codes)]
    meeting_id, items = office.running(seen, *cases)
    office.discuss(items[0], "mots")
    office.desk.meetings.postpone(items[3], "La famille est absente")
    office.desk.minutes.close(meeting_id)
    later = next_meeting(office)
    assert agenda(office, later)[1:] == list(codes)
    assert {c.code for c in office.desk.agendas.candidates(later)} == {"S26-001"}


def test_carry_over_stops_where_the_time_ends_and_the_rest_stays_a_candidate(
    office: Office,
) -> None:
    cases = [office.case(code) for code in "ABCDE"]
    meeting_id, _ = office.running(*cases)
    for line in office.desk.agendas.view(meeting_id).lines:
        office.desk.meetings.postpone(line.item.id, "Trop tard")
    office.desk.minutes.close(meeting_id)
    later = next_meeting(office)
    assert agenda(office, later)[1:] == ["A", "B", "C", "D"]
    assert not office.desk.agendas.view(later).too_long
    assert list(reasons(office, later)) == ["E"]


def test_a_refused_situation_is_not_carried_over(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    office.desk.meetings.postpone(item_id, "Trop tard")
    office.desk.minutes.close(meeting_id)
    office.consent(case_id, ConsentState.REFUSED)
    later = next_meeting(office)
    assert agenda(office, later)[1:] == []
    (candidate,) = office.desk.agendas.candidates(later)
    assert "refusé" in candidate.obstacle


def test_candidates_come_the_most_pressing_first(office: Office) -> None:
    codes = {code: office.case(code) for code in "ABCDEFG"}
    _, _, items = office.held(codes["C"], codes["D"], codes["E"], codes["F"], codes["G"])
    rows = office.store.rows
    for code in "CEG":  # the patient was told
        for owed in office.desk.cases.file(codes[code]).feedbacks:
            with office.store.write() as work:
                work.rows.feedbacks.save(replace(owed, done_on=THURSDAY))
    for place in (0, 4):  # nothing left to do there
        for action in rows.actions.of(items[place]):
            with office.store.write() as work:
                work.rows.actions.remove(action.id)
    say(office, items[0], Fate(returns=True, on=THURSDAY + WEEK, why="avis du neurologue"))
    meeting_id, _ = office.meeting(on=THURSDAY + 2 * WEEK)
    found = office.desk.agendas.candidates(meeting_id)
    assert [(c.code, c.reason) for c in found] == [
        ("A", "nouvelle demande"),
        ("B", "nouvelle demande"),
        ("C", "à revoir le jeu. 3 déc.\u00a0: avis du neurologue"),
        ("D", f"action en retard · {OWED}"),
        ("E", "action en retard"),
        ("F", f"action en retard · {OWED}"),
        ("G", "suivie"),
    ]
    sooner, _ = office.meeting(on=THURSDAY + timedelta(days=1))
    assert reasons(office, sooner)["C"] == "suivie"
    due, _ = office.meeting(on=THURSDAY + WEEK)
    assert reasons(office, due)["E"] == "une action est à suivre"


def test_what_will_not_come_back_says_nothing_more(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, (item_id,) = office.running(case_id)
    office.desk.meetings.postpone(item_id, "Trop tard")
    office.desk.minutes.close(meeting_id)
    say(office, item_id, Fate(returns=False, why="partie en institution"))
    later = next_meeting(office)
    assert reasons(office, later) == {"A": "nouvelle demande"}


def test_the_review_date_says_why_when_the_closing_did(office: Office) -> None:
    case_id = office.case("A")
    _, _, (item_id,) = office.held(case_id)
    on = THURSDAY + WEEK
    say(office, item_id, Fate(returns=True, on=on, why="bilan attendu"))
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, review_on=on))
    meeting_id, _ = office.meeting(on=on)
    said = "à revoir le jeu. 3 déc.\u00a0: bilan attendu"
    assert reasons(office, meeting_id) == {"A": f"{said} · {OWED}"}


def test_a_point_comes_back_until_a_meeting_has_seen_it(office: Office) -> None:
    meeting_id, (item_id,) = office.meeting(office.case("A"))
    point, _ = office.desk.agendas.add_point(meeting_id, "Protocole plaies", 12, Topic.PROTOCOL)
    office.desk.meetings.start(meeting_id)
    office.discuss(item_id, "mots")
    office.desk.minutes.close(meeting_id)
    later = next_meeting(office)
    assert agenda(office, later)[1:] == ["Protocole plaies", "A"]
    again = office.desk.agendas.view(later).lines[1].item
    assert again.id != point
    assert (again.topic, again.planned, again.state) == (Topic.PROTOCOL, 12, ItemState.TO_COME)
    assert office.desk.agendas.reasons(later)[again.id] == (
        "non abordé le jeu. 26 nov., faute de temps"
    )
    assert office.desk.agendas.points_back(later) == ()
    office.desk.agendas.remove(again.id)
    (back,) = office.desk.agendas.points_back(later)
    assert (back.item_id, back.topic, back.undiscussed) == (point, Topic.PROTOCOL, True)
    once_more, _ = office.desk.agendas.add_again(later, back.item_id)
    office.desk.meetings.start(later)
    office.desk.meetings.enter(once_more)
    office.desk.meetings.write_text(once_more, ItemText.TEXT, "Relu", visit="visit")
    office.desk.minutes.close(later)
    assert "Protocole plaies" not in agenda(office, next_meeting(office))


def test_a_point_that_returns_later_waits_for_its_day(office: Office) -> None:
    meeting_id, (item_id,) = office.meeting(office.case("A"))
    point, _ = office.desk.agendas.add_point(meeting_id, "Astreintes de Noël", topic=Topic.TEAM)
    office.desk.meetings.start(meeting_id)
    office.desk.meetings.enter(point)
    office.desk.meetings.write_text(point, ItemText.TEXT, "À dire", visit="visit")
    office.discuss(item_id, "mots")
    office.desk.minutes.close(meeting_id)
    say(office, point, Fate(returns=True, on=date(2026, 12, 10), why="planning à valider"))
    soon, _ = office.meeting(on=date(2026, 12, 3))
    assert office.desk.agendas.points_back(soon) == ()
    then, _ = office.meeting(on=date(2026, 12, 10))
    (back,) = office.desk.agendas.points_back(then)
    assert back.reason == "à revoir le jeu. 10 déc.\u00a0: planning à valider"
    assert not back.undiscussed


def test_a_removed_item_goes_back_to_its_place_as_it_was(office: Office) -> None:
    meeting_id, _ = office.meeting(office.case("A"), office.case("B"))
    office.desk.agendas.add_point(meeting_id, "Vacances", topic=Topic.TEAM)
    office.desk.agendas.add_point(meeting_id, "Divers")
    for place in (0, 2, 3):
        item = office.desk.agendas.view(meeting_id).lines[place].item
        office.desk.agendas.remove(item.id)
        office.desk.agendas.put_back(item)
        assert agenda(office, meeting_id) == ["A", "B", "Vacances", "Divers"]
    assert office.desk.agendas.view(meeting_id).lines[2].item.topic is Topic.TEAM


def test_reading_all_candidates_costs_few_statements(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute, seen = Connection.execute, []

    def counted(self: Connection, sql: str, values: Sequence[SqlValue] = ()) -> Cursor:
        seen.append(sql)
        return execute(self, sql, values)

    def statements(count: int) -> int:
        for _ in range(count):
            office.case()
        meeting_id, _ = office.meeting()
        with monkeypatch.context() as patch:
            patch.setattr(Connection, "execute", counted)
            seen.clear()
            assert len(office.desk.agendas.candidates(meeting_id)) >= count
        return len(seen)

    few = statements(3)
    assert statements(40) == few > 0
