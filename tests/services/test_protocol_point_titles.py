# SPDX-License-Identifier: EUPL-1.2
"""What a point about a protocol is called, while its title changes."""

from dataclasses import replace

from app.domain.changes import Kind
from app.domain.meeting import ProtocolAsked
from app.domain.protocol import ProtocolStatus
from tests.services.office import THURSDAY, Office
from tests.services.test_protocol_points import WEEK, meeting_about, reviewed, row, service
from tests.services.test_protocols import CONTENT, begun, in_force, write


def test_a_point_is_called_as_its_protocol_is_now_until_it_is_answered(office: Office) -> None:
    protocol = reviewed(office)
    coming, _ = office.meeting(on=THURSDAY + WEEK)
    talked, _ = service(office).add(coming, protocol, ProtocolAsked.NOTHING)
    _, asked = meeting_about(office, protocol)
    changes = office.desk.protocols.texts.save_text(protocol, replace(CONTENT, title="Chute"))
    assert {(Kind.ITEM, asked), (Kind.ITEM, talked), (Kind.MEETING, coming)} <= changes.touched
    assert row(office, asked).title == "Protocole à valider : Chute"
    assert row(office, talked).title == "Protocole : Chute"
    service(office).not_yet(asked, "Une étape manque")
    write(office, protocol, title="Chute à domicile")
    assert row(office, asked).title == "Protocole à valider : Chute"
    assert row(office, talked).title == "Protocole : Chute à domicile"


def test_the_title_under_which_a_point_was_closed_stays(office: Office) -> None:
    protocol = reviewed(office)
    meeting, item = meeting_about(office, protocol)
    office.desk.minutes.close(meeting)
    write(office, protocol, title="Chute")
    assert row(office, item).title == "Protocole à valider : Chute à domicile"


def test_a_version_that_is_given_up_gives_its_points_their_title_back(office: Office) -> None:
    protocol = begun(office, replace(CONTENT, title="Zona"))
    in_force(office, protocol)
    office.desk.protocols.life.move(protocol, ProtocolStatus.DRAFT)
    meeting, _ = office.meeting()
    write(office, protocol, title="Zona de l’adulte")
    item, _ = service(office).add(meeting, protocol, ProtocolAsked.VALIDATE)
    office.desk.protocols.life.abandon(protocol)
    assert row(office, item).title == "Protocole à valider : Zona"
