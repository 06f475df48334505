# SPDX-License-Identifier: EUPL-1.2
"""A keyed digest per row, so that an old page put back into the file is found.

Each page of the file is authenticated, but a page saved last week and put back today still opens.
Triggers of this connection alone (TEMP, never in the file) note which rows a transaction touches;
before it commits, their digests and the total of each table are brought up to date. A row that
reads differently from its digest, or a table whose digests do not add up, is then a fault.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.domain.seal import canonical
from app.storage.driver import Connection, Row, SqlValue
from app.storage.vault_state import VaultStateRows

TABLES: Mapping[str, tuple[str, ...]] = {
    "practice": ("id",),
    "practice_logo": ("id",),
    "professional": ("id",),
    "cases": ("id",),
    "identity": ("case_id",),
    "consent": ("id",),
    "meeting": ("id",),
    "meeting_role": ("meeting_id", "role", "professional_id"),
    "attendance": ("meeting_id", "professional_id"),
    "agenda_item": ("id",),
    "item_draft": ("item_id", "name"),
    "decision": ("id",),
    "action": ("id",),
    "feedback": ("id",),
    "care_plan": ("id",),
    "plan_line": ("id",),
    "minutes": ("id",),
    "minutes_item": ("minutes_id", "position"),
    "minutes_signature": ("minutes_id",),
    "rhythm_exception": ("day",),
    "absence": ("id",),
    "item_guest": ("item_id", "professional_id"),
    "filing": ("id",),
    "case_step": ("id",),
    "circle_member": ("id",),
    "plan_version": ("id",),
    "unmet_need": ("id",),
    "binned": ("id",),
    "retention_rule": ("name",),
    "protocol": ("id",),
    "protocol_version": ("id",),
    "protocol_move": ("id",),
    "protocol_signature": ("id",),
    "protocol_inclusion": ("id",),
    "protocol_figure": ("protocol_id", "indicator_id", "year"),
}
"""The tables that hold what people wrote, and their primary keys."""

CHANGES = "changes"
"""Where `vault_state` counts the transactions that changed a row."""

ROWS_KEY = "rows_key"
"""Where `vault_state` keeps the key of the digests, in hex."""

DIGEST_BYTES = 32
_MODULUS = 1 << (8 * DIGEST_BYTES)
_SEPARATOR = "\x1f"
"""Between the parts of a key: no id holds it."""


@dataclass(frozen=True)
class RowFault:
    """A row that is not what was last written; `key` is empty when a whole table is off."""

    table: str
    key: str


@dataclass(frozen=True)
class Total:
    """How many rows a table has, and the sum of their digests."""

    count: int = 0
    total: int = 0


class RowDigests:
    """Keeps the digests of one connection in step with its rows.

    `watch` and `settle` belong to the connection's opening and to each commit.
    """

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    def watch(self) -> None:
        """Note every touched row from now on, and settle before each commit."""
        execute = self._connection.execute
        execute("CREATE TEMP TABLE touched (name TEXT, key TEXT)")
        for name, columns in TABLES.items():
            for event, images in _EVENTS.items():
                notes = " ".join(_note(name, columns, image) for image in images)
                execute(
                    f"CREATE TEMP TRIGGER touched_{name}_{event} AFTER {event} ON main.{name} "
                    f"BEGIN {notes} END"
                )
        self._connection.before_commit = self.settle

    def settle(self) -> None:
        """Bring the digests of what this transaction touched up to date."""
        touched = self._connection.execute("SELECT DISTINCT name, key FROM temp.touched").fetchall()
        if not touched:
            return
        keys: dict[str, list[str]] = {}
        for row in touched:
            keys.setdefault(row.text("name"), []).append(row.text("key"))
        for name, changed in keys.items():
            self._settle_table(name, changed)
        self._connection.execute("DELETE FROM temp.touched")
        self._connection.execute(_COUNT, (CHANGES,))

    def rebuild(self) -> None:
        """Digest every row afresh: after a migration, or when a vault of the first schema opens.

        Inside the caller's transaction.
        """
        self._connection.execute("DELETE FROM row_digest")
        self._connection.execute("DELETE FROM row_total")
        for name in TABLES:
            total = Total()
            for key, found in self._rows(name):
                self._save(name, key, found)
                total = Total(total.count + 1, (total.total + _number(found)) % _MODULUS)
            self._save_total(name, total)

    def changes(self) -> int:
        """How many transactions changed a row since digests are kept.

        An autosave leaves no entry in the journal: this number tells that one is missing.
        """
        return int(VaultStateRows(self._connection).get(CHANGES) or 0)

    def totals(self) -> dict[str, Total]:
        """The running total of each table."""
        rows = self._connection.execute("SELECT name, count, total FROM row_total")
        return {
            row.text("name"): Total(row.integer("count"), _number(row.blob("total")))
            for row in rows
        }

    def seal(self) -> str:
        """All totals as one SHA-256 in hex: what the journal and the outside head keep."""
        return seal_of(self.totals())

    def faults(self) -> Iterator[RowFault | None]:
        """Compare every row with its digest; yields None now and then, so that others may go on.

        Only between two transactions: the caller stops and begins again when something is written.
        """
        kept = self.totals()
        for name in TABLES:
            yield from self._table_faults(name, kept.get(name, Total()))

    def _table_faults(self, name: str, kept: Total) -> Iterator[RowFault | None]:
        query = "SELECT key, digest FROM row_digest WHERE name = ?"
        rows = self._connection.execute(query, (name,))
        noted = {row.text("key"): row.blob("digest") for row in rows}
        total, wrong = Total(), False
        for key, found in self._rows(name):
            total = Total(total.count + 1, (total.total + _number(found)) % _MODULUS)
            if noted.pop(key, b"") != found:
                wrong = True
                yield RowFault(name, key)
            elif total.count % _SLICE == 0:
                yield None
        for key in noted:
            wrong = True
            yield RowFault(name, key)
        if total != kept and not wrong:
            yield RowFault(name, "")
        yield None

    def _settle_table(self, name: str, keys: Iterable[str]) -> None:
        query = f"SELECT * FROM main.{name} WHERE {_where(name)}"  # noqa: S608  names are ours
        count, total = self._total(name)
        for key in keys:
            parts = key.split(_SEPARATOR)
            row = self._connection.execute(query, parts).fetchone()
            before = self._digest_of(name, key)
            after = None if row is None else self._digest(name, key, row)
            count += (after is not None) - (before is not None)
            total += (_number(after) if after else 0) - (_number(before) if before else 0)
            if after is not None:
                self._save(name, key, after)
            elif before is not None:
                self._connection.execute(
                    "DELETE FROM row_digest WHERE name = ? AND key = ?", (name, key)
                )
        self._save_total(name, Total(count, total % _MODULUS))

    def _rows(self, name: str) -> Iterator[tuple[str, bytes]]:
        columns = TABLES[name]
        order = ", ".join(columns)
        query = f"SELECT * FROM main.{name} ORDER BY {order}"  # noqa: S608  names are ours
        for row in self._connection.execute(query):
            key = key_of(name, row)
            yield key, self._digest(name, key, row)

    def _digest(self, name: str, key: str, row: Row) -> bytes:
        values = [row[column] for column in row.keys()]  # noqa: SIM118  a Row is no dict
        return digest_of(self._key, name, key, values)

    def _digest_of(self, name: str, key: str) -> bytes | None:
        row = self._connection.execute(
            "SELECT digest FROM row_digest WHERE name = ? AND key = ?", (name, key)
        ).fetchone()
        return None if row is None else row.blob("digest")

    def _save(self, name: str, key: str, digest: bytes) -> None:
        self._connection.execute(
            "INSERT INTO row_digest (name, key, digest) VALUES (?, ?, ?) "
            "ON CONFLICT (name, key) DO UPDATE SET digest = excluded.digest",
            (name, key, digest),
        )

    def _total(self, name: str) -> tuple[int, int]:
        row = self._connection.execute(
            "SELECT count, total FROM row_total WHERE name = ?", (name,)
        ).fetchone()
        return (0, 0) if row is None else (row.integer("count"), _number(row.blob("total")))

    def _save_total(self, name: str, total: Total) -> None:
        self._connection.execute(
            "INSERT INTO row_total (name, count, total) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET count = excluded.count, total = excluded.total",
            (name, total.count, total.total.to_bytes(DIGEST_BYTES, "big")),
        )


_EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_COUNT = (
    "INSERT INTO vault_state (key, value) VALUES (?, '1') "
    "ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
)
_SLICE = 200
"""Rows between two pauses of a check: some 5 ms."""


def key_of(name: str, row: Row | Mapping[str, SqlValue]) -> str:
    """The key of a row of one of the `TABLES`, as one text."""
    return _SEPARATOR.join(str(row[column]) for column in TABLES[name])


def digest_of(key: bytes, name: str, row_key: str, values: Iterable[SqlValue]) -> bytes:
    """The digest of a row: its table, its key, its values in the order of the columns."""
    said = [name, row_key, [_plain(value) for value in values]]
    return hmac.digest(key, canonical(said).encode(), "sha256")


def seal_of(totals: Mapping[str, Total]) -> str:
    """All totals as one SHA-256 in hex."""
    said = [[name, one.count, f"{one.total:x}"] for name, one in sorted(totals.items())]
    return sha256(canonical(said).encode()).hexdigest()


def _note(name: str, columns: tuple[str, ...], image: str) -> str:
    key = f" || char({ord(_SEPARATOR)}) || ".join(f"{image}.{column}" for column in columns)
    # Plain: inside a trigger, OR IGNORE gives way to the outer statement's way of conflict.
    return f"INSERT INTO touched VALUES ('{name}', CAST({key} AS TEXT));"  # noqa: S608


def _where(name: str) -> str:
    return " AND ".join(f"{column} = ?" for column in TABLES[name])


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big")


def _plain(value: SqlValue) -> SqlValue | list[str]:
    return [value.hex()] if isinstance(value, bytes) else value
