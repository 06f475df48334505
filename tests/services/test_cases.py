# SPDX-License-Identifier: EUPL-1.2
"""Opening a situation and keeping it; the practice's own page."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.domain.action import ActionState
from app.domain.case import CaseStatus, ComplexityReason, Eligibility, Identity
from app.domain.changes import Kind
from app.domain.consent import ConsentState
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import CaseId
from app.domain.practice import Practice
from app.domain.text import one_line
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from tests.services.office import PARIS, THURSDAY, Office

LONE = "a\r\nb\0c\ud83d"  # what a clipboard can hold and a database cannot
CLEANED = "a\nbc\ufffd"


def test_codes_are_given_in_order_and_a_given_one_is_kept(office: Office) -> None:
    assert office.desk.cases.next_code() == "S26-001"
    office.case("S26-014")
    office.case("Ancien dossier 7")
    assert office.desk.cases.next_code() == "S26-015"
    office.case()
    office.clock.instant = datetime(2027, 1, 4, 9, 0, tzinfo=PARIS)
    office.case()
    assert {line.code for line in office.desk.cases.all()} == {
        "S26-014",
        "Ancien dossier 7",
        "S26-015",
        "S27-001",
    }


def test_a_code_that_is_taken_is_refused_and_nothing_is_opened(office: Office) -> None:
    office.case("A")
    with pytest.raises(UserError, match="code A est déjà") as refusal:
        office.case(" A ")
    assert refusal.value.remedy
    assert len(office.desk.cases.all()) == 1


def test_everything_typed_in_a_situation_is_read_back(office: Office) -> None:
    asker = office.person("Cissé", "Aminata", profession="Infirmière")
    draft = CaseDraft(
        title=LONE,
        requester_id=asker,
        reason=ComplexityReason.EXPERTISE,
        question=LONE,
        wishes=LONE,
        organic=LONE,
        psychic=LONE,
        social=LONE,
        eligibility=Eligibility(over_75=True, ald=False, treating_doctor_in_sisa=True),
    )
    case_id, changes = office.desk.cases.open(draft)
    assert changes.of(Kind.CASE) == {case_id}
    file = office.desk.cases.file(case_id)
    case = file.case
    texts = (case.title, case.question, case.wishes, case.organic, case.psychic, case.social)
    assert set(texts) == {CLEANED}
    assert (case.reason, case.eligibility) == (draft.reason, draft.eligibility)
    assert (case.status, case.created_at) == (CaseStatus.NEW, office.clock.now())
    assert file.requester == "Aminata Cissé, infirmière"
    assert (file.has_identity, file.consent, file.meetings) == (False, None, ())


def test_names_typed_by_hand_are_as_safe_as_texts(office: Office) -> None:
    case_id, _ = office.desk.cases.open(CaseDraft(requester_name=LONE))
    office.desk.consents.record(
        case_id, ConsentDraft(ConsentState.OBTAINED, collected_by_name=LONE, scope=LONE)
    )
    office.desk.cases.save_identity(case_id, Identity(LONE, LONE, contact=LONE))
    file = office.desk.cases.file(case_id)
    assert file.case.requester_name == CLEANED
    assert file.consent is not None
    assert (file.consent.collected_by_name, file.consent.scope) == (CLEANED, CLEANED)
    assert office.desk.cases.identity(case_id) == Identity(CLEANED, CLEANED, contact=CLEANED)
    office.desk.cases.save(replace(file.case, requester_name=LONE + LONE))
    assert office.desk.cases.file(case_id).case.requester_name == CLEANED + CLEANED


def test_saving_a_situation_logs_only_what_differs_and_keeps_its_code(office: Office) -> None:
    case_id = office.case("A", question="Que faire ?")
    case = office.desk.cases.file(case_id).case
    assert not office.desk.cases.save(case)
    changed = replace(case, code="B", created_at=None, wishes="Rester", review_on=THURSDAY)
    assert office.desk.cases.save(changed)
    after = office.desk.cases.file(case_id).case
    assert after == replace(case, wishes="Rester", review_on=THURSDAY)
    assert office.store.rows.operations.of(case_id)[-1] == (
        '{"review_on":"2026-11-26","wishes":"Rester"}'
    )


def test_a_title_is_the_short_motif_or_the_beginning_of_the_question(office: Office) -> None:
    office.case("A", question="Comment éviter une troisième hospitalisation pour chute en six mois")
    (line,) = office.desk.cases.all()
    assert line.title == ""  # the list shows what was typed; the screen cuts the question
    case_id = office.desk.cases.all()[0].id
    title = office.desk.cases.file(case_id).title
    assert title.startswith("Comment éviter une troisième")
    assert title.endswith("…")
    assert len(title) <= 48


def test_a_situation_tells_its_meetings_actions_and_reports(office: Office) -> None:
    case_id = office.case("A")
    first, _, (item_id,) = office.held(case_id)
    second, _, _ = office.held(case_id, on=THURSDAY + timedelta(days=7))
    file = office.desk.cases.file(case_id)
    assert [meeting.id for meeting in file.meetings] == [second, first]
    assert len(file.open_actions) == 2
    assert len(file.feedbacks) == 2
    (action,) = office.desk.meetings.actions_of(item_id)
    office.desk.actions.mark(action.id, ActionState.DONE)
    assert len(office.desk.cases.file(case_id).open_actions) == 1


def test_an_identity_needs_a_name_and_a_possible_birth(office: Office) -> None:
    case_id = office.case("A")
    with pytest.raises(UserError, match="nom"):
        office.desk.cases.save_identity(case_id, Identity("  ", "Jeanne"))
    with pytest.raises(UserError, match="naissance"):
        office.desk.cases.save_identity(case_id, Identity("X", born=date(2026, 11, 27)))
    office.desk.cases.save_identity(case_id, Identity("X", born=date(1928, 2, 29)))
    assert office.desk.cases.identity(case_id) == Identity("X", born=date(1928, 2, 29))
    assert office.desk.cases.identity(office.case("B")) is None
    with pytest.raises(NotFoundError):
        office.desk.cases.save_identity(CaseId("nothing"), Identity("X"))


def test_reading_an_identity_is_journalled_and_nothing_else_of_it(office: Office) -> None:
    case_id = office.case("A")
    office.desk.cases.save_identity(case_id, Identity("Verdier"))
    office.desk.cases.file(case_id)
    office.desk.cases.all()
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert "identity.read" not in events
    office.desk.cases.identity(case_id)
    last = office.store.rows.journal.entries()[-1]
    assert (last.event, last.record_id) == ("identity.read", case_id)


def test_a_situation_that_is_not_there_is_refused_with_a_sentence(office: Office) -> None:
    nothing = CaseId("nothing")
    for ask in (
        lambda: office.desk.cases.file(nothing),
        lambda: office.desk.cases.set_status(nothing, CaseStatus.CLOSED),
        lambda: office.desk.consents.record(nothing, ConsentDraft(ConsentState.OBTAINED)),
        lambda: office.desk.care_plans.view(nothing),
        lambda: office.desk.documents.care_plan(nothing),
    ):
        with pytest.raises(NotFoundError, match="situation"):
            ask()


def test_the_practice_is_written_whole_and_needs_a_name(office: Office) -> None:
    practice = Practice(LONE, LONE, LONE, LONE, LONE)
    changes = office.desk.practice.save(practice)
    assert changes.kinds == {Kind.PRACTICE}
    named = one_line(CLEANED)
    assert office.desk.practice.get() == Practice(named, CLEANED, CLEANED, CLEANED, CLEANED)
    for name in ("", " ", "\0"):
        with pytest.raises(UserError, match="nom de la structure"):
            office.desk.practice.save(replace(practice, name=name))
    assert office.desk.practice.get().name == named
