# SPDX-License-Identifier: EUPL-1.2
"""Whether a closed copy of a database is sound, and exactly where it is not.

Two checks, because each is blind to what the other sees: the authentication of every page misses
pages cut from the end, the structure check does not reach pages that nothing refers to.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from app.storage.driver import Connection, authenticate_pages, open_copy
from app.storage.errors import StorageError

_PAGE = re.compile(r"page (\d+)")
_REPORTED = 20
"""Faults of the structure that are told: the rest says nothing more to anybody."""


@dataclass(frozen=True)
class Soundness:
    """What two checks found.

    `pages` are the numbers of those that do not authenticate; `structure` is what SQLite says of
    the rest, in its own words (names of tables and numbers, never a value); `orphans` counts the
    rows, by table, that refer to one that is not there.
    """

    pages: tuple[int, ...] = ()
    structure: tuple[str, ...] = ()
    orphans: tuple[tuple[str, int], ...] = ()

    @property
    def sound(self) -> bool:
        """Whether there is nothing to report."""
        return not (self.pages or self.structure or self.orphans)


def examine(path: Path, key: bytes | bytearray) -> Soundness:
    """Run both checks and the one of the references on a closed file; it is read three times.

    Nothing may be left in a WAL. Raises `DatabaseMissing`, `DatabasePlaintext`, `WrongKey`, and
    `DatabaseDamaged` only for a file that is too short to have pages.
    """
    pages, structure = _broken_pages(authenticate_pages(path, key))
    try:
        connection = open_copy(path, key)
    except StorageError as refusal:
        return Soundness(pages, structure or (refusal.code,))
    try:
        structure = structure or _broken_structure(connection)
        return Soundness(pages, structure, () if pages or structure else _orphans(connection))
    finally:
        connection.close()


def _broken_pages(said: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The pages named by SQLCipher, and what else it says (a file of an odd size)."""
    numbers = tuple(int(match[1]) for line in said if (match := _PAGE.search(line)))
    others = tuple(line for line in said if _PAGE.search(line) is None)
    return numbers, others[:_REPORTED]


def _broken_structure(connection: Connection) -> tuple[str, ...]:
    try:
        said = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_REPORTED})")]
    except StorageError as refusal:
        return (refusal.code,)
    return () if said == ["ok"] else tuple(said)


def _orphans(connection: Connection) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for row in connection.execute("PRAGMA foreign_key_check"):
        counts[row.text("table")] = counts.get(row.text("table"), 0) + 1
    return tuple(sorted(counts.items()))
