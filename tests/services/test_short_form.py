# SPDX-License-Identifier: EUPL-1.2
"""A concertation of two or three: recorded and sealed in one go, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.domain.case import CaseStatus
from app.domain.consent import ConsentState
from app.domain.errors import ConsentError, UserError
from app.domain.meeting import MeetingForm, MeetingState
from app.services.meetings import ActionDraft
from app.services.short_form import ShortDraft
from tests.documents.reading import pages
from tests.services.office import THURSDAY, Office


def _due(day: date) -> ActionDraft:
    return ActionDraft("appeler", who_name="X", due=day)


@pytest.fixture
def draft(office: Office) -> ShortDraft:
    """Two of the team about a known situation, this morning."""
    nurse, doctor = office.person("Imbert", "Jeanne"), office.person("Aubry", "Nadia")
    return ShortDraft(
        people=(nurse, doctor),
        on=THURSDAY,
        start=time(9, 10),
        minutes=10,
        case_id=office.case("S26-001", requester=nurse),
        question="Faut-il changer le pansement ?",
        said="La plaie est propre.",
        decision="Un pansement tous les deux jours.",
        actions=(ActionDraft("Refaire l’ordonnance", doctor, due=date(2026, 11, 27)),),
    )


def test_it_is_sealed_like_a_meeting_and_numbered_apart(office: Office, draft: ShortDraft) -> None:
    office.held(office.case("S26-002"))
    made = office.desk.short_form.record(draft)
    minutes = office.desk.minutes.get(made.minutes_id)
    assert office.desk.minutes.verify(made.minutes_id) is None
    header, record = minutes.header, minutes.items[0].record
    assert (header.form, header.number) == ("short", 1)
    assert header.held == "9\u00a0h\u00a010 – 9\u00a0h\u00a020"
    assert [line.name for line in header.attendance] == ["Jeanne Imbert", "Nadia Aubry"]
    assert record is not None
    assert (record.text, record.decisions) == (draft.said, (draft.decision,))
    assert [(a.text, a.who) for a in record.actions] == [("Refaire l’ordonnance", "Nadia Aubry")]
    assert record.spent_minutes == 10
    meeting = office.desk.meetings.meeting(made.meeting_id)
    assert (meeting.form, meeting.state) == (MeetingForm.SHORT, MeetingState.CLOSED)
    page = " ".join(pages(office.desk.documents.minutes(made.minutes_id).render().pdf))
    assert "Concertation du jeudi 26 novembre 2026" in page
    assert "La plaie est propre." in page


def test_what_follows_is_what_follows_a_meeting(office: Office, draft: ShortDraft) -> None:
    made = office.desk.short_form.record(draft)
    assert [view.code for view in office.desk.feedbacks.owed()] == ["S26-001"]
    assert [view.code for view in office.desk.filings.owed()] == ["S26-001"]
    proposed = [each.line.action for each in office.desk.care_plans.proposals.of(made.meeting_id)]
    assert proposed == [draft.decision, "Refaire l’ordonnance"]
    extract = office.desk.papers.extract(made.meeting_id, made.case_id, named=False)
    assert "Concertation du" in extract.view.subtitle


def test_a_new_situation_is_opened_with_its_motif_and_what_the_person_said(
    office: Office, draft: ShortDraft
) -> None:
    new = replace(draft, case_id=None, title="Plaie chronique", consent=ConsentState.OBTAINED)
    made = office.desk.short_form.record(new)
    case = office.desk.cases.file(made.case_id)
    assert (case.title, case.case.status) == ("Plaie chronique", CaseStatus.FOLLOWED)
    assert case.consent is not None
    assert (case.consent.state, case.consent.on) == (ConsentState.OBTAINED, THURSDAY)
    assert case.consent.collected_by == draft.people[0]


def test_a_situation_that_waits_for_the_team_still_does(office: Office, draft: ShortDraft) -> None:
    made = office.desk.short_form.record(draft)
    assert office.desk.cases.file(made.case_id).case.status is CaseStatus.TO_PRESENT
    meeting_id, _ = office.meeting(on=THURSDAY + timedelta(days=7))
    codes = [each.code for each in office.desk.agendas.candidates(meeting_id)]
    assert "S26-001" in codes
    assert office.desk.home.overview().latest_closed is None  # it is none of the team's meetings


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: replace(d, people=d.people[:1]), "deux ou trois personnes"),
        (lambda d: replace(d, people=d.people[:1] * 2), "deux ou trois personnes"),
        (lambda d: replace(d, case_id=None, title=" "), "situation manque"),
        (lambda d: replace(d, minutes=0), "1 à 180"),
        (lambda d: replace(d, on=THURSDAY + timedelta(days=1)), "dans l’avenir"),
        (lambda d: replace(d, start=time(23, 0)), "dans l’avenir"),
        (lambda d: replace(d, on=date(1900, 1, 1)), "plus d’un an"),
        (lambda d: replace(d, actions=(_due(date(2020, 1, 1)),)), "est passé"),
        (lambda d: replace(d, actions=(_due(date(2126, 1, 1)),)), "plus de cinq ans"),
        (lambda d: replace(d, question=" "), "question manque"),
        (lambda d: replace(d, said=" ", decision=""), "Rien n’est noté"),
        (lambda d: replace(d, actions=(ActionDraft("appeler"),)), "pas de responsable"),
        (lambda d: replace(d, actions=(ActionDraft(" ", who_name="X"),)), "action est vide"),
        (lambda d: replace(d, case_id=None, title="Plaie"), "accord de la personne n’est pas noté"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    office: Office,
    draft: ShortDraft,
    change: Callable[[ShortDraft], ShortDraft],
    sentence: str,
) -> None:
    before = {table: office.dump(table) for table in office.tables()}
    with pytest.raises(UserError, match=sentence):
        office.desk.short_form.record(change(draft))
    assert {table: office.dump(table) for table in office.tables()} == before


def test_a_person_who_refused_or_withdrew_is_not_spoken_of(
    office: Office, draft: ShortDraft
) -> None:
    assert draft.case_id is not None
    for state in (ConsentState.REFUSED, ConsentState.WITHDRAWN):
        office.consent(draft.case_id, state)
        with pytest.raises(ConsentError):
            office.desk.short_form.record(draft)
    assert office.desk.agendas.all() == ()


def test_somebody_from_outside_of_the_team_needs_a_consent_that_covers_them(
    office: Office, draft: ShortDraft
) -> None:
    outside = office.person("Perrot", "Sylvie", member=False)
    with_her = replace(draft, people=(*draft.people, outside))
    with pytest.raises(ConsentError, match="Sylvie Perrot n’est pas de l’équipe"):
        office.desk.short_form.record(with_her)
    covered = replace(with_her, consent=ConsentState.OBTAINED, outside_team=True)
    made = office.desk.short_form.record(covered)
    assert len(office.desk.meetings.meeting(made.meeting_id).attending) == 3


def test_it_can_be_noted_while_the_meeting_of_the_team_runs(
    office: Office, draft: ShortDraft
) -> None:
    running, _ = office.running(office.case("S26-002"))
    office.desk.short_form.record(draft)
    assert office.desk.meetings.meeting(running).state is MeetingState.RUNNING
    next_meeting = office.desk.agendas.next_meeting()
    assert next_meeting is not None
    assert next_meeting.id == running


def test_a_withdrawal_leaves_nothing_of_a_page_that_was_begun_nor_lets_it_be_kept_again(
    office: Office, draft: ShortDraft
) -> None:
    assert draft.case_id is not None
    forms = office.desk.short_form
    forms.keep("La plaie est propre.", draft.case_id)
    assert office.desk.agendas.all() != ()
    office.consent(draft.case_id, ConsentState.WITHDRAWN)
    assert forms.begun() == ""
    assert office.desk.agendas.all() == ()
    assert "La plaie" not in office.dump("item_draft")
    forms.keep("La plaie est propre.", draft.case_id)  # the page still stands on a screen
    assert forms.begun() == ""
    assert office.desk.agendas.all() == ()
