# SPDX-License-Identifier: EUPL-1.2
"""Row 25: the promises of rows 1, 4 and 10, and those of a backup, in a vault of twenty years.

Twenty thousand situations and a hundred thousand lines with `--soak`. Times are in `benchmarks/`.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from app.services.cases import CaseDraft
from app.storage.copying import count_rows
from app.storage.driver import open_database
from app.vault.backup_file import BackupDamaged
from app.vault.drill import rehearse
from app.vault.folder import DATABASE
from app.vault.slots import Keys
from app.vault.standing import Standing
from tests.durability.conftest import Count, Library
from tests.durability.large import make_large_ground
from tests.durability.ledger import Ledger
from tests.durability.meeting import Ground, copy_opened, faults_of, note_figure, stored
from tests.durability.nursery import Nursery
from tests.durability.writer import Job
from tests.vault.backing import back_up, source_of

pytestmark = pytest.mark.timeout(7200)
LONGEST = 0.6


@pytest.fixture(scope="module")
def many_years(count: Count, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("large") / "msp.tdt"
    large = make_large_ground(folder, count(1, 20), count(5, 100))
    with closing(open_database(folder / DATABASE, large.key)) as connection:
        rows = count_rows(connection)
    cases, lines = rows["cases"], rows["decision"] + rows["action"]
    assert cases >= count(50, 20_000)
    assert lines >= count(200, 100_000)
    size = (folder / DATABASE).stat().st_size >> 20
    note_figure(f"row 25: {cases} situations, {lines} decisions and actions, {size} MiB")
    yield large
    shutil.rmtree(folder)


@pytest.fixture
def large(many_years: Ground, tmp_path: Path) -> Iterator[Ground]:
    yield many_years.copied(tmp_path / "msp.tdt")
    shutil.rmtree(tmp_path)  # some 400 MB each


def ledger_of(ground: Ground) -> Ledger:
    """A ledger that knows what stood before the first writer."""
    with closing(open_database(ground.folder / DATABASE, ground.key)) as connection:
        return Ledger(stored(connection).lines)


def test_row_25_kill_9_loses_no_saved_line_of_many_years(
    large: Ground, nursery: Nursery, count: Count
) -> None:
    chance, ledger, kills = Random(25), ledger_of(large), count(3, 40)
    for round_ in range(kills):
        job = Job(str(large.folder), large.meeting, seed=round_, retry=ledger.to_retry)
        for message in nursery.kill(job, chance.uniform(0, LONGEST)):
            ledger.hear(message)
        with copy_opened(large.folder, large.folder.parent / "looked-at", large.key) as copy:
            verdict = ledger.verdict(stored(copy))
            assert not verdict, (round_, verdict)
            assert round_ != kills - 1 or faults_of(copy) == []
    assert ledger.saved
    note_figure(f"row 25, kills: {kills}, {len(ledger.saved)} lines saved, none of all lost")


def test_row_25_failing_writes_lose_nothing_of_many_years(
    large: Ground, library: Library, count: Count
) -> None:
    ledger, lines = ledger_of(large), count(20, 400)
    with Nursery({"LD_PRELOAD": str(library("faults"))}) as nursery:
        job = Job(str(large.folder), large.meeting, seed=4, lines=lines, faulty=True)
        for message in nursery.run(job):
            ledger.hear(message)
    assert ledger.begun == {}, "each line must be saved by its retry"
    with closing(large.opened()) as session:
        assert not ledger.verdict(stored(session.vault.connection))
        assert faults_of(session.vault.connection) == []
    note_figure(f"row 25, faults: {lines} lines, each met by a failing disk, each there once")


def test_row_25_an_old_file_and_an_altered_row_of_many_years_are_named(large: Ground) -> None:
    with closing(large.opened()) as session:
        assert session.vault.state.standing is Standing.WRITABLE
        assert [fault for fault in session.vault.digests.faults() if fault] == []
    old = shutil.copy(large.folder / DATABASE, large.folder.parent / "old.db")
    with closing(open_database(large.folder / DATABASE, large.key)) as connection:
        row = connection.execute("SELECT id FROM decision ORDER BY id LIMIT 1").fetchone()
        assert row is not None
        connection.execute("UPDATE decision SET text = 'autre' WHERE id = ?", (row.text("id"),))
    with closing(large.opened()) as session:
        faults = [fault for fault in session.vault.digests.faults() if fault]
        assert [(fault.table, fault.key) for fault in faults] == [("decision", row.text("id"))]
        session.desk.cases.open(CaseDraft(question="Que faire ?"))  # the journal goes on
    shutil.copy(old, large.folder / DATABASE)
    with closing(large.opened()) as session:
        assert session.vault.state.standing is Standing.ROLLED_BACK
    note_figure("row 25, row 10: a changed row among all named, an old file put back named")


def test_row_25_a_backup_of_many_years_comes_back_whole(large: Ground, tmp_path: Path) -> None:
    with closing(large.opened()) as session:
        vault = session.vault
        made = back_up(source_of(vault), tmp_path / "sauvegardes")
        keys = Keys(bytearray(vault._master), None)
        assert made.manifest.counts == count_rows(vault.connection)
        assert rehearse(made.path, keys).id == made.manifest.id
        with made.path.open("rb+") as file:  # the control: one byte in the middle
            file.seek(made.path.stat().st_size // 2)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 1]))
        with pytest.raises(BackupDamaged):
            rehearse(made.path, keys)
    note_figure("row 25, backup: made, restored in a drill, counts equal, one flipped byte refused")


def test_row_25_control_a_line_of_former_years_that_goes_is_caught(large: Ground) -> None:
    ledger = ledger_of(large)
    with closing(open_database(large.folder / DATABASE, large.key)) as connection:
        connection.execute("DELETE FROM decision WHERE id = (SELECT max(id) FROM decision)")
        assert len(ledger.verdict(stored(connection)).lost) == 1
