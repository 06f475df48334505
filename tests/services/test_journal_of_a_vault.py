# SPDX-License-Identifier: EUPL-1.2
"""The journal of a real vault: signed with the keys of its accounts, at each close."""

from pathlib import Path

import pytest

from tests.services.safe import CHIEF, OTHER, READER, Safe, let_in


def test_closing_signs_the_head_and_every_account_signs_with_its_own_key(tmp_path: Path) -> None:
    safe = Safe(tmp_path / "msp.tdt")
    session = safe.make()
    reader = let_in(session)
    ended = session.store.rows.journal.last().seq
    session.close()
    session.close()  # twice is harmless
    with safe.open(OTHER, reader) as session:
        assert session.store.rows.journal_signatures.last() == ended
        session.desk.journal_reader.opened()
    with safe.open() as session:
        rows = session.store.rows
        signature = rows.journal_signatures.of(rows.journal_signatures.last())
        assert signature is not None
        assert signature.account_id == reader
        assert dict(session.desk.journal_reader.accounts()) == {
            session.vault.account.id: CHIEF,
            reader: READER,
        }
        assert session.desk.journal.verify() is None
        entry = rows.journal.stored(ended, 1)[0]
        assert entry.rows != ""  # the total of the rows is in it, and in its hash


def test_the_journal_of_a_vault_names_an_entry_whose_total_of_rows_was_altered(
    tmp_path: Path,
) -> None:
    safe = Safe(tmp_path / "msp.tdt")
    session = safe.make()
    try:
        last = session.store.rows.journal.last().seq
        connection = session.vault.connection
        connection.execute("DROP TRIGGER journal_append_only")
        connection.execute("UPDATE journal SET rows = 'ff' WHERE seq = ?", (last,))
        fault = session.desk.journal.verify()
        assert fault is not None
        assert f"ntrée n°\u00a0{last} (" in fault
    finally:
        session.close()


def test_a_reader_prunes_nothing(tmp_path: Path) -> None:
    from app.domain.errors import NotAllowedError

    safe = Safe(tmp_path / "msp.tdt")
    session = safe.make()
    reader = let_in(session)
    session.close()
    with safe.open(OTHER, reader) as session, pytest.raises(NotAllowedError):
        session.desk.journal.prune()
