# SPDX-License-Identifier: EUPL-1.2
"""Names on a print of a plan that names nobody: what is hidden, and what has to stay readable."""

from dataclasses import replace

import pytest

from app.documents.views import Confidentiality
from app.domain.care_plan import PlanPart
from tests.services.office import Office, words
from tests.services.told import Told


@pytest.fixture
def told(office: Office) -> Told:
    return Told(office)


def test_a_print_without_the_name_hides_every_name_around_the_person(told: Told) -> None:
    told.case(
        wishes="Marguerite veut rester, rue du Puits, avec Claire ; 01 99 00 10 03, 06 99 00 12 34",
        priority="Que Claire vienne",
        carer="Sa fille Claire",
        referent_name="Odile Roux",
    )
    told.plan(alert_name="Claire Verdier (fille)", coordinator_name="Odile Roux")
    told.line(who_name="Claire Verdier, sa fille", action="VERDIER sort seule")
    told.member("1", name="Luc Ami", role="voisin", care_team=False)
    told.member("2", name="Une cousine")
    told.member("3", name="SSIAD", professional_id=told.nurse)
    documents = told.documents
    prints = (
        documents.care_plan(told.case_id, nameless=True),
        documents.care_plan(told.case_id, named=False),
        documents.patient_plan(told.case_id, named=False),
        documents.booklet(told.case_id, named=False),
        documents.consent_form(told.case_id, named=False),
    )
    for printable in prints:
        said = words(printable.view)
        for clue in ("Marguerite", "Claire", "erdier", "VERDIER", "Odile", "Roux", "Puits", "Luc"):
            assert clue not in said, printable.stem
        assert "06 99" not in said
        assert printable.render().missing == (), "what hides a name is in the fonts"
    patient = words(prints[2].view)
    for kept in ("voisin", "Une cousine", "Aminata Cissé", "01 99 00 10 03", "sort seule"):
        assert kept in patient
    for clue in ("Marguerite", "Claire Verdier, sa fille", "Luc Ami"):  # control
        assert clue in words(told.patient())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Une voisine", "Une voisine"),
        ("L’épouse", "L’épouse"),
        ("Médecin de garde", "Médecin de garde"),
        ("SSIAD du Val", "SSIAD du […]"),
        ("Sa fille Claire", "Sa fille […]"),
        ("Claire Dubois-Roux, sa fille", "[…], sa fille"),
        ("L’Hostis", "[…]"),
        ("PETIT Luc", "[…]"),
        ("Petit-Jean", "[…]"),
        ("Luc COUSIN", "[…]"),
        ("claire roux (voisine)", "[…] (voisine)"),
        ("Belle-fille", "Belle-fille"),
        ("Kiné, IDE", "Kiné, IDE"),
        ("Aide à domicile ADMR", "Aide à domicile ADMR"),
        ("Toute l’équipe", "Toute l’équipe"),
        ("Sage-femme", "Sage-femme"),
        ("Aide-ménagère", "Aide-ménagère"),
        ("Elle-même", "Elle-même"),
        ("Docteur Aubry", "Docteur Aubry"),
    ],
)
def test_what_describes_somebody_stays_and_what_names_them_does_not(
    told: Told, typed: str, said: str
) -> None:
    told.line(who_name=typed)
    [line] = told.care(PlanPart.AID, nameless=True).parts[0].lines
    assert line.who == said


def test_names_typed_beside_the_plan_are_hidden_and_each_contact_is_a_line(told: Told) -> None:
    told.case(requester_id=None, requester_name="Claire Verdier, sa fille")
    told.line(action="Prévenir J.-N. Verdier")
    told.member("1", name="Luc Morel", role="voisin de Claire Verdier", care_team=False)
    told.member("2", name="Anne Tanguy", role="portage des repas")
    with told.office.store.write() as work:
        current = work.rows.consents.current(told.case_id)
        assert current is not None
        work.rows.consents.add(
            replace(current, id=type(current.id)("x"), structures="Le CCAS\nClaire Verdier")
        )
    form = told.office.desk.documents.consent_form(told.case_id, named=False).view
    patient = told.patient(named=False)
    care = told.office.desk.documents.care_plan(told.case_id, named=False).view
    for view in (form, patient, care):
        assert "Verdier" not in words(view)
        assert "Claire" not in words(view)
        assert "J.-N." not in words(view)
    assert [(c.name, c.role) for c in patient.contacts] == [
        ("[…]", "voisin de […]"),
        ("[…]", "portage des repas"),
    ]


def test_a_print_whose_names_could_not_be_read_says_so(told: Told) -> None:
    open_ = told.care(nameless=True)
    assert open_.confidentiality is Confidentiality.ANONYMOUS
    assert "identités verrouillées" not in open_.band_note
    told.office.identities.drop()
    locked = told.care(nameless=True)
    assert locked.confidentiality is Confidentiality.PSEUDONYMISED
    assert locked.band_note.startswith("sans date de naissance ni code, identités verrouillées")
