# SPDX-License-Identifier: EUPL-1.2
"""Where people type what a protocol says, who signed it and until when it holds."""

from app.domain.ids import ProtocolId
from app.domain.protocol import Moment, ProtocolContent, ProtocolStatus, ProtocolStep
from app.domain.protocol_fields import SECTIONS
from app.services.desk import Desk
from tests.durability.lock_stage import LockStage
from tests.durability.row_18_form import Form, go, screen
from ui.screens.protocol import ProtocolScreen
from ui.screens.protocol.life_page import LifePage
from ui.screens.protocol.text_page import TextPage
from ui.screens.protocols import ProtocolsScreen


def _protocol(desk: Desk) -> ProtocolId:
    """The one protocol of the vault, with a step."""
    known = desk.protocols.texts.all()
    if known:
        return known[0].protocol.id
    step = ProtocolStep(desk.protocols.texts.new_step(Moment.SPOT).id, what="Compter les chutes")
    return desk.protocols.texts.create(ProtocolContent(title="Chutes", steps=(step,)))[0]


def _text(stage: LockStage) -> TextPage:
    page = screen(stage, "protocol", ProtocolScreen).pages["text"]
    assert isinstance(page, TextPage)
    return page


def _life(stage: LockStage) -> LifePage:
    page = screen(stage, "protocol", ProtocolScreen).pages["life"]
    assert isinstance(page, LifePage)
    return page


def _open_text(stage: LockStage) -> None:
    go(stage, "protocol", ProtocolScreen, _protocol(stage.session.desk), "text")
    _text(stage).references.add_button.click()


def _signing(stage: LockStage) -> None:
    desk, id_ = stage.session.desk, _protocol(stage.session.desk)
    desk.protocols.life.move(id_, ProtocolStatus.REVIEW)
    go(stage, "protocol", ProtocolScreen, id_, "life")


def _coming_into_force(stage: LockStage) -> None:
    desk, id_ = stage.session.desk, _protocol(stage.session.desk)
    desk.protocols.life.move(id_, ProtocolStatus.REVIEW)
    desk.protocols.signatures.sign(id_, desk.clock.today(), name="Ann Ivo")
    desk.protocols.life.move(id_, ProtocolStatus.VALIDATED)
    go(stage, "protocol", ProtocolScreen, id_, "life")
    _life(stage).standing.moves[ProtocolStatus.IN_FORCE].click()


PROTOCOL_FORMS = {
    "the title of a new protocol": Form(
        lambda s: go(s, "protocols", ProtocolsScreen, "", "new"),
        {
            "protocols/new_pane NewPane: title_field": lambda s: (
                screen(s, "protocols", ProtocolsScreen).beginning.title_field
            ),
        },
    ),
    "the text of a protocol": Form(
        _open_text,
        {
            "protocol/heading_card HeadingCard: title_field": lambda s: (
                _text(s).heading.title_field
            ),
            "protocol/heading_card HeadingCard: revise_on": lambda s: _text(s).heading.revise_on,
            "protocol/heading_card HeadingCard: referent": lambda s: _text(s).heading.referent,
            "protocol/section_card _text: GrowingText": lambda s: (
                _text(s).sections[0].texts[SECTIONS[0].fields[0].name]
            ),
            "protocol/row_editor RowEditor: cells": lambda s: (
                _text(s).references.rows[0].cells["title"]
            ),
        },
    ),
    "who signed a protocol": Form(
        _signing,
        {
            "protocol/signatures_card SignaturesCard: who": lambda s: _life(s).signatures.who,
            "protocol/signatures_card SignaturesCard: profession": lambda s: (
                _life(s).signatures.profession
            ),
            "protocol/signatures_card SignaturesCard: on": lambda s: _life(s).signatures.on,
        },
    ),
    "until when a protocol is in force": Form(
        _coming_into_force,
        {"protocol/standing_card StandingCard: day": lambda s: _life(s).standing.day},
    ),
}
