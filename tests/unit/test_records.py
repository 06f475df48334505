# SPDX-License-Identifier: EUPL-1.2
"""The rules of the practice's records."""

from datetime import date, datetime, time

import pytest

from app.domain.action import Action, ActionState
from app.domain.care_plan import PlanPart, part_for
from app.domain.case import next_code, plan_number
from app.domain.changes import Changes, Kind
from app.domain.consent import ConsentState, require_presentable
from app.domain.directory import Professional, short_names
from app.domain.errors import ConsentError
from app.domain.field import Field
from app.domain.ids import ActionId, ItemId, ProfessionalId, uuid7
from app.domain.meeting import Notes
from app.domain.practice import WeeklySlot, minutes_between

THURSDAY = WeeklySlot(weekday=3, start=time(12, 30), end=time(14, 0))


def test_codes_go_on_from_the_highest_of_the_year_and_ignore_other_forms() -> None:
    assert next_code(2026, ("S26-009", "S26-021", "S25-400", "VIEUX-12")) == "S26-022"
    assert next_code(2027, ("S26-021",)) == "S27-001"
    assert next_code(2026, ("S26-999",)) == "S26-1000"


def test_a_plan_number_follows_the_code_and_takes_any_other_as_it_is() -> None:
    assert plan_number("S26-014") == "PPS-2026-014"
    assert plan_number("Dossier é") == "PPS-Dossier é"


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_a_refused_or_withdrawn_consent_keeps_a_situation_off_and_says_why(
    state: ConsentState,
) -> None:
    with pytest.raises(ConsentError, match="S26-014") as refusal:
        require_presentable("S26-014", state)
    assert refusal.value.remedy


@pytest.mark.parametrize("state", [ConsentState.OBTAINED, ConsentState.NOT_ASKED])
def test_an_obtained_or_unasked_consent_lets_it_be_presented(state: ConsentState) -> None:
    require_presentable("S26-014", state)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 24, 9, 0), date(2026, 11, 26)),  # noqa: DTZ001 - local time
        (datetime(2026, 11, 26, 13, 59), date(2026, 11, 26)),  # noqa: DTZ001 - local time
        (datetime(2026, 11, 26, 14, 1), date(2026, 12, 3)),  # noqa: DTZ001 - local time
    ],
)
def test_the_next_meeting_is_today_until_its_end(now: datetime, day: date) -> None:
    assert THURSDAY.next_from(now) == day


def test_a_meeting_may_end_after_midnight() -> None:
    assert minutes_between(time(23, 30), time(1, 0)) == 90
    assert WeeklySlot(3, time(23, 30), time(1, 0)).next_from(
        datetime(2026, 11, 26, 23, 45)  # noqa: DTZ001 - local time
    ) == date(2026, 11, 26)


def test_an_action_is_late_only_while_it_is_open_and_dated() -> None:
    action = Action(ActionId("a"), ItemId("i"), 0, "Appeler", due=date(2026, 11, 19))
    today = date(2026, 11, 26)

    assert action.overdue(today)
    assert not action.overdue(date(2026, 11, 19))
    assert not Action(ActionId("a"), ItemId("i"), 0, "Appeler").overdue(today)
    done = Action(ActionId("a"), ItemId("i"), 0, "x", due=date(2026, 1, 1), state=ActionState.DONE)
    assert not done.overdue(today)


def test_only_the_social_field_goes_to_the_aid_plan() -> None:
    assert part_for(Field.SOCIAL) is PlanPart.AID
    assert part_for(Field.PSYCHIC) is PlanPart.CARE
    assert part_for(None) is PlanPart.CARE


def test_two_people_with_one_short_name_are_written_in_full() -> None:
    zoe = Professional(ProfessionalId("1"), "Martin", "Zoé")
    zelie = Professional(ProfessionalId("2"), "Martin", "Zélie")
    paul = Professional(ProfessionalId("3"), "Garrigues", "Paul")

    names = short_names((zoe, zelie, paul))

    assert names == {"1": "Zoé Martin", "2": "Zélie Martin", "3": "P. Garrigues"}


def test_notes_are_rewritten_one_field_at_a_time() -> None:
    notes = Notes().with_text(Field.PSYCHIC, "Peur de tomber")

    assert notes.of(Field.PSYCHIC) == "Peur de tomber"
    assert notes.of(Field.ORGANIC) == ""
    assert notes
    assert not Notes(organic=" \n")


def test_changes_add_up_and_answer_by_kind() -> None:
    changes = Changes(frozenset({(Kind.CASE, "1")})) | Changes(frozenset({(Kind.ACTION, "2")}))

    assert changes.kinds == {Kind.CASE, Kind.ACTION}
    assert changes.of(Kind.CASE) == {"1"}
    assert not Changes()


def test_ids_sort_by_the_time_they_were_made() -> None:
    early, late = uuid7(1_000, 2**74 - 1), uuid7(1_001, 0)

    assert early < late
    assert early[14] == "7"
    assert early[19] in "89ab"
