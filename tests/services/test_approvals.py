# SPDX-License-Identifier: EUPL-1.2
"""The minutes of the last meeting are approved as the first item of the next."""

from datetime import timedelta

import pytest

from app.domain.errors import SealedError, UserError
from app.domain.ids import ItemId, MeetingId, MinutesId
from app.services.approvals import ToApprove
from tests.documents.reading import pages
from tests.services.office import THURSDAY, Office

Stage = tuple[MinutesId, MeetingId, ItemId]


@pytest.fixture
def stage(office: Office) -> Stage:
    """Last week's minutes, and this week's running meeting that begins with their approval."""
    _, minutes_id, _ = office.held(office.case("A"), on=THURSDAY - timedelta(days=7))
    meeting_id, _ = office.desk.agendas.prepare_next()
    office.desk.meetings.start(meeting_id)
    return minutes_id, meeting_id, office.desk.agendas.view(meeting_id).lines[0].item.id


def about(office: Office, item_id: ItemId) -> ToApprove:
    item = office.store.rows.agenda.get(item_id)
    assert item is not None
    asked = office.desk.approvals.about(item)
    assert asked is not None
    return asked


def printed(office: Office, minutes_id: MinutesId) -> str:
    return " ".join(pages(office.desk.documents.minutes(minutes_id).render().pdf))


def test_approving_is_said_in_the_new_minutes_and_beside_the_old_ones(
    office: Office, stage: Stage
) -> None:
    minutes_id, meeting_id, item_id = stage
    assert about(office, item_id).words == "Compte rendu n° 1 du jeu. 19 nov. 2026"
    assert about(office, item_id).answer == ""
    office.desk.approvals.approve(item_id)
    assert about(office, item_id).answer == "Approuvé."
    assert office.desk.approvals.of(minutes_id) is None  # said, not sealed yet
    new_id, _ = office.desk.minutes.close(meeting_id)
    record = office.desk.minutes.get(new_id).items[0].record
    assert record is not None
    assert (record.topic, record.outcome) == ("Approbation du compte rendu", "Approuvé.")
    assert record.fate == "Ne reviendra pas, parce que le compte rendu est approuvé."
    approval = office.desk.approvals.of(minutes_id)
    assert approval is not None
    assert approval.words == "approuvé le jeu. 26 nov. 2026"
    assert "approuvé le jeu. 26 nov. 2026" in printed(office, minutes_id)
    assert office.desk.minutes.verify(minutes_id) is None  # nothing was written under its seal


def test_approving_with_a_correction_says_which(office: Office, stage: Stage) -> None:
    minutes_id, meeting_id, item_id = stage
    with pytest.raises(UserError, match="correction est vide"):
        office.desk.approvals.approve(item_id, "  ")
    office.desk.approvals.approve(item_id, "Mme Aubry était excusée.")
    office.desk.minutes.close(meeting_id)
    approval = office.desk.approvals.of(minutes_id)
    assert approval is not None
    assert approval.words == (
        "approuvé le jeu. 26 nov. 2026, avec une correction : Mme Aubry était excusée."
    )


def test_an_answer_can_be_taken_back_until_the_meeting_is_closed(
    office: Office, stage: Stage
) -> None:
    minutes_id, meeting_id, item_id = stage
    office.desk.approvals.approve(item_id)
    office.desk.approvals.take_back(item_id)
    assert about(office, item_id).answer == ""
    line = office.desk.closing.lines(meeting_id)[0]
    assert line.says == (
        "Reviendra à la prochaine réunion, parce que le compte rendu n’est pas encore approuvé."
    )
    office.desk.minutes.close(meeting_id)
    assert office.desk.approvals.of(minutes_id) is None
    with pytest.raises(SealedError):
        office.desk.approvals.approve(item_id)


def test_a_postponed_approval_has_no_answer_and_can_still_be_given_one(
    office: Office, stage: Stage
) -> None:
    minutes_id, meeting_id, item_id = stage
    office.desk.meetings.postpone(item_id, "Personne ne l’a lu")
    assert about(office, item_id).answer == ""
    office.desk.approvals.approve(item_id)
    office.desk.minutes.close(meeting_id)
    assert office.desk.approvals.of(minutes_id) is not None


def test_another_point_approves_nothing(office: Office, stage: Stage) -> None:
    _, meeting_id, _ = stage
    point, _ = office.desk.agendas.add_point(meeting_id, "Vacances")
    item = office.store.rows.agenda.get(point)
    assert item is not None
    assert office.desk.approvals.about(item) is None
    with pytest.raises(UserError, match="n’approuve aucun"):
        office.desk.approvals.approve(point)


def test_minutes_corrected_after_the_agenda_was_made_are_approved_as_they_are_now(
    office: Office,
) -> None:
    before, first, _ = office.held(office.case("A"), on=THURSDAY - timedelta(days=7))
    meeting_id, _ = office.desk.agendas.prepare_next()
    office.desk.minutes.reopen(before, "Une faute de frappe")
    second, _ = office.desk.minutes.close(before)
    office.desk.meetings.start(meeting_id)
    item_id = office.desk.agendas.view(meeting_id).lines[0].item.id
    asked = about(office, item_id)
    assert (asked.minutes_id, asked.words) == (
        second,
        "Compte rendu n° 1 du jeu. 19 nov. 2026, version 2",
    )
    office.desk.approvals.approve(item_id)
    office.desk.minutes.close(meeting_id)
    assert office.desk.approvals.of(second)
    assert office.desk.approvals.of(first) is None
