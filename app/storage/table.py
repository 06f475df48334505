# SPDX-License-Identifier: EUPL-1.2
"""The moves that modules of rows share: save a row, and write values as SQLite keeps them.

Table and column names come from this package's code, never from outside; values are bound.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import TypeVar

from app.storage.driver import Connection, SqlValue

S = TypeVar("S")
T = TypeVar("T")


def save(
    connection: Connection,
    table: str,
    values: Mapping[str, SqlValue],
    key: tuple[str, ...] = ("id",),
) -> None:
    """Insert a row, or rewrite the one that has the same key."""
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    updates = ", ".join(f"{name} = excluded.{name}" for name in values if name not in key)
    connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks}) "  # noqa: S608 - names are ours
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {updates}",
        tuple(values.values()),
    )


def marks(count: int) -> str:
    """As many bound parameters as an `IN (…)` needs."""
    return ", ".join("?" * count)


def maybe(make: Callable[[S], T], value: S | None) -> T | None:
    """What `make` makes of a value, None where there is none."""
    return None if value is None else make(value)


def day(value: date | None) -> str | None:
    """A day as ISO text."""
    return None if value is None else value.isoformat()


def day_from(text: str | None) -> date | None:
    """A day from ISO text."""
    return maybe(date.fromisoformat, text)


def instant(value: datetime) -> str:
    """An instant as UTC ISO text with milliseconds, which sorts as it reads."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds")


def instant_or_none(value: datetime | None) -> str | None:
    """An instant as text, where there is one."""
    return None if value is None else instant(value)


def instant_from(text: str | None) -> datetime | None:
    """An instant from its text."""
    return maybe(datetime.fromisoformat, text)


def clock(value: time) -> str:
    """A local time of day as `HH:MM`."""
    return value.isoformat(timespec="minutes")
