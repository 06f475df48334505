# SPDX-License-Identifier: EUPL-1.2
"""What the tests of backups share: a vault with some rows, and what its backups are made of."""

from datetime import datetime
from pathlib import Path

from app.vault.backup import BackupMade, BackupSource, Reason, make_backup
from app.vault.restoring import backups_key
from app.vault.signing import Signer, new_signing_seed
from app.vault.vault import OpenVault

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
        vault.connection.execute(
            "INSERT INTO journal (at, account_id, event, kind, record_id, previous, hash)"
            " VALUES ('2026-01-05', 'a', 'case.opened', 'case', 'x', '', hex(randomblob(32)))"
        )


def source_of(vault: OpenVault) -> BackupSource:
    """What a backup of an open vault is made of, signed by a key of the test's own."""
    return BackupSource(
        vault.folder,
        vault.vault_id,
        vault.practice_name,
        vault.connection,
        backups_key(vault._master, vault.vault_id),
        Signer(vault.vault_id, vault.account.id, new_signing_seed()),
        vault.account.name,
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
