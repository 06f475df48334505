# SPDX-License-Identifier: EUPL-1.2
"""A situation that nobody had planned: found or opened, its consent asked, discussed at once."""

import pytest

from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.domain.meeting import ItemState
from app.services.begun_for_all import FOR_ALL as KEPT_FOR_ALL
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from tests.journeys.room import Room
from tests.ui.test_meeting_mode_withdrawn import withdraw
from tests.ui.typing import focused
from ui.screens.meeting_mode.drafts import FOR_ALL
from ui.widgets.corrections import quiet_lines


def open_case(room: Room, title: str, state: ConsentState | None) -> CaseId:
    case_id, changes = room.desk.cases.open(CaseDraft(title=title))
    if state is not None:
        changes |= room.desk.consents.record(case_id, ConsentDraft(state))
    room.stage.window.changes.publish(changes)
    return case_id


def places(room: Room) -> list[CaseId | None]:
    return [line.item.case_id for line in room.desk.agendas.view(room.id).lines]


def test_a_known_situation_comes_next_and_is_current(room: Room) -> None:
    case_id = open_case(room, "Isolement", ConsentState.OBTAINED)
    room.press("Ctrl+N")
    room.type("isol")
    room.press("Return")
    assert places(room)[1] == case_id
    assert room.state_of(1) is ItemState.CURRENT
    assert room.parts.unplanned.isHidden()
    room.type("Vue")
    room.press("Alt+P")
    assert room.notes(1)[0] == "Vue"


def test_a_new_one_is_opened_with_who_brings_it_and_its_consent(room: Room) -> None:
    room.press("Ctrl+N")
    room.type("Sortie d'hôpital demain")
    room.press("Return")
    line = room.parts.unplanned
    assert focused() is line.who
    room.type("imb")
    room.press("Return")
    assert focused() is line.obtained
    room.press("Space")
    case_id = places(room)[1]
    assert case_id is not None
    file = room.desk.cases.file(case_id)
    imbert = room.stage.practice.person("Imbert").id
    assert file.case.title == "Sortie d'hôpital demain"
    assert file.case.requester_id == imbert
    assert file.consent is not None
    assert (file.consent.state, file.consent.on, file.consent.collected_by) == (
        ConsentState.OBTAINED,
        room.desk.clock.today(),
        imbert,
    )
    assert room.parts.bar.code.text() == file.case.code


def test_a_name_in_its_motif_is_said_at_once_and_may_still_be_taken_out(room: Room) -> None:
    room.press("Ctrl+N")
    line = room.parts.unplanned
    quiet = quiet_lines(room.parts)[line.search]
    room.type("Sortie de Mme Kerbrat")
    assert not quiet.isVisible()  # control: nothing is said within a key
    room.press("Return")  # before the hand rested
    assert quiet.isVisible()
    assert "Mme Kerbrat" in quiet.text()
    room.press("Shift+Tab")
    assert focused() is line.search
    room.press("F2")
    assert line.search.text() == "Sortie de la personne"
    line.not_yet.click()
    case_id = places(room)[1]
    assert case_id is not None
    assert room.desk.cases.file(case_id).case.title == "Sortie de la personne"


def test_a_consent_not_asked_yet_is_noted_as_such(room: Room) -> None:
    case_id = open_case(room, "Isolement", None)
    room.press("Ctrl+N")
    room.type("isol")
    room.press("Return", "Tab", "Tab", "Space")
    consent = room.desk.cases.file(case_id).consent
    assert consent is not None
    assert (consent.state, consent.on) == (ConsentState.NOT_ASKED, None)
    assert places(room)[1] == case_id


def test_a_refused_consent_is_said_and_nothing_is_added(room: Room) -> None:
    case_id = open_case(room, "Isolement", ConsentState.REFUSED)
    room.press("Ctrl+N")
    room.type("isol")
    room.press("Return")
    assert "refusé" in room.parts.unplanned.error.text()
    assert case_id not in places(room)
    room.press("Esc")
    assert room.parts.unplanned.isHidden()
    assert focused() is room.parts.first_field


def test_what_is_on_the_agenda_is_not_offered_again(room: Room) -> None:
    room.press("Ctrl+N")
    room.type("S26-014")
    candidate = room.parts.unplanned.search.candidate()
    assert candidate is not None
    assert candidate.key.startswith("new:")


def test_ctrl_z_takes_an_unplanned_situation_off_the_agenda_and_redo_brings_it_back(
    room: Room,
) -> None:
    case_id = open_case(room, "Isolement", ConsentState.OBTAINED)
    room.press("Ctrl+N")
    room.type("isol")
    room.press("Return")
    added = room.items[1]
    room.type("Vue")
    room.press("Ctrl+Z", "Ctrl+Z")
    assert case_id not in places(room)
    assert room.state_of(0) is ItemState.CURRENT
    assert room.parts.bar.code.text() == "S26-014"
    assert len(room.parts.rail.lines) == len(room.items)
    room.press("Ctrl+Y", "Ctrl+Y")
    room.stage.meeting.commit_drafts()
    assert (room.items[1], places(room)[1]) == (added, case_id)
    assert room.notes(1)[0] == "Vue"
    assert room.state_of(1) is ItemState.CURRENT


def test_a_situation_opened_for_it_stays_and_that_is_said(room: Room) -> None:
    room.press("Ctrl+N")
    room.type("Sortie d'hôpital demain")
    room.press("Return")
    room.type("imb")
    room.press("Return", "Space", "Ctrl+Z")
    assert len(places(room)) == 4
    (opened,) = [case for case in room.desk.cases.all() if case.title == "Sortie d'hôpital demain"]
    assert room.toast == f"Retirée de l’ordre du jour. {opened.code} reste dans les situations."


def test_what_was_noted_since_keeps_it_on_the_agenda(room: Room) -> None:
    case_id = open_case(room, "Isolement", ConsentState.OBTAINED)
    room.press("Ctrl+N")
    room.type("isol")
    room.press("Return")
    room.desk.meetings.decide(room.items[1], "Appeler la mairie")  # by another hand
    room.press("Ctrl+Z")
    assert case_id in places(room)
    assert "Des notes ont déjà été prises" in room.parts.banner.label.text()


def test_a_situation_of_the_reserve_is_given_back_by_ctrl_z(room: Room) -> None:
    case_id = open_case(room, "Isolement", ConsentState.OBTAINED)
    room.press("F5")
    room.parts.rail.taken.emit(case_id)
    assert case_id in places(room)
    room.press("Ctrl+Z")
    assert case_id not in places(room)
    room.press("Ctrl+Y")
    assert places(room)[-1] == case_id


# --- what is begun of it --------------------------------------------------------------------------


def begin(room: Room, *, saved: bool) -> None:
    room.press("Ctrl+N")
    room.type("Sortie d'hôpital")
    room.press("Esc")
    if saved:
        room.stage.meeting.commit_drafts()


def offered(room: Room) -> str:
    room.press("Ctrl+N")
    return room.parts.unplanned.search.text()


def kept_on(room: Room, place: int) -> str:
    return room.stage.practice.store.rows.agenda.drafts(room.items[place]).get("unplanned:", "")


@pytest.mark.parametrize("saved", [True, False])
def test_the_motif_outlives_the_item_that_held_it(room: Room, saved: bool) -> None:
    begin(room, saved=saved)
    withdraw(room)
    room.press("F8")
    assert offered(room) == "Sortie d'hôpital"
    room.stage.meeting.commit_drafts()
    assert (kept_on(room, 0), kept_on(room, 1)) == ("", "Sortie d'hôpital")
    withdraw(room, "S26-021")
    room.press("Esc", "F8")
    assert offered(room) == "Sortie d'hôpital"
    room.stage.meeting.commit_drafts()
    assert [kept_on(room, place) for place in range(3)] == ["", "", "Sortie d'hôpital"]


@pytest.mark.parametrize("saved", [True, False])
def test_the_motif_outlives_the_consent_of_everybody(room: Room, saved: bool) -> None:
    begin(room, saved=saved)
    for code in ("S26-014", "S26-021", "S26-019", "S26-009"):
        withdraw(room, code)
    assert offered(room) == "Sortie d'hôpital"
    room.press("Esc")
    room.stage.meeting.commit_drafts()
    assert sum(kept_on(room, place) == "Sortie d'hôpital" for place in range(4)) == 1
    assert "Sortie d'hôpital" in "".join(room.stage.meeting.presenter.closing().warnings)
    another = room.stage.another_meeting_screen()
    another.open_record(room.id, "")
    another.controls.unplanned.ask()
    assert another.parts.unplanned.search.text() == "Sortie d'hôpital"
    room.press("Ctrl+N")
    room.type(" demain")
    room.press("Return")
    room.type("imb")
    room.press("Return", "Space")
    room.stage.meeting.commit_drafts()
    assert not any(kept_on(room, place) for place in range(5))
    assert offered(room) == ""


def test_the_vault_itself_hands_the_motif_over_for_a_program_that_opens_later(room: Room) -> None:
    begin(room, saved=True)
    case_id = room.stage.practice.cases["S26-014"]
    room.desk.consents.record(case_id, ConsentDraft(ConsentState.WITHDRAWN))
    assert (kept_on(room, 0), kept_on(room, 1)) == ("", "Sortie d'hôpital")


def test_a_motif_that_was_erased_does_not_come_back_with_the_withdrawal(room: Room) -> None:
    begin(room, saved=True)
    room.press("Ctrl+N")
    room.parts.unplanned.search.selectAll()
    room.press("Delete", "Esc")
    withdraw(room)
    room.press("F8")
    assert offered(room) == ""


def test_an_item_taken_off_the_agenda_hands_the_motif_over(room: Room) -> None:
    begin(room, saved=True)
    room.press("F8")
    second = room.items[1]
    room.desk.agendas.remove(room.items[0])
    assert room.items[0] == second
    assert kept_on(room, 0) == "Sortie d'hôpital"


def test_the_closing_says_that_it_is_begun_and_of_no_situation(room: Room) -> None:
    begin(room, saved=True)
    room.press("Ctrl+Shift+Return")
    said = [each for each in room.stage.meeting.presenter.closing().warnings if "Sortie" in each]
    assert said == ["Situation non prévue : « Sortie d'hôpital » est commencé et n’est pas ajouté."]


def test_the_vault_and_the_screen_mean_the_same_editors() -> None:
    assert tuple(name.value for name in FOR_ALL) == KEPT_FOR_ALL
