# SPDX-License-Identifier: EUPL-1.2
"""Validating keeps a version; changing it begins the next one; any two are compared."""

from dataclasses import replace

import pytest

from app.domain.care_plan import CarePlan, LineState, PlanLine, PlanPart, PlanStatus
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.word_diff import Mark
from app.services.comparing import ComparedPart
from app.services.plan_record import read_record
from app.services.plan_versions import NOW
from tests.services.office import ACCOUNT, Office


def plan_of(office: Office, case_id: CaseId) -> CarePlan:
    plan = office.desk.care_plans.view(case_id).plan
    assert plan is not None
    return plan


def write(office: Office, case_id: CaseId, action: str) -> PlanLine:
    line_id, _ = office.desk.care_plans.add_line(case_id, PlanPart.CARE)
    line = replace(office.desk.care_plans.line(line_id), action=action)
    office.desk.care_plans.save_line(line)
    return office.desk.care_plans.line(line_id)


def standing(office: Office, case_id: CaseId) -> tuple[PlanStatus, int, list[int]]:
    plan = plan_of(office, case_id)
    kept = office.desk.care_plans.versions.of_case(case_id)
    return plan.status, plan.version, [version.number for version in kept]


@pytest.fixture
def case_id(office: Office) -> CaseId:
    return office.case("A")


def test_validating_keeps_a_version_and_an_edit_begins_the_next(
    office: Office, case_id: CaseId
) -> None:
    plans = office.desk.care_plans
    line = write(office, case_id, "Bilan d’équilibre")
    assert standing(office, case_id) == (PlanStatus.CURRENT, 1, [])
    plans.set_status(case_id, PlanStatus.VALIDATED)
    assert standing(office, case_id) == (PlanStatus.VALIDATED, 1, [1])
    plans.save_line(replace(line, criterion="Aucune chute"))
    assert standing(office, case_id) == (PlanStatus.CURRENT, 2, [1])
    plans.set_status(case_id, PlanStatus.VALIDATED)
    assert standing(office, case_id) == (PlanStatus.VALIDATED, 2, [2, 1])
    plans.set_status(case_id, PlanStatus.CLOSED)
    assert standing(office, case_id) == (PlanStatus.CLOSED, 2, [2, 1])


def test_the_same_words_validated_again_are_the_same_version(
    office: Office, case_id: CaseId
) -> None:
    plans = office.desk.care_plans
    write(office, case_id, "Bilan")
    plans.set_status(case_id, PlanStatus.VALIDATED)
    plans.set_status(case_id, PlanStatus.CURRENT)
    assert standing(office, case_id) == (PlanStatus.CURRENT, 2, [1])
    plans.set_status(case_id, PlanStatus.VALIDATED)
    assert standing(office, case_id) == (PlanStatus.VALIDATED, 1, [1])


def test_closing_what_was_never_validated_keeps_it_too(office: Office, case_id: CaseId) -> None:
    write(office, case_id, "Bilan")
    office.desk.care_plans.set_status(case_id, PlanStatus.CLOSED)
    assert standing(office, case_id) == (PlanStatus.CLOSED, 1, [1])


def test_what_says_nothing_new_leaves_a_validated_plan_as_it_is(
    office: Office, case_id: CaseId
) -> None:
    plans = office.desk.care_plans
    office.held(case_id)
    proposed, other = plan_of(office, case_id).proposed
    plans.set_status(case_id, PlanStatus.VALIDATED)
    blank, _ = plans.add_line(case_id, PlanPart.AID)
    plans.answer(proposed.id, LineState.REFUSED)
    plans.save_line(replace(other, objective="mieux dit"))
    plans.remove_line(blank)
    assert plan_of(office, case_id).status is PlanStatus.VALIDATED
    plans.answer(other.id, LineState.ACCEPTED)
    assert standing(office, case_id) == (PlanStatus.CURRENT, 2, [1])


def test_a_version_keeps_words_and_the_names_of_its_day(office: Office, case_id: CaseId) -> None:
    plans = office.desk.care_plans
    doctor = office.person("Aubry", "Nadia", profession="Médecin")
    plans.save_page(case_id, replace(plans.facts(case_id).page, coordinator_id=doctor, gir=4))
    line = write(office, case_id, "Bilan")
    plans.save_line(replace(line, who_id=doctor, problem="mobilité"))
    plans.needs.add(case_id, "Répit pour l’aidante")
    plans.set_status(case_id, PlanStatus.VALIDATED)
    (version,) = office.store.rows.care_plans.versions(plan_of(office, case_id).id)
    assert version.account_id == ACCOUNT
    known = office.desk.directory.get(doctor)
    office.desk.directory.save(replace(known, last="Martin"))
    record = read_record(version.record)
    assert record.page["coordinator"] == "Nadia Aubry, médecin"
    assert record.page["gir"] == "GIR 4"
    assert record.lines[0].words["who"] == "Nadia Aubry, médecin"
    assert record.unmet == ("Répit pour l’aidante",)
    assert record.text == version.record
    assert plan_of(office, case_id).lines[0].problem_code == "MED-057"
    (shown,) = plans.versions.of_case(case_id)
    assert shown.words == "du jeu. 26 nov. 2026 à 12\u00a0h, par Émile Marchand"


def told(parts: tuple[ComparedPart, ...]) -> list[tuple[str, str, list[str]]]:
    return [(part.title, part.state, [field.sentence for field in part.fields]) for part in parts]


def test_two_versions_are_compared_word_by_word(office: Office, case_id: CaseId) -> None:
    plans = office.desk.care_plans
    first, second, third = (write(office, case_id, text) for text in ("un", "deux", "trois"))
    plans.set_status(case_id, PlanStatus.VALIDATED)
    plans.save_line(replace(first, objective="sort accompagnée"))
    plans.remove_line(second.id)
    write(office, case_id, "quatre")
    plans.save_page(case_id, replace(plans.facts(case_id).page, alert="Appeler le 15"))
    told_of = told(plans.versions.compare(case_id, 1, NOW))
    assert told_of == [
        ("Informations du plan", "", ["En cas d’aggravation : ajouté « Appeler le 15 »"]),
        ("Ligne 1 · un", "", ["Objectif partagé : ajouté « sort accompagnée »"]),
        (
            "Ligne 3 · quatre",
            "ajoutée",
            [
                "Partie : ajouté « Plan de soins »",
                "Action : ajouté « quatre »",
                "Éducation thérapeutique : ajouté « non »",
            ],
        ),
        (
            "Ligne 2 · deux",
            "retirée",
            [
                "Partie : retiré « Plan de soins »",
                "Action : retiré « deux »",
                "Éducation thérapeutique : retiré « non »",
            ],
        ),
    ]
    assert third.id in {line.id for line in plan_of(office, case_id).lines}
    assert plans.versions.compare(case_id, 1, 1) == ()


def test_a_line_that_was_moved_says_so_and_the_others_do_not(
    office: Office, case_id: CaseId
) -> None:
    plans = office.desk.care_plans
    lines = [write(office, case_id, text) for text in ("un", "deux", "trois", "quatre")]
    plans.set_status(case_id, PlanStatus.VALIDATED)
    plans.move_line(lines[3].id, -3)
    assert told(plans.versions.compare(case_id, 1, NOW)) == [
        ("Ligne 1 · quatre", "était la ligne 4", [])
    ]


def test_a_version_is_read_as_it_was_and_only_what_it_says(office: Office, case_id: CaseId) -> None:
    plans = office.desk.care_plans
    line = write(office, case_id, "Bilan")
    plans.set_status(case_id, PlanStatus.VALIDATED)
    plans.save_line(replace(line, action="Autre chose"))
    parts = plans.versions.read(case_id, 1)
    said = {field.label: field.pieces[0].text for part in parts for field in part.fields}
    assert said["Action"] == "Bilan"
    assert "Objectif partagé" not in said
    marks = {piece.mark for part in parts for field in part.fields for piece in field.pieces}
    assert marks == {Mark.SAME}
    with pytest.raises(UserError):
        plans.versions.read(case_id, 7)
