# SPDX-License-Identifier: EUPL-1.2
"""Which statements the live database accepts (SQLite asks at every preparation).

Data must not leave the encrypted file by SQL (ATTACH, VACUUM INTO, export), native code must not
come in (load_extension), and the safety pragmas must stay as the driver set them.
"""

import sqlite3  # only for the numbers of SQLite's own API, which SQLCipher shares

_READ_OR_HARMLESS_PRAGMAS = frozenset(
    {
        "defer_foreign_keys",
        "foreign_key_check",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "integrity_check",
        "optimize",
        "quick_check",
        "table_info",
        "table_list",
        "table_xinfo",
        "user_version",
        "wal_checkpoint",
    }
)
_MAINTENANCE_PRAGMAS = frozenset({"foreign_keys"})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export"})


class Authorizer:
    """What SQLite asks; `maintenance` opens the few doors that migrations and VACUUM need."""

    def __init__(self) -> None:
        self.maintenance = False

    def verdict(
        self,
        action: int,
        first: str | None,
        second: str | None,
        _database: str | None,
        _trigger: str | None,
    ) -> int:
        """SQLite's number for yes or no to one action of a statement."""
        return sqlite3.SQLITE_OK if self._allows(action, first, second) else sqlite3.SQLITE_DENY

    def _allows(self, action: int, first: str | None, second: str | None) -> bool:
        match action:
            case sqlite3.SQLITE_ATTACH:  # VACUUM attaches '' for itself; any other name is a file
                return self.maintenance and first == ""
            case sqlite3.SQLITE_DETACH:
                return self.maintenance
            case sqlite3.SQLITE_FUNCTION:
                return second not in _FORBIDDEN_FUNCTIONS
            case sqlite3.SQLITE_PRAGMA:
                return second is None or self._allows_setting(first or "")
            case _:
                return True

    def _allows_setting(self, pragma: str) -> bool:
        name = pragma.lower()
        return name in _READ_OR_HARMLESS_PRAGMAS or (
            self.maintenance and name in _MAINTENANCE_PRAGMAS
        )
