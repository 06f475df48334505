# SPDX-License-Identifier: EUPL-1.2
"""The text of a protocol: saved by itself, undone across its fields, read-only once frozen."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.domain.errors import NotSavedError
from app.domain.ids import ProtocolId
from app.domain.lengths import LONGEST_TEXT
from app.domain.protocol import Measure, ProtocolContent, ProtocolStatus
from app.domain.protocol_fields import text_fields
from app.services.protocols import ProtocolService
from tests.ui.protocol_stage import THREE, ProtocolStage, open_protocol_stage
from tests.ui.typing import focused, press, type_text
from ui.autosave import DELAY_MS
from ui.shell import Intent
from ui.widgets import GrowingText

NASTY = "<b>gras</b> & =1+1 @moi\u00a0: שלום 👩🏽‍⚕️"
CONTENT = ProtocolContent(title="Plaie chronique", steps=THREE)


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    with open_protocol_stage(tmp_path, qtbot) as opened:
        opened.open(CONTENT, "text")
        yield opened


def field(stage: ProtocolStage, name: str) -> GrowingText:
    return next(card.texts[name] for card in stage.text.sections if name in card.texts)


def refused(*_args: object, **_named: object) -> Changes:
    raise NotSavedError("Le disque est plein.")


def test_every_text_is_a_field_and_what_is_typed_is_kept_verbatim(
    stage: ProtocolStage, qtbot: QtBot
) -> None:
    shown = {name for card in stage.text.sections for name in card.texts}
    assert shown | {"title"} == {each.name for each in text_fields()}
    type_text(field(stage, "need"), NASTY)
    assert stage.protocol.content.need == "", "not at each key"
    qtbot.waitUntil(lambda: stage.protocol.content.need == NASTY, timeout=DELAY_MS * 4)
    assert stage.screen.header.saved.text().startswith("Enregistré à")
    assert stage.protocol.content.steps, "the steps are another page's"


def test_leaving_a_field_saves_it_and_ctrl_z_walks_back_across_fields(
    stage: ProtocolStage,
) -> None:
    need, places = field(stage, "need"), field(stage, "places")
    need.setFocus()
    type_text(need, "Trois chutes")
    places.setFocus()
    assert stage.protocol.content.need == "Trois chutes"
    type_text(places, "À domicile")
    press(places, "Ctrl+Z")
    assert (stage.protocol.content.need, stage.protocol.content.places) == ("Trois chutes", "")
    assert focused() is places
    press(None, "Ctrl+Z")
    assert stage.protocol.content.need == need.text() == ""
    assert focused() is need
    press(None, "Ctrl+Shift+Z")
    assert stage.protocol.content.need == need.text() == "Trois chutes"
    press(None, "Ctrl+Z")
    press(None, "Ctrl+Z")
    assert stage.toast.label.text() == "Rien à annuler"


def test_a_title_that_is_none_or_taken_holds_up_nothing_else(stage: ProtocolStage) -> None:
    stage.office.desk.protocols.texts.create(ProtocolContent(title="Chute à domicile"))
    line = stage.text.heading.title_field
    line.edit.selectAll()
    type_text(line.edit, "CHUTE A DOMICILE")
    type_text(field(stage, "need"), "Vu en réunion")
    line.edit.editingFinished.emit()
    assert "déjà ce titre" in line.message.text()
    assert stage.screen.header.saved.text().startswith("NON ENREGISTRÉ")
    kept = stage.protocol.content
    assert (kept.title, kept.need) == ("Plaie chronique", "Vu en réunion")
    line.edit.clear()
    line.edit.textEdited.emit("")
    assert line.message.text() == "Donnez-lui un titre."
    line.edit.selectAll()
    type_text(line.edit, "Plaie")
    line.edit.editingFinished.emit()
    assert stage.protocol.content.title == "Plaie"
    assert stage.screen.header.title.accessibleName() == "Plaie"


def test_a_text_that_is_too_long_is_said_under_it_and_the_rest_is_saved(
    stage: ProtocolStage,
) -> None:
    need = field(stage, "need")
    need.setPlainText("x" * (LONGEST_TEXT + 1))
    type_text(field(stage, "places"), "Au cabinet")
    assert not stage.screen.writing.flush()
    kept = stage.protocol.content
    assert (kept.need, kept.places) == ("", "Au cabinet")
    assert "10\u202f001 caractères" in need.accessibleDescription()
    need.setPlainText("x" * LONGEST_TEXT)
    assert need.accessibleDescription() == ""
    assert stage.screen.writing.flush()
    assert len(stage.protocol.content.need) == LONGEST_TEXT


def test_what_the_disk_refuses_stays_and_is_said_until_it_is_saved(
    stage: ProtocolStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(ProtocolService, "save_text", refused)
        type_text(field(stage, "need"), "Ne pas perdre")
        assert not stage.screen.writing.flush()
        assert stage.screen.header.saved.text() == "NON ENREGISTRÉ · Le disque est plein."
        stage.show("life")
        stage.show("text")
        assert field(stage, "need").text() == "Ne pas perdre"
    assert stage.screen.writing.flush()
    assert stage.protocol.content.need == "Ne pas perdre"


def test_references_and_indicators_are_written_in_place_and_taken_out_with_an_undo(
    stage: ProtocolStage,
) -> None:
    rows = stage.text.references
    rows.add_button.click()
    for organisation in ("HAS", "INSERM"):
        type_text(None, organisation)
        press(None, "Return")
    stage.screen.writing.flush()
    assert [each.organisation for each in stage.protocol.content.references] == ["HAS", "INSERM"]
    rows.rows[1].give_focus("title")
    press(None, "Alt+Up")
    assert [each.organisation for each in stage.protocol.content.references] == ["INSERM", "HAS"]
    rows.rows[0].remove_button.click()
    assert [each.organisation for each in stage.protocol.content.references] == ["HAS"]
    stage.toast.button.click()
    assert [each.organisation for each in stage.protocol.content.references] == ["INSERM", "HAS"]
    counted = stage.text.indicators
    counted.add_button.click()
    type_text(None, "Plaies fermées")
    choice = counted.rows[0].choice
    assert choice is not None
    choice.set_value(Measure.INCLUDED.value)
    choice.chosen.emit(choice.value())
    (indicator,) = stage.protocol.content.indicators
    assert (indicator.name, indicator.measure) == ("Plaies fermées", Measure.INCLUDED)
    stage.show("life")
    stage.show("text")
    assert counted.rows[0].cells["name"].text() == "Plaies fermées"


def test_who_leads_it_and_until_when_and_a_past_day_is_refused_under_the_field(
    stage: ProtocolStage,
) -> None:
    roy = stage.office.person("Roy", "Ann", profession="Médecin")
    heading = stage.text.heading
    type_text(heading.referent, "roy")
    press(heading.referent, "Tab")
    day = heading.revise_on
    type_text(day.date_edit, "15/01/2026")
    day.date_edit.editingFinished.emit()
    assert day.message.text().startswith("Cette date de révision est passée.")
    assert (stage.protocol.referent_id, stage.protocol.revise_on) == (roy, None)
    day.date_edit.clear()
    type_text(day.date_edit, "dans 1 an")
    day.date_edit.editingFinished.emit()
    assert stage.protocol.revise_on == date(2027, 11, 26)
    assert "Ann Roy" in stage.screen.header.subtitle.accessibleName()
    heading.referent.clear()
    type_text(heading.referent, "Une sage-femme de la PMI")
    heading.referent.editingFinished.emit()
    assert stage.protocol.referent_name == "Une sage-femme de la PMI"


def test_a_frozen_version_is_read_and_the_next_one_is_written_beside_it(
    stage: ProtocolStage,
) -> None:
    applied(stage)
    stage.show("text")
    assert field(stage, "need").isReadOnly()
    assert "La version 1 est validée" in stage.text.frozen.sentence.text()
    type_text(field(stage, "objective"), "rien")
    assert not stage.screen.writing.dirty
    stage.text.frozen.button.click()
    assert not field(stage, "need").isReadOnly()
    assert stage.text.frozen.isHidden()
    assert (stage.protocol.version, stage.protocol.in_force) == (2, 1)
    type_text(field(stage, "need"), "Autre")
    assert stage.screen.writing.flush()
    assert stage.protocol.content.need == "Autre"


def test_what_others_write_of_it_is_shown_and_another_protocol_shows_its_own(
    stage: ProtocolStage,
) -> None:
    texts = stage.office.desk.protocols.texts
    first = stage.id
    changes = texts.save_text(first, ProtocolContent(title="Plaie", need="D’ailleurs"))
    stage.window.changes.publish(changes)
    assert field(stage, "need").text() == "D’ailleurs"
    stage.open(ProtocolContent(title="Chute", places="Domicile"), "text")
    assert (field(stage, "need").text(), field(stage, "places").text()) == ("", "Domicile")
    press(None, "Ctrl+Z")
    assert texts.get(first).content.need == "D’ailleurs", "an undo is of the one that is shown"


def applied(stage: ProtocolStage) -> ProtocolId:
    """The protocol that is shown, in force."""
    desk, id_ = stage.office.desk.protocols, stage.id
    desk.life.move(id_, ProtocolStatus.REVIEW)
    desk.signatures.sign(id_, stage.office.desk.clock.today(), name="Ann Ivo")
    desk.life.move(id_, ProtocolStatus.VALIDATED)
    desk.life.move(id_, ProtocolStatus.IN_FORCE, revise_on=date(2027, 11, 26))
    return id_


@pytest.mark.parametrize("typed", ["dans 2 ans", ""])
def test_ctrl_z_brings_back_a_day_of_revision_that_has_passed_meanwhile(
    stage: ProtocolStage, typed: str
) -> None:
    applied(stage)
    stage.office.clock.set_local(datetime(2028, 1, 1, 9))  # noqa: DTZ001  local, as it is named
    stage.window.navigator.go(Intent("protocol", record=stage.id))
    day = stage.text.heading.revise_on.date_edit
    day.setFocus()
    day.selectAll()
    press(day, "Delete")
    type_text(day, typed)
    press(day, "Return")
    chosen = stage.protocol.revise_on
    assert chosen == (date(2030, 1, 1) if typed else None)
    press(None, "Ctrl+Z")
    assert stage.protocol.revise_on == date(2027, 11, 26)
    assert day.text() == "ven. 26 nov. 2027"
    press(None, "Ctrl+Shift+Z")
    assert stage.protocol.revise_on == chosen


def test_a_protocol_that_is_put_in_the_bin_from_elsewhere_leads_back_to_the_list(
    stage: ProtocolStage,
) -> None:
    stage.open(ProtocolContent(title="Escarre"), "text")
    stage.window.changes.publish(stage.office.desk.protocols.texts.remove(stage.id), None)
    assert stage.window.current is stage.list


def test_what_was_not_saved_of_a_version_that_is_frozen_meanwhile_is_kept_aside(
    stage: ProtocolStage,
) -> None:
    desk = stage.office.desk.protocols
    desk.life.move(stage.id, ProtocolStatus.REVIEW)
    desk.signatures.sign(stage.id, date(2026, 11, 26), name="Roy")
    field(stage, "team").setFocus()
    type_text(None, "tapé trop tard")
    stage.window.changes.publish(desk.life.move(stage.id, ProtocolStatus.VALIDATED), None)
    assert "gardé à part" in stage.screen.header.saved.text()
    assert field(stage, "team").toPlainText() == ""
    stage.window.navigator.go(Intent("protocols"))
    stage.show("life")
    stage.life.standing.moves[ProtocolStatus.DRAFT].click()
    assert stage.protocol.version == 2
