# SPDX-License-Identifier: EUPL-1.2
"""Row 3: a real file system is cut off while somebody types, then mounted again."""

from pathlib import Path
from random import Random

import pytest

from tests.durability.conftest import Count
from tests.durability.disks import DROP_LOG, KEEP_LOG, cut_off, image, mounted
from tests.durability.ledger import Ledger, Verdict
from tests.durability.meeting import Ground, copy_opened, faults_of, note_figure, stored
from tests.durability.nursery import Nursery
from tests.durability.writer import Job

KINDS = ("ext4", "xfs")
LONGEST = 0.4


class Disk:
    """A vault on a disk in a file, which can be cut off."""

    def __init__(self, kind: str, ground: Ground, nursery: Nursery, home: Path) -> None:
        self._nursery, self._home, self._chance = nursery, home, Random(3)
        self._image, self._place = image(kind, home / "disk.img"), home / "disk"
        self.ledger = Ledger()
        with mounted(str(self._image), self._place, "-o", "loop"):
            self._ground = ground.copied(self._place / "msp.tdt")

    def cut_while_typing(self, seed: int, synchronous: str = "FULL") -> Verdict | list[str]:
        """Cut the disk off at a random moment, mount it again: what is wrong then."""
        job = Job(
            str(self._ground.folder),
            self._ground.meeting,
            seed,
            retry=self.ledger.to_retry,
            synchronous=synchronous,
        )
        log = self._chance.choice((KEEP_LOG, DROP_LOG))
        with mounted(str(self._image), self._place, "-o", "loop"):
            for message in self._nursery.kill(
                job, self._chance.uniform(0, LONGEST), first=lambda: cut_off(self._place, log)
            ):
                self.ledger.hear(message)
        with (
            mounted(str(self._image), self._place, "-o", "loop"),
            copy_opened(self._ground.folder, self._home / "looked-at", self._ground.key) as copy,
        ):
            return self.ledger.verdict(stored(copy)) or faults_of(copy)


@pytest.fixture(params=KINDS)
def disk(request: pytest.FixtureRequest, ground: Ground, nursery: Nursery, tmp_path: Path) -> Disk:
    return Disk(request.param, ground, nursery, tmp_path)


@pytest.mark.timeout(3600)
def test_row_03_no_abrupt_shutdown_of_the_file_system_loses_a_saved_line(
    disk: Disk, count: Count, request: pytest.FixtureRequest
) -> None:
    shutdowns = count(3, 50)
    for round_ in range(shutdowns):
        wrong = disk.cut_while_typing(round_)
        assert not wrong, (round_, wrong)
    assert disk.ledger.saved
    note_figure(
        f"row 3, {request.node.callspec.params['disk']}: {shutdowns} shutdowns, "
        f"{len(disk.ledger.saved)} lines and texts saved, none lost, both checks clean"
    )


def test_row_03_control_with_synchronous_normal_lines_are_lost(disk: Disk) -> None:
    for round_ in range(20):
        wrong = disk.cut_while_typing(round_, "NORMAL")
        if isinstance(wrong, Verdict) and wrong.lost:
            return
    pytest.fail("no shutdown lost a line without syncs")
