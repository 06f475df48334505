# SPDX-License-Identifier: EUPL-1.2
"""Carrying, cut at every step: nothing is lost, and never are two vaults writable."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.vault import carrying, returning
from app.vault.carry_errors import CopyUncertain, NothingAway
from app.vault.folder import SLOT_COPIES
from app.vault.slot_file import SlotFile, write_slot_file
from app.vault.standing import Standing
from tests.vault.support import PASSPHRASE
from tests.vault.travel import World, carry_of, name_in, standing

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="forks, and reads /proc"),
    pytest.mark.timeout(900),
]
HERE, AWAY = "MSP des Tilleuls", "Travail en réunion"


def after_faults(world: World, mode: str, what: str, *, soak: bool) -> list[World]:
    """The worlds that are left, one per step at which it was cut."""
    home = world.vault.parent
    first, every = (1, 1) if soak else (4, 11)
    arguments = [mode, what, str(home), str(first), str(every)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.vault.carry_under_faults", *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    world.station.clock.advance(timedelta(hours=3))  # a passphrase killed half-way counts as wrong
    homes = [home.with_name(f"{mode}-{what}-{number}") for number in done.stdout.split()]
    return [world.at(home) for home in homes]


def copies(world: World) -> list[Path]:
    """What bears a vault's name on the stick."""
    return sorted(world.stick.glob("*.tdt"))


def writable(world: World) -> int:
    """How many vaults of this world may be written."""
    places = [(world.station, world.vault), *((world.laptop, copy) for copy in copies(world))]
    return [standing(*place) for place in places].count(Standing.WRITABLE)


@pytest.mark.parametrize("mode", ["kill", "pull"])
def test_leaving_cut_anywhere_leaves_the_vault_or_its_whole_copy(
    world: World, mode: str, pytestconfig: pytest.Config
) -> None:
    cut = after_faults(world, mode, "take", soak=pytestconfig.getoption("--soak"))

    assert len(cut) >= 2
    for left in cut:
        assert writable(left) <= 1, left.vault
        assert copies(left) or standing(left.station, left.vault) is Standing.WRITABLE, left.vault
        for copy in copies(left):
            assert name_in(left.laptop, copy) == HERE
        with closing(left.station.open(left.vault)) as session:
            assert session.desk.practice.get().name == HERE
            if session.vault.state.standing is Standing.AWAY:
                carry_of(session).give_up()
            assert session.vault.state.standing is Standing.WRITABLE


def _cut(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_cut_before_the_mark_leaves_a_copy_that_is_read_only_beside_the_vault(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "_mark", _cut)
    monkeypatch.setattr(carrying, "remove_entry", lambda _path: None)  # nor did anybody clean up
    with pytest.raises(KeyboardInterrupt):
        world.carry()

    (copy,) = copies(world)
    assert standing(world.laptop, copy) is Standing.PREPARED
    assert standing(world.station, world.vault) is Standing.WRITABLE
    with pytest.raises(NothingAway):
        world.bring_back(copy)


def test_a_cut_after_the_mark_leaves_a_copy_that_is_brought_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "_let_go", _cut)
    with pytest.raises(CopyUncertain):
        world.carry()

    (copy,) = copies(world)
    assert standing(world.laptop, copy) is Standing.PREPARED
    assert standing(world.station, world.vault) is Standing.AWAY
    world.bring_back(copy)
    assert standing(world.station, world.vault) is Standing.WRITABLE
    assert standing(world.laptop, copy) is Standing.RETURNED
    assert name_in(world.station, world.vault) == HERE


def test_a_copy_half_let_go_may_be_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = write_slot_file

    def first_alone(folder: Path, content: SlotFile, master: bytearray) -> None:
        second = (folder / SLOT_COPIES[1]).read_bytes() if folder.suffix == ".tdt" else None
        real(folder, content, master)
        if second is not None:
            (folder / SLOT_COPIES[1]).write_bytes(second)

    monkeypatch.setattr(carrying, "write_slot_file", first_alone)
    copy = world.carry()
    first, second = ((copy / name).read_bytes() for name in SLOT_COPIES)
    assert first != second
    assert standing(world.laptop, copy) is Standing.WRITABLE
    assert standing(world.laptop, copy) is Standing.WRITABLE
    assert standing(world.station, world.vault) is Standing.AWAY


@pytest.mark.parametrize("mode", ["kill", "pull"])
def test_a_return_cut_anywhere_is_done_or_is_done_again(
    away: tuple[World, Path], mode: str, pytestconfig: pytest.Config
) -> None:
    cut = after_faults(away[0], mode, "back", soak=pytestconfig.getoption("--soak"))

    assert len(cut) >= 2
    for left in cut:
        copy = left.stick / "msp.tdt"
        assert writable(left) <= 1, left.vault
        if standing(left.station, left.vault) is Standing.AWAY:
            left.bring_back(copy)
        with closing(left.station.open(left.vault)) as session:
            assert session.desk.practice.get().name == AWAY
            assert session.vault.state.standing is Standing.WRITABLE
        assert standing(left.laptop, copy) is Standing.RETURNED


def test_the_control_a_copy_that_is_not_marked_leaves_two_writable_vaults(
    away: tuple[World, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, copy = away
    monkeypatch.setattr(returning, "_mark_returned", lambda *_: None)
    with closing(world.station.open(world.vault)) as session:
        carry_of(session).bring_back(copy, PASSPHRASE)

    assert writable(world) == 2
    shutil.rmtree(copy)
    assert writable(world) == 1
