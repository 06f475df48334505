# SPDX-License-Identifier: EUPL-1.2
"""A protocol that waits for the team is put on the agenda with one key."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.ids import ProtocolId, ProtocolStepId
from app.domain.meeting import ProtocolAsked
from app.domain.protocol import Moment, ProtocolContent, ProtocolStatus, ProtocolStep
from tests.ui.prepare_stage import Desk, open_desk
from ui.widgets import Toast

CONTENT = ProtocolContent(
    title="Chute à domicile",
    objective="Éviter la deuxième chute",
    steps=(ProtocolStep(ProtocolStepId("x"), Moment.SPOT, who="IDE", what="Repérer"),),
)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(tmp_path, qtbot) as opened:
        yield opened


def protocol(desk: Desk, title: str, *, reviewed: bool = True) -> ProtocolId:
    desks = desk.desk.protocols
    made, _ = desks.texts.create(replace(CONTENT, title=title))
    if reviewed:
        desks.life.move(made, ProtocolStatus.REVIEW)
    return made


def titles(desk: Desk) -> list[str]:
    rows = desk.screen.candidates.list.rows
    return [row.state.title for row in rows if row.state.title.startswith("Protocole")]


def test_a_protocol_to_validate_is_a_candidate_and_enter_puts_it_on_the_agenda(desk: Desk) -> None:
    chute = protocol(desk, "Chute à domicile")
    plaie = protocol(desk, "Plaie chronique", reviewed=False)
    desk.open()
    assert titles(desk) == ["Protocole à valider : Chute à domicile"], "the others are looked for"
    desk.add("chute domicile")
    line = desk.view().lines[-1]
    assert (line.item.protocol_id, line.item.asked) == (chute, ProtocolAsked.VALIDATE)
    row = desk.rows[-1].state
    assert (row.title, row.note) == (
        "Protocole à valider : Chute à domicile",
        "version 1, en relecture",
    )
    assert titles(desk) == []
    desk.add("plaie")
    line = desk.view().lines[-1]
    assert (line.item.protocol_id, line.item.asked) == (plaie, ProtocolAsked.NOTHING)
    assert line.title == "Protocole : Plaie chronique"


def test_taken_off_it_comes_back_where_it_was_with_what_is_asked(desk: Desk) -> None:
    chute = protocol(desk, "Chute à domicile")
    desk.open()
    desk.add("chute domicile")
    desk.rows[-1].setFocus()
    desk.press("Delete")
    assert titles(desk) == ["Protocole à valider : Chute à domicile"]
    toast = desk.stage.window.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.button.click()
    item = desk.view().lines[-1].item
    assert (item.protocol_id, item.asked) == (chute, ProtocolAsked.VALIDATE)
    assert titles(desk) == []


def test_what_another_screen_does_with_a_protocol_is_shown_here(desk: Desk) -> None:
    chute = protocol(desk, "Chute à domicile", reviewed=False)
    desk.open()
    assert titles(desk) == []
    changes = desk.desk.protocols.life.move(chute, ProtocolStatus.REVIEW)
    desk.stage.window.changes.publish(changes)
    assert titles(desk) == ["Protocole à valider : Chute à domicile"]
