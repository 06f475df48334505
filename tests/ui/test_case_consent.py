# SPDX-License-Identifier: EUPL-1.2
"""Consent: said in words, its consequences before it is confirmed, an obstacle afterwards."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.case import Identity, Protection
from app.domain.consent import ConsentMode, ConsentState, GivenBy
from app.domain.directory import Professional
from app.domain.ids import CaseId, ProfessionalId
from tests.ui.case_stage import CaseStage, open_stage
from tests.ui.typing import press, type_text
from ui.screens.case.consent_card import ConsentCard


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[CaseStage]:
    with open_stage(tmp_path, qtbot) as opened:
        yield opened


def card(stage: CaseStage) -> ConsentCard:
    return stage.case.summary.consent


def answer(stage: CaseStage, state: ConsentState) -> None:
    values = [each.value for each in ConsentState]
    button = card(stage).form.state._group.button(values.index(state.value))
    button.click()


def choose_outside(stage: CaseStage) -> None:
    form = card(stage).form
    form.reach.set_value("outside")
    form.reach.chosen.emit("outside")


def protect(stage: CaseStage, protection: Protection) -> None:
    choice = card(stage).protection.protection
    choice.set_value(protection.value)
    choice.chosen.emit(protection.value)


def partner(stage: CaseStage, structure: str) -> None:
    person = Professional(ProfessionalId(""), "Ravel", "Luc", structure=structure, member=False)
    stage.office.desk.directory.save(person)


def in_force(stage: CaseStage, case_id: CaseId) -> ConsentState | None:
    consent = stage.office.desk.cases.file(case_id).consent
    return consent.state if consent else None


def test_an_answer_is_noted_with_its_date_its_collector_and_its_scope(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    form = card(stage).form
    form.on.setFocus()
    type_text(None, "20/11")
    press(form.on.date_edit, "Tab")
    form.more.click()
    type_text(form.details.scope.edit, "équipe et CCAS")
    form.confirm.click()
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert (consent.state, consent.on) == (ConsentState.OBTAINED, date(2026, 11, 20))
    assert (consent.collected_by, consent.scope) == (stage.cisse, "équipe et CCAS")
    assert card(stage).sentence.text() == (
        "Accord obtenu le ven. 20 nov. 2026, recueilli par Aminata Cissé, infirmière."
    )
    assert stage.case.header.chip.text == "accord obtenu"


def test_an_answer_names_the_outside_structures_that_it_covers(stage: CaseStage) -> None:
    partner(stage, "Équipe mobile de gériatrie")
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    form = card(stage).form
    assert not form.structures.isVisible()
    choose_outside(stage)
    form.confirm.click()
    assert "Nommez au moins une structure" in form.structures.message.text()
    assert in_force(stage, case_id) is None
    type_text(form.structures.edits[0], "ger")
    press(form.structures.edits[0], "Tab")
    assert form.structures.message.text() == ""
    assert form.structures.edits[1].isVisible(), "a line for the next one"
    type_text(form.structures.edits[1], "CCAS")
    form.confirm.click()
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert consent.structures == "Équipe mobile de gériatrie\nCCAS"
    assert consent.outside_team
    assert "y compris Équipe mobile de gériatrie et CCAS" in card(stage).scope_line.text()
    card(stage).note_button.click()
    assert form.reach.value() == "outside", "the next answer begins with what is known"
    assert form.structures.text() == consent.structures
    answer(stage, ConsentState.WITHDRAWN)
    assert not form.reach.isVisible()
    assert not form.structures.isVisible()
    form.confirm.click()
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert (consent.outside_team, consent.structures) == (False, "")


def test_what_is_rarely_said_is_folded_and_summed_up(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    form = card(stage).form
    assert not form.details.isVisible()
    assert form.folded.text() == "à redemander le ven. 26 nov. 2027", "proposed a year later"
    form.more.click()
    form.details.mode.set_value("written")
    form.details.sheet_given.click()
    type_text(form.details.informed.edit, "sa fille")
    form.details.renew.set_value(None)
    form.confirm.click()
    consent = stage.office.desk.cases.file(case_id).consent
    assert consent is not None
    assert (consent.mode, consent.sheet_given) == (ConsentMode.WRITTEN, True)
    assert (consent.informed, consent.renew_on) == ("sa fille", None)
    assert card(stage).how_line.text() == "par écrit · informés\u00a0: sa fille · notice remise"


@pytest.mark.parametrize(
    ("typed", "said"), [("20/11/2026", "Cette date est passée"), ("31/02", "n’existe pas")]
)
def test_a_day_to_ask_again_that_cannot_be_is_said_under_its_field(
    stage: CaseStage, typed: str, said: str
) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    form = card(stage).form
    form.more.click()
    form.details.renew.setFocus()
    form.details.renew.date_edit.clear()
    type_text(None, typed)
    press(form.details.renew.date_edit, "Tab")
    assert said in form.details.renew.message.text()
    form.confirm.click()
    assert in_force(stage, case_id) is None


def test_an_answer_of_before_the_birth_is_refused_under_the_field(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    line = card(stage).protection
    type_text(line.year.edit, "2020")
    press(line.year.edit, "Return")
    card(stage).note_button.click()
    form = card(stage).form
    form.on.date_edit.clear()
    type_text(form.on.date_edit, "01/02/2019")
    assert "2020" in form.on.message.text()
    form.confirm.click()
    assert in_force(stage, case_id) is None


@pytest.mark.parametrize(
    ("protection", "giver"),
    [
        (Protection.NONE, GivenBy.PERSON),
        (Protection.MINOR, GivenBy.PARENTS),
        (Protection.CURATORSHIP, GivenBy.ASSISTED),
        (Protection.GUARDIANSHIP, GivenBy.GUARDIAN),
    ],
)
def test_who_answers_follows_the_protection_and_is_in_sight(
    stage: CaseStage, protection: Protection, giver: GivenBy
) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    protect(stage, protection)
    assert stage.office.desk.cases.file(case_id).case.protection is protection
    card(stage).note_button.click()
    form = card(stage).form
    assert form.details.given_by.value() == giver.value
    assert form.details.isVisible() == (giver is not GivenBy.PERSON)


def test_a_minor_who_asks_for_secrecy_answers_alone_and_what_that_means_is_said(
    stage: CaseStage,
) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    line = card(stage).protection
    assert not line.secrecy.isVisible()
    protect(stage, Protection.MINOR)
    assert not line.consequence.isVisible()
    line.secrecy.click()
    assert stage.office.desk.cases.file(case_id).case.parents_kept_out
    assert "aucun document n’est adressé aux parents" in line.consequence.text()
    assert line.consequence.isVisible()
    card(stage).note_button.click()
    assert card(stage).form.details.given_by.value() == GivenBy.PERSON.value
    protect(stage, Protection.NONE)
    assert not stage.office.desk.cases.file(case_id).case.parents_kept_out


def test_a_birth_of_this_century_proposes_to_note_a_minor(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.office.desk.cases.save_identity(case_id, Identity("Petit", "Léo", date(2012, 5, 1)))
    stage.go("case", case_id)
    line = card(stage).protection
    assert line.year.text() == "2012"
    assert line.accept.text() == "Noter « Mineure »"
    line.accept.click()
    assert stage.office.desk.cases.file(case_id).case.protection is Protection.MINOR
    assert not line.accept.isVisible()


def test_a_year_that_cannot_be_is_said_at_once_and_stays_typed(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id)
    line = card(stage).protection
    for typed, said in (("2031", "avenir"), ("1700", "120"), ("41", "quatre chiffres")):
        line.year.edit.clear()
        type_text(line.year.edit, typed)
        press(line.year.edit, "Return")
        assert said in line.year.message.text()
        assert stage.office.desk.cases.file(case_id).case.birth_year is None
    assert line.begun() == "41"


def test_a_consent_that_was_not_asked_is_strictly_anonymous_in_words(stage: CaseStage) -> None:
    stage.go("case", stage.situation(), "consent")
    answer(stage, ConsentState.NOT_ASKED)
    assert not card(stage).form.on.isVisible()
    card(stage).form.confirm.click()
    assert "strictement anonyme" in card(stage).sentence.text()
    assert not stage.case.banner.isVisible()


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_what_a_refusal_does_is_said_before_it_is_confirmed(
    stage: CaseStage, state: ConsentState
) -> None:
    case_id = stage.situation()
    stage.office.consent(case_id, ConsentState.OBTAINED)
    meeting_id, _ = stage.office.meeting(case_id)
    stage.go("case", case_id, "consent")
    assert not card(stage).form.before.isVisible()
    answer(stage, state)
    assert card(stage).form.before.isVisible()
    said = card(stage).form.before.label.text()
    assert "Ordre du jour du jeu. 26 nov. 2026\u00a0: son point en est retiré." in said
    assert "scellé" not in said, "nothing was sealed of this person"
    assert in_force(stage, case_id) is ConsentState.OBTAINED, "nothing happened yet"
    card(stage).form.confirm.click()
    assert in_force(stage, case_id) is state
    assert stage.office.desk.agendas.view(meeting_id).lines == ()
    assert stage.case.banner.isVisible()
    assert "n’est à aucun ordre du jour" in stage.case.banner.label.text()


def test_a_refusal_can_be_thought_better_of(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    answer(stage, ConsentState.REFUSED)
    card(stage).form.cancel.click()
    assert in_force(stage, case_id) is None
    assert not card(stage).form.isVisible()


def test_a_date_to_come_is_refused_under_the_field_and_nothing_is_lost(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.go("case", case_id, "consent")
    on = card(stage).form.on
    on.setFocus()
    type_text(None, "01/12/2026")
    assert "dans l’avenir" in on.message.text(), "said at once"
    press(on.date_edit, "Tab")
    assert "dans l’avenir" in on.message.text(), "and still there when the field is left"
    card(stage).form.confirm.click()
    assert in_force(stage, case_id) is None
    assert card(stage).form.isVisible()
    assert on.value() == date(2026, 12, 1)


def test_what_came_before_stays_in_sight(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.office.consent(case_id, ConsentState.OBTAINED)
    stage.office.consent(case_id, ConsentState.WITHDRAWN)
    stage.go("case", case_id)
    assert card(stage).sentence.text().startswith("Accord retiré")
    assert "Auparavant\nAccord obtenu" in card(stage).history.text()


def test_the_plan_of_somebody_who_refused_is_not_printed_and_says_why(stage: CaseStage) -> None:
    case_id = stage.situation()
    stage.office.consent(case_id, ConsentState.REFUSED)
    stage.go("case", case_id, "plan")
    press(stage.case.plan, "Ctrl+P")
    assert not stage.tasks.busy
    assert "a refusé" in stage.case.banner.label.text()


def test_an_answer_that_leaves_a_guest_out_says_so_before_it_is_confirmed(
    stage: CaseStage,
) -> None:
    case_id, office = stage.situation(), stage.office
    office.consent(case_id, ConsentState.OBTAINED)
    outside = Professional(ProfessionalId(""), "Petit", "Luc", structure="CCAS", member=False)
    person, _ = office.desk.directory.save(outside)
    _, (item,) = office.meeting(case_id)
    office.desk.guests.invite_covered(item, person)
    stage.go("case", case_id, "consent")
    form = card(stage).form
    assert form.before.isHidden()
    form.reach.set_value("team")
    form.reach.chosen.emit("team")
    assert "Luc Petit n’y vient plus" in form.before.label.text()
    form.confirm.click()
    assert office.desk.guests.of(item) == ()
