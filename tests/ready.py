# SPDX-License-Identifier: EUPL-1.2
"""A database that is ready: its migrations take half a second, each process makes it once."""

import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from app.storage.driver import Connection, open_database
from app.storage.migrator import migrate


def ready_database(path: Path, key: bytes) -> Connection:
    """A new database of this key at `path`, open, with the schema of today and no row."""
    path.write_bytes(_migrated(key))
    path.chmod(0o600)
    return open_database(path, key)


@cache
def _migrated(key: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.db"
        with closing(open_database(path, key, create=True)) as connection:
            migrate(connection)
        return path.read_bytes()
