# SPDX-License-Identifier: EUPL-1.2
"""A form that comes back overwrites nothing: what changed meanwhile keeps both."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.care_plan import PlanPart
from app.domain.case import Case, Eligibility, Identity
from app.domain.consent import ConsentState
from app.domain.directory import Professional
from app.domain.feedback import Agreement
from app.domain.ids import CaseId, ProfessionalId
from app.domain.practice import Practice, WeeklySlot
from app.services.consents import ConsentDraft
from app.services.desk import Desk
from app.services.feedbacks import Told
from app.services.flat import filled, flat
from app.services.kept_forms import About
from app.services.meetings import ItemText
from app.services.outbox import Replay
from tests.durability.meeting import PASSPHRASE, Ground, make_ground, workshop


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return make_ground(tmp_path_factory.mktemp("ground") / "msp.tdt")


@dataclass
class Place:
    """A vault and, elsewhere, its outbox."""

    ground: Ground
    state: Path

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        vault = replace(workshop(), outbox=self.state)
        with closing(vault.unlock(self.ground.folder, PASSPHRASE)) as session:
            yield session.desk

    @property
    def kept(self) -> int:
        return len(list(self.state.rglob("*.sealed")))


@pytest.fixture
def place(pristine: Ground, tmp_path: Path) -> Place:
    return Place(pristine.copied(tmp_path / "msp.tdt"), tmp_path / "state")


def first(desk: Desk) -> Case:
    return desk.cases.file(desk.cases.all()[0].id).case


def typed_case(place: Place, **typed: object) -> Case:
    """Keep aside what was typed over the first situation."""
    with place.desk() as desk:
        before = first(desk)
        assert desk.outbox.forms.keep_case(before, replace(before, **typed))  # type: ignore[arg-type]  # fields by name
        return before


def changed_case(place: Place, **changed: object) -> None:
    with place.desk() as desk:
        desk.cases.save(replace(first(desk), **changed))  # type: ignore[arg-type]  # fields by name


def came_back(place: Place) -> tuple[Replay, Case]:
    with place.desk() as desk:
        return desk.outbox.replay(), first(desk)


def test_only_what_was_typed_is_written_back(place: Place) -> None:
    typed_case(place, psychic="Peur de tomber")
    changed_case(place, organic="Chutes", title="Nouveau motif")
    found, case = came_back(place)
    assert found == Replay(back=1)
    assert (case.psychic, case.organic, case.title) == (
        "Peur de tomber",
        "Chutes",
        "Nouveau motif",
    )
    assert came_back(place) == (Replay(), case)
    assert place.kept == 0


def test_a_text_changed_on_both_sides_keeps_both_and_names_the_one_found(place: Place) -> None:
    typed_case(place, question="Comment l’aider ?", title="Chutes")
    changed_case(place, question="Qui passe le matin ?", title="Isolement")
    _, case = came_back(place)
    assert case.question.startswith("Qui passe le matin ?\n\nTexte retrouvé (gardé à part le ")
    assert case.question.endswith("\u00a0:\nComment l’aider ?")
    assert case.title.startswith("Isolement — Texte retrouvé")


def test_a_day_or_a_person_changed_on_both_sides_is_said_in_words(place: Place) -> None:
    typed_case(place, review_on=date(2026, 12, 15), eligibility=Eligibility(ald=True))
    changed_case(place, review_on=date(2027, 1, 7))
    _, case = came_back(place)
    assert case.review_on == date(2027, 1, 7)
    assert case.question.endswith("à réévaluer le mar. 15 déc. 2026")
    assert case.eligibility == Eligibility(ald=True)


def test_a_form_that_the_vault_has_after_all_changes_nothing(place: Place) -> None:
    typed_case(place, psychic="Peur")
    changed_case(place, psychic="Peur de tomber")
    found, case = came_back(place)
    assert (found, case.psychic) == (Replay(), "Peur de tomber")
    assert place.kept == 0


def test_a_new_situation_whose_commit_was_there_after_all_is_not_opened_twice(
    place: Place,
) -> None:
    with place.desk() as desk:
        case = Case(id=desk.cases.new_id(), code="", title="Chutes", question="Que faire ?")
        assert desk.outbox.forms.keep_case(None, case)
    for back in (Replay(back=1), Replay()):
        with place.desk() as desk:
            assert desk.outbox.replay() == back
            assert [each.title for each in desk.cases.all()].count("Chutes") == 1
    with place.desk() as desk:
        assert desk.outbox.forms.keep_case(None, replace(case, question="Que faire de mieux ?"))
    with place.desk() as desk:
        desk.outbox.replay()
        assert "Que faire de mieux ?" in desk.cases.file(case.id).case.question
        assert [each.title for each in desk.cases.all()].count("Chutes") == 1


def test_what_a_patient_answered_comes_back_to_a_report_that_is_still_owed(place: Place) -> None:
    with place.desk() as desk:
        meeting = desk.agendas.next_meeting()
        assert meeting is not None
        item = desk.agendas.view(meeting.id).lines[0].item
        case_id = item.case_id
        desk.meetings.write_text(item.id, ItemText.SOCIAL, "Vit seule", visit="visit")
        desk.minutes.close(meeting.id)
        (owed,) = (each for each in desk.feedbacks.owed() if each.feedback.case_id == case_id)
        assert desk.outbox.forms.keep_report(owed.feedback.id, Told(), Told("D’accord"))
    with place.desk() as desk:
        assert desk.outbox.replay() == Replay(back=1)
        kept = desk.feedbacks.get(owed.feedback.id)
        assert (kept.reaction, kept.done_on) == ("D’accord", None)
        assert desk.outbox.replay() == Replay()
    assert place.kept == 0


def test_a_whole_report_that_was_changed_meanwhile_keeps_both(place: Place) -> None:
    typed = Told("D’accord sauf la nuit", Agreement.PARTLY, "Le lit", "Chambre étroite")
    with place.desk() as desk:
        meeting = desk.agendas.next_meeting()
        assert meeting is not None
        item = desk.agendas.view(meeting.id).lines[0].item
        desk.meetings.write_text(item.id, ItemText.SOCIAL, "Vit seule", visit="visit")
        desk.minutes.close(meeting.id)
        owed = desk.feedbacks.owed()[0].feedback
        assert desk.outbox.forms.keep_report(owed.id, Told(), typed)
        desk.feedbacks.keep(owed.id, Told("Hésite", Agreement.REFUSES, due=owed.due))
    for _ in range(2):
        with place.desk() as desk:
            desk.outbox.replay()
            kept = desk.feedbacks.get(owed.id)
            assert (kept.agreement, kept.refused) == (Agreement.REFUSES, "Le lit")
            assert kept.departure == "Chambre étroite"
            assert kept.reaction.startswith("Hésite")
            assert kept.reaction.count("D’accord sauf la nuit") == 1
            assert "ce qu’elle en dit En partie d’accord" in kept.reaction


def test_an_answer_of_an_older_version_comes_back_with_what_it_had(place: Place) -> None:
    with place.desk() as desk:
        case_id = first(desk).id
        consent_id = desk.consents.new_id(case_id)
        forms = desk.outbox.forms
        texts = {"state": "obtained", "scope": "équipe", "outside_team": "1", "case": case_id}
        assert forms._keep(About.CONSENT, consent_id, texts, {})
    with place.desk() as desk:
        assert desk.outbox.replay() == Replay(back=1)
        consent = desk.cases.file(case_id).consent
        assert consent is not None
        assert (consent.scope, consent.structures) == ("équipe", "")
        assert consent.covers("CCAS", "Jeanne Imbert"), "everybody outside, as was agreed then"


def test_a_line_taken_out_of_the_plan_meanwhile_is_put_back_as_typed(place: Place) -> None:
    with place.desk() as desk:
        line_id, _ = desk.care_plans.add_line(first(desk).id, PlanPart.AID)
        line = desk.care_plans.line(line_id)
        assert desk.outbox.forms.keep_line(
            line, replace(line, objective="Sortir", due=date(2026, 12, 15))
        )
        desk.care_plans.remove_line(line_id)
    with place.desk() as desk:
        assert desk.outbox.replay() == Replay(back=1)
        found = desk.care_plans.line(line_id)
        assert (found.objective, found.due, found.part) == (
            "Sortir",
            date(2026, 12, 15),
            PlanPart.AID,
        )


def test_an_identity_changed_meanwhile_keeps_both(place: Place) -> None:
    typed = Identity("Tilleul", "Anne", date(1941, 3, 2), "06")
    with place.desk() as desk:
        case_id = first(desk).id
        assert desk.outbox.forms.keep_identity(case_id, typed)
        desk.cases.save_identity(case_id, Identity("Érable"))
    for _ in range(2):
        with place.desk() as desk:
            desk.outbox.replay()
            identity = desk.cases.identity(case_id)
            assert identity is not None
            assert identity.last == "Érable"
            assert identity.contact.count("Anne Tilleul, 06, 02/03/1941") == 1


def test_an_identity_waits_for_an_account_that_holds_its_key(place: Place) -> None:
    with place.desk() as desk:
        case_id = first(desk).id
        assert desk.outbox.forms.keep_identity(case_id, Identity("Tilleul"))
    with place.desk() as desk:
        desk.identities.drop()
        assert desk.outbox.replay().waiting == 1
        desk.outbox.require_empty()  # it is no line of a meeting: minutes may be closed
    with place.desk() as desk:
        assert desk.outbox.replay() == Replay(back=1)


def test_an_older_answer_joins_the_history_without_taking_effect(place: Place) -> None:
    with place.desk() as desk:
        case_id = first(desk).id
        consent_id = desk.consents.new_id(case_id)
        refusal = ConsentDraft(ConsentState.REFUSED, collected_by_name="Ivo")
        assert desk.outbox.forms.keep_consent(case_id, refusal, consent_id)
        desk.consents.record(case_id, ConsentDraft(ConsentState.OBTAINED, scope="équipe"))
        before = len(desk.cases.file(case_id).consents)
    for _ in range(2):
        with place.desk() as desk:
            desk.outbox.replay()
            file = desk.cases.file(case_id)
            assert len(file.consents) == before + 1
            assert file.consent is not None
            assert file.consent.state is ConsentState.OBTAINED


def test_nothing_comes_back_of_somebody_who_was_erased(place: Place) -> None:
    typed_case(place, psychic="Peur de tomber")
    with place.desk() as desk:
        store = desk.cases._store
        with store.write() as work:
            work.rows.erasure.erase(first(desk).id, "Effacée 1", desk.clock.today())
    with place.desk() as desk:
        assert desk.outbox.replay() == Replay()
        erased = next(each for each in desk.cases.all() if each.code == "Effacée 1")
        assert desk.cases.file(erased.id).case.psychic == ""
    assert place.kept == 0


def test_a_record_goes_to_texts_and_back() -> None:
    case = Case(
        CaseId("c"),
        "S26-001",
        requester_id=ProfessionalId("p"),
        eligibility=Eligibility(over_75=True),
        review_on=date(2026, 12, 15),
    )
    assert filled(Case(CaseId(""), ""), flat(case)) == case
    practice = Practice("MSP", slot=WeeklySlot(4, *(replace(Practice("")).slot.start,) * 2))
    assert filled(Practice(""), flat(practice)) == practice
    person = Professional(ProfessionalId("p"), "Roy", "Ève", member=False)
    assert filled(Professional(ProfessionalId(""), "", ""), flat(person)) == person


def test_the_page_of_a_plan_comes_back_and_an_older_text_of_unmet_needs_joins_the_register(
    place: Place,
) -> None:
    with place.desk() as desk:
        case_id = first(desk).id
        before = desk.care_plans.facts(case_id).page
        forms = desk.outbox.forms
        assert forms.keep_ending(before, replace(before, alert="Chute : le 15", gir=4))
        # What the version before the register kept: one text of the plan.
        texts = {"alert": "Chute : le 15", "unmet": "Répit", "gir": "4"}
        assert forms._keep(About.PLAN, case_id, texts, {"alert": "", "unmet": "", "gir": ""})
    for _ in range(2):
        with place.desk() as desk:
            desk.outbox.replay()
            page = desk.care_plans.facts(case_id).page
            assert (page.alert, page.gir) == ("Chute : le 15", 4)
            needs = desk.care_plans.needs.of_case(case_id)
            assert [need.need for need in needs] == ["Répit"]
