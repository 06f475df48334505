# SPDX-License-Identifier: EUPL-1.2
"""Signatures as they are kept: of the journal's heads, its checkpoints, sealed minutes; whose keys.

What a signature says is made and verified by `app.vault.signing`; here are only its bytes.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.seal import canonical
from app.storage import table
from app.storage.driver import Connection, Row

SIGNED_EVERY = 100
"""Entries from one signed head of the journal to the next (vault.md §3)."""


KEY_NOTED = "account.key_noted"
"""The entry that notes a key by its digest; earlier versions named the account there."""


class Signed(Protocol):
    """A signature: whose, under which public key (32 bytes), and its 64 bytes."""

    @property
    def account_id(self) -> str:
        """The account that signed."""
        ...

    @property
    def public(self) -> bytes:
        """The public key that verifies it."""
        ...

    @property
    def signature(self) -> bytes:
        """The signature itself."""
        ...


class HeadSigner(Protocol):
    """Signs in the name of the account that holds the vault open."""

    @property
    def public(self) -> bytes:
        """The public key of that account."""
        ...

    def sign(self, purpose: str, /, *parts: object) -> Signed:
        """Sign `parts` for one purpose of this vault."""
        ...


@dataclass(frozen=True)
class StoredSignature:
    """A signature read back from its table."""

    account_id: str
    public: bytes
    signature: bytes


@dataclass(frozen=True)
class AccountKey:
    """A signing key of an account, and the name and role it had since then (ISO text)."""

    account_id: str
    public: bytes
    name: str
    role: str
    since: str

    @property
    def digest(self) -> str:
        """SHA-256 in hex of all of it: what the entry that notes the key has as its record."""
        said = [self.account_id, self.public.hex(), self.name, self.role, self.since]
        return hashlib.sha256(canonical(said).encode()).hexdigest()


@dataclass(frozen=True)
class Checkpoint:
    """Where the journal goes on after a pruning: the last entry that was let go, and why."""

    seq: int
    hash: str
    at: str
    reason: str
    signed: StoredSignature


class AccountKeyRows:
    """Every signing key ever used, so that what it signed still verifies once it is gone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, account_id: str, public: bytes, name: str, role: str, since: datetime
    ) -> AccountKey:
        """Note a key, with the name and the role of its account from now on; as it is kept."""
        self._connection.execute(
            "INSERT INTO account_key (account_id, signing, name, role, since) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (account_id, public, name, role, table.instant(since)),
        )
        own = (account_id, public, table.instant(since))
        return next(key for key in self.all() if (key.account_id, key.public, key.since) == own)

    def all(self) -> tuple[AccountKey, ...]:
        """Every key, the oldest first."""
        rows = self._connection.execute("SELECT * FROM account_key ORDER BY since")
        return tuple(
            AccountKey(
                account_id=row.text("account_id"),
                public=row.blob("signing"),
                name=row.text("name"),
                role=row.text("role"),
                since=row.text("since"),
            )
            for row in rows
        )


class JournalSignatureRows:
    """The signed heads of the journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, seq: int, signed: Signed) -> None:
        """Keep the signature of one entry's hash."""
        self._connection.execute(
            "INSERT INTO journal_signature (seq, account_id, signing, signature) "
            "VALUES (?, ?, ?, ?)",
            (seq, signed.account_id, signed.public, signed.signature),
        )

    def of(self, seq: int) -> StoredSignature | None:
        """The signature of one entry."""
        row = self._connection.execute(
            "SELECT * FROM journal_signature WHERE seq = ?", (seq,)
        ).fetchone()
        return None if row is None else signature_from(row)

    def between(self, after: int, upto: int) -> dict[int, StoredSignature]:
        """The signatures of the entries after one number, up to another."""
        rows = self._connection.execute(
            "SELECT * FROM journal_signature WHERE seq > ? AND seq <= ?", (after, upto)
        )
        return {row.integer("seq"): signature_from(row) for row in rows}

    def last(self) -> int:
        """The number of the last entry that was signed, 0 where none was."""
        row = self._connection.execute("SELECT max(seq) AS seq FROM journal_signature").fetchone()
        return 0 if row is None else row.integer_or_none("seq") or 0


class CheckpointRows:
    """The prunings of the journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Checkpoint, ...]:
        """Every checkpoint, the last one first."""
        rows = self._connection.execute("SELECT * FROM journal_checkpoint ORDER BY seq DESC")
        return tuple(
            Checkpoint(
                seq=row.integer("seq"),
                hash=row.text("hash"),
                at=row.text("at"),
                reason=row.text("reason"),
                signed=signature_from(row),
            )
            for row in rows
        )

    def last(self) -> Checkpoint | None:
        """The one in force."""
        found = self.all()
        return found[0] if found else None

    def add(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint: the entries up to it may go (`sweep`)."""
        self._connection.execute(
            "INSERT INTO journal_checkpoint (seq, hash, at, reason, account_id, signing, signature)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                checkpoint.seq,
                checkpoint.hash,
                checkpoint.at,
                checkpoint.reason,
                checkpoint.signed.account_id,
                checkpoint.signed.public,
                checkpoint.signed.signature,
            ),
        )

    def sweep(self, limit: int) -> int:
        """Let go the oldest entries that the last checkpoint stands for; how many went.

        The triggers of the schema refuse anything beyond the last checkpoint.
        """
        last = self.last()
        first = self._connection.execute("SELECT min(seq) AS seq FROM journal").fetchone()
        low = None if first is None else first.integer_or_none("seq")
        if last is None or low is None or low > last.seq:
            return 0
        upto = (min(last.seq, low + limit - 1),)
        self._connection.execute("DELETE FROM journal_signature WHERE seq <= ?", upto)
        return self._connection.execute("DELETE FROM journal WHERE seq <= ?", upto).rowcount


class PrintedRows:
    """The fingerprints of the files made of sealed minutes, to recognise them later."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sha256: str, kind: str, record_id: str, at: datetime, account_id: str) -> bool:
        """Note a file; False when the same one was made before."""
        done = self._connection.execute(
            "INSERT INTO printed (sha256, kind, record_id, at, account_id) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
            (sha256, kind, record_id, table.instant(at), account_id),
        )
        return done.rowcount > 0

    def find(self, sha256: str) -> "Printed | None":
        """What a file is, when it was made here."""
        row = self._connection.execute(
            "SELECT * FROM printed WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row is None:
            return None
        at = datetime.fromisoformat(row.text("at"))
        return Printed(row.text("kind"), row.text("record_id"), at, row.text("account_id"))


@dataclass(frozen=True)
class Printed:
    """A file that was made: of which record, when and by whom."""

    kind: str
    record_id: str
    at: datetime
    account_id: str


def signature_from(row: Row) -> StoredSignature:
    """The signature that a row of any of these tables holds."""
    return StoredSignature(row.text("account_id"), row.blob("signing"), row.blob("signature"))
