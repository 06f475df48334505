# SPDX-License-Identifier: EUPL-1.2
"""A second place for the backups is tried when it is chosen: later nobody would look."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.domain.errors import UserError
from app.services.backups import BackupService
from tests.services.safe import Safe


@pytest.fixture
def backups(tmp_path: Path) -> Iterator[BackupService]:
    with closing(Safe(tmp_path / "msp.tdt").make()) as session:
        assert session.desk.backups is not None
        yield session.desk.backups


def test_one_that_cannot_be_written_is_refused(
    backups: BackupService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, opened = tmp_path / "clé", os.open

    def read_only(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT and Path(path).parent == stick:
            raise OSError(errno.EROFS, "read-only")
        return opened(path, flags, mode)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", read_only)
        with pytest.raises(UserError, match="refuse la lecture ou l’écriture"):
            backups.use_second(stick)
    assert backups.state().second is None


def test_one_without_room_for_a_backup_is_refused(
    backups: BackupService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=8192))
        with pytest.raises(UserError, match="pas assez de place"):
            backups.use_second(tmp_path / "clé")
    assert backups.state().second is None


def test_trying_one_leaves_nothing_in_it(backups: BackupService, tmp_path: Path) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    (stick / ".essai.tdtb.part").write_bytes(b"cut short")
    backups.use_second(stick)
    assert backups.state().second == stick
    assert list(stick.iterdir()) == []
