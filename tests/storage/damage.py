# SPDX-License-Identifier: EUPL-1.2
"""A database to copy and to break: a thousand rows and a journal, as the vault's are."""

from pathlib import Path

from app.storage.driver import PAGE_BYTES, Connection, open_database
from app.storage.migrator import migrate

KEY = bytes(range(48))
COPY_KEY = bytes(range(100, 148))


def filled(path: Path, cases: int = 1000, *, text: str = "Une phrase. " * 12) -> Connection:
    """An open database of the present schema with that many situations."""
    opened = open_database(path, KEY, create=True)
    migrate(opened)
    with opened.transaction():
        opened.executemany(
            "INSERT INTO cases (id, code, title, requester_name, reason, question, wishes, organic,"
            " psychic, social, over_75, ald, treating_doctor, status, created_at)"
            " VALUES (?, ?, ?, '', 'blocked', '', '', '', '', '', 0, 0, 0, 'new', '2026-01-05')",
            [(f"case-{n:06}", f"S26-{n:06}", text) for n in range(cases)],
        )
    entry(opened)
    return opened


def entry(connection: Connection, count: int = 1) -> None:
    """Lines of the journal; here only their number counts."""
    with connection.transaction():
        for _ in range(count):
            connection.execute(
                "INSERT INTO journal (at, account_id, event, kind, record_id, previous, hash)"
                " VALUES ('2026-01-05', 'a', 'case.opened', 'case', 'x', '', hex(randomblob(32)))"
            )


def destroy(path: Path, page: int) -> None:
    """Overwrite one page (the first is 1) of a closed file."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_BYTES)
        file.write(b"\xa5" * PAGE_BYTES)


def pages_of(path: Path) -> int:
    """How many pages a closed file has."""
    return path.stat().st_size // PAGE_BYTES
