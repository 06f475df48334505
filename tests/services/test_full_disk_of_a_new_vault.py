# SPDX-License-Identifier: EUPL-1.2
"""A disk without room for a new vault: nothing is made, and the sentence says that."""

import errno
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.practice import Practice
from app.services.backups import Reason
from app.services.way_back import WayBack
from app.storage.errors import DiskFull
from app.vault.building import built_beside
from app.vault.folder import said_plainly
from app.vault.place_errors import PlaceFull
from tests.durability.disks import mounted
from tests.services.safe import PHRASE, Safe

SAID = "Le disque est plein : rien n’a été créé ni remplacé."


def _full_database() -> None:
    raise DiskFull


def _full_file() -> None:
    with said_plainly():
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("fail", [_full_database, _full_file])
def test_what_is_built_on_a_full_disk_is_not_there_and_the_sentence_is_of_the_act(
    tmp_path: Path, fail: Callable[[], None]
) -> None:
    folder = tmp_path / "msp.tdt"
    with pytest.raises(PlaceFull) as refused, built_beside(folder, datetime.now(UTC)):
        fail()
    assert refused.value.sentence == SAID
    assert "reprendra" not in refused.value.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", ["8k", "100k", "600k"])
def test_a_vault_created_on_a_full_disk_says_that_nothing_was_made(
    tmp_path: Path, size: str
) -> None:
    with mounted("tmpfs", tmp_path / "disk", "-t", "tmpfs", "-o", f"size={size}") as disk:
        safe = Safe(disk / "msp.tdt")
        with pytest.raises(PlaceFull) as refused:
            safe.make()
        assert refused.value.sentence == SAID
        assert list(disk.iterdir()) == []


@pytest.mark.parametrize("size", ["8k", "300k"])
def test_a_backup_restored_on_a_full_disk_says_that_nothing_was_made(
    tmp_path: Path, size: str
) -> None:
    safe = Safe(tmp_path / "msp.tdt")
    with closing(safe.workshop.create(safe.folder, Practice("MSP du Port"), "Anne", PHRASE)) as on:
        assert on.desk.backups is not None
        backup = on.desk.backups.make(Reason.ASKED).made.path
        me = on.desk.accounts.me.id
    with mounted("tmpfs", tmp_path / "disk", "-t", "tmpfs", "-o", f"size={size}") as disk:
        with pytest.raises(PlaceFull) as refused:
            WayBack(safe.workshop).restore(backup, disk / "msp.tdt", me, PHRASE)
        assert refused.value.sentence == SAID
        assert list(disk.iterdir()) == []
