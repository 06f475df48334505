# SPDX-License-Identifier: EUPL-1.2
"""The first screen reminds of protocols to revise and to validate, and opens them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.ids import ProtocolId
from app.domain.meeting import ProtocolAsked
from app.domain.protocol import ProtocolContent, ProtocolStatus
from tests.services.test_protocols import CONTENT, begun, in_force
from tests.ui.office_stage import OfficeStage, open_stage
from ui.shell import Intent


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[OfficeStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def move(stage: OfficeStage, protocol: ProtocolId, after: ProtocolStatus) -> None:
    changes = stage.office.desk.protocols.life.move(protocol, after)
    stage.window.changes.publish(changes)


def reminded(stage: OfficeStage) -> list[tuple[str, str]]:
    rows = stage.home.reminders.list.rows
    return [(row.lead.text, row.text) for row in rows if row.lead and "rotocole" in row.text]


def test_a_number_stands_for_each_question_only_while_something_waits(stage: OfficeStage) -> None:
    office = stage.office
    office.meeting()
    stage.go("home")
    assert reminded(stage) == []
    applied, other = begun(office), begun(office, ProtocolContent(title="Plaie"))
    in_force(office, applied)
    move(stage, other, ProtocolStatus.REVIEW)
    assert reminded(stage) == [("1 à valider", "Protocole en relecture")]
    move(stage, applied, ProtocolStatus.TO_REVISE)
    assert reminded(stage) == [
        ("1 à réviser", "Protocole en vigueur"),
        ("1 à valider", "Protocole en relecture"),
    ]
    for number, choice in enumerate(("to_revise", "review")):
        stage.go("home")
        stage.home.reminders.list._rows[number].click()
        assert stage.here == Intent("protocols", choice=choice)
    stage.go("home")
    move(stage, applied, ProtocolStatus.DRAFT)
    move(stage, other, ProtocolStatus.DRAFT)
    assert reminded(stage) == [], "work on the next version is the answer"


def test_the_numbers_are_those_of_the_list(stage: OfficeStage) -> None:
    office = stage.office
    in_force(office, begun(office))
    desk = office.desk.protocols
    undated = begun(office, ProtocolContent(title="Sans date", steps=CONTENT.steps))
    desk.life.move(undated, ProtocolStatus.REVIEW)
    desk.signatures.sign(undated, date(2026, 11, 26), name="Roy")
    desk.life.move(undated, ProtocolStatus.VALIDATED)
    desk.life.move(undated, ProtocolStatus.IN_FORCE)
    counts = []
    for days in (0, 364, 1):
        office.clock.advance(timedelta(days=days))
        counts.append(office.store.rows.protocols.count_waiting(office.clock.today()))
        assert counts[-1] == (0, len(desk.texts.due()))
    assert counts == [(0, 0), (0, 0), (0, 1)]


def test_a_point_of_the_agenda_opens_its_protocol(stage: OfficeStage) -> None:
    office = stage.office
    protocol = begun(office)
    meeting, _ = office.meeting()
    office.desk.agendas.add_point(meeting, "Vacances")
    office.desk.protocols.points.add(meeting, protocol, ProtocolAsked.NOTHING)
    stage.go("home")
    points = stage.home.meeting.agenda._rows
    points[0].click()
    assert stage.here == Intent("home")
    points[1].click()
    assert stage.here == Intent("protocol", record=protocol)
