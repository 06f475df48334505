# SPDX-License-Identifier: EUPL-1.2
"""Where the journal ends: what a vault says of itself outside, what a copy descends from."""

from app.storage.driver import Connection


def journal_head(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last entry; zero and nothing in a new journal."""
    row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if row is not None:
        return row.integer("seq"), row.text("hash")
    row = connection.execute(
        "SELECT seq, hash FROM journal_checkpoint ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return (0, "") if row is None else (row.integer("seq"), row.text("hash"))


def descends_from(connection: Connection, seq: int, hash_: str) -> bool:
    """Whether the journal holds that entry, or was pruned beyond it."""
    if seq <= 0:
        return True
    row = connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    if row is not None:
        return row.text("hash") == hash_
    pruned = connection.execute("SELECT max(seq) AS seq FROM journal_checkpoint").fetchone()
    last = None if pruned is None else pruned.integer_or_none("seq")
    return last is not None and seq <= last
