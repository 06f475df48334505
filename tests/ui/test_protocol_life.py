# SPDX-License-Identifier: EUPL-1.2
"""The life of a protocol by its buttons: signed, in force, revised, and every move taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.protocol import ProtocolContent, ProtocolStatus
from app.services.protocols import ProtocolService
from tests.ui.protocol_stage import THREE, ProtocolStage, open_protocol_stage
from tests.ui.test_protocol_text import applied, field, refused
from tests.ui.typing import focused, press, type_text
from ui.shell import Intent

REVIEW, VALIDATED = ProtocolStatus.REVIEW, ProtocolStatus.VALIDATED
IN_FORCE, TO_REVISE = ProtocolStatus.IN_FORCE, ProtocolStatus.TO_REVISE
DRAFT, ARCHIVED = ProtocolStatus.DRAFT, ProtocolStatus.ARCHIVED


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[ProtocolStage]:
    with open_protocol_stage(tmp_path, qtbot) as opened:
        opened.open(ProtocolContent(title="Plaie chronique", steps=THREE), "life")
        yield opened


def move(stage: ProtocolStage, after: ProtocolStatus) -> None:
    stage.life.standing.moves[after].click()


def sign(stage: ProtocolStage, name: str = "Une infirmière de passage") -> None:
    card = stage.life.signatures
    type_text(card.who, name)
    card.add_button.click()


def status(stage: ProtocolStage) -> ProtocolStatus:
    return stage.protocol.status


def test_a_protocol_goes_from_draft_into_force_by_its_buttons(stage: ProtocolStage) -> None:
    move(stage, REVIEW)
    assert status(stage) is REVIEW
    move(stage, VALIDATED)
    assert focused() is stage.life.signatures.who, "signatures are what validates"
    assert status(stage) is REVIEW
    sign(stage)
    assert "1 signature du texte d’aujourd’hui" in stage.life.signatures.hint.text()
    move(stage, VALIDATED)
    assert focused() is stage.life.signatures.validate
    press(None, "Space")
    assert status(stage) is VALIDATED
    move(stage, IN_FORCE)
    day = stage.life.standing.day
    assert day.value() == date(2027, 11, 26), "a year later unless somebody says another day"
    day.date_edit.clear()
    type_text(day.date_edit, "1/11/2026")
    stage.life.standing.confirm.click()
    assert day.message.text().startswith("Cette date de révision est passée.")
    assert status(stage) is VALIDATED
    day.date_edit.clear()
    type_text(day.date_edit, "dans 2 ans")
    stage.life.standing.confirm.click()
    protocol = stage.protocol
    assert (protocol.status, protocol.in_force) == (IN_FORCE, 1)
    assert protocol.revise_on == date(2028, 11, 26)
    assert stage.screen.header.chip.text == "En vigueur"


def test_every_move_is_taken_back_from_its_toast(stage: ProtocolStage) -> None:
    for after in (REVIEW, DRAFT, ARCHIVED):
        before = stage.protocol
        move(stage, after)
        assert status(stage) is after
        stage.toast.button.click()
        assert stage.protocol == before
        move(stage, REVIEW if before.status is DRAFT else DRAFT)
    while status(stage) is not REVIEW:
        move(stage, REVIEW)
    sign(stage)
    before = stage.protocol
    stage.life.signatures.validate.click()
    assert stage.life.versions.summary.text() == "1 version"
    stage.toast.button.click()
    assert stage.protocol == before
    assert stage.life.versions.isHidden()
    applied_now(stage)
    for after in (TO_REVISE, DRAFT, ARCHIVED):
        before = stage.protocol
        move(stage, after)
        assert status(stage) is after
        stage.toast.button.click()
        assert stage.protocol == before


def applied_now(stage: ProtocolStage) -> None:
    stage.life.signatures.validate.click()
    move(stage, IN_FORCE)
    stage.life.standing.confirm.click()
    assert status(stage) is IN_FORCE


def test_a_text_that_changed_is_signed_again_and_a_signature_is_taken_out_with_an_undo(
    stage: ProtocolStage,
) -> None:
    ann = stage.office.person("Roy", "Ann", profession="Médecin")
    move(stage, REVIEW)
    type_text(stage.life.signatures.who, "roy")
    press(stage.life.signatures.who, "Tab")
    assert stage.life.signatures.profession.isHidden(), "the directory knows it"
    stage.life.signatures.add_button.click()
    (line,) = stage.office.desk.protocols.signatures.of(stage.id)
    assert (line.signature.professional_id, line.valid) == (ann, True)
    stage.show("text")
    type_text(field(stage, "need"), "Autre")
    stage.show("life")
    assert stage.life.signatures.rows[0].chip.text == "à signer de nouveau"
    assert stage.life.signatures.validate.isHidden()
    type_text(stage.life.signatures.who, "roy")
    press(stage.life.signatures.who, "Tab")
    stage.life.signatures.add_button.click()
    assert [row.chip.text for row in stage.life.signatures.rows] == ["signé"]
    stage.life.signatures.rows[0].remove_button.click()
    assert stage.office.desk.protocols.signatures.of(stage.id) == ()
    stage.toast.button.click()
    assert len(stage.office.desk.protocols.signatures.of(stage.id)) == 1


def test_nobody_and_a_day_to_come_sign_nothing_and_it_is_said_in_place(
    stage: ProtocolStage,
) -> None:
    move(stage, REVIEW)
    card = stage.life.signatures
    card.add_button.click()
    assert card.message.text().startswith("Il manque la personne qui a signé.")
    type_text(card.who, "Ann Ivo")
    card.on.set_value(date(2026, 11, 27))
    card.add_button.click()
    assert "ne se note pas d’avance" in card.on.message.text()
    assert stage.office.desk.protocols.signatures.of(stage.id) == ()
    card.who.clear()


def test_a_text_without_a_step_is_not_validated_and_says_so(stage: ProtocolStage) -> None:
    stage.open(ProtocolContent(title="Vide"), "life")
    move(stage, REVIEW)
    sign(stage)
    stage.life.signatures.validate.click()
    assert "aucune étape" in stage.life.signatures.message.text()
    assert status(stage) is REVIEW


def test_giving_up_the_next_version_says_what_is_lost_before_it_is(stage: ProtocolStage) -> None:
    applied(stage)
    stage.show("life")
    move(stage, DRAFT)
    texts = stage.office.desk.protocols.texts
    texts.save_text(stage.id, replace(stage.protocol.content, need="En plus"))
    standing = stage.life.standing
    standing.abandon_button.click()
    assert focused() is standing.keep
    assert "version 2" in standing.loss.text()
    assert "Le texte de la version 1 revient" in standing.loss.text()
    standing.keep.click()
    assert stage.protocol.content.need == "En plus"
    standing.abandon_button.click()
    standing.give_up.click()
    protocol = stage.protocol
    assert (protocol.version, protocol.status, protocol.content.need) == (1, IN_FORCE, "")
    assert standing.abandon_button.isHidden()


def test_what_was_never_used_goes_to_the_bin_and_comes_back_from_the_toast(
    stage: ProtocolStage,
) -> None:
    before = stage.protocol
    stage.life.standing.remove_button.click()
    assert stage.window.navigator.here == Intent("protocols")
    assert stage.office.desk.protocols.texts.all() == ()
    stage.toast.button.click()
    assert stage.protocol == before
    stage.show("life")
    applied(stage)
    stage.show("life")
    assert stage.life.standing.remove_button.isHidden(), "it is archived instead"


def test_versions_are_read_and_compared_and_the_history_is_told(stage: ProtocolStage) -> None:
    applied(stage)
    stage.show("life")
    move(stage, DRAFT)
    stage.show("text")
    type_text(field(stage, "need"), "Trop de chutes")
    stage.show("life")
    card = stage.life.versions
    card.button.click()
    card.list.opened.emit("1")
    assert "Plaie chronique" in card.texts
    card.compare.click()
    assert card.texts == ["+Trop de chutes"]
    assert card.shown.text() == "De la version 1 au texte actuel"
    told = [row.text for row in stage.life.history.rows]
    assert told[0].startswith("Version 2")
    assert len(told) == 5


def test_a_move_waits_for_a_text_that_the_disk_refuses(
    stage: ProtocolStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.show("text")
    with monkeypatch.context() as patch:
        patch.setattr(ProtocolService, "save_text", refused)
        type_text(field(stage, "need"), "Ne pas perdre")
        stage.show("life")
        move(stage, REVIEW)
        assert status(stage) is DRAFT
        assert stage.screen.header.saved.text().startswith("NON ENREGISTRÉ")
    move(stage, REVIEW)
    assert (status(stage), stage.protocol.content.need) == (REVIEW, "Ne pas perdre")


def test_a_file_that_names_somebody_is_saved_only_once_that_was_read(
    stage: ProtocolStage, tmp_path: Path
) -> None:
    stage.office.person("Keranguen", "Maël")
    file = stage.dialogs.file_to_save = tmp_path / "p.json"
    stage.screen.header.export_button.click()
    assert file.exists()
    file.unlink()
    stage.show("text")
    type_text(field(stage, "need"), "Demandé par Mme Keranguen")
    stage.screen.header.export_button.click()
    remark = stage.screen.leaving.remark
    assert not file.exists()
    assert "Keranguen" in remark.label.text()
    remark.button.click()
    assert "Keranguen" in file.read_text(encoding="utf-8")
    assert remark.isHidden()


def test_a_name_that_was_taken_out_once_it_was_told_does_not_leave(
    stage: ProtocolStage, tmp_path: Path
) -> None:
    stage.office.person("Keranguen", "Maël")
    stage.office.person("Troadec", "Anne")
    file = stage.dialogs.file_to_save = tmp_path / "p.json"
    stage.show("text")
    need, remark = field(stage, "need"), stage.screen.leaving.remark
    type_text(need, "Demandé par Mme Keranguen")
    stage.screen.header.export_button.click()
    need.selectAll()
    type_text(need, "Demandé par Mme Troadec")
    remark.button.click()
    assert not file.exists()
    assert "Troadec" in remark.label.text()
    need.selectAll()
    type_text(need, "Demandé par tous")
    remark.button.click()
    assert remark.isHidden()
    told = file.read_text(encoding="utf-8")
    assert "Demandé par tous" in told
    assert not {"Keranguen", "Troadec"} & set(told.replace('"', " ").split())


def test_where_no_patient_was_looked_for_in_a_file_that_is_said(
    stage: ProtocolStage, tmp_path: Path
) -> None:
    remark, export = stage.screen.leaving.remark, stage.screen.header.export_button
    stage.dialogs.file_to_save = tmp_path / "p.json"
    export.click()
    assert remark.isHidden()
    stage.office.identities.drop()
    export.click()
    assert "aucun nom de patient n’a été cherché" in remark.label.text()
    assert remark.button.isHidden()
    remark.clear()
    stage.dialogs.file_to_save = None
    export.click()
    assert remark.isHidden()


def test_both_papers_open_in_the_preview(stage: ProtocolStage, qtbot: QtBot) -> None:
    for button, words in (
        (stage.screen.header.print_button, "protocole"),
        (stage.screen.header.summary_button, "affiche"),
    ):
        button.click()
        qtbot.waitUntil(lambda: stage.window._preview.preview is not None, timeout=10_000)
        shown = stage.window._preview.preview
        assert shown is not None
        assert words in shown.printout.file_name
        shown.closed.emit()


def test_the_focus_stays_with_the_moves_after_one_was_made(stage: ProtocolStage) -> None:
    stage.life.standing.moves[ProtocolStatus.REVIEW].setFocus()
    press(None, "Space")
    assert stage.protocol.status is ProtocolStatus.REVIEW
    assert focused() is stage.life.standing.first_button()
