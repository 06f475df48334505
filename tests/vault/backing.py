# SPDX-License-Identifier: EUPL-1.2
"""What the tests of backups share: a vault with some rows, and what its backups are made of."""

from datetime import UTC, datetime
from pathlib import Path

from app.domain.changes import Kind
from app.domain.ids import AccountId
from app.services.backup_sources import source_of
from app.storage.journal import JournalRows
from app.vault.backup import BackupMade, BackupSource, Reason, make_backup
from app.vault.vault import OpenVault

__all__ = ["NOON", "back_up", "fill", "source_of"]

NOON = datetime(2026, 1, 8, 13, 30)  # noqa: DTZ001  what people read on their clock


def fill(vault: OpenVault, cases: int = 200) -> None:
    """Situations with texts, and a line of the journal."""
    with vault.connection.transaction():
        vault.connection.executemany(
            "INSERT INTO cases (id, code, title, requester_name, reason, question, wishes, organic,"
            " psychic, social, over_75, ald, treating_doctor, status, created_at)"
            " VALUES (?, ?, ?, '', 'blocked', '', '', '', '', '', 0, 0, 0, 'new', '2026-01-05')",
            [(f"case-{n:06}", f"S26-{n:06}", "Une phrase. " * 12) for n in range(cases)],
        )
        JournalRows(vault.connection).append(
            datetime(2026, 1, 5, tzinfo=UTC),
            AccountId(vault.account.id),
            "case.opened",
            Kind.CASE,
            "case-000000",
            vault.rows_seal(),
        )


def back_up(source: BackupSource, place: Path, local: datetime = NOON) -> BackupMade:
    """A backup as somebody asks for one."""
    return make_backup(
        source,
        place,
        Reason.ASKED,
        id_=f"backup-{local:%H%M%S}",
        made=local.astimezone(),
        local=local,
    )
