# SPDX-License-Identifier: EUPL-1.2
"""Row 8: bits turn and files are cut, in the database and in its write-ahead log.

Every line of these tests is journalled, so the journal's head kept outside names each loss.
"""

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.directory import Professional
from app.domain.ids import ProfessionalId
from app.storage.copying import DatabaseState, state_of
from app.storage.driver import Connection, open_copy
from app.storage.errors import StorageError
from app.storage.integrity import examine
from app.storage.journal_head import descends_from
from app.storage.row_digests import ROWS_KEY, RowDigests
from app.storage.vault_state import VaultStateRows
from app.vault.folder import DATABASE
from tests.durability.conftest import Count
from tests.durability.meeting import WAL, Ground, note_figure

LINES = 60
DETECTED, INTACT, NAMED, MISSED = "detected", "intact", "loss named", "missed"
_COPY = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"


@dataclass(frozen=True)
class Crashed:
    """The two files as a crash left them, and what they held."""

    place: Path
    key: bytes
    history: Mapping[int, DatabaseState]
    """The state of the database after each line, by the number of its entry."""

    @property
    def truth(self) -> DatabaseState:
        """The last one."""
        return self.history[max(self.history)]

    def altered(self, scratch: Path, chance: random.Random) -> Path:
        """A copy with some bits turned, or cut; in one of the two files."""
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(self.place, scratch)
        path = scratch / chance.choice((DATABASE, WAL))
        content = bytearray(path.read_bytes())
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        else:
            for _ in range(chance.choice((1, 1, 2, 8))):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        return scratch / DATABASE


@pytest.fixture
def crashed(ground: Ground, tmp_path: Path) -> Crashed:
    place = tmp_path / "crashed"
    place.mkdir()
    history: dict[int, DatabaseState] = {}
    with closing(ground.opened()) as session:
        for number in range(LINES):
            person = Professional(ProfessionalId(""), f"Durand {number}", "Camille")
            session.desk.directory.save(person)
            state = state_of(session.vault.connection)
            history[state.seq] = state
        for name in (DATABASE, WAL):  # by another process: opening live files drops their locks
            paths = [str(ground.folder / name), str(place / name)]
            subprocess.run([sys.executable, "-c", _COPY, *paths], check=True)
    return Crashed(place, ground.key, history)


@contextmanager
def opened(database: Path, key: bytes) -> Iterator[Connection | None]:
    """A copy opened as a check does, None where it does not open."""
    try:
        connection = open_copy(database, key)
    except StorageError:
        yield None
        return
    with closing(connection):
        yield connection


def judged(database: Path, crashed: Crashed, *, outside_head: bool = True) -> str:
    """What the program would make of a file."""
    with opened(database, crashed.key) as settled:  # brings the WAL in
        if settled is None:
            return DETECTED
    if not examine(database, crashed.key).sound:
        return DETECTED
    with opened(database, crashed.key) as connection:
        assert connection is not None
        digests = RowDigests(
            connection, bytes.fromhex(VaultStateRows(connection).get(ROWS_KEY) or "")
        )
        if any(fault is not None for fault in digests.faults()):
            return DETECTED
        state = state_of(connection)
        if state == crashed.truth:
            return INTACT
        if not outside_head or descends_from(connection, crashed.truth.seq, crashed.truth.head):
            return MISSED
        # The loss is the entries behind this one: what is there is as it was when it was made.
        return NAMED if crashed.history.get(state.seq) == state else MISSED


@pytest.mark.timeout(3600)
def test_row_08_flips_and_cuts_are_detected_or_harmless_or_the_loss_is_named(
    crashed: Crashed, count: Count, tmp_path: Path
) -> None:
    chance, tries = random.Random(8), count(150, 5000)
    found: Counter[str] = Counter()
    for number in range(tries):
        verdict = judged(crashed.altered(tmp_path / "altered", chance), crashed)
        found[verdict] += 1
        assert verdict != MISSED, number
    assert min(found[DETECTED], found[NAMED]) > tries // 20, found
    note_figure(f"row 8: {tries} flips and cuts: {dict(found)}")


def test_row_08_the_files_as_they_were_are_intact(crashed: Crashed, tmp_path: Path) -> None:
    shutil.copytree(crashed.place, tmp_path / "same")
    assert judged(tmp_path / "same" / DATABASE, crashed) == INTACT


def test_row_08_control_without_the_outside_head_a_lost_end_of_the_log_is_missed(
    crashed: Crashed, tmp_path: Path
) -> None:
    """Both checks and the row digests are content with a file that lost its last lines."""
    chance = random.Random(8)
    for _ in range(100):
        path = crashed.altered(tmp_path / "altered", chance)
        if judged(path, crashed, outside_head=False) == MISSED:
            return
    pytest.fail("no cut of the log went unseen: the outside head would be needless")
