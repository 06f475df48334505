# SPDX-License-Identifier: EUPL-1.2
"""The steps of a protocol as lines of a plan: for whom, once, and kept when the step is gone."""

from dataclasses import replace

import pytest

from app.domain.care_plan import LineState, PlanLine, PlanPart
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.field import Field
from app.domain.ids import CaseId, ProtocolId
from app.domain.profession_words import profession_key, professions_in
from app.domain.protocol import ProtocolStep
from app.services.protocol_lines import ProtocolLineService
from tests.services.office import THURSDAY, Office
from tests.services.protocols import FALL, applied_next, in_force, rewritten

ALL = ("s1", "s2", "s3")


@pytest.fixture
def service(office: Office) -> ProtocolLineService:
    return office.desk.protocols.lines


def included(office: Office, code: str = "A") -> tuple[CaseId, ProtocolId]:
    case_id, protocol = office.case(code), in_force(office)
    office.desk.protocols.inclusions.include(case_id, protocol, (0, 1), THURSDAY)
    return case_id, protocol


def lines(office: Office, case_id: CaseId) -> tuple[PlanLine, ...]:
    return office.desk.care_plans.facts(case_id).lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IDE", "Infirmière"),
        ("infirmier·e", "Infirmier libéral"),
        ("Kiné", "Masseur-kinésithérapeute"),
        ("MG", "Médecin généraliste"),
        ("assistante sociale", "Assistant de service social"),
        ("pharmacien(ne)", "Pharmacienne"),
        ("Cardiologues", "cardiologue"),
        ("Éducatrice", "Éducateur"),
        ("Médecin", "Médecin généraliste"),
        ("Référente de la situation", "Référent"),
    ],
)
def test_two_words_for_one_profession_are_the_same(one: str, other: str) -> None:
    assert profession_key(one) == profession_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IPA", "IDE"),
        ("Infirmière en pratique avancée", "Infirmière"),
        ("Médecin traitant", "Médecin généraliste"),
        ("Aide-soignante", "Aide à domicile"),
        ("Médecin cardiologue", "Médecin généraliste"),
        ("IDE", "idée"),
        ("Préparatrice en pharmacie", "Pharmacienne"),
    ],
)
def test_two_professions_that_are_not_the_same_are_told_apart(one: str, other: str) -> None:
    assert profession_key(one) != profession_key(other)


def test_a_step_may_name_several_professions_and_alternatives() -> None:
    assert professions_in("IDE, kiné et MT ou IPA ;") == (("IDE",), ("kiné",), ("MT", "IPA"))
    assert professions_in(" \n") == ()


def test_the_steps_are_proposed_with_what_is_done_and_why(
    office: Office, service: ProtocolLineService
) -> None:
    case_id, protocol = included(office)
    made, changes = service.propose(case_id, protocol, ALL)
    assert made == lines(office, case_id)
    assert changes
    first, second, third = made
    assert first.action == (
        "Compter les chutes. Où\u00a0: à domicile. Quand\u00a0: à chaque passage."
    )
    assert first.objective == "Savoir avant la prochaine"
    assert (first.who_id, first.who_name, first.part) == (None, "IDE", PlanPart.CARE)
    assert second.action == "Mesurer l’équilibre"
    assert third.action == "Suivre. Comment\u00a0: En VAD."
    assert {line.state for line in made} == {LineState.PROPOSED}
    assert [(line.source_protocol, line.source_step) for line in made] == [
        (protocol, step) for step in ALL
    ]
    view = office.desk.care_plans.view(case_id)
    assert set(view.protocols.values()) == {"Chute à domicile"}
    assert view.origins == {}


def test_a_line_is_for_who_has_the_profession_around_the_person_then_in_the_directory(
    office: Office, service: ProtocolLineService
) -> None:
    office.person("Sole", "Ada", Field.SOCIAL, "Assistante sociale")
    office.person("Loin", "Paul", profession="Infirmier")
    near = office.person("Proche", "Rose", profession="Infirmière libérale")
    left = office.person("Parti", "Luc", profession="Kinésithérapeute")
    case_id, protocol = included(office)
    circles, rows = office.desk.lives.circles, office.store.rows
    circles.add(case_id, left)
    circles.add(case_id, near)
    circles.add(case_id, None, "Mme Dehors")
    gone = rows.professionals.get(left)
    assert gone is not None
    office.desk.directory.save(replace(gone, active=False))
    said = {each.step.id: (each.who, each.line.part) for each in service.steps(case_id, protocol)}
    assert said == {
        "s1": ("Rose Proche, infirmière libérale", PlanPart.CARE),
        "s2": ("Kiné", PlanPart.CARE),
        "s3": ("Ada Sole, assistante sociale", PlanPart.AID),
    }
    member = circles.of(case_id)[-1].member
    circles.set_role(member.id, "kinésithérapeute")
    assert service.steps(case_id, protocol)[1].who == "Mme Dehors"


def test_who_asked_for_the_situation_is_around_the_person_too(
    office: Office, service: ProtocolLineService
) -> None:
    for name in ("Un", "Deux"):
        office.person(name, profession="Infirmière")
    asking = office.person("Trois", "Zoé", profession="IDE")
    case_id, protocol = office.case("A", requester=asking), in_force(office)
    assert service.steps(case_id, protocol)[0].line.who_id == asking


def test_the_referent_and_who_asked_are_meant_by_their_role(
    office: Office, service: ProtocolLineService
) -> None:
    asking, leading = office.person("Un", "Eve"), office.person("Deux", "Léo")
    case_id = office.case("A", requester=asking)
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, referent_id=leading))
    steps = tuple(
        replace(step, who=who)
        for step, who in zip(FALL.steps, ("Référent", "Demandeuse", "IDE"), strict=True)
    )
    protocol = in_force(office, replace(FALL, steps=steps))
    found = [each.line.who_id for each in service.steps(case_id, protocol)]
    assert found == [leading, asking, None]


def test_nobody_is_the_treating_doctor_for_being_the_only_doctor(
    office: Office, service: ProtocolLineService
) -> None:
    doctor = office.person("Seul", "Marc", profession="Médecin généraliste")
    case_id = office.case("A")
    steps = tuple(
        ProtocolStep(step.id, step.moment, who=who, what="Voir")
        for step, who in zip(
            FALL.steps, ("Médecin traitant", "MG ou IPA", "MG et kiné"), strict=True
        )
    )
    protocol = in_force(office, replace(FALL, steps=steps))
    found = [(each.line.who_id, each.who) for each in service.steps(case_id, protocol)]
    assert found == [
        (None, "Médecin traitant"),
        (doctor, "Marc Seul, médecin généraliste"),
        (None, "Marc Seul et kiné"),
    ]


def test_only_the_chosen_steps_and_none_twice(office: Office, service: ProtocolLineService) -> None:
    case_id, protocol = included(office)
    (line,), _ = service.propose(case_id, protocol, ("s2",))
    office.desk.care_plans.answer(line.id, LineState.REFUSED)
    states = {each.step.id: each.state for each in service.steps(case_id, protocol)}
    assert states == {"s1": None, "s2": LineState.REFUSED, "s3": None}
    made, _ = service.propose(case_id, protocol, ALL)
    assert [one.source_step for one in made] == ["s1", "s3"]
    assert service.propose(case_id, protocol, ALL)[0] == ()
    assert len(lines(office, case_id)) == 3


def test_only_somebody_who_is_in_the_protocol_has_its_steps(
    office: Office, service: ProtocolLineService
) -> None:
    case_id, protocol = office.case("A"), in_force(office)
    with pytest.raises(UserError, match="pas dans ce protocole"):
        service.propose(case_id, protocol, ALL)
    assert lines(office, case_id) == ()


def test_a_proposal_is_taken_back_but_for_what_was_answered(
    office: Office, service: ProtocolLineService
) -> None:
    case_id, protocol = included(office)
    made, _ = service.propose(case_id, protocol, ALL)
    office.desk.care_plans.answer(made[0].id, LineState.ACCEPTED)
    service.take_back(case_id, made)
    assert [line.id for line in lines(office, case_id)] == [made[0].id]
    assert not service.take_back(case_id, made)


def test_a_step_that_is_gone_stays_in_the_plans_that_have_it(
    office: Office, service: ProtocolLineService
) -> None:
    case_id, protocol = included(office)
    service.propose(case_id, protocol, ALL)
    assert office.desk.protocols.texts.lines_of_step(protocol, FALL.steps[0].id) == 1
    rewritten(office, protocol, replace(FALL, steps=FALL.steps[1:]))
    applied_next(office, protocol)
    assert [line.source_step for line in lines(office, case_id)] == list(ALL)
    assert [each.step.id for each in service.steps(case_id, protocol)] == ["s2", "s3"]


def accepted(office: Office, service: ProtocolLineService) -> tuple[CaseId, PlanLine]:
    case_id, protocol = included(office)
    (line,), _ = service.propose(case_id, protocol, ("s1",))
    office.desk.care_plans.answer(line.id, LineState.ACCEPTED)
    return case_id, replace(line, state=LineState.ACCEPTED)


def test_where_a_line_came_from_goes_through_the_bin_an_undo_and_a_joining(
    office: Office, service: ProtocolLineService
) -> None:
    case_id, line = accepted(office, service)
    plans, bin_ = office.desk.care_plans, office.desk.person.bin
    before = plans.facts(case_id)
    plans.remove_line(line.id)
    bin_.put_back(bin_.all()[0].id)
    assert lines(office, case_id) == (line,)
    plans.remove_line(line.id)
    plans.exchange(case_id, plans.facts(case_id), before)
    assert lines(office, case_id) == (line,)
    kept = office.case("B")
    office.desk.lives.joining.join(kept, case_id)
    (moved,) = lines(office, kept)
    assert (moved.source_protocol, moved.source_step) == (line.source_protocol, "s1")
    protocol = line.source_protocol
    assert protocol is not None
    assert service.steps(kept, protocol)[0].state is LineState.ACCEPTED


def test_a_withdrawal_leaves_what_a_protocol_proposed(
    office: Office, service: ProtocolLineService
) -> None:
    case_id, protocol = included(office)
    made, _ = service.propose(case_id, protocol, ALL)
    office.consent(case_id, ConsentState.WITHDRAWN)
    assert lines(office, case_id) == made
