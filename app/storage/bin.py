# SPDX-License-Identifier: EUPL-1.2
"""The rows of the bin."""

from datetime import datetime

from app.domain.binned import Binned
from app.domain.changes import Kind
from app.domain.ids import BinnedId, CaseId
from app.storage import table
from app.storage.driver import Connection, Row

_KINDS = frozenset(kind.value for kind in Kind)


class BinRows:
    """What was taken out and is kept as it was for a while."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: BinnedId) -> Binned | None:
        """One thing in the bin."""
        row = self._connection.execute("SELECT * FROM binned WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _binned(row)

    def of(self, kind: Kind, record_id: str) -> Binned | None:
        """The record in the bin, None where it is not there."""
        row = self._connection.execute(
            "SELECT * FROM binned WHERE kind = ? AND record_id = ?", (kind.value, record_id)
        ).fetchone()
        return None if row is None else _binned(row)

    def all(self) -> tuple[Binned, ...]:
        """Everything in the bin, what was put there last first."""
        rows = self._connection.execute("SELECT * FROM binned ORDER BY at DESC, id DESC")
        return tuple(_binned(row) for row in rows)

    def of_case(self, case_id: CaseId) -> tuple[Binned, ...]:
        """What is in the bin of one situation, what was put there last first."""
        rows = self._connection.execute(
            "SELECT * FROM binned WHERE case_id = ? ORDER BY at DESC, id DESC", (case_id,)
        )
        return tuple(_binned(row) for row in rows)

    def before(self, at: datetime) -> tuple[Binned, ...]:
        """What was put there before an instant (UTC)."""
        rows = self._connection.execute(
            "SELECT * FROM binned WHERE at < ? ORDER BY at, id", (table.instant(at),)
        )
        return tuple(_binned(row) for row in rows)

    def add(self, binned: Binned) -> None:
        """Put a thing in the bin."""
        table.save(
            self._connection,
            "binned",
            {
                "id": binned.id,
                "kind": binned.kind.value if binned.kind else "",
                "record_id": binned.record_id,
                "case_id": binned.case_id,
                "at": table.instant(binned.at),
                "account_id": binned.account_id,
                "record": binned.record,
            },
        )

    def remove(self, id_: BinnedId) -> None:
        """Take a thing out of the bin: put back, or gone for good."""
        self._connection.execute("DELETE FROM binned WHERE id = ?", (id_,))


def _binned(row: Row) -> Binned:
    return Binned(
        id=BinnedId(row.text("id")),
        kind=Kind(kind) if (kind := row.text("kind")) in _KINDS else None,
        record_id=row.text("record_id"),
        case_id=table.maybe(CaseId, row.text_or_none("case_id")),
        at=datetime.fromisoformat(row.text("at")),
        account_id=row.text("account_id"),
        record=row.text("record"),
    )
