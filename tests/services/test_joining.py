# SPDX-License-Identifier: EUPL-1.2
"""Two files of one person become one, and a person who comes back begins a new episode."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.care_plan import PlanPart
from app.domain.case import CaseStatus, Identity
from app.domain.case_step import StepReason
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.services.cases import CaseDraft
from app.services.joining import WhoseIdentity
from app.services.timeline import EventKind
from tests.services.office import THURSDAY, Office

WEEK = timedelta(weeks=1)


def two(office: Office) -> tuple[CaseId, CaseId]:
    """A file that was begun twice: the second one was discussed, and has everything open."""
    kept, joined = office.case("A", question=""), office.case("B", question="Que faire ?")
    office.held(joined)
    office.desk.lives.circles.add(joined, None, "Une voisine")
    office.desk.care_plans.add_line(joined, PlanPart.CARE)
    return kept, joined


def test_what_is_open_goes_to_the_file_that_stays_and_what_is_sealed_does_not(
    office: Office,
) -> None:
    kept, joined = two(office)
    lines = len(office.store.rows.care_plans.of_case(joined).lines)  # type: ignore[union-attr]  # there
    said = office.desk.lives.joining.preview(kept, joined)
    assert (said.kept, said.joined, said.differ) == ("A", "B", None)
    assert "1 action ouverte" in said.moves
    assert "1 retour dû" in said.moves
    assert f"{lines} lignes du plan" in said.moves
    assert "1 personne autour d’elle" in said.moves
    minutes = office.desk.minutes.all()[0].id
    seal = office.store.rows.minutes.get(minutes)
    office.desk.lives.joining.join(kept, joined)
    file, gone = office.desk.cases.file(kept), office.desk.cases.file(joined)
    assert file.case.question == "Que faire ?"
    assert len(file.open_actions) == len(file.feedbacks) == 1
    assert len(file.consents) == 2
    assert (gone.open_actions, gone.feedbacks, gone.consents) == ((), (), file.consents)
    plan = office.store.rows.care_plans.of_case(kept)
    assert plan is not None
    assert len(plan.lines) == lines
    assert [line.name for line in office.desk.lives.circles.of(kept)] == ["Une voisine"]
    assert (gone.case.status, gone.case.merged_into) == (CaseStatus.ARCHIVED, kept)
    last = office.store.rows.steps.of(joined)[0]
    assert (last.reason, last.note) == (StepReason.MERGED, "A")
    assert office.store.rows.minutes.get(minutes) == seal
    view = office.desk.lives.life.view(joined)
    assert (view.merged, view.choices) == ("A", ())
    with pytest.raises(UserError, match="réunie"):
        office.desk.lives.life.move(joined, CaseStatus.TO_PRESENT)


def test_the_past_of_both_is_on_one_timeline(office: Office) -> None:
    kept, joined = two(office)
    office.desk.lives.joining.join(kept, joined)
    events = office.desk.lives.timeline.of(kept)
    met = [event for event in events if event.kind is EventKind.MEETING]
    assert [event.detail for event in met] == ["B"]
    assert any("Réunie avec B" in event.text for event in events)


def test_drafts_on_prepared_agendas_follow_and_no_agenda_has_both(office: Office) -> None:
    kept, joined = office.case("A"), office.case("B")
    alone, _ = office.meeting(joined)
    both, _ = office.meeting(office.case("C"), joined, kept, on=THURSDAY + WEEK)
    office.desk.lives.joining.join(kept, joined)
    items = office.store.rows.agenda.of
    assert [item.case_id for item in items(alone)] == [kept]
    assert [item.case_id for item in items(both)][1:] == [kept]
    assert [item.position for item in items(both)] == [0, 1]


def test_a_running_meeting_a_closed_file_and_the_same_file_are_refused(office: Office) -> None:
    kept, joined = office.case("A"), office.case("B")
    join = office.desk.lives.joining.join
    with pytest.raises(UserError, match="même situation"):
        join(kept, kept)
    office.desk.lives.life.move(kept, CaseStatus.CLOSED, StepReason.OTHER)
    with pytest.raises(UserError, match="A est close"):
        join(kept, joined)
    office.desk.lives.life.move(kept, CaseStatus.TO_PRESENT)
    office.running(joined)
    with pytest.raises(UserError, match="réunion en cours"):
        join(kept, joined)
    assert office.desk.cases.file(joined).case.merged_into is None


def test_a_withdrawal_in_either_file_is_in_force_for_the_one_that_stays(office: Office) -> None:
    kept = office.case("A")
    meeting_id, _ = office.meeting(kept)
    joined = office.case("B", ConsentState.WITHDRAWN)
    office.desk.lives.joining.join(kept, joined)
    consent = office.desk.cases.file(kept).consent
    assert consent is not None
    assert consent.state is ConsentState.WITHDRAWN
    assert office.store.rows.agenda.of(meeting_id) == ()


@pytest.mark.parametrize("whose", list(WhoseIdentity))
def test_two_identities_that_differ_are_asked_about(office: Office, whose: WhoseIdentity) -> None:
    kept, joined = office.case("A"), office.case("B")
    one, other = Identity("Verdier", "Jeanne"), Identity("Verdié", "Jeanne")
    office.desk.cases.save_identity(kept, one)
    office.desk.cases.save_identity(joined, other)
    assert office.desk.lives.joining.preview(kept, joined).differ == (one, other)
    with pytest.raises(UserError, match="pas les mêmes"):
        office.desk.lives.joining.join(kept, joined)
    office.desk.lives.joining.join(kept, joined, whose)
    right = one if whose is WhoseIdentity.KEPT else other
    assert office.desk.cases.identity(kept) == right


def test_an_identity_of_the_other_file_comes_too_and_needs_its_key(office: Office) -> None:
    kept, joined = office.case("A"), office.case("B")
    office.desk.cases.save_identity(joined, Identity("Verdier"))
    office.identities.drop()
    with pytest.raises(UserError, match="sans sa clé"):
        office.desk.lives.joining.join(kept, joined)
    assert office.desk.cases.file(joined).case.merged_into is None


def test_a_new_episode_copies_the_demand_and_asks_for_the_consent_again(office: Office) -> None:
    case_id, _ = office.desk.cases.open(
        CaseDraft(code="A", title="Chutes", question="?", wishes="Rester", tried="La kiné")
    )
    office.consent(case_id, ConsentState.OBTAINED)
    office.desk.cases.save_identity(case_id, Identity("Verdier", born=date(1940, 1, 2)))
    office.desk.lives.circles.add(case_id, None, "Une voisine")
    joining = office.desk.lives.joining
    with pytest.raises(UserError, match="après la clôture"):
        joining.new_episode(case_id)
    office.desk.lives.life.move(case_id, CaseStatus.CLOSED, StepReason.OBJECTIVES_MET)
    new_id, _ = joining.new_episode(case_id)
    file = office.desk.cases.file(new_id)
    assert file.case.code == "S26-001"
    assert (file.case.title, file.case.wishes, file.case.tried) == ("Chutes", "Rester", "La kiné")
    assert (file.case.follows, file.case.status, file.consent) == (case_id, CaseStatus.NEW, None)
    assert office.desk.cases.identity(new_id) == Identity("Verdier", born=date(1940, 1, 2))
    assert [line.name for line in office.desk.lives.circles.of(new_id)] == ["Une voisine"]
    there = [event.text for event in office.desk.lives.timeline.of(case_id)]
    back = [event.text for event in office.desk.lives.timeline.of(new_id)]
    assert "Nouvel épisode\u00a0: S26-001" in there
    assert "Suite de l’épisode A" in back


def test_what_two_files_say_otherwise_is_not_overwritten(office: Office) -> None:
    kept, joined = office.case("A", question="Ici"), office.case("B", question="Là-bas")
    case = office.desk.cases.file(joined).case
    office.desk.cases.save(replace(case, review_on=THURSDAY + WEEK))
    office.desk.lives.joining.join(kept, joined)
    after = office.desk.cases.file(kept).case
    assert (after.question, after.review_on) == ("Ici", THURSDAY + WEEK)
