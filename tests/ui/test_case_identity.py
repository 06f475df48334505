# SPDX-License-Identifier: EUPL-1.2
"""The identity stays sealed until it is asked for, and is gone when one leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.case import Identity
from app.domain.ids import CaseId
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.case.identity_card import IdentityCard

MARGUERITE = Identity("Verdier", "Marguerite", date(1941, 3, 2), "sa fille, 06 00 00 00 00")


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def card(stage: CaseStage) -> IdentityCard:
    return stage.case.summary.identity


def known(stage: CaseStage) -> CaseId:
    case_id = stage.situation()
    stage.office.desk.cases.save_identity(case_id, MARGUERITE)
    return case_id


def texts(stage: CaseStage) -> str:
    labels = [label.text() for label in stage.case.findChildren(QLabel)]
    return "\n".join([*labels, *(edit.text() for edit in stage.case.findChildren(QLineEdit))])


def readings(stage: CaseStage) -> int:
    return stage.office.dump("journal").count("identity.read")


def test_opening_a_situation_reads_no_identity(stage: CaseStage) -> None:
    stage.go("case", known(stage))
    assert not card(stage).unfolded
    assert "scellée" in card(stage).sentence.text()
    assert "Verdier" not in texts(stage)
    assert readings(stage) == 0


def test_it_is_shown_on_request_with_the_age_and_the_reading_is_journalled(
    stage: CaseStage,
) -> None:
    stage.go("case", known(stage))
    card(stage).show_button.click()
    assert (card(stage).last.text(), card(stage).first.text()) == ("Verdier", "Marguerite")
    assert card(stage).age.text() == "85\u00a0ans"
    assert readings(stage) == 1
    assert "Verdier" not in stage.case.header.title.text()


@pytest.mark.parametrize("way", ["hide", "other screen", "other situation"])
def test_it_is_hidden_again_and_no_field_keeps_it(stage: CaseStage, way: str) -> None:
    case_id, other = known(stage), stage.situation("Autre")
    stage.go("case", case_id)
    card(stage).show_button.click()
    if way == "hide":
        card(stage).cancel_button.click()
    elif way == "other screen":
        stage.go("cases")
    else:
        stage.go("case", other)
    assert not card(stage).unfolded
    assert "Verdier" not in texts(stage)
    assert "sa fille" not in texts(stage)


def test_an_identity_is_typed_and_sealed(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    card(stage).show_button.click()
    type_text(None, "Verdier")
    press(None, "Tab")
    type_text(None, "Marguerite")
    press(None, "Tab")
    type_text(None, "02031941")
    press(None, "Tab")
    assert card(stage).age.text() == "85\u00a0ans"
    card(stage).save_button.click()
    assert not card(stage).unfolded
    identity = stage.office.desk.cases.identity(case_id)
    assert identity == Identity("Verdier", "Marguerite", date(1941, 3, 2))
    assert stage.office.where("Verdier") == set(), "no table holds the name in clear"


def test_leaving_the_screen_seals_what_was_typed(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    card(stage).show_button.click()
    type_text(None, "Verdier")
    stage.go("cases")
    identity = stage.office.desk.cases.identity(case_id)
    assert identity is not None
    assert identity.last == "Verdier"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("01/01/2027", "dans l’avenir"),
        ("01/01/1880", "Vérifiez l’année"),
        ("31/02/1950", "n’existe pas"),
        ("2 mars", "n’existe pas"),
    ],
)
def test_an_impossible_birth_is_said_under_the_field_and_the_rest_stays(
    stage: CaseStage, typed: str, said: str
) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    card(stage).show_button.click()
    type_text(card(stage).last.edit, "Verdier")
    card(stage).born.setFocus()
    type_text(None, typed)
    press(card(stage).born.date_edit, "Tab")
    assert said in card(stage).born.message.text()
    card(stage).save_button.click()
    assert card(stage).unfolded
    assert card(stage).last.text() == "Verdier"
    assert stage.office.desk.cases.identity(case_id) is None
    card(stage).cancel_button.click()


def test_a_nameless_identity_is_refused_with_a_sentence(stage: CaseStage) -> None:
    stage.go("case", stage.situation())
    card(stage).show_button.click()
    type_text(card(stage).first.edit, "Marguerite")
    card(stage).save_button.click()
    assert "nom de la personne est vide" in card(stage).message.text()
    assert card(stage).first.text() == "Marguerite"
    card(stage).cancel_button.click()


def test_without_the_identity_key_the_card_says_so(stage: CaseStage) -> None:
    stage.go("case", known(stage))
    stage.office.identities.drop()
    card(stage).show_button.click()
    assert not card(stage).unfolded
    assert "Identités fermées" in card(stage).key.sentence.text()
    assert card(stage).key.isVisible()


def test_what_a_plan_needs_of_the_person_is_folded_sealed_and_gone_when_one_leaves(
    stage: CaseStage,
) -> None:
    case_id = known(stage)
    stage.go("case", case_id)
    card(stage).show_button.click()
    recto = card(stage).recto
    assert not recto.group.isVisible()
    recto.title.click()
    recto.sex.set_value("Féminin")
    recto.sex.chosen.emit("Féminin")
    type_text(recto.lines["trusted"].edit, "Anne Roze, sa fille")
    type_text(recto.lines["insurance"].edit, "MGEN")
    press(recto.lines["insurance"].edit, "Return")
    assert not card(stage).unfolded, "sealed"
    assert "Roze" not in texts(stage)
    assert "Roze" not in stage.office.dump("identity")
    found = stage.office.desk.cases.identity(case_id)
    assert found is not None
    assert (found.last, found.sex) == ("Verdier", "Féminin")
    assert (found.trusted, found.insurance) == ("Anne Roze, sa fille", "MGEN")
    card(stage).show_button.click()
    assert recto.title.text() == "Pour le plan\u00a0: coordonnées et proches (3)"


def test_a_sealed_birth_gives_the_situation_its_year(stage: CaseStage) -> None:
    case_id = known(stage)
    assert stage.office.desk.cases.file(case_id).case.birth_year == 1941
    stage.go("case", case_id)
    assert stage.case.summary.consent.protection.year.text() == "1941"


def test_a_line_of_a_plan_that_is_too_long_is_said_under_it(stage: CaseStage) -> None:
    stage.go("case", known(stage))
    card(stage).show_button.click()
    recto = card(stage).recto
    recto.title.click()
    recto.lines["mail"].set_text("m" * 120)
    type_text(recto.lines["mail"].edit, "m")
    assert "120 au plus" in recto.lines["mail"].message.text()
    card(stage).cancel_button.click()
