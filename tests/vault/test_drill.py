# SPDX-License-Identifier: EUPL-1.2
"""A restore drill: the backup is brought back for good, then let go."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from app.vault.backup_file import BackupDamaged
from app.vault.drill import rehearse
from tests.vault.backing import back_up, fill, source_of
from tests.vault.support import Door


def test_a_drill_restores_the_backup_and_leaves_nothing(
    door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with closing(door.open()) as vault:
        fill(vault)
        made = back_up(source_of(vault), tmp_path / "sauvegardes")
        keys = vault.vault_keys()
        assert rehearse(made.path, keys).id == made.manifest.id
        content = bytearray(made.path.read_bytes())
        content[len(content) // 2] ^= 1
        made.path.write_bytes(content)
        with pytest.raises(BackupDamaged):
            rehearse(made.path, keys)
    assert list(scratch.iterdir()) == []
