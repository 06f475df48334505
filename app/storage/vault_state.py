# SPDX-License-Identifier: EUPL-1.2
"""What the database says of the vault itself: its id, its generation, its keys for digests."""

from app.storage.driver import Connection


class VaultStateRows:
    """Keys and values of `vault_state`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """The value kept under a key."""
        row = self._connection.execute(
            "SELECT value FROM vault_state WHERE key = ?", (key,)
        ).fetchone()
        return None if row is None else row.text("value")

    def set(self, key: str, value: str) -> None:
        """Keep a value."""
        self._connection.execute(
            "INSERT INTO vault_state (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def remove(self, key: str) -> None:
        """Keep it no longer."""
        self._connection.execute("DELETE FROM vault_state WHERE key = ?", (key,))
