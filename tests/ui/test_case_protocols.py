# SPDX-License-Identifier: EUPL-1.2
"""A person is put in a protocol with the keyboard, its steps go to the plan, and all is undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.care_plan import LineState
from app.domain.case import CaseStatus
from app.domain.errors import NotAllowedError
from app.domain.ids import CaseId, ProtocolId
from app.domain.inclusion import Inclusion, InclusionState
from app.storage.unit_of_work import Store
from tests.services.office import THURSDAY
from tests.services.protocols import FALL, applied_next, archived, in_force, rewritten
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.case.protocol_card import ProtocolCard


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def shown(stage: CaseStage) -> tuple[CaseId, ProtocolCard]:
    case_id = stage.situation()
    stage.go("case", case_id)
    return case_id, stage.case.summary.protocols


def inclusions(stage: CaseStage, case_id: CaseId) -> tuple[Inclusion, ...]:
    return stage.office.store.rows.inclusions.of_case(case_id)


def included(stage: CaseStage, protocol: ProtocolId) -> tuple[CaseId, ProtocolCard]:
    case_id = stage.situation()
    stage.office.desk.protocols.inclusions.include(case_id, protocol, (0, 1), date(2026, 11, 2))
    stage.go("case", case_id)
    return case_id, stage.case.summary.protocols


def test_somebody_is_included_by_the_keyboard_and_the_steps_are_proposed(stage: CaseStage) -> None:
    in_force(stage.office)
    case_id, card = shown(stage)
    card.add_button.setFocus()
    press(card.add_button, "Space")
    assert card.form.protocol.combo.hasFocus()
    assert [row.box.accessibleName() for row in card.form.criteria.rows] == [
        "Plus de 75 ans",
        "Une chute dans l’année",
        "Vit en établissement",
    ]
    for row in card.form.criteria.rows[:2]:
        row.box.setFocus()
        press(row.box, "Space")
    press(card.form.criteria.rows[1].box, "Ctrl+Return")
    (inclusion,) = inclusions(stage, case_id)
    assert (inclusion.state, inclusion.on) == (InclusionState.INCLUDED, THURSDAY)
    assert not inclusion.against
    assert card.steps.ticks.rows[0].box.hasFocus()
    assert card.steps.ticks.rows[0].box.accessibleName() == (
        "Repérer\u00a0: Compter les chutes. Où\u00a0: à domicile. Quand\u00a0: à chaque passage., "
        "Aminata Cissé, infirmière · plan de soins"
    )
    press(card.steps.ticks.rows[0].box, "Space")
    assert card.steps.confirm.caption == "Proposer 2 lignes au plan"
    press(card.steps.ticks.rows[0].box, "Ctrl+Return")
    lines = stage.office.desk.care_plans.facts(case_id).lines
    assert [line.source_step for line in lines] == ["s2", "s3"]
    assert {line.state for line in lines} == {LineState.PROPOSED}
    assert stage.case.tabs._tabs["plan"].text() == "Plan · 2 à revoir"
    heading = stage.case.plan.proposals.heading.text()
    assert heading == "Proposé par le protocole «\u202fChute à domicile\u202f» · 2 lignes à revoir"
    assert stage.toast.label.text() == "2 lignes proposées au plan"
    stage.toast.button.click()
    assert stage.office.desk.care_plans.facts(case_id).lines == ()
    assert card.rows[0].shown.inclusion == inclusion


def test_what_speaks_against_it_is_said_while_it_is_ticked_and_asks_why(stage: CaseStage) -> None:
    in_force(stage.office)
    case_id, card = shown(stage)
    card.begin()
    assert card.form.verdict.isHidden()
    card.form.criteria.rows[2].box.click()
    assert "Vit en établissement" in card.form.verdict.text()
    assert "dites pourquoi" in card.form.verdict.text()
    press(card.form.when.why.edit, "Ctrl+Return")
    assert inclusions(stage, case_id) == ()
    assert "pas en faveur" in card.form.when.why.message.text()
    assert card.form.when.why.edit.hasFocus()
    type_text(card.form.when.why.edit, "Entre en EHPAD <b>mardi</b>")
    press(card.form.when.why.edit, "Ctrl+Return")
    assert inclusions(stage, case_id)[0].reason == "Entre en EHPAD <b>mardi</b>"
    stage.toast.button.click()
    assert inclusions(stage, case_id) == ()
    assert card.steps.isHidden()
    assert card.add_button.isVisible()


def test_a_click_on_the_words_of_a_criterion_ticks_it(stage: CaseStage) -> None:

    in_force(stage.office)
    _, card = shown(stage)
    card.begin()
    row = card.form.criteria.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert row.box.isChecked()


def test_somebody_is_not_included_for_a_reason(stage: CaseStage) -> None:
    in_force(stage.office)
    case_id, card = shown(stage)
    card.begin()
    card.form.refuse.click()
    assert "pourquoi" in card.form.when.why.message.text()
    type_text(card.form.when.why.edit, "Ne le souhaite pas")
    card.form.refuse.click()
    (inclusion,) = inclusions(stage, case_id)
    assert (inclusion.state, inclusion.reason) == (InclusionState.EXCLUDED, "Ne le souhaite pas")
    assert card.steps.isHidden()
    assert card.rows[0].hasFocus() or card.add_button.hasFocus()


def test_a_day_to_come_or_a_reason_too_long_stays_in_its_field(stage: CaseStage) -> None:
    in_force(stage.office)
    case_id, card = shown(stage)
    card.begin()
    form = card.form
    for row in form.criteria.rows[:2]:
        row.box.click()
    form.when.on.set_value(date(2026, 11, 27))
    form.confirm.click()
    assert "avenir" in form.when.on.message.text()
    form.when.on.set_value(THURSDAY)
    type_text(form.when.why.edit, "x" * 1_001)
    assert "caractères" in form.when.why.message.text()
    form.confirm.click()
    assert inclusions(stage, case_id) == ()
    assert form.when.why.text() == "x" * 1_001
    press(form.when.why.edit, "Escape")
    assert form.isHidden()
    assert card.add_button.hasFocus()


def test_the_keys_of_a_row_end_it_take_the_end_back_and_remove_it(stage: CaseStage) -> None:
    case_id, card = included(stage, in_force(stage.office))
    card.rows[0].setFocus()
    press(card.rows[0], "s")
    assert card.end.when.why.edit.hasFocus()
    press(card.end.when.why.edit, "Ctrl+Return")
    assert "pourquoi" in card.end.when.why.message.text()
    type_text(card.end.when.why.edit, "Déménage")
    press(card.end.when.why.edit, "Ctrl+Return")
    (left,) = inclusions(stage, case_id)
    assert (left.state, left.ended_on, left.ended_why) == (
        InclusionState.LEFT,
        THURSDAY,
        "Déménage",
    )
    stage.toast.button.click()
    assert inclusions(stage, case_id)[0].is_open
    press(card.rows[0], "t")
    press(card.end.when.why.edit, "Ctrl+Return")
    assert inclusions(stage, case_id)[0].state is InclusionState.COMPLETED
    press(card.rows[0], "a")
    assert inclusions(stage, case_id)[0].is_open
    press(card.rows[0], "Delete")
    assert inclusions(stage, case_id) == ()
    assert stage.toast.label.text() == "Retirée, à la corbeille"
    stage.toast.button.click()
    assert inclusions(stage, case_id)[0].is_open


def test_steps_that_the_plan_has_are_said_and_cannot_be_ticked(stage: CaseStage) -> None:
    protocol = in_force(stage.office)
    case_id, card = included(stage, protocol)
    stage.office.desk.protocols.lines.propose(case_id, protocol, ("s1", "s2", "s3"))
    press(card.rows[0], "e")
    assert card.steps.ticks.rows == ()
    assert card.steps.confirm.isHidden()
    assert card.steps.remark.text() == "Le plan les connaît toutes."
    card.steps.cancel.click()
    assert card.steps.isHidden()


def test_no_protocol_in_force_is_said_and_leads_to_them(stage: CaseStage) -> None:
    protocol = in_force(stage.office)
    _, card = included(stage, protocol)
    archived(stage.office, protocol)
    stage.go("case", stage.situation("Autre"))
    assert "Aucun protocole n’est en vigueur" in card.nothing.text()
    assert card.add_button.isHidden()
    card.list_button.click()
    assert stage.here().screen == "protocols"


def test_a_row_leads_to_its_protocol_and_one_that_is_in_all_is_offered_none(
    stage: CaseStage,
) -> None:
    protocol = in_force(stage.office)
    _, card = included(stage, protocol)
    assert card.add_button.isHidden()
    assert card.nothing.text() == "Elle est dans tous les protocoles en vigueur."
    press(card.rows[0], "Return")
    assert (stage.here().screen, stage.here().record) == ("protocol", protocol)


def test_what_was_half_decided_is_there_again(stage: CaseStage) -> None:
    in_force(stage.office)
    other = in_force(stage.office, replace(FALL, title="Plaie"))
    case_id, card = shown(stage)
    card.begin()
    card.form.protocol.set_value(other)
    card.form.protocol.chosen.emit(other)
    card.form.criteria.rows[1].box.click()
    type_text(card.form.when.why.edit, "à moitié")
    begun = stage.case.summary.begun()
    card.close_forms()
    card.show_begun(begun)
    assert card.form.isVisible()
    assert card.form.protocol.value() == other
    assert card.form.met() == (1,)
    assert card.form.when.why.text() == "à moitié"
    stage.go("cases")
    stage.go("case", case_id)
    assert card.form.when.why.text() == "à moitié"


def test_an_end_that_was_half_said_is_there_again_unless_it_ended_since(stage: CaseStage) -> None:
    case_id, card = included(stage, in_force(stage.office))
    press(card.rows[0], "s")
    type_text(card.end.when.why.edit, "Démén")
    begun = stage.case.summary.begun()
    card.close_forms()
    card.show_begun(begun)
    assert (card.end.isVisible(), card.end.when.why.text()) == (True, "Démén")
    card.close_forms()
    id_ = inclusions(stage, case_id)[0].id
    stage.office.desk.protocols.inclusions.complete(id_, THURSDAY)
    stage.go("cases")
    stage.go("case", case_id)
    card.close_forms()
    card.show_begun(begun)
    assert card.end.isHidden()


def test_a_file_that_is_over_and_a_reader_are_shown_what_is_there_and_no_deed(
    stage: CaseStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, card = included(stage, in_force(stage.office))
    in_force(stage.office, replace(FALL, title="Plaie"))
    stage.go("case", case_id)
    assert card.add_button.isVisible()
    refused = property(lambda _store: NotAllowedError("Lecture seule."))
    monkeypatch.setattr(Store, "refusal", refused)
    stage.go("cases")
    stage.go("case", case_id)
    assert card.add_button.isHidden()
    before = inclusions(stage, case_id)
    for key in ("s", "t", "e", "Delete"):
        press(card.rows[0], key)
        assert card.end.isHidden()
        assert card.steps.isHidden()
    assert inclusions(stage, case_id) == before
    monkeypatch.undo()
    kept = stage.situation("Autre")
    stage.office.desk.lives.joining.join(kept, case_id)
    stage.go("case", case_id)
    assert card.rows == ()
    assert card.add_button.isHidden()
    stage.go("case", kept)
    assert len(card.rows) == 1


def test_before_a_closing_the_protocols_that_go_on_are_said(stage: CaseStage) -> None:
    included(stage, in_force(stage.office))
    life = stage.case.summary.life
    life.move_button.click()
    life.choice_buttons[CaseStatus.CLOSED].click()
    assert "Reste incluse dans «\u202fChute à domicile\u202f»" in life.actions_line.text()


def test_ticks_are_of_the_version_whose_criteria_were_shown(stage: CaseStage) -> None:
    protocol = in_force(stage.office)
    case_id, card = shown(stage)
    card.begin()
    form = card.form
    for row in form.criteria.rows[:2]:
        row.box.click()
    begun = card.begun()
    rewritten(
        stage.office,
        protocol,
        replace(FALL, inclusion="Sous anticoagulant\nVit seul", exclusion=""),
    )
    applied_next(stage.office, protocol)
    press(form.when.why.edit, "Ctrl+Return")
    assert inclusions(stage, case_id) == ()
    assert "La version 2 est en vigueur" in form.when.why.message.text()
    stage.go("cases")
    stage.go("case", case_id)
    assert [row.box.accessibleName() for row in form.criteria.rows] == [
        "Sous anticoagulant",
        "Vit seul",
    ]
    assert form.met() == ()
    assert "cochez ses critères" in form.when.why.message.text()
    card.close_forms()
    card.show_begun(begun)
    assert form.met() == (), "what was ticked before a lock was of another version too"
    assert "cochez ses critères" in form.when.why.message.text()
    for row in form.criteria.rows:
        row.box.click()
    form.confirm.click()
    assert [one.version for one in inclusions(stage, case_id)] == [2]


def test_a_protocol_that_is_no_longer_offered_says_so_when_it_is_confirmed(
    stage: CaseStage,
) -> None:
    protocol = in_force(stage.office)
    in_force(stage.office, replace(FALL, title="Plaie"))
    case_id, card = shown(stage)
    card.begin()
    card.form.criteria.rows[0].box.click()
    archived(stage.office, protocol)
    stage.go("cases")
    stage.go("case", case_id)
    assert card.form.chosen is not None
    assert card.form.chosen.protocol_id == protocol
    card.form.confirm.click()
    assert inclusions(stage, case_id) == ()
    assert "Aucune version" in card.form.when.why.message.text()


def test_the_last_one_that_is_taken_out_leaves_the_focus_in_the_card(stage: CaseStage) -> None:
    _, card = included(stage, in_force(stage.office))
    card.rows[0].setFocus()
    press(card.rows[0], "Delete")
    assert card.rows == ()
    assert card.add_button.hasFocus()


def test_steps_that_are_no_longer_in_force_say_that_nothing_is_proposed(stage: CaseStage) -> None:
    protocol = in_force(stage.office)
    case_id, card = included(stage, protocol)
    card.rows[0].setFocus()
    press(card.rows[0], "e")
    archived(stage.office, protocol)
    card.steps.confirm.click()
    assert stage.toast.label.text().startswith("Rien n’est proposé")
    assert not stage.toast.button.isVisible()
    assert stage.office.desk.care_plans.facts(case_id).lines == ()
    assert card.steps.isHidden()
