# SPDX-License-Identifier: EUPL-1.2
"""The journal: append-only, chained, and without a word of what was written."""

import re
from datetime import date

import pytest

from app.domain.case import Identity
from app.domain.consent import ConsentState
from app.domain.errors import UserError
from app.services.meetings import ItemText
from app.storage.errors import ConstraintBroken
from tests.services.office import Office

MARK = "PAPILLON"


def a_working_day(office: Office) -> None:
    """Something of everything a person may write, each text holding the marker."""
    asker = office.person(f"Auteur{MARK}", MARK)
    first = office.case(f"A-{MARK}", requester=asker, question=MARK, wishes=MARK)
    second = office.case("B", question=MARK)
    office.desk.cases.save_identity(first, Identity(f"Nom{MARK}", MARK, date(1950, 2, 28), MARK))
    office.desk.cases.identity(first)
    meeting_id, minutes_id, _ = office.held(first, second)
    office.desk.minutes.get(minutes_id)
    office.consent(first, ConsentState.WITHDRAWN)
    office.desk.minutes.open_restricted(minutes_id, 1, f"parce que {MARK}")
    office.desk.minutes.reopen(meeting_id, f"Raison {MARK}")
    office.desk.minutes.close(meeting_id)
    office.desk.documents.attendance(meeting_id)


def test_what_was_done_is_listed_in_order_and_the_chain_holds(office: Office) -> None:
    a_working_day(office)
    events = [entry.event for entry in office.store.rows.journal.entries()]
    assert events[:2] == ["account.key_noted", "practice.changed"]
    story = ["identity.read", "minutes.sealed", "minutes.read", "consent.withdrawn"]
    story += ["minutes.restricted_read", "minutes.reopened", "minutes.sealed"]
    places = [events.index(story[0])]
    for event in story[1:]:
        places.append(events.index(event, places[-1] + 1))
    assert office.store.rows.journal.first_fault() is None


def test_no_text_is_ever_in_the_journal(office: Office) -> None:
    a_working_day(office)
    assert office.where(MARK) > {"cases", "minutes", "operation"}  # the marker is a real one
    assert "journal" not in office.where(MARK)
    for entry in office.store.rows.journal.entries():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", entry.event)
        assert re.fullmatch(r"[0-9a-f-]{36}|[0-9a-f]{64}|", entry.record_id)


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-11-26T10:00:00.000+00:00'",
        "at = 'yesterday'",
        "at = replace(at, '+00:00', 'Z')",  # the same instant, yet not what was written
        "account_id = 'somebody else'",
        "event = 'minutes.kept'",
        "kind = 'case'",
        "record_id = ''",
        "previous = 'ff'",
        "hash = 'ff'",
        "rows = 'ff'",
        "seq = seq + 1000",
    ],
)
def test_an_altered_entry_is_the_first_fault(office: Office, change: str) -> None:
    a_working_day(office)
    row = office.connection.execute(
        "SELECT seq FROM journal WHERE event = 'minutes.sealed' LIMIT 1"
    ).fetchone()
    assert row is not None
    seq = row.integer("seq")
    office.sealed(f"UPDATE journal SET {change} WHERE seq = ?", seq)  # noqa: S608 - ours
    moved = change.startswith("seq")  # then the one after it is the first that is out of place
    assert office.store.rows.journal.first_fault() == seq + moved


def test_a_removed_entry_is_seen_at_the_one_after_it(office: Office) -> None:
    a_working_day(office)
    office.sealed("DELETE FROM journal WHERE seq = 3")
    assert office.store.rows.journal.first_fault() == 4


def test_the_first_entry_cannot_vanish_unseen(office: Office) -> None:
    a_working_day(office)
    office.sealed("DELETE FROM journal WHERE seq = 1")
    assert office.store.rows.journal.first_fault() == 2


def test_the_journal_refuses_update_and_delete(office: Office) -> None:
    a_working_day(office)
    for statement in ("UPDATE journal SET event = 'x'", "DELETE FROM journal"):
        with pytest.raises(ConstraintBroken):
            office.connection.execute(statement)
    assert office.store.rows.journal.first_fault() is None


def test_what_was_refused_is_not_journalled(office: Office) -> None:
    _, (item_id,) = office.meeting(office.case())
    before = office.dump("journal")
    with pytest.raises(UserError):
        office.desk.meetings.decide(item_id, "  ")
    office.desk.meetings.write_text(item_id, ItemText.ORGANIC, "", "visit")
    assert office.dump("journal") == before


def test_identities_are_never_in_clear_in_any_table(office: Office) -> None:
    case_id = office.case("S26-001")
    who = Identity("Zyxwvut", "Qrstuvw", date(1941, 3, 2), "06 77 88 99 00")
    office.desk.cases.save_identity(case_id, who)
    office.held(case_id)
    assert office.desk.cases.identity(case_id) == who
    for mark in ("Zyxwvut", "Qrstuvw", "1941-03-02", "77 88"):
        assert office.where(mark) == set()
    changed = Identity("Autrenom", "Qrstuvw")
    office.desk.cases.save_identity(case_id, changed)
    assert office.desk.cases.identity(case_id) == changed
    assert office.where("Autrenom") == set()


def test_an_identity_does_not_open_for_another_situation(office: Office) -> None:
    first, second = office.case("A"), office.case("B")
    office.desk.cases.save_identity(first, Identity("Verdier"))
    sealed = office.store.rows.cases.sealed_identity(first)
    assert sealed is not None
    with office.store.write() as work:
        work.rows.cases.save_identity(second, sealed)
    with pytest.raises(UserError):
        office.desk.cases.identity(second)


def test_a_session_without_the_key_neither_reads_nor_writes_an_identity(office: Office) -> None:
    case_id = office.case("A")
    office.desk.cases.save_identity(case_id, Identity("Verdier"))
    office.identities.drop()
    before = office.dump("identity"), office.dump("journal")
    with pytest.raises(UserError):
        office.desk.cases.identity(case_id)
    with pytest.raises(UserError):
        office.desk.cases.save_identity(case_id, Identity("Autre"))
    assert (office.dump("identity"), office.dump("journal")) == before
    assert office.desk.cases.file(case_id).has_identity  # that there is one is no secret
