# SPDX-License-Identifier: EUPL-1.2
"""Every signing key that an account ever used: they name who signed, also those who left."""

from dataclasses import dataclass
from datetime import datetime

from app.storage import table
from app.storage.driver import Connection, SqlValue


@dataclass(frozen=True)
class AccountKey:
    """An account as it was when it began to use a signing key; `role` is a `Role` value."""

    account_id: str
    signing: bytes
    name: str
    role: str


class AccountKeyRows:
    """The keys, only ever added to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def knows(self, key: AccountKey) -> bool:
        """Whether that key is noted for that account."""
        row = self._connection.execute(
            "SELECT 1 FROM account_key WHERE account_id = ? AND signing = ?",
            (key.account_id, key.signing),
        ).fetchone()
        return row is not None

    def add(self, key: AccountKey, since: datetime) -> None:
        """Note a key."""
        values: dict[str, SqlValue] = {
            "account_id": key.account_id,
            "signing": key.signing,
            "name": key.name,
            "role": key.role,
            "since": table.instant(since),
        }
        table.save(self._connection, "account_key", values, key=("account_id", "signing"))

    def all(self) -> tuple[AccountKey, ...]:
        """Every key, the earliest first."""
        rows = self._connection.execute("SELECT * FROM account_key ORDER BY since, account_id")
        return tuple(
            AccountKey(
                row.text("account_id"), row.blob("signing"), row.text("name"), row.text("role")
            )
            for row in rows
        )
