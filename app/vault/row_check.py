# SPDX-License-Identifier: EUPL-1.2
"""The weekly full check: every row of a database against its digest, on a copy of it.

It finds what the checks of pages cannot: a page of last week put back into the file is authentic.
"""

from app.storage.driver import Connection
from app.storage.row_digests import ROWS_KEY, RowDigests, RowFault
from app.storage.vault_state import VaultStateRows


def row_faults(connection: Connection) -> tuple[RowFault, ...]:
    """The rows that are not what was last written; a vault of the first schema has no digests.

    Reads every row: for a copy or a restored backup. Raises the driver's errors.
    """
    key = VaultStateRows(connection).get(ROWS_KEY)
    if key is None:
        return ()
    digests = RowDigests(connection, bytes.fromhex(key))
    return tuple(fault for fault in digests.faults() if fault is not None)


def faulty_tables(faults: tuple[RowFault, ...]) -> tuple[str, ...]:
    """The names of the tables that hold them, each once."""
    return tuple(sorted({fault.table for fault in faults}))
