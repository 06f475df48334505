# SPDX-License-Identifier: EUPL-1.2
"""What leaves a closed meeting: extracts, sheets of actions, and all of it as one batch."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.documents.views import (
    ActionSheetView,
    CarePlanView,
    Confidentiality,
    ExtractView,
    TaskLine,
)
from app.domain.action import ActionState
from app.domain.case import Identity, Protection
from app.domain.consent import ConsentState
from app.domain.errors import ConsentError, NotFoundError, UserError
from app.domain.feedback import Agreement
from app.domain.ids import CaseId, MeetingId
from app.domain.seal import fingerprint
from app.services.feedbacks import Told
from app.services.meetings import ActionDraft, ItemText
from app.services.papers import Paper
from tests.documents.reading import pages
from tests.services.office import THURSDAY, Office, words

WEEK = timedelta(days=7)
PERSON = Identity("Verdier", "Marguerite", date(1941, 3, 2), "sa fille, 06 00 00 00 00")


def extract(office: Office, meeting_id: MeetingId, case_id: CaseId, *, named: bool) -> ExtractView:
    view = office.desk.papers.extract(meeting_id, case_id, named=named).view
    assert isinstance(view, ExtractView)
    return view


def sheets(office: Office, meeting_id: MeetingId) -> dict[str, ActionSheetView]:
    batch = office.desk.papers.batch(meeting_id, frozenset({Paper.ACTIONS}), named=False)
    found = {}
    for printable in batch.printables:
        assert isinstance(printable.view, ActionSheetView)
        found[printable.stem] = printable.view
    return found


# --- extracts -------------------------------------------------------------------------------------


def test_an_extract_says_one_situation_and_nothing_of_the_others(office: Office) -> None:
    cases = office.case("S26-001"), office.case("S26-002")
    meeting_id, minutes_id, _ = office.held(*cases)
    view = extract(office, meeting_id, cases[0], named=False)
    said = words(view)
    for marker in ("organic S26-001", "decision S26-001", "action S26-001", "wishes S26-001"):
        assert marker in said
    assert "S26-002" not in said
    assert view.fingerprint == fingerprint(office.desk.minutes.get(minutes_id).seal)
    assert view.item.fate.startswith("Reviendra le jeu. 3 déc. 2026")


def test_a_named_extract_bears_the_person_and_reading_the_name_is_journalled(
    office: Office,
) -> None:
    case_id = office.case("S26-001")
    office.desk.cases.save_identity(case_id, PERSON)
    meeting_id, _, _ = office.held(case_id)
    view = extract(office, meeting_id, case_id, named=True)
    assert view.confidentiality is Confidentiality.NOMINATIVE
    facts = {fact.label: fact.value for fact in view.facts}
    assert facts["Personne"] == "Marguerite Verdier"
    assert facts["Naissance"] == "02/03/1941 · 85\u00a0ans"
    assert "06 00" not in words(view)
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert events[-2:] == ["identity.read", "document.extract"]
    coded = extract(office, meeting_id, case_id, named=False)
    assert coded.confidentiality is Confidentiality.PSEUDONYMISED
    assert "Verdier" not in words(coded)


def test_a_person_who_was_not_asked_stays_a_code_even_where_names_are_wanted(
    office: Office,
) -> None:
    case_id = office.case("S26-001", state=ConsentState.NOT_ASKED)
    office.desk.cases.save_identity(case_id, PERSON)
    meeting_id, _, _ = office.held(case_id)
    view = extract(office, meeting_id, case_id, named=True)
    assert view.confidentiality is Confidentiality.ANONYMOUS
    assert "Verdier" not in words(view)


def test_the_named_extract_is_the_one_paper_with_a_date_of_birth(office: Office) -> None:
    case_id = office.case("S26-001")
    office.desk.cases.save_identity(case_id, PERSON)
    meeting_id, _, _ = office.held(case_id)
    office.desk.care_plans.accept_all(case_id)
    printed = office.desk.papers.batch(meeting_id, frozenset(Paper), named=True).printables
    printed += office.desk.dossiers.dossier(meeting_id).printables
    dated = [p.stem for p in printed if "1941" in words(p.view)]
    assert dated == ["extrait-S26-001-2026-11-26"]
    assert "la personne" in "".join(p.view.band_note for p in printed if p.stem in dated)


def test_notes_of_a_situation_that_was_put_off_are_owed_to_its_record(office: Office) -> None:
    noted, blank = office.case("S26-001"), office.case("S26-002")
    meeting_id, items = office.running(noted, blank)
    office.desk.meetings.write_text(items[0], ItemText.ORGANIC, "chute jeudi", visit="visit")
    office.desk.meetings.write_text(items[1], ItemText.SOCIAL, "   ", visit="visit")
    for item in items:
        office.desk.meetings.postpone(item, "La famille est absente")
    first, second = office.desk.closing.lines(meeting_id)
    assert "extrait sera à verser au dossier" in first.filed
    assert (first.feedback, second.filed) == ("", "")
    office.desk.minutes.close(meeting_id)
    view = extract(office, meeting_id, noted, named=False)
    assert {"chute jeudi", "Reportée : La famille est absente"} <= set(words(view).split("\n"))
    assert [line.filing.case_id for line in office.desk.filings.owed()] == [noted]
    assert office.desk.feedbacks.owed() == ()
    with pytest.raises(ConsentError):
        extract(office, meeting_id, blank, named=False)


def test_names_need_the_identity_key(office: Office) -> None:
    case_id = office.case("S26-001")
    office.desk.cases.save_identity(case_id, PERSON)
    meeting_id, _, _ = office.held(case_id)
    office.identities.drop()
    with pytest.raises(UserError):
        extract(office, meeting_id, case_id, named=True)
    assert "S26-001" in words(extract(office, meeting_id, case_id, named=False))


def test_no_extract_is_made_of_what_was_withdrawn_or_not_seen(office: Office) -> None:
    gone, unseen, other = (office.case(code) for code in "ABC")
    meeting_id, items = office.running(gone, unseen)
    office.discuss(items[0], "marqueur")
    office.desk.minutes.close(meeting_id)
    office.consent(gone, ConsentState.WITHDRAWN)
    for case_id in (gone, unseen):
        with pytest.raises(ConsentError):
            extract(office, meeting_id, case_id, named=False)
    with pytest.raises(NotFoundError):
        extract(office, meeting_id, other, named=False)
    assert office.desk.papers.available(meeting_id).count(Paper.EXTRACTS) == 0


def test_an_extract_says_who_reports_back_then_who_did_and_when_it_was_filed(
    office: Office,
) -> None:
    nurse = office.person("Imbert", "Jeanne", profession="Infirmière")
    case_id = office.case("A", requester=nurse)
    meeting_id, _, _ = office.held(case_id)
    assert extract(office, meeting_id, case_id, named=False).follow_up == (
        "Retour à la personne par Jeanne Imbert, infirmière, d’ici le ven. 11 déc. 2026.",
    )
    (owed,) = office.desk.feedbacks.owed()
    office.desk.feedbacks.record(owed.feedback.id, THURSDAY, nurse, Told("Elle est d’accord."))
    (filing,) = office.desk.filings.owed()
    office.desk.filings.file(filing.filing.id, by=nurse)
    view = extract(office, meeting_id, case_id, named=False)
    (told,) = view.follow_up
    assert told.startswith("Retour fait à la personne le jeu. 26 nov. 2026 par Jeanne Imbert, ")
    assert told.endswith("Elle est d’accord.")
    assert view.filed == "Versé au dossier le jeu. 26 nov. 2026 par Jeanne Imbert, infirmière."


# --- sheets of actions ----------------------------------------------------------------------------


def test_each_person_has_one_sheet_with_what_is_new_then_what_is_older(office: Office) -> None:
    nurse, doctor = office.person("Imbert", "Jeanne"), office.person("Aubry", "Nadia")
    case_id = office.case("S26-001")
    before, (old,) = office.running(case_id, on=THURSDAY - WEEK)
    for text in ("ancienne", "déjà faite"):
        office.desk.meetings.act(old, ActionDraft(text, nurse, due=THURSDAY - timedelta(days=1)))
    done = office.store.rows.actions.of(old)[1]
    office.desk.actions.mark(done.id, ActionState.DONE)
    office.desk.minutes.close(before)
    meeting_id, (item,) = office.running(case_id)
    office.desk.meetings.act(item, ActionDraft("nouvelle", nurse, due=THURSDAY + WEEK))
    office.desk.meetings.act(item, ActionDraft("autre", doctor))
    office.desk.minutes.close(meeting_id)
    found = sheets(office, meeting_id)
    assert list(found) == [
        "actions-Jeanne-Imbert-2026-11-26",
        "actions-Nadia-Aubry-2026-11-26",
    ]
    sheet = found["actions-Jeanne-Imbert-2026-11-26"]
    assert sheet.tasks == (TaskLine("S26-001", "nouvelle", "jeu. 3 déc. 2026"),)
    assert sheet.older == (TaskLine("S26-001", "ancienne", "mer. 25 nov. 2026", late=True),)
    assert found["actions-Nadia-Aubry-2026-11-26"].tasks[0].due == "sans date"


def test_two_people_of_the_same_name_have_a_sheet_each_in_a_file_each(office: Office) -> None:
    one = office.person("Durand", "Marie", profession="Infirmière")
    two = office.person("Durand", "Marie", profession="Infirmière")
    meeting_id, (item,) = office.running(office.case("A"))
    office.desk.meetings.act(item, ActionDraft("la première", one))
    office.desk.meetings.act(item, ActionDraft("la seconde", two))
    office.desk.minutes.close(meeting_id)
    batch = office.desk.papers.batch(meeting_id, frozenset({Paper.ACTIONS}), named=False)
    said = [words(printable.view) for printable in batch.printables]
    assert sorted("première" in text for text in said) == [False, True]
    assert sorted("seconde" in text for text in said) == [False, True]
    names = [name for name, _ in batch.files()]
    assert len(set(names)) == 2


def test_a_sheet_says_whom_to_tell_by_when_even_to_somebody_without_an_action(
    office: Office,
) -> None:
    nurse = office.person("Imbert", "Jeanne", profession="Infirmière")
    cases = [office.case(code, requester=nurse) for code in ("A", "B", "C")]
    office.held(cases[0], on=THURSDAY - timedelta(days=21))
    meeting_id, _, _ = office.held(cases[1], cases[2])
    office.consent(cases[2], ConsentState.WITHDRAWN)
    sheet = sheets(office, meeting_id)["actions-Jeanne-Imbert-2026-11-26"]
    assert sheet.tasks == ()
    assert [(each.about, each.due, each.late) for each in sheet.reports] == [
        ("A", "ven. 20 nov. 2026", True),
        ("B", "ven. 11 déc. 2026", False),
    ]
    assert "Retours à faire" in words(sheet)
    assert "réunion du jeu. 5 nov. 2026" in sheet.reports[0].text
    for owed in office.desk.feedbacks.owed():
        office.desk.feedbacks.record(owed.feedback.id, THURSDAY, nurse, Told())
    assert "actions-Jeanne-Imbert-2026-11-26" not in sheets(office, meeting_id)


def test_an_extract_says_what_the_person_refused_and_why_the_plan_departs(
    office: Office,
) -> None:
    case_id = office.case("A")
    meeting_id, _, _ = office.held(case_id)
    (owed,) = office.desk.feedbacks.owed()
    told = Told("Sauf la nuit", Agreement.PARTLY, "Le lit", "Chambre trop petite")
    office.desk.feedbacks.record(owed.feedback.id, THURSDAY, None, told)
    (said,) = extract(office, meeting_id, case_id, named=False).follow_up
    assert said.endswith(
        "En partie d’accord. Sauf la nuit. Refuse : Le lit. "
        "Écart avec l’avis de l’équipe : Chambre trop petite."
    )


def test_the_sheet_of_somebody_who_left_says_to_give_the_actions_to_another(
    office: Office,
) -> None:
    nurse = office.person("Imbert", "Jeanne")
    meeting_id, (item,) = office.running(office.case("A"))
    office.desk.meetings.act(item, ActionDraft("appeler", nurse))
    office.desk.minutes.close(meeting_id)
    assert sheets(office, meeting_id)["actions-Jeanne-Imbert-2026-11-26"].notice == ""
    office.desk.directory.save(replace(office.desk.directory.get(nurse), active=False))
    sheet = sheets(office, meeting_id)["actions-Jeanne-Imbert-2026-11-26"]
    assert "n’est plus dans l’équipe" in sheet.notice
    assert [task.text for task in sheet.tasks] == ["appeler"]  # not lost with the person


def test_an_outside_person_has_a_sheet_and_a_withdrawn_situation_is_on_none(
    office: Office,
) -> None:
    gone, stays = office.case("S26-001"), office.case("S26-002")
    meeting_id, items = office.running(gone, stays)
    for item in items:
        office.desk.meetings.act(item, ActionDraft("passer", who_name="Une voisine"))
    office.desk.minutes.close(meeting_id)
    office.consent(gone, ConsentState.WITHDRAWN)
    ((stem, sheet),) = sheets(office, meeting_id).items()
    assert stem == "actions-exterieur-1-2026-11-26"
    assert [task.about for task in sheet.tasks] == ["S26-002"]
    assert {fact.label: fact.value for fact in sheet.facts}["Profession"] == "intervenant extérieur"


def test_two_spellings_of_one_outside_person_make_one_sheet(office: Office) -> None:
    meeting_id, items = office.running(office.case("S26-001"), office.case("S26-002"))
    for item, who in zip(
        items, ("Jean-Charles de la Tour", "jean‑charles  de la TOUR"), strict=True
    ):
        office.desk.meetings.act(item, ActionDraft("passer", who_name=who))
    office.desk.meetings.act(items[0], ActionDraft("appeler", who_name="Jean de la Tour"))
    office.desk.minutes.close(meeting_id)
    made = sheets(office, meeting_id)
    assert [len(sheet.tasks) for sheet in made.values()] == [1, 2]
    assert [sheet.subtitle.split(" · ")[0] for sheet in made.values()] == [
        "Jean de la Tour",
        "Jean-Charles de la Tour",
    ]


# --- the batch ------------------------------------------------------------------------------------


def test_the_batch_holds_what_is_wanted_under_names_that_name_nobody(office: Office) -> None:
    case_id = office.case("S26-001")
    office.desk.cases.save_identity(case_id, PERSON)
    meeting_id, _, _ = office.held(case_id)
    everything = frozenset(Paper)
    available = office.desk.papers.available(meeting_id)
    assert available.nominative
    assert [available.count(paper) for paper in Paper] == [1, 1, 1, 0]  # no line is accepted yet
    office.desk.care_plans.accept_all(case_id)
    batch = office.desk.papers.batch(meeting_id, everything, named=True)
    names = [name for name, _ in batch.files()]
    assert names == [
        "compte-rendu-2026-11-26.pdf",
        "extrait-S26-001-2026-11-26.pdf",
        "actions-exterieur-1-2026-11-26.pdf",
        "plan-S26-001.pdf",
    ]
    assert not any("erdier" in name for name in (*names, batch.stem, batch.title))
    assert batch.band == "NOMINATIF — SECRET PROFESSIONNEL"
    coded = office.desk.papers.batch(meeting_id, everything, named=False)
    assert "Verdier" not in " ".join(pages(coded.render().pdf))
    assert "Verdier" in " ".join(pages(batch.render().pdf))


def test_a_batch_of_nothing_and_a_meeting_that_runs_are_refused(office: Office) -> None:
    meeting_id, _ = office.running(office.case("A"))
    with pytest.raises(UserError, match="pas close"):
        office.desk.papers.available(meeting_id)
    office.desk.minutes.close(meeting_id)
    with pytest.raises(UserError, match="Aucun document"):
        office.desk.papers.batch(meeting_id, frozenset(), named=False)


def test_every_paper_of_a_minor_who_asked_for_secrecy_says_so_on_its_band(office: Office) -> None:
    case_id = office.case("A")
    meeting_id, _, _ = office.held(case_id)
    case = office.desk.cases.file(case_id).case
    office.desk.cases.save(replace(case, protection=Protection.MINOR, parents_kept_out=True))
    said = "secret demandé : rien n’est adressé aux parents"
    assert said in extract(office, meeting_id, case_id, named=False).band_note
    plan = office.desk.documents.care_plan(case_id, None).view
    assert isinstance(plan, CarePlanView)
    assert said in plan.band_note
