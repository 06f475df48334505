# SPDX-License-Identifier: EUPL-1.2
"""A damaged vault: what is wrong is named, what can be read goes into a new one."""

from contextlib import closing
from pathlib import Path

import pytest

from app.storage.driver import open_database
from app.storage.errors import DatabaseMissing, WrongKey
from app.storage.migrator import migrate
from app.storage.search import SearchRows
from app.system.clock import HeldClock
from app.vault.errors import PlaceTaken, VaultBusy, WrongPassphrase
from app.vault.restoring import with_passphrase
from app.vault.salvaging import examine_vault, salvage_vault
from tests.storage.damage import destroy, pages_of
from tests.vault.backing import fill
from tests.vault.support import PASSPHRASE, Door, data_of

KEYS = with_passphrase(None, PASSPHRASE)
CASES = 3000


@pytest.fixture
def filled(door: Door) -> Path:
    with closing(door.open()) as vault:
        fill(vault, CASES)
        with vault.connection.transaction():
            vault.connection.execute(
                "INSERT INTO identity (case_id, sealed) SELECT id, randomblob(60) FROM cases"
            )
    return door.folder


def leaf_of_cases(folder: Path, now: HeldClock) -> int:
    """A page whose loss costs some situations: found by destroying pages in the middle."""
    database = folder / "data.db"
    sound = database.read_bytes()
    for page in range(pages_of(database) // 3, pages_of(database)):
        destroy(database, page)
        found = salvage_vault(folder, folder.parent / f"try-{page}.tdt", KEYS, now.now())
        database.write_bytes(sound)
        cases = next(table for table in found.tables if table.name == "cases")
        if 0 < CASES - cases.read < 60:
            return page
    raise AssertionError("no such page")


def test_a_sound_vault_has_nothing_to_report_and_is_not_touched(
    filled: Path, clock: HeldClock
) -> None:
    before = data_of(filled)
    found = examine_vault(filled, KEYS, clock.now())
    assert found.sound
    assert found.entries > 0
    assert data_of(filled) == before


def test_bad_pages_and_a_bad_copy_of_the_keys_are_named(filled: Path, clock: HeldClock) -> None:
    destroy(filled / "data.db", 200)
    (filled / "keys-2.json").write_bytes(b"{")
    before = data_of(filled)
    found = examine_vault(filled, KEYS, clock.now())
    assert not found.sound
    assert found.soundness.pages == (200,)
    assert found.keys == ("keys-2.json",)
    assert data_of(filled) == before


def test_a_check_needs_the_passphrase_and_the_vault_for_itself(
    filled: Path, door: Door, clock: HeldClock
) -> None:
    with pytest.raises(WrongPassphrase):
        examine_vault(filled, with_passphrase(None, "another one"), clock.now())
    with closing(door.open()), pytest.raises(VaultBusy):
        examine_vault(filled, KEYS, clock.now())
    (filled / "data.db").unlink()
    with pytest.raises(DatabaseMissing):
        examine_vault(filled, KEYS, clock.now())


def test_a_sound_vault_is_salvaged_whole(filled: Path, door: Door, tmp_path: Path) -> None:
    target = tmp_path / "neuf.tdt"
    found = salvage_vault(filled, target, KEYS, door.clock.now())
    assert found.whole
    assert found.lost == 0
    with closing(Door(target, door.clock, door.new_id).open()) as vault:
        row = vault.connection.execute("SELECT count(*) AS n FROM identity").fetchone()
        assert row is not None
        assert row.integer("n") == CASES
        assert SearchRows(vault.connection).stale >= CASES, "its words are taken again"
        triggers = vault.connection.execute(
            "SELECT count(*) AS n FROM sqlite_master WHERE type = 'trigger'"
        ).fetchone()
    with closing(door.open()) as vault:
        expected = vault.connection.execute(
            "SELECT count(*) AS n FROM sqlite_master WHERE type = 'trigger'"
        ).fetchone()
    assert triggers is not None
    assert expected is not None
    assert triggers.integer("n") == expected.integer("n") > 5


def test_a_bad_page_costs_its_rows_and_what_hangs_on_them_and_says_so(
    filled: Path, door: Door, tmp_path: Path
) -> None:
    page = leaf_of_cases(filled, door.clock)
    destroy(filled / "data.db", page)
    before = data_of(filled)
    found = salvage_vault(filled, tmp_path / "neuf.tdt", KEYS, door.clock.now())
    assert data_of(filled) == before
    cases = next(table for table in found.tables if table.name == "cases")
    identity = next(table for table in found.tables if table.name == "identity")
    gone = CASES - cases.read
    assert 0 < gone < 60
    assert cases.broken
    assert not found.whole
    assert identity.set_aside == gone
    again = examine_vault(tmp_path / "neuf.tdt", KEYS, door.clock.now())
    assert again.sound  # every reference holds, the migrations to come find nothing broken


def test_a_salvage_writes_over_nothing(filled: Path, tmp_path: Path, clock: HeldClock) -> None:
    (tmp_path / "neuf.tdt").mkdir()
    with pytest.raises(PlaceTaken):
        salvage_vault(filled, tmp_path / "neuf.tdt", KEYS, clock.now())


@pytest.mark.parametrize("page", [1, 2, 7, 21])
def test_a_page_that_leads_to_others_is_named_and_costs_no_situation(
    filled: Path, door: Door, tmp_path: Path, page: int
) -> None:
    """The first page, the root of `vault_state` (the table's only one), of `cases`, the schema."""
    destroy(filled / "data.db", page)
    before = data_of(filled)
    assert examine_vault(filled, KEYS, door.clock.now()).soundness.pages == (page,)
    found = salvage_vault(filled, tmp_path / "neuf.tdt", KEYS, door.clock.now())
    assert data_of(filled) == before
    tables = {table.name: table for table in found.tables}
    assert tables["cases"].read == tables["identity"].read == CASES
    assert found.lost == 0
    assert tables["vault_state"].read == 0 if page == 2 else tables["vault_state"].read > 2
    with closing(Door(tmp_path / "neuf.tdt", door.clock, door.new_id).open()) as vault:
        assert vault.state.may_write
    assert examine_vault(tmp_path / "neuf.tdt", KEYS, door.clock.now()).sound


def test_another_vaults_database_is_told_from_one_without_its_first_page(
    filled: Path, door: Door, tmp_path: Path
) -> None:
    database = filled / "data.db"
    sound = database.read_bytes()
    destroy(database, 1)
    assert examine_vault(filled, KEYS, door.clock.now()).soundness.pages == (1,)
    database.write_bytes(bytes(16) + sound[16:])  # its salt alone
    assert examine_vault(filled, KEYS, door.clock.now()).soundness.pages == (1,)
    with closing(open_database(tmp_path / "other.db", bytes(48), create=True)) as other:
        migrate(other)
    database.write_bytes((tmp_path / "other.db").read_bytes())
    found = examine_vault(filled, KEYS, door.clock.now()).soundness
    assert (found.pages, found.structure) == ((), ("WrongKey",))
    with pytest.raises(WrongKey):
        salvage_vault(filled, tmp_path / "neuf.tdt", KEYS, door.clock.now())
