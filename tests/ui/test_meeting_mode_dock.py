# SPDX-License-Identifier: EUPL-1.2
"""The dock by keyboard: decisions, actions, earlier actions, and what is only begun."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.domain.action import ActionState
from app.domain.ids import MeetingId
from app.services.agendas import AgendaService, AgendaView
from app.services.meetings import ItemText
from app.storage.driver import Cursor, Parameters
from tests.journeys.room import Room
from tests.ui.typing import focused
from ui.screens.meeting_mode.actions_pane import ActionLine

# --- decisions -------------------------------------------------------------------------------


def test_a_decision_is_a_line_and_enter(room: Room) -> None:
    room.press("Alt+D")
    room.type("Réviser l'ordonnance")
    room.press("Return")
    room.type("Deux lignes")
    room.press("Shift+Return")
    room.type("en une")
    room.press("Return")
    assert room.decisions() == ["Réviser l'ordonnance", "Deux lignes\nen une"]
    assert room.parts.dock.decisions_pane.new.text() == ""


def test_a_decision_is_rewritten_removed_and_brought_back(room: Room) -> None:
    room.press("Alt+D")
    room.type("Réviser")
    room.press("Return", "Up", "Return")
    room.type(" tout")
    room.press("Return")
    assert room.decisions() == ["Réviser tout"]
    room.press("Delete")
    assert room.decisions() == []
    room.undo()
    assert room.decisions() == ["Réviser tout"]


def test_an_empty_decision_is_refused_where_it_was_typed(room: Room) -> None:
    room.press("Alt+D", "Return")
    assert "La décision est vide." in room.parts.dock.decisions_pane.error.text()
    assert room.decisions() == []


# --- actions ---------------------------------------------------------------------------------


def test_an_action_is_text_tab_three_letters_tab_date_enter(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier APA")
    room.press("Tab")
    room.type("imb")
    assert room.parts.dock.actions_pane.new.who.hint() == "J. Imbert"
    room.press("Tab")
    room.type("17/12")
    room.press("Return")
    (action,) = room.actions()
    imbert = room.stage.practice.person("Imbert")
    assert (action.text, action.who_id, action.due) == (
        "Dossier APA",
        imbert.id,
        date(2026, 12, 17),
    )
    assert focused() is room.parts.dock.actions_pane.new.text


def test_the_date_is_the_next_meeting_and_the_arrows_move_it_by_a_week(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Tab", "Up", "Up", "Down", "Return")
    assert [action.due for action in room.actions()] == [date(2026, 12, 10)]


def test_somebody_unknown_is_added_as_an_outside_person(room: Room) -> None:
    room.press("Alt+A")
    room.type("Appeler")
    room.press("Tab")
    room.type("Mme Zyx du CCAS")
    row = room.parts.dock.actions_pane.new
    assert "extérieur" in row.who.hint()
    room.press("Return")
    assert room.actions() == (), "nobody is added in passing"
    assert "Mme Zyx du CCAS" in row.message.text()
    room.press("Down", "Return")
    (action,) = room.actions()
    assert (action.who_id, action.who_name) == (None, "Mme Zyx du CCAS")


def test_an_action_without_a_person_says_so_and_keeps_its_text(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Return")
    row = room.parts.dock.actions_pane.new
    assert row.message.text() == "Nommez une personne, et une seule."
    assert focused() is row.who
    assert row.text.text() == "Dossier"
    assert room.actions() == ()


def test_a_date_that_is_none_is_refused(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Tab")
    room.type("30/02")
    room.press("Return")
    assert "Date non comprise" in room.parts.dock.actions_pane.new.message.text()
    assert room.actions() == ()


def test_an_action_is_rewritten_removed_and_brought_back(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Return", "Up", "Return")
    room.type(" APA")
    room.press("Return")
    assert [action.text for action in room.actions()] == ["Dossier APA"]
    assert isinstance(focused(), ActionLine)
    room.press("Delete")
    assert room.actions() == ()
    room.undo()
    assert [action.text for action in room.actions()] == ["Dossier APA"]


def test_escape_keeps_the_rewriting_and_undo_brings_the_line_back(room: Room) -> None:
    room.press("Alt+A")
    room.type("Dossier")
    room.press("Tab")
    room.type("imb")
    room.press("Return", "Up", "Return")
    room.type(" faux")
    room.press("Esc")
    assert [action.text for action in room.actions()] == ["Dossier faux"]
    assert isinstance(focused(), ActionLine)
    room.press("Ctrl+Z")
    assert [action.text for action in room.actions()] == ["Dossier"]


def test_what_was_begun_in_the_dock_waits_for_its_item(room: Room) -> None:
    room.press("Alt+D")
    room.type("À demi")
    room.press("Alt+A")
    room.type("Commencée")
    room.press("Tab")
    room.type("imb")
    room.press("F8")
    assert room.parts.dock.decisions_pane.new.text() == ""
    assert room.parts.dock.actions_pane.new.is_empty()
    room.press("Shift+F8")
    assert room.parts.dock.decisions_pane.new.text() == "À demi"
    assert room.parts.dock.actions_pane.new.text.text() == "Commencée"


# --- what is begun ---------------------------------------------------------------------------


def test_a_half_line_outlives_a_lock(room: Room) -> None:
    room.press("Alt+D")
    room.type("À demi")
    room.press("Alt+A")
    room.type("Commencée")
    room.press("Tab")
    room.type("imb")
    room.press("Tab")
    room.stage.window.lock()
    # A new window, as after unlocking.
    again = room.stage.another_meeting_screen()
    again.open_record(room.id, "")
    row = again.parts.dock.actions_pane.new
    person = row.who.person()
    assert again.parts.dock.decisions_pane.new.text() == "À demi"
    assert row.text.text() == "Commencée"
    assert person is not None
    assert person.name == "J. Imbert"


def test_a_half_line_is_saved_after_a_pause(room: Room, qtbot: QtBot) -> None:
    room.press("Alt+D")
    room.type("À demi")
    item = room.items[0]
    drafts = room.stage.practice.store.rows.agenda.drafts
    qtbot.waitUntil(lambda: "decision" in drafts(item), timeout=3000)
    begun = drafts(item)
    assert begun.pop("decision") == "À demi"
    room.press("Return")
    assert drafts(item) == {}
    (line,) = room.stage.practice.store.rows.decisions.of(item)
    assert begun == {"decision_id": line.id}, "the id was there before the line"
    assert room.decisions() == ["À demi"]


# --- earlier actions -------------------------------------------------------------------------


def test_earlier_actions_come_first_with_their_lateness(room: Room) -> None:
    assert [line.shown.days_late for line in room.earlier] == [6, 0]
    assert "en retard de 6 jours" in room.earlier[0].accessibleName()


def test_e_says_done_and_can_be_taken_back(room: Room) -> None:
    room.earlier[0].setFocus()
    room.type("e")
    assert len(room.open_earlier()) == 1
    assert room.earlier[0].shown.action.state is ActionState.DONE, "answered, still in sight"
    room.undo()
    assert len(room.open_earlier()) == 2
    assert not room.earlier[0].shown.answered


def test_n_asks_why_and_will_not_go_on_without_a_reason(room: Room) -> None:
    room.earlier[0].setFocus()
    room.type("n")
    room.press("Return")
    assert len(room.open_earlier()) == 2
    assert "pourquoi" in room.earlier[0]._error.text()
    room.type("Pas de réponse")
    room.press("Return")
    settled = room.desk.actions.settled()[0].action
    assert (settled.state, settled.note) == (ActionState.NOT_DONE, "Pas de réponse")


def test_r_gives_a_new_date(room: Room) -> None:
    room.earlier[0].setFocus()
    room.type("r")
    room.press("Up", "Return")
    postponed = next(a for a in room.open_earlier() if a.state is ActionState.POSTPONED)
    assert postponed.due == date(2026, 12, 10)


# --- what Enter costs ------------------------------------------------------------------------


def counted(room: Room, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The transactions and the readings of the whole agenda, as they happen."""
    seen: list[str] = []
    connection, view = room.stage.practice.connection, AgendaService.view

    def execute(sql: str, parameters: Parameters = ()) -> Cursor:
        if sql == "COMMIT":
            seen.append("commit")
        return whole(sql, parameters)

    def read(service: AgendaService, meeting_id: MeetingId) -> AgendaView:
        seen.append("agenda")
        return view(service, meeting_id)

    whole = connection.execute
    monkeypatch.setattr(connection, "execute", execute)
    monkeypatch.setattr(AgendaService, "view", read)
    return seen


def test_enter_is_one_commit_and_reads_one_item_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.press("Alt+A")
    room.type("Dossier APA")
    room.press("Tab")
    room.type("imb")
    room.stage.meeting.typing.autosave()  # a moment later: the parts begun are drafts of the vault
    seen = counted(room, monkeypatch)
    room.press("Return")
    assert seen == ["commit"]
    assert [action.text for action in room.actions()] == ["Dossier APA"]
    assert room.desk.meetings.item(room.items[0]).drafts == {}
    assert not room.stage.meeting.presenter.autosave.is_waiting


def test_what_waits_in_several_fields_is_one_commit(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    presenter = room.stage.meeting.presenter
    for name in (ItemText.ORGANIC, ItemText.PSYCHIC, ItemText.SOCIAL):
        presenter.typed(name, f"{name.value} dit")
    seen = counted(room, monkeypatch)
    room.stage.meeting.typing.autosave()
    assert seen == ["commit"]
    assert room.notes() == ("organic dit", "psychic dit", "social dit")


def test_the_time_spent_is_saved_with_the_text(room: Room) -> None:
    clock, meeting = room.stage.practice.clock, room.stage.meeting
    for _ in range(7):
        clock.advance(timedelta(seconds=1))
        meeting.presenter.timer.tick()
    meeting.presenter.typed(ItemText.ORGANIC, "Deux chutes")
    meeting.typing.autosave()
    assert room.desk.meetings.item(room.items[0]).item.spent == 7
