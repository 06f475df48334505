# SPDX-License-Identifier: EUPL-1.2
"""One write is one transaction, and the account of what it touched."""

import json

import pytest

from app.domain.changes import Changes, Kind
from app.domain.errors import NotAllowedError
from app.domain.ids import ItemId
from app.domain.practice import Practice
from app.services.meetings import ActionDraft, ItemText
from app.storage.errors import ConstraintBroken
from app.storage.unit_of_work import Store
from tests.services.office import ACCOUNT, Office


class Interrupted(BaseException):
    """What a person who presses Ctrl+C raises: no `Exception`."""


def operations(office: Office, record_id: str) -> list[dict[str, object]]:
    return [json.loads(change) for change in office.store.rows.operations.of(record_id)]


def dump(office: Office) -> dict[str, str]:
    return {table: office.dump(table) for table in office.tables()}


@pytest.mark.parametrize("error", [ValueError, Interrupted])
def test_a_write_that_raises_leaves_nothing(office: Office, error: type[BaseException]) -> None:
    def write() -> None:
        with office.store.write() as work:
            work.rows.practice.save(Practice("Autre maison"))
            work.changed(Kind.PRACTICE, "practice", {"name": "Autre maison"})
            work.journal("practice.changed", Kind.PRACTICE)
            raise error

    before = dump(office)
    with pytest.raises(error):
        write()
    assert dump(office) == before
    office.desk.practice.save(Practice("Encore une autre"))  # the next write is not disturbed
    assert office.desk.practice.get().name == "Encore une autre"


def test_a_reference_that_breaks_at_the_commit_undoes_the_write(office: Office) -> None:
    meeting_id, _ = office.running(office.case())

    def write() -> None:
        with office.store.write() as work:
            work.changed(Kind.MEETING, meeting_id, {"current": "nobody"})
            office.connection.execute("UPDATE meeting SET current_item = 'nobody'")

    before = dump(office)
    with pytest.raises(ConstraintBroken):
        write()
    assert dump(office) == before


def test_changes_name_each_record_that_was_touched_and_no_other(office: Office) -> None:
    meeting_id, (item_id, _) = office.running(office.case("A"), office.case("B"))
    decision_id, changes = office.desk.meetings.decide(item_id, "On appelle le SSIAD.")
    assert changes.touched == {(Kind.ITEM, item_id), (Kind.DECISION, decision_id)}
    changes = office.desk.meetings.write_text(item_id, ItemText.SOCIAL, "Vit seule.", "visit-1")
    assert changes.touched == {(Kind.ITEM, item_id)}
    action_id, changes = office.desk.meetings.act(item_id, ActionDraft("Appeler", who_name="X"))
    assert changes.of(Kind.ACTION) == {action_id}
    _, changes = office.desk.minutes.close(meeting_id)
    assert changes.kinds >= {Kind.MINUTES, Kind.MEETING, Kind.FEEDBACK, Kind.CARE_PLAN, Kind.CASE}


def test_changes_add_up_and_an_empty_one_says_so() -> None:
    one = Changes(frozenset({(Kind.CASE, "1")}))
    both = one | Changes(frozenset({(Kind.ITEM, "2")}))
    assert both.kinds == {Kind.CASE, Kind.ITEM}
    assert not Changes()


def test_the_autosaves_of_one_visit_share_one_entry_and_a_second_visit_makes_another(
    office: Office,
) -> None:
    _, (item_id,) = office.running(office.case())
    before = len(operations(office, item_id))
    for length in range(1, 9):
        office.desk.meetings.write_text(item_id, ItemText.ORGANIC, "Deux chutes"[:length], "one")
    assert operations(office, item_id)[before:] == [{"organic": "Deux chu"}]
    office.desk.meetings.write_text(item_id, ItemText.SOCIAL, "Seule", "one")
    office.desk.meetings.write_text(item_id, ItemText.ORGANIC, "Deux chutes", "two")
    assert operations(office, item_id)[before:] == [
        {"organic": "Deux chu"},
        {"social": "Seule"},
        {"organic": "Deux chutes"},
    ]


def test_the_text_already_stored_is_not_written_again(office: Office) -> None:
    _, (item_id,) = office.running(office.case())
    office.desk.meetings.write_text(item_id, ItemText.ORGANIC, "Deux\r\nchutes", "one")
    before = dump(office)
    assert not office.desk.meetings.write_text(item_id, ItemText.ORGANIC, "Deux\nchutes", "two")
    assert dump(office) == before


def test_an_account_that_only_reads_cannot_write(office: Office) -> None:
    reader = Store(
        office.connection,
        ACCOUNT,
        office.clock.now,
        lambda: "never",
        guard=lambda: NotAllowedError("Non."),
    )
    with pytest.raises(NotAllowedError, match="Non"), reader.write():
        pytest.fail("the block must not run")
    assert reader.rows.practice.get() is not None


def test_a_batch_that_fails_undoes_every_call_of_it(office: Office) -> None:
    def write() -> None:
        with office.store.batch():
            office.case("A")
            office.case("B")
            raise ValueError("late")

    before = dump(office)
    with pytest.raises(ValueError, match="late"):
        write()
    assert dump(office) == before
    office.case("C")  # single calls are committed one by one again
    assert not office.connection.in_transaction


def test_a_batch_commits_many_calls_at_once(office: Office) -> None:
    with office.store.batch():
        office.case("A")
        assert office.connection.in_transaction
        office.case("B")
    office.crash_and_reopen()
    assert [line.code for line in office.desk.cases.all()] == ["B", "A"]


def test_an_entry_of_the_operation_log_belongs_to_its_author_and_instant(office: Office) -> None:
    case_id = office.case("A", state=None)
    row = office.connection.execute(
        "SELECT account_id, at, kind FROM operation WHERE record_id = ?", (case_id,)
    ).fetchone()
    assert row is not None
    assert (row.text("account_id"), row.text("kind")) == (ACCOUNT, "case")
    assert row.text("at") == "2026-11-26T11:00:00.000+00:00"  # noon in Paris


def test_emptying_the_entries_of_some_records_leaves_those_of_others(office: Office) -> None:
    _, (first, second) = office.running(office.case("A"), office.case("B"))
    office.desk.meetings.write_text(first, ItemText.ORGANIC, "à oublier", "one")
    office.desk.meetings.write_text(second, ItemText.ORGANIC, "à garder", "one")
    with office.store.write() as work:
        work.rows.operations.forget_texts((first, ItemId("of nothing")))
    assert "à oublier" not in office.dump("operation")
    assert "à garder" in office.dump("operation")
