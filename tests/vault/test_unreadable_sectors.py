# SPDX-License-Identifier: EUPL-1.2
"""A disk that does not give a sector any more: the rest is used, and the loss is said."""

import errno
from collections.abc import Callable
from contextlib import closing
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

import pytest

from app.storage.errors import DiskFailure
from app.system.clock import HeldClock
from app.system.plain_file import read_plain
from app.vault import readable, slot_file
from app.vault.errors import KeysDamaged
from app.vault.folder import SLOT_COPIES
from app.vault.readable import BLOCK, copy_readable
from app.vault.restoring import with_passphrase
from app.vault.salvaging import examine_vault, salvage_vault
from tests.vault.backing import fill
from tests.vault.support import PASSPHRASE, Door

KEYS = with_passphrase(None, PASSPHRASE)

Break = Callable[[Path, range], None]
"""Lets reads of some blocks of a file fail from now on."""


class _Failing(FileIO):
    """A file of a disk with bad sectors; `bad` is set by the test."""

    bad: dict[Path, range]

    def read(self, size: int | None = -1) -> bytes:
        self._ask(1 << 62 if size is None or size < 0 else size)
        return super().read(-1 if size is None else size)

    def readinto(self, buffer: Any) -> int:
        self._ask(len(buffer))
        return super().readinto(buffer)

    def _ask(self, size: int) -> None:
        at = self.tell()
        blocks = self.bad.get(Path(str(self.name)), range(0))
        if any(at < (block + 1) * BLOCK and block * BLOCK < at + size for block in blocks):
            raise OSError(errno.EIO, "Input/output error")


@pytest.fixture
def break_blocks(monkeypatch: pytest.MonkeyPatch) -> Break:
    bad: dict[Path, range] = {}
    failing = type("Failing", (_Failing,), {"bad": bad})
    sound = Path.open

    def open_it(path: Path, mode: str = "r", *args: Any, **others: Any) -> Any:
        if path in bad and mode == "rb":
            return BufferedReader(failing(path))
        return sound(path, mode, *args, **others)

    def read_it(path: Path, largest: int) -> bytes:
        if path not in bad:
            return read_plain(path, largest)
        with failing(path) as file:
            return bytes(file.read(largest + 1))

    monkeypatch.setattr(slot_file, "read_plain", read_it)
    monkeypatch.setattr(readable, "FileIO", failing)
    monkeypatch.setattr(Path, "open", open_it)
    return bad.__setitem__


@pytest.fixture
def filled(door: Door) -> Path:
    with closing(door.open()) as vault:
        fill(vault, 2000)
    return door.folder


def test_a_copy_has_zeros_for_the_blocks_that_do_not_read_and_counts_them(
    tmp_path: Path, break_blocks: Break
) -> None:
    source = tmp_path / "source"
    content = bytes(range(1, 256)) * 9000
    source.write_bytes(content)
    assert copy_readable(source, tmp_path / "whole").lost == 0
    assert (tmp_path / "whole").read_bytes() == content
    break_blocks(source, range(300, 303))
    assert copy_readable(source, tmp_path / "copy").lost == 3
    copied = (tmp_path / "copy").read_bytes()
    at, end = 300 * BLOCK, 303 * BLOCK
    assert copied == content[:at] + bytes(end - at) + content[end:]


@pytest.mark.parametrize("name", SLOT_COPIES)
def test_one_copy_of_the_slots_that_does_not_read_is_made_again_from_the_other(
    door: Door, name: str, break_blocks: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_blocks(door.folder / name, range(1))
    found = examine_vault(door.folder, KEYS, door.clock.now())
    assert found.keys == (name,)
    assert salvage_vault(door.folder, door.folder.with_name("n.tdt"), KEYS, door.clock.now()).whole
    with closing(door.open()) as vault:
        assert len(vault.notices) == 1
    monkeypatch.undo()
    first, second = ((door.folder / one).read_bytes() for one in SLOT_COPIES)
    assert first == second


@pytest.mark.parametrize("name", SLOT_COPIES)
def test_a_folder_in_the_place_of_a_copy_of_the_slots_is_a_damaged_copy(
    door: Door, name: str
) -> None:
    (door.folder / name).unlink()
    (door.folder / name).mkdir()
    assert examine_vault(door.folder, KEYS, door.clock.now()).keys == (name,)
    with closing(door.open()) as vault:
        assert len(vault.notices) == 1
    assert (door.folder / name).is_file()


def test_both_copies_that_do_not_read_are_said_to_be_damaged(
    door: Door, break_blocks: Break
) -> None:
    for name in SLOT_COPIES:
        break_blocks(door.folder / name, range(1))
    with pytest.raises(KeysDamaged):
        door.open()
    with pytest.raises(KeysDamaged):
        examine_vault(door.folder, KEYS, door.clock.now())


def test_one_bad_sector_of_the_database_costs_its_rows_alone(
    filled: Path, door: Door, break_blocks: Break
) -> None:
    pages = (filled / "data.db").stat().st_size // BLOCK
    bad = pages - 40
    break_blocks(filled / "data.db", range(bad, bad + 1))
    found = examine_vault(filled, KEYS, door.clock.now())
    assert not found.sound
    assert found.unread == 1
    assert found.soundness.pages == (bad + 1,)
    saved = salvage_vault(filled, filled.with_name("neuf.tdt"), KEYS, door.clock.now())
    assert not saved.whole
    assert saved.unread == 1
    cases = next(table for table in saved.tables if table.name == "cases")
    assert cases.read > 1900
    assert Door(filled.with_name("neuf.tdt"), door.clock, door.new_id).opens()


def test_a_bad_sector_of_the_wal_is_damage_too(
    door: Door, break_blocks: Break, clock: HeldClock
) -> None:
    (door.folder / "data.db-wal").write_bytes(bytes(3 * BLOCK))
    assert examine_vault(door.folder, KEYS, clock.now()).sound
    break_blocks(door.folder / "data.db-wal", range(1, 2))
    found = examine_vault(door.folder, KEYS, clock.now())
    assert found.unread == 1
    assert not found.sound


def test_a_database_that_does_not_read_at_all_is_damage_and_its_opening_a_sentence(
    door: Door, break_blocks: Break
) -> None:
    break_blocks(door.folder / "data.db", range(1 << 20))
    found = examine_vault(door.folder, KEYS, door.clock.now())
    assert not found.soundness.sound
    assert found.unread > 10
    with pytest.raises(DiskFailure):
        door.open()
