# SPDX-License-Identifier: EUPL-1.2
"""Preparing a meeting by keyboard, in the real window over a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.domain.meeting import MeetingState, Role, Topic
from app.domain.text import typeset
from app.services.cases import CaseDraft
from tests.ui.prepare_stage import Desk, open_desk
from tests.ui.typing import focused, press
from ui.screens.prepare.presenter import MOST_CANDIDATES
from ui.shell import Intent
from ui.widgets import LabelKind, PlainLabel, Toast
from ui.widgets.corrections import quiet_lines


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(tmp_path, qtbot) as opened:
        yield opened


# --- the meeting -----------------------------------------------------------------------------


def test_the_next_meeting_is_made_from_the_rhythm_and_the_last_one(desk: Desk) -> None:
    desk.open()
    assert desk.screen.page.header.subtitle.text() == (
        "Jeudi 26 novembre 2026, 12\u00a0h\u00a030 – 14\u00a0h · Salle de réunion, rez-de-chaussée"
    )
    assert len(desk.names()) == 10
    assert [p.name for p in desk.screen.people.roles[Role.SCRIBE].people] == ["É. Marchand"]
    assert focused() is desk.screen.candidates.search.edit


def test_coming_back_does_not_make_another_meeting(desk: Desk) -> None:
    desk.open()
    desk.stage.window.navigator.go(Intent("minutes"))
    desk.open()
    assert len([m for m in desk.desk.agendas.all() if m.state is MeetingState.PREPARED]) == 1


# --- candidates ------------------------------------------------------------------------------


def test_a_candidate_says_why_it_is_there_and_where_its_consent_stands(desk: Desk) -> None:
    desk.open()
    rows = {row.state.code: row.state for row in desk.screen.candidates.list.rows}
    assert rows["S26-014"].reason == "action en retard · retour au patient manquant"
    assert rows["S26-021"].reason == "nouvelle demande"
    assert rows["S26-021"].badge.text == "accord du 18 nov."
    assert rows["S26-019"].badge.text == "anonyme stricte"


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_a_refused_situation_is_shown_with_its_sentence_and_stays_out(
    desk: Desk, state: ConsentState
) -> None:
    case_id = desk.situation("Sortie d’hospitalisation", state)
    desk.open()
    row = next(r for r in desk.screen.candidates.list.rows if r.state.case_id == case_id)
    assert "ne peut pas être présentée" in row.accessibleName()
    row.click()
    assert desk.codes == []
    assert "ne peut pas être présentée" in desk.screen.banner.label.text()
    desk.add("sortie")
    assert desk.codes == []


def test_a_few_letters_and_enter_add_a_situation(desk: Desk) -> None:
    desk.open()
    desk.add("021", "ADOLESCENTE")
    assert desk.codes == ["S26-021", "S26-019"]
    assert desk.screen.candidates.search.text() == ""
    shown = {row.state.code for row in desk.screen.candidates.list.rows}
    assert shown.isdisjoint({"S26-021", "S26-019"})


def test_letters_that_match_nothing_say_so(desk: Desk) -> None:
    desk.open()
    desk.add("zzz")
    assert desk.screen.banner.label.text().startswith("Aucune situation ne correspond.")
    assert desk.screen.candidates.note.text() == "Rien ne correspond."


def test_a_long_list_is_cut_and_says_how_many_are_left(desk: Desk) -> None:
    with desk.stage.practice.store.batch():
        for number in range(MOST_CANDIDATES + 3):
            desk.situation(f"Situation {number}")
    desk.open()
    assert len(desk.screen.candidates.list.rows) == MOST_CANDIDATES
    said = typeset("et 7 autres : précisez la recherche.")
    assert desk.screen.candidates.note.text() == said


# --- the agenda ------------------------------------------------------------------------------


def test_alt_and_the_arrows_reorder_and_the_focus_follows(desk: Desk) -> None:
    desk.open()
    desk.add("014", "021", "019")
    desk.rows[2].setFocus()
    desk.press("Alt+Up", "Alt+Up")
    assert desk.codes == ["S26-019", "S26-014", "S26-021"]
    assert desk.rows[0].hasFocus()
    desk.press("Alt+Down")
    assert desk.codes == ["S26-014", "S26-019", "S26-021"]


def test_minutes_are_typed_and_the_sum_turns_red_with_words(desk: Desk) -> None:
    desk.open()
    desk.add("014", "021")
    total = desk.screen.agenda.total
    assert (total.text(), total.property("kind")) == ("42\u00a0min sur 90", LabelKind.MUTED.value)
    desk.rows[0].setFocus()
    desk.press("Return")
    desk.type("80")
    desk.press("Return")
    assert total.text() == "102\u00a0min sur 90\u00a0: 12\u00a0min de trop"
    assert total.property("kind") == LabelKind.LATE_STRONG.value
    assert desk.rows[0].hasFocus()


@pytest.mark.parametrize("typed", ["0", "500", "vingt", "¹", ""])
def test_a_duration_that_cannot_be_is_said_and_the_other_stays(desk: Desk, typed: str) -> None:
    desk.open()
    desk.add("014")
    desk.rows[0].setFocus()
    desk.press("Return")
    desk.rows[0].minutes.selectAll()
    desk.press("Delete")
    desk.type(typed)
    desk.press("Return")
    assert desk.rows[0].minutes.text() == "20"
    assert not desk.screen.banner.isHidden()


def test_a_removed_item_comes_back_to_its_place(desk: Desk) -> None:
    desk.open()
    desk.add("014", "021", "019")
    desk.rows[1].setFocus()
    desk.press("Delete")
    assert desk.codes == ["S26-014", "S26-019"]
    toast = desk.stage.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    assert desk.codes == ["S26-014", "S26-021", "S26-019"]


def test_a_free_point_is_a_title_and_enter(desk: Desk) -> None:
    desk.open()
    desk.screen.agenda.point.setFocus()
    desk.type("<b>Planning</b> & gardes")
    desk.press("Return")
    assert desk.codes == ["<b>Planning</b> & gardes"]
    desk.press("Return")
    assert "n’a pas de titre" in desk.screen.banner.label.text()


def test_a_point_has_its_topic(desk: Desk) -> None:
    desk.open()
    card = desk.screen.agenda
    card.topic.set_value(Topic.PROTOCOL.value)
    card.point.setFocus()
    desk.type("Plaies chroniques")
    desk.press("Return")
    row = desk.rows[-1].state
    assert (row.title, row.badge and row.badge.text) == ("Plaies chroniques", "Protocole")
    desk.rows[-1].setFocus()
    desk.press("Delete")
    toast = desk.stage.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    assert desk.view().lines[-1].item.topic is Topic.PROTOCOL


def test_enter_alone_takes_the_most_pressing_one_after_the_other(desk: Desk) -> None:
    desk.open()
    found = [row.state.code for row in desk.screen.candidates.list.rows]
    desk.press("Return", "Return", "Return")
    assert desk.codes == found[:3]


def test_what_comes_back_says_why_on_the_agenda_too(desk: Desk) -> None:
    desk.open()
    desk.add("014")
    assert desk.rows[0].state.reason == "action en retard · retour au patient manquant"
    assert "action en retard" in desk.rows[0].accessibleName()


def test_a_point_that_was_taken_off_comes_back_by_its_own_row(desk: Desk) -> None:
    agendas = desk.desk.agendas
    last = next(m for m in agendas.all() if m.state is MeetingState.CLOSED)
    desk.desk.minutes.reopen(last.id, "un point manquait")
    agendas.add_point(last.id, "Astreintes", topic=Topic.TEAM)
    desk.desk.minutes.close(last.id)
    desk.open()
    assert desk.codes == ["Astreintes"]
    desk.rows[0].setFocus()
    desk.press("Delete")
    row = next(r for r in desk.screen.candidates.list.rows if r.state.title == "Astreintes")
    assert (row.state.badge.text, row.state.reason) == (
        "Vie d’équipe",
        "non abordé le jeu. 19 nov., faute de temps",
    )
    row.click()
    assert desk.codes == ["Astreintes"]


# --- people ----------------------------------------------------------------------------------


def test_people_are_invited_by_letters_and_taken_off_by_a_key(desk: Desk) -> None:
    desk.open()
    desk.screen.people.people.line.setFocus()
    desk.type("had")
    desk.press("Return")
    assert "S. Haddad" in desk.names()
    desk.screen.people.people._tags[0].setFocus()
    desk.press("Delete")
    meeting = desk.desk.agendas.next_meeting()
    assert meeting is not None
    aubry = desk.stage.practice.person("Aubry")
    assert meeting.state_of(aubry.id) is None
    assert len(meeting.attendance) == 10


def test_a_role_may_be_shared(desk: Desk) -> None:
    desk.open()
    desk.screen.people.roles[Role.SCRIBE].line.setFocus()
    desk.type("cis")
    desk.press("Return")
    meeting = desk.desk.agendas.next_meeting()
    assert meeting is not None
    wanted = [desk.stage.practice.person(name).id for name in ("Marchand", "Cissé")]
    assert list(meeting.roles[Role.SCRIBE]) == wanted


# --- leaving ---------------------------------------------------------------------------------


def test_f5_starts_the_meeting_with_the_minutes_being_typed(desk: Desk) -> None:
    desk.open()
    desk.add("014")
    desk.rows[0].setFocus()
    desk.press("Return")
    desk.type("35")
    desk.press("F5")
    meeting = desk.desk.agendas.next_meeting()
    assert meeting is not None
    assert meeting.state is MeetingState.RUNNING
    assert desk.stage.window.navigator.here == Intent("meeting", record=meeting.id)
    assert desk.desk.agendas.view(meeting.id).lines[1].item.planned == 35


def test_a_running_meeting_is_resumed_from_here(desk: Desk) -> None:
    desk.open()
    desk.add("014")
    desk.press("F5")
    desk.open()
    assert desk.screen.start.caption == "Reprendre la réunion"
    assert desk.screen.page.header.title.text() == "Réunion en cours"


def test_what_another_screen_changed_is_shown(desk: Desk) -> None:
    desk.open()
    case_id, changes = desk.desk.cases.open(CaseDraft(title="Arrivée entre-temps"))
    desk.stage.window.changes.publish(changes)
    assert case_id in {row.state.case_id for row in desk.screen.candidates.list.rows}


# --- names -----------------------------------------------------------------------------------


def test_a_name_in_a_free_point_is_said_and_f2_replaces_it(desk: Desk) -> None:
    desk.open()
    point = desk.screen.agenda.point
    point.setFocus()
    point.setText("Situation de Mme Kerbrat, 06 12 34 56 78")
    point.setCursorPosition(12)
    desk.screen.watch.look()
    line = quiet_lines(desk.screen)[point]
    assert line.isVisible()
    assert line.text().startswith("Nom de personne")
    press(point, "F2")
    assert point.text() == "Situation de la personne, 06 12 34 56 78"


def test_a_name_in_a_free_point_added_without_a_pause_is_said_once_it_is_added(desk: Desk) -> None:
    desk.open()
    desk.screen.agenda.point.setFocus()
    desk.type("Bilan de l’année")
    desk.press("Return")
    assert not desk.screen.banner.isVisible()  # control
    desk.type("Situation de Mme Kerbrat, 06 12 34 56 78")
    desk.press("Return")
    assert desk.codes[-1] == "Situation de Mme Kerbrat, 06 12 34 56 78"  # never refused
    assert desk.screen.banner.isVisible()
    said = " ".join(label.text() for label in desk.screen.banner.findChildren(PlainLabel))
    assert "Kerbrat" in said
    assert "téléphone" in said
