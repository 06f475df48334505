# SPDX-License-Identifier: EUPL-1.2
"""Who is around a person, and who of them may hear without being asked for."""

import pytest

from app.domain.changes import Changes
from app.domain.consent import OutsideTeamError
from app.domain.errors import UserError
from app.domain.ids import CaseId, CircleMemberId
from tests.services.office import Office


def names(office: Office, case_id: CaseId) -> list[str]:
    return [line.name for line in office.desk.lives.circles.of(case_id)]


def added(office: Office, case_id: CaseId, name: str) -> CircleMemberId:
    id_, _ = office.desk.lives.circles.add(case_id, None, name)
    assert id_ is not None
    return id_


def test_a_member_of_the_practice_is_of_the_care_team_and_others_are_not(office: Office) -> None:
    circles, case_id = office.desk.lives.circles, office.case("A")
    nurse = office.person("Cissé", "Aminata", profession="Infirmière")
    outside = office.person("Ami", "Luc", member=False)
    circles.add(case_id, nurse)
    circles.add(case_id, outside)
    circles.add(case_id, None, " La voisine\n")
    said = [(line.name, line.member.role, line.member.care_team) for line in circles.of(case_id)]
    assert said == [
        ("Aminata Cissé", "Infirmière", True),
        ("Luc Ami", "", False),
        ("La voisine", "", False),
    ]


def test_nobody_is_there_twice_and_nobody_is_there_without_a_name(office: Office) -> None:
    circles, case_id = office.desk.lives.circles, office.case("A")
    nurse = office.person("Cissé")
    circles.add(case_id, nurse)
    assert circles.add(case_id, nurse) == (None, Changes())
    added(office, case_id, "Luc")
    assert circles.add(case_id, None, "Luc ") == (None, Changes())
    for name in ("", "x" * 121):
        with pytest.raises(UserError):
            circles.add(case_id, None, name)
    assert len(circles.of(case_id)) == 2


def test_members_are_ordered_renamed_removed_and_put_back_where_they_were(office: Office) -> None:
    circles, case_id = office.desk.lives.circles, office.case("A")
    first, second, third = (added(office, case_id, name) for name in "ABC")
    circles.move(third, -1)
    assert names(office, case_id) == ["A", "C", "B"]
    assert circles.move(first, -1) == Changes()
    circles.set_role(second, "Aide à domicile")
    member, _ = circles.remove(third)
    assert names(office, case_id) == ["A", "B"]
    circles.put_back(member)
    assert names(office, case_id) == ["A", "C", "B"]
    assert circles.of(case_id)[2].member.role == "Aide à domicile"
    with pytest.raises(UserError, match="120 au plus"):
        circles.set_role(second, "x" * 121)


def test_a_guest_who_is_of_the_care_team_of_the_patient_comes_without_another_consent(
    office: Office,
) -> None:
    case_id = office.case("A")
    outside = office.person("Ami", "Luc", member=False)
    _, (item_id,) = office.meeting(case_id)
    member, _ = office.desk.lives.circles.add(case_id, outside)
    assert member is not None
    with pytest.raises(OutsideTeamError):
        office.desk.guests.invite(item_id, outside)
    office.desk.lives.circles.set_care_team(member, care_team=True)
    office.desk.guests.invite(item_id, outside)
    assert office.desk.guests.of(item_id) == (outside,)
    _, (other,) = office.meeting(office.case("B"))
    with pytest.raises(OutsideTeamError):
        office.desk.guests.invite(other, outside)
