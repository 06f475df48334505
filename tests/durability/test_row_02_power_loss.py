# SPDX-License-Identifier: EUPL-1.2
"""Row 2: the power goes; each state that the disk may be left in is opened."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from app.storage.driver import open_database
from app.vault.folder import DATABASE
from tests.durability.conftest import Count, Library
from tests.durability.ledger import Ledger, Verdict
from tests.durability.meeting import WAL, Ground, faults_of, note_figure, stored
from tests.durability.nursery import Nursery
from tests.durability.power_loss import Event, lose_power, read_record, said_before
from tests.durability.writer import Job

LINES = 120


class Recorded:
    """A session of typing, recorded to its end, and the states that a loss of power makes of it."""

    def __init__(self, ground: Ground, library: Path, synchronous: str) -> None:
        home = ground.folder.parent
        self._key, self._state = ground.key, home / "state"
        self._before = {
            name: (ground.folder / name).read_bytes()
            for name in (DATABASE, WAL)
            if (ground.folder / name).exists()
        }
        record, said = home / "record", home / "said.log"
        environment = {"LD_PRELOAD": str(library), "TDT_RECORD": str(record)}
        with Nursery(environment) as nursery:
            nursery.run(
                Job(
                    str(ground.folder),
                    ground.meeting,
                    seed=7,
                    lines=LINES,
                    synchronous=synchronous,
                    said=str(said),
                )
            )
        self.events: list[Event] = read_record(record)

    def verdicts(self, states: int) -> Iterator[Verdict | list[str]]:
        """What is wrong in each of `states` states, or what the checks find in it."""
        chance = Random(2)
        for _ in range(states):
            moment = chance.randint(0, len(self.events))
            shutil.rmtree(self._state, ignore_errors=True)
            self._state.mkdir()
            lose_power(self.events, moment, self._before, self._state, chance)
            ledger = Ledger()
            for line in said_before(self.events, moment).splitlines():
                ledger.hear(json.loads(line))
            with closing(open_database(self._state / DATABASE, self._key)) as connection:
                yield ledger.verdict(stored(connection)) or faults_of(connection)


@pytest.mark.timeout(3600)
def test_row_02_no_loss_of_power_loses_a_saved_line(
    ground: Ground, library: Library, count: Count
) -> None:
    recorded = Recorded(ground, library("record"), "FULL")
    kinds = {(event.operation, event.file) for event in recorded.events}
    expected = {(b"W", b"w"), (b"S", b"w"), (b"W", b"d"), (b"S", b"d"), (b"W", b"m")}
    assert expected <= kinds, "the recorder must see commits, checkpoints and messages"
    states = count(100, 3000)
    wrong = [verdict for verdict in recorded.verdicts(states) if verdict]
    assert wrong == []
    note_figure(f"row 2: {states} states of {len(recorded.events)} calls, 0 wrong")


def test_row_02_control_with_synchronous_normal_lines_are_lost(
    ground: Ground, library: Library, count: Count
) -> None:
    recorded = Recorded(ground, library("record"), "NORMAL")
    states = count(30, 3000)
    wrong = [verdict for verdict in recorded.verdicts(states) if verdict]
    assert any(isinstance(verdict, Verdict) and verdict.lost for verdict in wrong)
    most = max(len(verdict.lost) for verdict in wrong if isinstance(verdict, Verdict))
    note_figure(f"row 2, NORMAL: {len(wrong)} of {states} states lost lines, up to {most}")
    # What SQLite promises without syncs: no line twice, no damage; only the last ones are gone.
    assert all(isinstance(verdict, Verdict) and not verdict.twice for verdict in wrong)
