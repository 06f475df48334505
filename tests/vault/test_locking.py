# SPDX-License-Identifier: EUPL-1.2
"""The lock of a vault where the disk or the file itself is not as it should be."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.vault import locking
from app.vault.errors import PlaceUnusable, VaultBusy
from app.vault.locking import VaultLock

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def _full(_descriptor: int, _content: bytes) -> int:
    raise OSError(28, "No space left on device")


@pytest.fixture
def fills(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the disk be full from now on, for what the lock writes."""
    return lambda: monkeypatch.setattr(locking.os, "write", _full)  # type: ignore[attr-defined]  # its own import


def test_a_full_disk_is_said_plainly_and_leaves_the_lock_free(
    tmp_path: Path, fills: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fills()
    with pytest.raises(PlaceUnusable):
        VaultLock(tmp_path / "lock", NOW)
    monkeypatch.undo()
    VaultLock(tmp_path / "lock", NOW).release()


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b'{"since": "0001-01-01T00:00:00+14:00", "host": "a", "pid": 1}', b"\xff"],
)
def test_a_strange_note_names_no_holder(tmp_path: Path, content: bytes) -> None:
    held = VaultLock(tmp_path / "lock", NOW)
    (tmp_path / "lock").write_bytes(content)
    with pytest.raises(VaultBusy):
        VaultLock(tmp_path / "lock", NOW)
    held.release()
