# SPDX-License-Identifier: EUPL-1.2
"""Guests of one item: outside of the team, the consent's scope comes first."""

import pytest

from app.domain.consent import ConsentState, OutsideTeamError
from app.domain.directory import Professional
from app.domain.errors import NotFoundError, SealedError, UserError
from app.domain.ids import ProfessionalId
from app.services.consents import ConsentDraft
from tests.services.office import THURSDAY, Office


def test_a_member_of_the_team_comes_without_more(office: Office) -> None:
    nurse = office.person("Haddad")
    meeting_id, (item_id,) = office.meeting(office.case("A"))
    assert office.desk.guests.invite(item_id, nurse)
    assert not office.desk.guests.invite(item_id, nurse)
    assert office.desk.agendas.view(meeting_id).lines[0].guests == (nurse,)
    office.desk.guests.uninvite(item_id, nurse)
    assert office.desk.guests.of(item_id) == ()


def test_an_outside_guest_is_refused_until_the_consent_covers_them(office: Office) -> None:
    case_id, outside = office.case("A"), office.person("Imbert", "Jeanne", member=False)
    _, (item_id,) = office.meeting(case_id)
    with pytest.raises(OutsideTeamError, match="Jeanne Imbert") as refusal:
        office.desk.guests.invite(item_id, outside)
    assert refusal.value.extendable
    assert office.desk.guests.of(item_id) == ()
    before = office.desk.cases.file(case_id).consent
    office.clock.advance(THURSDAY - THURSDAY)
    office.desk.guests.invite_covered(item_id, outside)
    after = office.desk.cases.file(case_id).consent
    assert office.desk.guests.of(item_id) == (outside,)
    assert before is not None
    assert after is not None
    assert (before.outside_team, after.outside_team) == (False, True)
    assert (after.state, after.scope, after.on) == (before.state, before.scope, THURSDAY)
    assert len(office.desk.cases.file(case_id).consents) == 2
    assert after.structures == "Jeanne Imbert", "who has no structure is named"
    other = office.person("Petit", member=False)
    with pytest.raises(OutsideTeamError, match="l’équipe et Jeanne Imbert seulement"):
        office.desk.guests.invite(item_id, other)


def outsider(office: Office, last: str, structure: str) -> ProfessionalId:
    person = Professional(ProfessionalId(""), last, "", structure=structure, member=False)
    return office.desk.directory.save(person)[0]


def test_everybody_of_a_named_structure_is_covered_whatever_case_and_accents(
    office: Office,
) -> None:
    case_id = office.case("A")
    _, (item_id,) = office.meeting(case_id)
    first = outsider(office, "Imbert", "Équipe mobile  de l’Élan")
    office.desk.guests.invite_covered(item_id, first)
    consent = office.desk.cases.file(case_id).consent
    assert consent is not None
    assert consent.structures == "Équipe mobile de l’Élan"
    assert office.desk.guests.invite(item_id, outsider(office, "Petit", "équipe mobile de l'elan."))
    count = len(office.desk.cases.file(case_id).consents)
    assert not office.desk.guests.invite_covered(item_id, first)
    assert len(office.desk.cases.file(case_id).consents) == count, "covered: nothing to note"


def test_a_structure_whose_name_begins_alike_is_another_one(office: Office) -> None:
    case_id = office.case("A")
    _, (item_id,) = office.meeting(case_id)
    office.desk.guests.invite_covered(item_id, outsider(office, "Imbert", "CCAS"))
    elsewhere = outsider(office, "Petit", "CCAS de Brest")
    with pytest.raises(OutsideTeamError, match=r"Petit \(CCAS de Brest\)") as refusal:
        office.desk.guests.invite(item_id, elsewhere)
    assert refusal.value.asked == "CCAS de Brest"
    office.desk.guests.invite_covered(item_id, elsewhere)
    consent = office.desk.cases.file(case_id).consent
    assert consent is not None
    assert consent.structures == "CCAS\nCCAS de Brest", "what was agreed before stays"


def test_a_statement_of_before_structures_were_named_covers_everybody_outside(
    office: Office,
) -> None:
    case_id = office.case("A")
    office.desk.consents.record(case_id, ConsentDraft(ConsentState.OBTAINED, outside_team=True))
    _, (item_id,) = office.meeting(case_id)
    assert office.desk.guests.invite(item_id, outsider(office, "Imbert", "CCAS"))


@pytest.mark.parametrize("state", [None, ConsentState.NOT_ASKED])
def test_who_was_never_asked_covers_nobody_and_no_button_would_help(
    office: Office, state: ConsentState | None
) -> None:
    outside = office.person("Imbert", member=False)
    _, (item_id,) = office.meeting(office.case("A", state))
    with pytest.raises(OutsideTeamError) as refusal:
        office.desk.guests.invite(item_id, outside)
    assert not refusal.value.extendable
    with pytest.raises(UserError, match="accord"):
        office.desk.guests.invite_covered(item_id, outside)
    assert office.desk.guests.of(item_id) == ()


def test_a_point_that_is_no_situation_needs_no_consent(office: Office) -> None:
    outside = office.person("Imbert", member=False)
    meeting_id, _ = office.meeting()
    point, _ = office.desk.agendas.add_point(meeting_id, "Protocole plaies")
    assert office.desk.guests.invite(point, outside)


def test_guests_leave_with_their_item_and_a_closed_meeting_takes_none(office: Office) -> None:
    nurse = office.person("Haddad")
    meeting_id, (first, second) = office.meeting(office.case("A"), office.case("B"))
    office.desk.guests.invite(first, nurse)
    office.desk.agendas.remove(first)
    assert office.connection.execute("SELECT COUNT(*) AS n FROM item_guest").fetchone() is not None
    assert nurse not in office.dump("item_guest")
    with pytest.raises(NotFoundError, match="annuaire"):
        office.desk.guests.invite(second, ProfessionalId("nobody"))
    office.desk.meetings.start(meeting_id)
    office.desk.minutes.close(meeting_id)
    with pytest.raises(SealedError):
        office.desk.guests.invite(second, nurse)


def test_an_answer_that_covers_less_takes_away_whom_it_leaves_out_and_says_so_before(
    office: Office,
) -> None:
    case_id = office.case("A")
    _, (item_id,) = office.meeting(case_id)
    of_structure, carer = outsider(office, "Imbert", "CCAS"), outsider(office, "Petit", "ADMR")
    nurse = office.person("Haddad")
    office.desk.lives.circles.add(case_id, carer)
    (member,) = office.store.rows.circles.of(case_id)
    office.desk.lives.circles.set_care_team(member.id, care_team=True)
    office.desk.guests.invite_covered(item_id, of_structure)
    for person in (carer, nurse):
        office.desk.guests.invite(item_id, person)
    narrow = ConsentDraft(ConsentState.OBTAINED)
    assert [one.name for one in office.desk.consents.uncovered(case_id, narrow)] == ["Imbert"]
    office.desk.consents.record(case_id, narrow)
    assert office.desk.guests.of(item_id) == (carer, nurse)


@pytest.mark.parametrize("out", ["hors équipe", "retirée"])
def test_who_leaves_the_care_team_comes_no_more_unless_the_consent_covers_them(
    office: Office, out: str
) -> None:
    case_id, circles = office.case("A"), office.desk.lives.circles
    _, (item_id,) = office.meeting(case_id)
    carer, of_structure = outsider(office, "Petit", "ADMR"), outsider(office, "Imbert", "CCAS")
    office.desk.guests.invite_covered(item_id, of_structure)
    for person in (carer, of_structure):
        id_, _ = circles.add(case_id, person)
        assert id_ is not None
        circles.set_care_team(id_, care_team=True)
        office.desk.guests.invite(item_id, person)
    for member in office.store.rows.circles.of(case_id):
        if out == "retirée":
            circles.remove(member.id)
        else:
            circles.set_care_team(member.id, care_team=False)
    assert office.desk.guests.of(item_id) == (of_structure,)
