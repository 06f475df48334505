# SPDX-License-Identifier: EUPL-1.2
"""Digests in step with the rows, and what they find."""

import pytest

from app.services.meetings import ItemText
from app.storage.row_digests import TABLES, RowDigests, RowFault
from tests.services.office import Office

KEY = bytes(range(32))


@pytest.fixture
def digests(office: Office) -> RowDigests:
    """Digests over a practice where everything was written while they watched."""
    digests = RowDigests(office.connection, KEY)
    digests.rebuild()
    digests.watch()
    case = office.case()
    meeting_id, (item_id,) = office.running(case)
    meetings = office.desk.meetings
    for text in ("Chute", "Chute à domicile"):
        meetings.write_text(item_id, ItemText.ORGANIC, text, "visit")
    meetings.keep_draft(item_id, "action", "Appeler")
    office.discuss(item_id, "Revoir le traitement")
    office.desk.minutes.close(meeting_id)
    return digests


def found(digests: RowDigests) -> list[RowFault]:
    return [fault for fault in digests.faults() if fault is not None]


def test_every_write_of_the_services_keeps_the_digests_in_step(
    office: Office, digests: RowDigests
) -> None:
    assert found(digests) == []
    counted = {
        name: office.connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]  # noqa: S608
        for name in TABLES
    }
    totals = digests.totals()
    assert {name: one.count for name, one in totals.items() if one.count} == {
        name: count for name, count in counted.items() if count
    }
    assert all(counted[name] for name in ("agenda_item", "minutes_item", "action", "decision"))


def test_the_running_totals_are_those_of_a_fresh_count(office: Office, digests: RowDigests) -> None:
    kept, seal = digests.totals(), digests.seal()
    with office.connection.transaction():
        digests.rebuild()
    assert digests.totals() == kept
    assert digests.seal() == seal


def test_a_transaction_that_is_undone_leaves_no_trace(office: Office, digests: RowDigests) -> None:
    seal = digests.seal()

    def write_then_fail() -> None:
        with office.connection.transaction():
            office.connection.execute("DELETE FROM decision")
            raise ValueError("late")

    with pytest.raises(ValueError, match="late"):
        write_then_fail()
    assert digests.seal() == seal
    assert found(digests) == []


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE agenda_item SET organic = 'Rien'", "agenda_item"),
        ("DELETE FROM consent", "consent"),
        ("UPDATE row_digest SET digest = zeroblob(32) WHERE name = 'cases'", "cases"),
        ("DELETE FROM row_digest WHERE name = 'action'", "action"),
        ("UPDATE row_total SET count = count + 1 WHERE name = 'consent'", "consent"),
    ],
)
def test_a_row_that_changed_behind_the_digests_is_named(
    office: Office, digests: RowDigests, statement: str, table: str
) -> None:
    for name in TABLES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            office.connection.execute(f"DROP TRIGGER temp.touched_{name}_{event}")
    office.connection.execute(statement)
    faults = found(digests)
    assert [fault.table for fault in faults] == [table]


def test_a_row_and_its_digest_put_back_together_do_not_add_up(
    office: Office, digests: RowDigests
) -> None:
    key = office.connection.execute("SELECT id FROM decision").fetchall()[0].text("id")
    old = (
        office.connection.execute(
            "SELECT digest FROM row_digest WHERE name = 'decision' AND key = ?", (key,)
        )
        .fetchall()[0]
        .blob("digest")
    )
    text = office.connection.execute("SELECT text FROM decision").fetchall()[0].text("text")
    with office.connection.transaction():
        office.connection.execute("UPDATE decision SET text = 'Nouvelle' WHERE id = ?", (key,))
    office.connection.execute("DROP TRIGGER temp.touched_decision_UPDATE")
    office.connection.execute("UPDATE decision SET text = ? WHERE id = ?", (text, key))
    office.connection.execute(
        "UPDATE row_digest SET digest = ? WHERE name = 'decision' AND key = ?", (old, key)
    )
    assert found(digests) == [RowFault("decision", "")]
