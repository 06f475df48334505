# SPDX-License-Identifier: EUPL-1.2
"""Row 21: any journal row or closed minutes altered: the first bad entry, or part, is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.changes import Kind
from app.domain.errors import AlteredError
from app.storage.journal import entry_hash
from app.storage.signatures import KEY_NOTED, SIGNED_EVERY
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, Office

SIGNED = SIGNED_EVERY
SIGNATURE = "zeroblob(64)"
STRANGER = "'019ab000-0000-7000-8000-0000000acc02'"

JOURNAL = {
    "seq": "seq + 100000",
    "at": "'2026-11-26T10:59:59.999+00:00'",
    "account_id": STRANGER,
    "event": "'case.read'",
    "kind": "'practice'",
    "record_id": "'019ab000-0000-7000-8000-000000000001'",
    "previous": "hash",
    "hash": "'ff'",
    "rows": "'00ff'",
}
JOURNAL_SIGNATURE = {
    "seq": "seq - 1",
    "account_id": STRANGER,
    "signing": "zeroblob(32)",
    "signature": SIGNATURE,
}
ACCOUNT_KEY = {
    "account_id": STRANGER,
    "signing": "zeroblob(32)",
    "name": "'Une autre'",
    "role": "'reader'",
    "since": "'2030-01-01T00:00:00.000+00:00'",
}
MINUTES = {
    "meeting_id": "(SELECT id FROM meeting WHERE id NOT IN (SELECT meeting_id FROM minutes))",
    "version": "version + 1",
    "sealed_at": "'2026-11-26T10:59:59.999+00:00'",
    "header": "replace(header, 'Tilleuls', 'Platanes')",
    "header_salt": "'00000000000000000000000000000000'",
    "header_digest": "seal",
    "previous": "seal",
    "seal": "header_digest",
    "head": "'1:00'",
}
MINUTES_ITEM = {
    "position": "position + 10",
    "item_id": "(SELECT id FROM agenda_item WHERE id <> minutes_item.item_id LIMIT 1)",
    "case_id": "(SELECT id FROM cases WHERE id <> minutes_item.case_id LIMIT 1)",
    "salt": "'00000000000000000000000000000000'",
    "digest": "salt || salt",
    "record": "replace(record, 'decision', 'autre')",
}
MINUTES_SIGNATURE = {
    "account_id": STRANGER,
    "signing": "zeroblob(32)",
    "signature": SIGNATURE,
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Two closed meetings, one prepared, and a journal of more than two signed hundreds."""
    opened = Office(tmp_path / "data.db", HeldClock(NOON, PARIS))
    opened.held(opened.case("S26-001"))
    opened.held(opened.case("S26-014"), opened.case("S26-019"))
    opened.meeting()
    with opened.store.recording() as work:
        for _ in range(2 * SIGNED + 20):
            work.journal("minutes.read", Kind.MINUTES, opened.desk.minutes.all()[0].id)
    yield opened
    opened.close()


def columns(office: Office, table: str) -> set[str]:
    row = office.connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()  # noqa: S608
    assert row is not None
    return set(row.keys())


def altered(office: Office, table: str, column: str, value: str, where: str) -> None:
    """Change one column as an intruder would; the change must be a real one."""
    before = office.dump(table)
    with office.connection.maintenance():
        office.connection.execute("PRAGMA foreign_keys = OFF")
    office.sealed(f"UPDATE {table} SET {column} = {value} WHERE {where}")  # noqa: S608
    assert office.dump(table) != before


@pytest.mark.parametrize(
    ("table", "tried", "left_out"),
    [
        ("journal", JOURNAL, set()),
        ("journal_signature", JOURNAL_SIGNATURE, set()),
        ("account_key", ACCOUNT_KEY, set()),
        ("minutes", MINUTES, {"id"}),
        ("minutes_item", MINUTES_ITEM, {"minutes_id"}),
        ("minutes_signature", MINUTES_SIGNATURE, {"minutes_id"}),
    ],
)
def test_row_21_every_column_is_tried(
    office: Office, table: str, tried: dict[str, str], left_out: set[str]
) -> None:
    assert set(tried) | left_out == columns(office, table)


def test_row_21_control_what_was_not_altered_holds(office: Office) -> None:
    assert office.desk.journal.verify() is None
    for line in office.desk.minutes.all():
        assert office.desk.minutes.verify(line.id) is None


def test_row_21_control_honest_work_afterwards_is_no_fault(office: Office) -> None:
    meeting_id = office.desk.minutes.get(office.desk.minutes.all()[0].id).meeting_id
    office.desk.minutes.reopen(meeting_id, "Une date fausse")
    office.desk.minutes.close(meeting_id)
    test_row_21_control_what_was_not_altered_holds(office)


@pytest.mark.parametrize("seq", [1, 57, SIGNED, 2 * SIGNED + 7])
@pytest.mark.parametrize("column", JOURNAL)
def test_row_21_any_column_of_any_entry_names_that_entry(
    office: Office, column: str, seq: int
) -> None:
    altered(office, "journal", column, JOURNAL[column], f"seq = {seq}")
    fault = office.desk.journal.verify()
    assert fault is not None
    assert f"ntrée n°\u00a0{seq} " in fault


def test_row_21_the_last_entry_is_no_exception(office: Office) -> None:
    last = office.store.rows.journal.last().seq
    for column, value in JOURNAL.items():
        with office.connection.transaction():
            altered(office, "journal", column, value, f"seq = {last}")
            fault = office.desk.journal.verify()
            assert fault is not None, column
            assert f"ntrée n°\u00a0{last} " in fault
            office.connection.execute(f"DELETE FROM journal WHERE seq >= {last}")  # noqa: S608
            office.store.rows.journal.append(
                office.clock.now(), office.store.author, "journal.read", Kind.VAULT, ""
            )


@pytest.mark.parametrize("seq", [1, 58, SIGNED])
def test_row_21_an_entry_taken_out_is_named(office: Office, seq: int) -> None:
    office.sealed("DELETE FROM journal WHERE seq = ?", seq)
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith(f"L’entrée n°\u00a0{seq} du journal manque")


def test_row_21_an_entry_slipped_in_is_named(office: Office) -> None:
    last = office.store.rows.journal.last()
    office.connection.execute(
        "INSERT INTO journal (at, account_id, event, kind, record_id, previous, hash) "
        "SELECT at, account_id, event, kind, record_id, ?, 'ff' FROM journal WHERE seq = 5",
        (last.hash,),
    )
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith(f"L’entrée n°\u00a0{last.seq + 1} (")


@pytest.mark.parametrize("column", JOURNAL_SIGNATURE)
def test_row_21_any_column_of_a_signature_names_its_entry(office: Office, column: str) -> None:
    altered(office, "journal_signature", column, JOURNAL_SIGNATURE[column], f"seq = {2 * SIGNED}")
    fault = office.desk.journal.verify()
    assert fault is not None
    named = 2 * SIGNED - 1 if column == "seq" else 2 * SIGNED
    assert fault.startswith(f"La signature de l’entrée n°\u00a0{named} (")


@pytest.mark.parametrize("column", ACCOUNT_KEY)
def test_row_21_any_column_of_an_account_key_names_the_entry_that_notes_it(
    office: Office, column: str
) -> None:
    altered(office, "account_key", column, ACCOUNT_KEY[column], "true")
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith("La clé de signature que note l’entrée n°\u00a01 (")
    assert fault.endswith("son compte, son nom, son rôle ou sa date a été modifié.")


def test_row_21_a_key_that_no_entry_notes_is_named(office: Office) -> None:
    office.store.rows.account_keys.add(
        STRANGER.strip("'"), bytes(32), "Nadia", "coordinator", office.clock.now()
    )
    fault = office.desk.journal.verify()
    assert fault is not None
    assert "Nadia" in fault


def test_row_21_a_later_date_of_the_key_excuses_no_missing_signature(office: Office) -> None:
    """A forger who has the file and the old keys' table, but nobody's key."""
    office.sealed("DELETE FROM journal_signature")
    office.sealed("UPDATE account_key SET since = '2030-01-01T00:00:00.000+00:00'")
    key = office.store.rows.account_keys.all()[0]
    previous = ""
    for entry in office.store.rows.journal.stored(0, 10_000):
        record = key.digest if entry.seq == 1 else entry.record_id
        said = (previous, entry.at, entry.account_id, entry.event, entry.kind, record, entry.rows)
        chained = entry_hash(*said)
        office.sealed(
            "UPDATE journal SET previous = ?, hash = ?, record_id = ? WHERE seq = ?",
            previous,
            chained,
            record,
            entry.seq,
        )
        previous = chained
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith(f"La signature de l’entrée n°\u00a0{SIGNED} (")
    assert fault.endswith("manque.")


def test_row_21_keys_of_earlier_versions_are_bound_once_at_the_next_opening(
    office: Office,
) -> None:
    journal = office.store.rows.journal
    key = office.store.rows.account_keys.all()[0]
    first = journal.last_of(KEY_NOTED, key.digest)
    office.signatures.introduce()
    assert journal.last_of(KEY_NOTED, key.digest) == first, "bound: nothing is noted again"
    office.sealed("UPDATE journal SET record_id = account_id WHERE seq = ?", first)
    office.signatures.introduce()
    assert journal.last_of(KEY_NOTED, key.digest) == journal.last().seq
    office.signatures.introduce()
    assert journal.last_of(KEY_NOTED, key.digest) == journal.last().seq


def test_row_21_a_signature_taken_out_names_its_entry(office: Office) -> None:
    office.sealed("DELETE FROM journal_signature WHERE seq = ?", SIGNED)
    fault = office.desk.journal.verify()
    assert fault is not None
    assert fault.startswith(f"La signature de l’entrée n°\u00a0{SIGNED} (")
    assert fault.endswith("manque.")


MINUTES_SAY = {
    "meeting_id": "Le sceau du compte rendu",
    "version": "Le sceau du compte rendu",
    "sealed_at": "L’heure du scellement",
    "header": "L’en-tête du compte rendu",
    "header_salt": "L’en-tête du compte rendu",
    "header_digest": "L’en-tête du compte rendu",
    "previous": "Le sceau du compte rendu",
    "seal": "Le sceau du compte rendu",
    "head": "La signature du compte rendu",
}


@pytest.mark.parametrize("column", MINUTES)
def test_row_21_any_column_of_closed_minutes_names_the_part(office: Office, column: str) -> None:
    line = office.desk.minutes.all()[0]
    altered(office, "minutes", column, MINUTES[column], f"id = '{line.id}'")
    fault = office.desk.minutes.verify(line.id)
    assert fault is not None
    assert fault.startswith(MINUTES_SAY[column])


@pytest.mark.parametrize("position", [1, 2])
@pytest.mark.parametrize("column", MINUTES_ITEM)
def test_row_21_any_column_of_an_item_names_the_item(
    office: Office, column: str, position: int
) -> None:
    minutes_id = next(
        line.id for line in office.desk.minutes.all() if len(items(office, line.id)) == 2
    )
    where = f"minutes_id = '{minutes_id}' AND position = {position}"
    altered(office, "minutes_item", column, MINUTES_ITEM[column], where)
    fault = office.desk.minutes.verify(minutes_id)
    assert fault is not None
    assert fault.startswith(f"Le point {position} ")


@pytest.mark.parametrize("broken", ["", "null", "[]", "{", '{"decisions": 3}'])
def test_row_21_a_text_that_does_not_read_any_more_is_named_and_hides_no_other(
    office: Office, broken: str
) -> None:
    first, other = (line.id for line in office.desk.minutes.all())
    office.sealed("UPDATE minutes_item SET record = ? WHERE minutes_id = ?", broken, first)
    assert office.desk.minutes.verify(first) == (
        "Le point 1 du compte rendu ne correspond plus à son sceau."
    )
    with pytest.raises(AlteredError, match="le point 1 ne correspond plus"):
        office.desk.minutes.get(first)
    office.sealed("UPDATE minutes SET header = ? WHERE id = ?", broken, first)
    assert office.desk.minutes.verify(first) == (
        "L’en-tête du compte rendu ne correspond plus à son sceau."
    )
    with pytest.raises(AlteredError, match="l’en-tête"):
        office.desk.minutes.get(first)
    assert next(line.number for line in office.desk.minutes.all()) == 0
    assert office.desk.minutes.verify(other) is None


def items(office: Office, minutes_id: str) -> list[str]:
    rows = office.connection.execute(
        "SELECT item_id FROM minutes_item WHERE minutes_id = ?", (minutes_id,)
    )
    return [row.text("item_id") for row in rows]


@pytest.mark.parametrize("column", MINUTES_SIGNATURE)
def test_row_21_any_column_of_the_signature_of_minutes_is_named(
    office: Office, column: str
) -> None:
    line = office.desk.minutes.all()[0]
    altered(
        office,
        "minutes_signature",
        column,
        MINUTES_SIGNATURE[column],
        f"minutes_id = '{line.id}'",
    )
    assert office.desk.minutes.verify(line.id) == (
        "La signature du compte rendu ne correspond plus."
    )


def test_row_21_the_signature_taken_out_with_the_head_is_named(office: Office) -> None:
    line = office.desk.minutes.all()[0]
    office.sealed("DELETE FROM minutes_signature WHERE minutes_id = ?", line.id)
    office.sealed("UPDATE minutes SET head = '' WHERE id = ?", line.id)
    assert office.desk.minutes.verify(line.id) == "La signature du compte rendu manque."


def test_row_21_minutes_sealed_again_from_scratch_are_found_by_the_signature(
    office: Office,
) -> None:
    """The control of the signature: digest and seal alone do not see this forger."""
    from dataclasses import replace

    from app.domain.seal import digest, first_fault, record_text, seal

    line = office.desk.minutes.all()[0]
    minutes = office.desk.minutes.get(line.id)
    first = minutes.items[0]
    assert first.record is not None
    record = replace(first.record, organic="Tout va bien.")
    forged = replace(first, record=record, digest=digest(record_text(record), first.salt))
    digests = (forged.digest, *(item.digest for item in minutes.items[1:]))
    new = seal(
        minutes.meeting_id, minutes.version, minutes.previous, minutes.header_digest, digests
    )
    whole = replace(minutes, items=(forged, *minutes.items[1:]), seal=new)
    assert first_fault(whole) is None
    office.sealed(
        "UPDATE minutes_item SET record = ?, digest = ? WHERE minutes_id = ? AND position = 1",
        record_text(record),
        forged.digest,
        line.id,
    )
    office.sealed("UPDATE minutes SET seal = ? WHERE id = ?", new, line.id)
    assert office.desk.minutes.verify(line.id) == (
        "La signature du compte rendu ne correspond plus."
    )
