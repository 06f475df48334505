# SPDX-License-Identifier: EUPL-1.2
"""Undoing an edit of a plan: what it changed is exchanged for what was, whatever the edit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.care_plan import LineState, PlanPart, PlanStatus
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.services.care_plans import CarePlanService
from app.services.plan_facts import PlanFacts
from tests.services.office import Office


@pytest.fixture
def case_id(office: Office) -> CaseId:
    """A situation with two accepted lines, one proposed, a need, and a validated plan."""
    case_id = office.case("A")
    office.held(case_id)
    plans = office.desk.care_plans
    plans.add_line(case_id, PlanPart.CARE)
    plans.add_line(case_id, PlanPart.CARE)
    for rank, line in enumerate(plans.facts(case_id).lines[-2:]):
        plans.save_line(replace(line, action=f"ligne {rank}"))
    plans.needs.add(case_id, "Répit")
    plans.set_status(case_id, PlanStatus.VALIDATED)
    return case_id


def last(plans: CarePlanService, case_id: CaseId) -> str:
    return plans.facts(case_id).lines[-1].id


Edit = Callable[[CarePlanService, CaseId], object]

EDITS: dict[str, Edit] = {
    "text": lambda p, c: p.save_line(replace(p.facts(c).lines[-1], criterion="mieux")),
    "order": lambda p, c: p.move_line(p.facts(c).lines[-1].id, -2),
    "part": lambda p, c: p.save_line(replace(p.facts(c).lines[-1], part=PlanPart.AID)),
    "add": lambda p, c: p.add_line(c, PlanPart.AID),
    "remove": lambda p, c: p.remove_line(p.facts(c).lines[-1].id),
    "remove a proposal": lambda p, c: p.remove_line(p.facts(c).lines[0].id),
    "answer": lambda p, c: p.answer(p.facts(c).lines[0].id, LineState.ACCEPTED),
    "all answers": lambda p, c: p.accept_all(c),
    "status": lambda p, c: p.set_status(c, PlanStatus.CLOSED),
    "recto": lambda p, c: p.save_page(c, replace(p.facts(c).page, gir=2, alert="Le 15")),
    "need": lambda p, c: p.needs.add(c, "Transport"),
    "need rewritten": lambda p, c: p.needs.save(replace(p.facts(c).needs[0], note="DAC prévenu")),
    "need removed": lambda p, c: p.needs.remove(p.facts(c).needs[0]),
}


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_can_be_undone_and_done_again(
    office: Office, case_id: CaseId, name: str
) -> None:
    plans = office.desk.care_plans
    before = plans.facts(case_id)
    EDITS[name](plans, case_id)
    after = plans.facts(case_id)
    assert after != before, "the edit does something"
    plans.exchange(case_id, after, before)
    assert plans.facts(case_id) == before
    plans.exchange(case_id, before, after)
    assert plans.facts(case_id) == after


def test_validating_undone_takes_its_version_back(office: Office, case_id: CaseId) -> None:
    plans = office.desk.care_plans
    EDITS["text"](plans, case_id)
    before = plans.facts(case_id)
    plans.set_status(case_id, PlanStatus.VALIDATED)
    after = plans.facts(case_id)
    assert [version.number for version in after.versions] == [2, 1]
    plans.exchange(case_id, after, before)
    assert [version.number for version in plans.facts(case_id).versions] == [1]


def test_the_first_edit_of_all_is_undone_to_a_blank_page(office: Office) -> None:
    case_id, plans = office.case("B"), office.desk.care_plans
    before = plans.facts(case_id)
    plans.save_page(case_id, replace(before.page, gir=3))
    after = plans.facts(case_id)
    plans.exchange(case_id, after, before)
    now = plans.facts(case_id)
    assert (now.page.gir, now.lines) == (None, ())
    plans.exchange(case_id, before, after)
    assert plans.facts(case_id) == after


def test_what_changed_since_is_left_as_it_is_and_nothing_else_is_undone(
    office: Office, case_id: CaseId
) -> None:
    plans = office.desk.care_plans
    before = plans.facts(case_id)
    plans.move_line(last(plans, case_id), -1)  # type: ignore[arg-type]  # an id as text
    after = plans.facts(case_id)
    plans.save_line(replace(plans.facts(case_id).lines[-1], criterion="écrit ailleurs"))
    now = plans.facts(case_id)
    with pytest.raises(UserError, match="a changé depuis"):
        plans.exchange(case_id, after, before)
    assert plans.facts(case_id) == now


def test_control_an_exchange_with_itself_changes_nothing(office: Office, case_id: CaseId) -> None:
    plans = office.desk.care_plans
    facts: PlanFacts = plans.facts(case_id)
    plans.exchange(case_id, facts, facts)
    assert plans.facts(case_id) == facts


def test_what_is_taken_out_is_in_the_bin_until_it_is_undone_and_comes_back_from_it(
    office: Office, case_id: CaseId
) -> None:
    plans, bin_ = office.desk.care_plans, office.desk.person.bin
    before = plans.facts(case_id)
    blank, _ = plans.add_line(case_id, PlanPart.CARE)
    plans.remove_line(blank)
    assert bin_.all() == ()
    line, need = before.lines[-1], before.needs[0]
    plans.remove_line(line.id)
    plans.needs.remove(need)
    assert [(each.what, each.text) for each in bin_.all()] == [
        ("Besoin non couvert", "Répit"),
        ("Ligne de plan", "ligne 1"),
    ]
    after = plans.facts(case_id)
    plans.exchange(case_id, after, replace(before, page=after.page))
    assert bin_.all() == ()
    plans.remove_line(line.id)
    bin_.put_back(bin_.all()[0].id)
    assert plans.facts(case_id).lines == before.lines
