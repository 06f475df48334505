# SPDX-License-Identifier: EUPL-1.2
"""What is printed of one situation for the person, their file and their care: by view model."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents.consent_views import ConsentFormView, NoticeView
from app.documents.personal_views import BookletView
from app.documents.views import CarePlanView, Confidentiality
from app.domain.care_plan import PlanPart
from app.domain.case import Protection
from app.domain.consent import ConsentState
from app.domain.errors import ConsentError, UserError
from app.domain.ids import CaseId, UnmetNeedId
from app.domain.practice import Practice
from app.domain.retention import RetentionName, RetentionRule
from app.domain.unmet_need import UnmetCause, UnmetNeed
from tests.services.office import PRACTICE, Office, words
from tests.services.told import WHO, Told


@pytest.fixture
def told(office: Office) -> Told:
    return Told(office)


def facts(view: CarePlanView | ConsentFormView) -> dict[str, str]:
    return {fact.label: fact.value for fact in view.facts}


# --- for the person -------------------------------------------------------------------------------


def test_prepared_with_me_is_said_only_where_the_person_took_part(told: Told) -> None:
    assert told.patient().subtitle == (
        "Marguerite Verdier · proposé par mon équipe le jeudi 26 novembre 2026, à revoir ensemble"
    )
    assert told.care().notices == ("Plan proposé par l’équipe, à revoir avec la personne.",)
    told.plan(took_part=True, agreed_on=date(2026, 11, 27))
    assert told.patient().subtitle.endswith("· préparé avec moi le vendredi 27 novembre 2026")
    assert told.care().notices == (
        "Plan préparé avec la personne. Accord de la personne le vendredi 27 novembre 2026.",
    )


def test_each_line_is_a_step_in_the_words_for_the_person_where_there_are_some(told: Told) -> None:
    first, second = told.patient().steps
    assert (first.title, first.who, first.why) == (
        "Ne plus tomber",
        "Nadia Aubry, médecin généraliste",
        "Bilan d’équilibre",
    )
    assert first.when == "avant le jeudi 10 décembre 2026"
    assert second.who == "Une voisine"
    line = told.office.desk.care_plans.view(told.case_id).plan
    assert line is not None
    plain = replace(line.lines[0], plain_objective="Marcher sûr", plain_action="voir mon équilibre")
    with told.office.store.write() as work:
        work.rows.care_plans.save_line(plain)
    first = told.patient().steps[0]
    assert (first.title, first.why) == ("Marcher sûr", "voir mon équilibre")


def test_whom_to_call_is_who_the_plan_names_then_who_follows_then_the_practice(told: Told) -> None:
    told.office.desk.practice.save(replace(PRACTICE, phone="01 99 00 10 00"))
    call = told.patient().call
    assert (call.when, call.who, call.phone) == ("je tombe", PRACTICE.name, "01 99 00 10 00")
    told.case(referent_name="Une référente")
    assert told.patient().call.who == "Une référente"
    told.plan(alert="Chute ou malaise", alert_id=told.nurse, alert_nights="Le 15")
    call = told.patient().call
    assert (call.when, call.goes_on) == ("Chute ou malaise", False)
    assert told.care().alert == (
        "Chute ou malaise\nAppeler Aminata Cissé, infirmière : 01 99 00 10 03 ; soirs et "
        "week-ends : le 15"
    )
    assert (call.who, call.phone) == ("Aminata Cissé, infirmière", "01 99 00 10 03")
    assert call.evening == "le 15"
    told.plan(alert="Si je tombe", alert_id=None, alert_nights="")
    assert told.care().alert == "Si je tombe", "nobody said whom to call"
    assert (told.patient().call.when, told.patient().call.goes_on) == ("je tombe", True)


def test_the_people_who_help_are_the_circle_or_else_those_of_the_plan(told: Told) -> None:
    assert [c.name for c in told.patient().contacts] == ["Nadia Aubry", "Une voisine"]
    told.member("1", professional_id=told.doctor, role="médecin traitant")
    told.member("2", name="Marc Petit", role="portage des repas", care_team=False)
    contacts = told.patient().contacts
    assert [(c.name, c.role, c.phone) for c in contacts] == [
        ("Nadia Aubry", "médecin traitant", "01 99 00 10 01"),
        ("Marc Petit", "portage des repas", ""),
    ]


def test_the_name_is_on_it_only_where_it_is_wanted_and_the_person_consented(told: Told) -> None:
    assert told.patient().confidentiality is Confidentiality.PERSONAL
    coded = told.patient(named=False)
    assert coded.confidentiality is Confidentiality.PSEUDONYMISED
    assert coded.subtitle.startswith("Situation S26-014 ·")
    assert "Verdier" not in words(coded)
    told.office.consent(told.case_id, ConsentState.NOT_ASKED)
    anonymous = told.patient()
    assert anonymous.confidentiality is Confidentiality.ANONYMOUS
    assert "Verdier" not in words(anonymous)


def test_nothing_of_a_plan_is_printed_once_the_person_refused_but_the_form_is(told: Told) -> None:
    told.office.consent(told.case_id, ConsentState.WITHDRAWN)
    for make in (told.documents.patient_plan, told.documents.booklet, told.documents.care_plan):
        with pytest.raises(ConsentError):
            make(told.case_id)
    assert told.documents.consent_form(told.case_id).title == "Recueil de l’accord"


def test_without_the_key_a_name_is_refused_and_the_code_is_printed(told: Told) -> None:
    told.office.desk.identities.drop()
    with pytest.raises(UserError):
        told.patient()
    assert told.patient(named=False).subtitle.startswith("Situation S26-014")
    assert facts(told.form(named=False))["La personne"] == ""


def test_a_booklet_has_the_same_plan_and_who_to_bring_it_back_to(told: Told) -> None:
    told.office.desk.practice.save(replace(PRACTICE, phone="01 99 00 10 00"))
    told.case(referent_id=told.nurse)
    printable = told.documents.booklet(told.case_id)
    view, plan = printable.view, told.patient()
    assert isinstance(view, BookletView)
    assert view.plan == plan
    assert (view.band_note, view.confidentiality) == (plan.band_note, plan.confidentiality)
    assert view.person == "Marguerite Verdier"
    assert [fact.value for fact in view.facts] == [
        "PPS-2026-014, version 1",
        "Aminata Cissé, infirmière",
    ]
    assert "01 99 00 10 00" in view.found
    assert printable.stem == "carnet-S26-014"


def test_jargon_that_the_person_would_read_is_told_once_each_and_nothing_is_journalled(
    told: Told,
) -> None:
    last = told.office.store.rows.journal.last().seq
    assert [j.found for j in told.documents.jargon(told.case_id)] == ["APA"]
    told.plan(alert="Si HTA ou dyspnée, HTA surtout")
    assert [j.found for j in told.documents.jargon(told.case_id)] == ["HTA", "dyspnée", "APA"]
    assert told.office.store.rows.journal.last().seq == last


@pytest.mark.parametrize(
    ("event", "make"),
    [
        ("document.patient_plan", lambda t: t.documents.patient_plan(t.case_id)),
        ("document.booklet", lambda t: t.documents.booklet(t.case_id)),
        ("document.consent_form", lambda t: t.documents.consent_form(t.case_id)),
        ("document.notice", lambda t: t.documents.notice()),
    ],
)
def test_each_print_is_journalled_when_it_is_asked_for_and_when_it_leaves(
    told: Told, event: str, make: object
) -> None:
    assert callable(make)
    printable = make(told)
    printable.trace.output("printed")
    text = told.office.dump("journal")
    assert event in text
    assert "document.printed" in text
    assert "Verdier" not in text


# --- for professionals ----------------------------------------------------------------------------


def test_the_recto_says_what_is_known_and_leaves_out_the_rest(told: Told) -> None:
    told.member("1", professional_id=told.doctor, role="Médecin traitante")
    told.plan(coordinator_id=told.nurse)
    said = facts(told.care())
    assert said["Coordination du plan"] == "Aminata Cissé, infirmière\n01 99 00 10 03"
    assert said["Médecin traitant"] == "Nadia Aubry\n01 99 00 10 01"
    assert (said["ALD"], said["GIR (APA)"]) == ("Oui (2)", "4")
    assert said["Directives anticipées"] == "Oui"
    assert said["Hébergement"] == "recherche en cours"
    assert said["Personne de confiance"] == WHO.trusted
    assert said["Aidant"] == WHO.carer
    assert (said["Mutuelle"], said["Caisse de retraite"]) == (WHO.insurance, WHO.pension_fund)
    assert "Proches" not in said
    assert "En cours" in told.care().subtitle


def test_a_part_printed_alone_has_no_fact_of_the_other(told: Told) -> None:
    told.member("1", professional_id=told.doctor, role="Médecin traitante")
    told.case(carer="Sa fille, épuisée", priority="Ressortir")
    told.plan(coordinator_id=told.nurse)
    social, care = told.care(PlanPart.AID), told.care(PlanPart.CARE)
    for label in ("ALD", "Médecin traitant", "Directives anticipées"):
        assert label not in facts(social)
        assert label in facts(care)
    for label in ("GIR (APA)", "Hébergement", "Mutuelle", "Caisse de retraite"):
        assert label in facts(social)
        assert label not in facts(care)
    assert facts(social)["Coordination du plan"] == "Aminata Cissé\n01 99 00 10 03"
    assert (social.priority, social.wishes, social.alert) == ("", "", "")
    assert care.priority == "Ressortir"


def test_an_anonymous_version_leads_back_to_nobody(told: Told) -> None:
    told.office.held(told.case_id)
    told.case(
        birth_year=1941,
        wishes="Mme Verdier, née le 02/03/1941, S26-014, veut rester chez elle.",
        carer="Claire Verdier",
    )
    printable = told.documents.care_plan(told.case_id, nameless=True)
    view = printable.view
    assert isinstance(view, CarePlanView)
    said = words(view)
    for clue in ("Verdier", "1941", "S26-014", "2026-014", "rue du Puits", "Roux"):
        assert clue not in said
    assert printable.band == "ANONYME"
    assert facts(view)["Personne"] == "une personne d’environ 85 ans"
    assert "veut rester chez elle" in view.wishes
    assert printable.stem == "plan-anonyme"
    assert view.fingerprint == ""
    assert [line.who for line in view.parts[0].lines][:1] == ["N. Aubry"]


def test_what_nobody_said_of_a_long_term_illness_is_left_out(told: Told) -> None:
    told.plan(ald=None)
    assert "ALD" not in facts(told.care())
    told.plan(ald=0)
    assert facts(told.care())["ALD"] == "Non"


def test_needs_of_the_register_are_listed_until_they_are_met(told: Told) -> None:
    open_ = UnmetNeed(
        UnmetNeedId("1"), told.case_id, date(2026, 11, 20), "Répit", cause=UnmetCause.NO_OFFER
    )
    met = replace(open_, id=UnmetNeedId("2"), need="Un gériatre", met_on=date(2026, 11, 25))
    with told.office.store.write() as work:
        for need in (open_, met):
            work.rows.unmet_needs.save(need)
    [line] = told.care().unmet_needs
    assert (line.need, line.why) == ("Répit", "Pas d’offre sur le territoire")
    assert line.told == "noté le ven. 20 nov. 2026"
    assert told.care(PlanPart.AID).unmet_needs == ()


# --- consent --------------------------------------------------------------------------------------


def ticks(view: ConsentFormView, title: str) -> list[str]:
    [group] = [group for group in view.groups if group.title == title]
    return [line.text for line in group.lines]


def test_the_form_names_the_person_who_asks_and_every_structure_that_is_known(told: Told) -> None:
    told.member("1", name="Marc Petit", role="portage des repas", care_team=False)
    told.member("2", professional_id=told.doctor)
    with told.office.store.write() as work:
        current = work.rows.consents.current(told.case_id)
        assert current is not None
        work.rows.consents.add(
            replace(current, id=type(current.id)("x"), structures="Le CCAS\n\nle ccas\nLe DAC")
        )
    view = told.form()
    assert facts(view)["La personne"] == "Marguerite Verdier"
    assert facts(view)["Date de naissance"] == "2 mars 1941"
    assert facts(view)["Professionnel·le qui recueille l’accord"] == "Aminata Cissé, infirmière"
    assert ticks(view, "Avec qui") == [
        "L’équipe de la maison de santé",
        "Le CCAS",
        "Le DAC",
        "Marc Petit, portage des repas",
        "Autre personne ou structure :",
        "Autre personne ou structure :",
    ]
    assert not [line for group in view.groups for line in group.lines if line.ticked]
    assert view.confidentiality is Confidentiality.NOMINATIVE


def test_a_minor_may_ask_for_secrecy_and_who_represents_signs(told: Told) -> None:
    assert "Secret demandé" not in [group.title for group in told.form().groups]
    assert len(told.form().signatures) == 2
    told.case(protection=Protection.MINOR)
    assert "L. 1111-5" in ticks(told.form(), "Secret demandé")[0]
    assert len(told.form().signatures) == 3
    told.case(protection=Protection.GUARDIANSHIP)
    assert "Secret demandé" not in [group.title for group in told.form().groups]
    assert len(told.form().signatures) == 3


def test_form_and_notice_tell_the_law_from_the_rule_of_the_practice(told: Told) -> None:
    notice = told.documents.notice().view
    assert isinstance(notice, NoticeView)
    for law in (told.form().law, notice.foot):
        assert "hors de cette équipe" in law
        assert "est la règle de cette maison de santé" in law
        assert "art. L. 1110-4" in law


def test_the_notice_says_the_durations_in_force_and_names_nobody(told: Told) -> None:
    office = told.office
    office.desk.practice.save(Practice("Pôle de santé", phone="01 99 00 10 00"))

    def said() -> str:
        return words(office.desk.documents.notice().view)

    assert "20 ans après les derniers soins : 5 ans" in said()
    assert "28 ans" in said()
    assert "par analogie" in said()
    assert "01 99 00 10 00" in said()
    assert not [name for name in ("Verdier", "S26-014", "Cissé") if name in said()]
    with office.store.write() as work:
        rule = RetentionRule(RetentionName.ARCHIVED, 10, "notre règlement")
        work.rows.retention.save(rule)
    assert "15 ans après les derniers soins : 5 ans" in said()
    assert "notre règlement" in said()


def test_a_situation_that_nobody_knows_has_no_form(office: Office) -> None:
    with pytest.raises(UserError):
        office.desk.documents.consent_form(CaseId("nowhere"))
