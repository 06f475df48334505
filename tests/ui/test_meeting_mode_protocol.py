# SPDX-License-Identifier: EUPL-1.2
"""A protocol is answered in the meeting, from its point, by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ids import ProtocolId
from app.domain.meeting import ProtocolAsked
from app.domain.protocol import Protocol, ProtocolStatus
from tests.journeys.room import Room, open_room
from tests.ui.test_prepare_protocols import CONTENT
from tests.ui.typing import focused
from ui.screens.meeting_mode.projection_state import projection_of
from ui.screens.meeting_mode.protocol_bar import ProtocolBar
from ui.shell import Intent
from ui.widgets.corrections import quiet_lines

OpenAt = Callable[[ProtocolAsked], ProtocolId]


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    with open_room(tmp_path, qtbot, bare=True) as room:
        yield room


@pytest.fixture
def at(room: Room) -> OpenAt:
    """Opens the meeting on a point that asks this of a protocol, with a free point after it."""

    def open_at(asked: ProtocolAsked) -> ProtocolId:
        desk = room.desk.protocols
        protocol, _ = desk.texts.create(CONTENT)
        desk.life.move(protocol, ProtocolStatus.REVIEW)
        if asked is ProtocolAsked.REVISE:
            today = room.desk.clock.today()
            desk.signatures.sign(protocol, today, name="Roy")
            desk.life.move(protocol, ProtocolStatus.VALIDATED)
            desk.life.move(protocol, ProtocolStatus.IN_FORCE, revise_on=today + timedelta(days=5))
        desk.points.add(room.id, protocol, asked)
        room.desk.agendas.add_point(room.id, "Vacances")
        room.stage.window.navigator.go(Intent("prepare"))
        room.stage.window.navigator.go(Intent("meeting", record=room.id))
        QApplication.processEvents()
        return protocol

    return open_at


def bar(room: Room) -> ProtocolBar:
    return room.parts.fields.point.protocol


def now(room: Room, protocol: ProtocolId) -> Protocol:
    return room.desk.protocols.texts.get(protocol)


def rail(room: Room) -> str:
    state = room.stage.meeting.presenter.state
    assert state is not None
    return state.rail[0].detail


def test_v_validates_the_version_and_the_text_takes_the_focus_back(room: Room, at: OpenAt) -> None:
    protocol = at(ProtocolAsked.VALIDATE)
    assert bar(room).isVisible()
    assert bar(room).words.text() == "Version 1, en relecture"
    assert bar(room).summary.text() == "Éviter la deuxième chute\n1 étape"
    assert focused() is room.parts.fields.point.pane.text
    room.press("Shift+Tab")
    assert focused() is bar(room)
    room.type("v")
    assert now(room, protocol).status is ProtocolStatus.VALIDATED
    assert bar(room).said.text() == "Version 1 validée par l’équipe."
    assert (bar(room).chip.text, rail(room)) == ("validé", "Version 1 validée par l’équipe.")
    assert focused() is room.parts.fields.point.pane.text
    room.press("Shift+Tab", "Delete")
    assert bar(room).waits
    assert now(room, protocol).status is ProtocolStatus.REVIEW


def test_a_point_that_is_put_off_is_said_in_its_own_gender_and_a_situation_in_its(
    room: Room, at: OpenAt
) -> None:
    at(ProtocolAsked.VALIDATE)
    presenter = room.stage.meeting.presenter
    assert presenter.state is not None
    room.desk.meetings.postpone(presenter.state.rail[0].item_id, "faute de temps")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    line = presenter.state.rail[0]
    assert (line.detail, line.said) == ("reporté : faute de temps", "reporté")
    assert "reporté, 0/10 minutes" in line.spoken
    assert replace(line, of_case=True).said == "reportée"


def test_ctrl_z_takes_a_validation_back_from_another_item_and_redo_gives_it_again(
    room: Room, at: OpenAt
) -> None:
    protocol = at(ProtocolAsked.VALIDATE)
    bar(room).setFocus()
    room.type("v")
    room.press("F8")
    assert not bar(room).isVisible()
    room.press("Ctrl+Z")
    assert bar(room).waits
    assert focused() is bar(room)
    assert now(room, protocol).status is ProtocolStatus.REVIEW
    room.press("Ctrl+Shift+Z")
    assert now(room, protocol).status is ProtocolStatus.VALIDATED
    bar(room).setFocus()
    room.press("Delete", "Ctrl+Z")
    assert bar(room).said.text() == "Version 1 validée par l’équipe."
    assert now(room, protocol).status is ProtocolStatus.VALIDATED


def test_r_asks_what_is_to_be_reworked_in_place_and_escape_takes_it_away(
    room: Room, at: OpenAt
) -> None:
    protocol = at(ProtocolAsked.VALIDATE)
    bar(room).setFocus()
    room.type("r")
    assert focused() is bar(room).why.edit
    assert bar(room).why.edit in quiet_lines(room.parts), "it is read for names"
    room.press("Return")
    assert bar(room).why.error.text().startswith("La raison est vide")
    room.press("Esc")
    assert focused() is bar(room)
    assert not bar(room).why.isVisible()
    room.type("r")
    room.type("nommer qui appelle")
    room.press("Return")
    assert now(room, protocol).status is ProtocolStatus.DRAFT
    assert bar(room).said.text().endswith("à retravailler\u00a0: nommer qui appelle")
    room.press("Ctrl+Z")
    assert bar(room).waits
    assert now(room, protocol).status is ProtocolStatus.REVIEW


def test_m_keeps_a_protocol_in_force_until_a_day_that_is_typed(room: Room, at: OpenAt) -> None:
    protocol = at(ProtocolAsked.REVISE)
    before = now(room, protocol)
    bar(room).setFocus()
    room.type("v")
    assert now(room, protocol) == before, "V is nothing that is asked here"
    room.type("m")
    assert bar(room).day.value() == date(2027, 11, 26), "a year after the meeting"
    room.type("15/12/2027")
    room.press("Return")
    assert now(room, protocol).revise_on == date(2027, 12, 15)
    assert bar(room).chip.text == "maintenu"
    room.press("Ctrl+Z")
    assert now(room, protocol) == before
    assert bar(room).waits
    room.type("r")
    assert now(room, protocol).status is ProtocolStatus.TO_REVISE
    assert bar(room).said.text() == "Version 1 à réviser."


def test_what_is_typed_of_a_day_is_there_again(room: Room, at: OpenAt) -> None:
    at(ProtocolAsked.REVISE)
    bar(room).setFocus()
    room.type("m")
    room.type("bientôt")
    room.press("Return")
    assert bar(room).until.error.text().startswith("Date non comprise")
    room.press("Esc")
    assert focused() is bar(room)
    room.stage.meeting.commit_drafts()
    assert "bientôt" in room.desk.meetings.item(room.items[0]).drafts.values()
    room.type("m")
    assert bar(room).day.text() == "bientôt"
    bar(room).day.selectAll()
    room.type("12/01/2020")
    room.press("Return")
    assert "passée" in bar(room).until.error.text()


def test_what_is_typed_of_a_reason_is_there_after_a_lock(room: Room, at: OpenAt) -> None:
    at(ProtocolAsked.VALIDATE)
    bar(room).setFocus()
    room.type("r")
    room.type("nommer qui appelle")
    room.press("F8", "Shift+F8")
    assert not bar(room).why.isVisible()
    room.stage.meeting.commit_drafts()
    kept = room.desk.meetings.item(room.items[0]).drafts
    assert "nommer qui appelle" in kept.values()
    bar(room).setFocus()
    room.type("r")
    assert bar(room).why.edit.text() == "nommer qui appelle"
    room.press("Return")
    room.stage.meeting.commit_drafts()
    assert "nommer qui appelle" not in room.desk.meetings.item(room.items[0]).drafts.values()


def test_the_room_sees_the_title_and_the_answer(room: Room, at: OpenAt) -> None:
    def seen() -> tuple[str, str]:
        state = room.stage.meeting.presenter.state
        assert state is not None
        shown = projection_of(state, {}, None, lambda _text: (), {}, {})
        return shown.code, shown.title

    at(ProtocolAsked.VALIDATE)
    assert seen() == ("Protocole à valider : Chute à domicile", "")
    bar(room).setFocus()
    room.type("v")
    assert seen()[1] == "Version 1 validée par l’équipe."


def test_a_protocol_that_moved_on_says_so_and_offers_no_answer(room: Room, at: OpenAt) -> None:
    protocol = at(ProtocolAsked.VALIDATE)
    changes = room.desk.protocols.life.move(protocol, ProtocolStatus.ARCHIVED)
    room.stage.window.changes.publish(changes)
    assert bar(room).obstacle.text() == "Ce protocole est archivé."
    assert not bar(room).validate.isVisible()
    bar(room).setFocus()
    room.type("v")
    assert now(room, protocol).status is ProtocolStatus.ARCHIVED


def test_an_answer_forbids_to_put_the_point_off_until_it_is_taken_back(
    room: Room, at: OpenAt
) -> None:
    at(ProtocolAsked.VALIDATE)
    bar(room).setFocus()
    room.type("v")
    room.press("Ctrl+R")
    room.type("plus tard")
    room.press("Return")
    assert room.parts.postpone_line.error.text().startswith("L’équipe a déjà répondu")


def test_the_bar_is_not_there_on_another_point(room: Room, at: OpenAt) -> None:
    at(ProtocolAsked.VALIDATE)
    room.press("F8")
    assert not bar(room).isVisible()


def test_why_an_answer_cannot_be_taken_back_is_said_once(room: Room, at: OpenAt) -> None:
    protocol = at(ProtocolAsked.VALIDATE)
    bar(room).setFocus()
    room.type("v")
    day = room.desk.clock.today() + timedelta(days=300)
    room.desk.protocols.life.move(protocol, ProtocolStatus.IN_FORCE, revise_on=day)
    bar(room).setFocus()
    room.press("Delete")
    assert bar(room).error.text() == (
        "Ce protocole a avancé depuis cette réponse\u00a0: elle ne se retire plus. "
        "Écrivez la correction dans le texte du point."
    )
    assert now(room, protocol).status is ProtocolStatus.IN_FORCE
