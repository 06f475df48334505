# SPDX-License-Identifier: EUPL-1.2
"""What a salvage announces opens; what is examined is what the next opening would have."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.row_digests import ROWS_KEY
from app.storage.vault_state import VaultStateRows
from app.system.clock import HeldClock
from app.vault.errors import WrongPassphrase
from app.vault.folder import ATTEMPTS, SLOT_COPIES
from app.vault.keyring import change_passphrase
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import VAULT
from app.vault.restoring import OpenKeys, with_passphrase
from app.vault.salvaging import examine_vault, salvage_vault
from app.vault.succession import decide_successor, finish_succession
from app.vault.throttle import Throttle
from tests.services.safe import CHIEF, OTHER, PHRASE, READER, Safe, known_patient, let_in
from tests.storage.damage import destroy
from tests.vault.backing import fill
from tests.vault.support import PASSPHRASE, Door, data_of

NEW = "lavande tracteur miroir orage peuplier cadran fougere"
KEYS = with_passphrase(None, PASSPHRASE)


def test_a_salvage_without_the_page_of_the_vaults_own_facts_opens_and_has_its_digests(
    door: Door, tmp_path: Path
) -> None:
    with closing(door.open()) as vault:
        fill(vault, 500)
        page = vault.connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'vault_state'"
        ).fetchone()
        vault_id = vault.vault_id
    assert page is not None
    destroy(door.folder / "data.db", page.integer("rootpage"))
    target = tmp_path / "neuf.tdt"
    saved = salvage_vault(door.folder, target, KEYS, door.clock.now())
    state = next(table for table in saved.tables if table.name == "vault_state")
    assert state.read == 0  # else this shows nothing
    with closing(Door(target, door.clock, door.new_id).open()) as vault:
        rows = VaultStateRows(vault.connection)
        assert rows.get(VAULT) == vault_id
        assert rows.get(ROWS_KEY)
        assert [fault for fault in vault.digests.faults() if fault is not None] == []
        count = vault.connection.execute("SELECT count(*) AS n FROM cases").fetchone()
        assert count is not None
        assert count.integer("n") == 500
    assert examine_vault(target, KEYS, door.clock.now()).sound


@pytest.fixture
def cut_change(door: Door) -> Path:
    """A change of passphrase that was cut after the first copy of the slots: the old counts."""
    with closing(door.open()):
        pass
    before = {file.name: file.read_bytes() for file in door.folder.iterdir() if file.is_file()}
    with closing(door.open()) as vault:
        change_passphrase(vault, PASSPHRASE, NEW, FLOOR_KDF)
    after = (door.folder / SLOT_COPIES[0]).read_bytes()
    for name, content in before.items():
        (door.folder / name).write_bytes(content)
    (door.folder / SLOT_COPIES[0]).write_bytes(after)
    return door.folder


def counted(folder: Path, clock: HeldClock, phrase: str) -> OpenKeys:
    return with_passphrase(None, phrase, Throttle(folder / ATTEMPTS, clock))


def test_the_passphrase_in_force_opens_a_check_and_a_salvage_after_a_change_cut_short(
    cut_change: Path, door: Door, tmp_path: Path
) -> None:
    now = door.clock.now()
    found = examine_vault(cut_change, counted(cut_change, door.clock, PASSPHRASE), now)
    assert found.soundness.sound
    assert found.keys == (SLOT_COPIES[0],)
    target = tmp_path / "neuf.tdt"
    keys = counted(cut_change, door.clock, PASSPHRASE)
    assert salvage_vault(cut_change, target, keys, now).whole
    assert Door(target, door.clock, door.new_id).opens()
    assert not (cut_change / ATTEMPTS).exists()


def test_a_passphrase_that_never_came_into_force_opens_neither(
    cut_change: Path, door: Door, tmp_path: Path
) -> None:
    keys = with_passphrase(None, NEW)
    with pytest.raises(WrongPassphrase):
        examine_vault(cut_change, keys, door.clock.now())
    with pytest.raises(WrongPassphrase):
        salvage_vault(cut_change, tmp_path / "neuf.tdt", keys, door.clock.now())


def test_one_wrong_passphrase_on_two_copies_counts_once(cut_change: Path, door: Door) -> None:
    throttle = Throttle(cut_change / ATTEMPTS, door.clock)
    with pytest.raises(WrongPassphrase):
        examine_vault(cut_change, with_passphrase(None, "faux", throttle), door.clock.now())
    assert throttle.seconds_left() == 1


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A vault whose reader is removed: decided on, not yet in place."""
    safe = Safe(tmp_path / "port.tdt")
    session = safe.make()
    reader = let_in(session)
    known_patient(session)
    ready = session.desk.accounts.ready_removal(reader)
    decide_successor(safe.folder)
    folder = Path(shutil.copytree(safe.folder, tmp_path / "cut.tdt"))
    session.close()
    assert ready is not None
    return folder


@pytest.mark.parametrize("moved", [False, True])
def test_a_removal_decided_on_is_examined_and_salvaged_as_it_will_be(
    decided: Path, tmp_path: Path, clock: HeldClock, moved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if moved:  # killed when the database alone was in its place
        monkeypatch.setattr("app.vault.succession.flush_folder", _killed)
        with pytest.raises(KeyboardInterrupt):
            finish_succession(decided)
        monkeypatch.undo()
    before = data_of(decided)
    keys = with_passphrase(CHIEF, PHRASE)
    assert examine_vault(decided, keys, clock.now()).sound
    assert salvage_vault(decided, tmp_path / "neuf.tdt", keys, clock.now()).whole
    with pytest.raises(Exception, match=r"compte n’existe pas"):
        examine_vault(decided, with_passphrase(READER, OTHER), clock.now())
    assert data_of(decided) == before
    with Safe(tmp_path / "neuf.tdt").open() as session:
        assert [one.name for one in session.desk.accounts.all()] == [CHIEF]
        assert session.desk.journal.verify() is None


def _killed(_folder: Path) -> None:
    raise KeyboardInterrupt
