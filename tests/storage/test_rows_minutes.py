# SPDX-License-Identifier: EUPL-1.2
"""Sealed minutes as stored: refused changes, erasure, and what an altered row gives away."""

import pytest

from app.domain.consent import ConsentState
from app.domain.ids import MinutesId
from app.domain.minutes import Minutes
from app.domain.seal import first_fault
from app.storage.errors import ConstraintBroken
from tests.services.office import THURSDAY, Office


@pytest.fixture
def minutes_id(office: Office) -> MinutesId:
    """The minutes of two situations, A and B, each text of which holds its code."""
    return office.held(office.case("A"), office.case("B"))[1]


def stored(office: Office, minutes_id: MinutesId) -> Minutes:
    minutes = office.store.rows.minutes.get(minutes_id)
    assert minutes is not None
    return minutes


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE minutes SET seal = 'x'",
        "UPDATE minutes SET version = version",
        "DELETE FROM minutes",
        "DELETE FROM minutes_item",
        "UPDATE minutes_item SET record = replace(record, 'A', 'Z')",
        "UPDATE minutes_item SET salt = 'ff', record = NULL",
        "UPDATE minutes_item SET digest = 'ff', record = NULL",
        "UPDATE minutes_item SET position = position + 10, record = NULL",
    ],
)
def test_a_sealed_row_refuses_any_change_but_an_erasure(
    office: Office, minutes_id: MinutesId, statement: str
) -> None:
    before = office.dump("minutes"), office.dump("minutes_item")
    with pytest.raises(ConstraintBroken):
        office.connection.execute(statement)
    assert (office.dump("minutes"), office.dump("minutes_item")) == before
    assert first_fault(stored(office, minutes_id)) is None


def test_one_item_is_erased_for_ever_and_the_others_still_verify(
    office: Office, minutes_id: MinutesId
) -> None:
    before = stored(office, minutes_id)
    case_id = before.items[0].case_id
    assert case_id is not None
    with office.store.write() as work:
        work.rows.erasure.erase(case_id, "efface-1", THURSDAY)
    after = stored(office, minutes_id)
    assert after.items[0].record is None
    assert after.items[1] == before.items[1]
    assert after.seal == before.seal
    assert first_fault(after) is None
    with pytest.raises(ConstraintBroken):
        office.connection.execute("UPDATE minutes_item SET record = '{}' WHERE position = 1")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("minutes_item SET record = replace(record, 'decision A', 'decision Z')", "point 1"),
        ("minutes_item SET salt = 'ff' || substr(salt, 3) WHERE position = 2", "point 2"),
        ("minutes_item SET digest = 'ff', record = NULL WHERE position = 2", "sceau"),
        ("minutes SET header = replace(header, 'Marchand', 'Martin')", "en-tête"),
        ("minutes SET version = 2", "sceau"),
        ("minutes SET previous = 'ff'", "sceau"),
        ("minutes SET seal = 'ff'", "sceau"),
    ],
)
def test_an_altered_row_is_named(
    office: Office, minutes_id: MinutesId, change: str, fault: str
) -> None:
    office.sealed(f"UPDATE {change}")
    found = office.desk.minutes.verify(minutes_id)
    assert found is not None
    assert fault in found


def test_a_removed_or_an_added_item_breaks_the_seal(office: Office, minutes_id: MinutesId) -> None:
    office.connection.execute(
        "INSERT INTO minutes_item SELECT minutes_id, 3, item_id, case_id, salt, digest, record "
        "FROM minutes_item WHERE position = 1"
    )
    assert first_fault(stored(office, minutes_id)) is not None
    office.sealed("DELETE FROM minutes_item WHERE position > 1")
    assert first_fault(stored(office, minutes_id)) is not None


def test_only_the_items_of_a_person_who_withdrew_are_restricted(
    office: Office, minutes_id: MinutesId
) -> None:
    first = stored(office, minutes_id).items[0].case_id
    assert first is not None
    for state in (ConsentState.WITHDRAWN, ConsentState.REFUSED):
        office.consent(first, state)
        assert [item.restricted for item in stored(office, minutes_id).items] == [True, False]
    for state in (ConsentState.OBTAINED, ConsentState.NOT_ASKED):
        office.consent(first, state)
        assert [item.restricted for item in stored(office, minutes_id).items] == [False, False]


def test_what_is_read_back_is_what_was_sealed(office: Office, minutes_id: MinutesId) -> None:
    minutes = stored(office, minutes_id)
    office.crash_and_reopen()
    assert stored(office, minutes_id) == minutes
    assert [line.id for line in office.store.rows.minutes.lines()] == [minutes_id]
    assert office.store.rows.minutes.get(MinutesId("nothing")) is None
