# SPDX-License-Identifier: EUPL-1.2
"""Row 7: vaults and backups of each older schema come back with all that they held."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.services.vault import Session, Workshop, system_ids
from app.services.verification import minutes_fault
from app.storage.driver import open_database
from app.storage.migrator import (
    current_version,
    latest_version,
    migrate,
    packaged_migrations,
)
from app.system.clock import SystemClock
from app.vault.backup import Reason, make_backup
from app.vault.backup_file import BackupFile
from app.vault.building import built_beside
from app.vault.keys import FLOOR_KDF
from app.vault.restoring import fill_from_backup, read_backup_slots
from app.vault.row_check import row_faults
from app.vault.slot_file import SLOT_FORMAT
from app.vault.standing import Standing
from app.vault.vault import read_vault_card
from tests.migrations.facts import FIRST_PHRASE, HERE, Facts, as_it_lies, facts_of, schema_of
from tests.migrations.make_vault import READER, READER_PHRASE, SHEET_SECRET
from tests.vault.backing import NOON, source_of


@dataclass(frozen=True)
class Fixture:
    """A vault of a released format, and who opens it (the first account)."""

    name: str
    schema: int
    phrase: str = FIRST_PHRASE

    @property
    def folder(self) -> Path:
        """Never to be opened: each test opens a copy."""
        return HERE / self.name

    @property
    def backup(self) -> Path:
        """A backup of it."""
        return HERE / f"{self.name}.tdtb"


FIXTURES = tuple(Fixture(f"format-{schema}", schema) for schema in range(1, 7))


@pytest.fixture(params=FIXTURES, ids=lambda one: one.name)
def fixture(request: pytest.FixtureRequest) -> Fixture:
    found: Fixture = request.param
    return found


@pytest.fixture
def folder(fixture: Fixture, tmp_path: Path) -> Path:
    return Path(shutil.copytree(fixture.folder, tmp_path / "ancien.tdt"))


def unlocked(folder: Path, fixture: Fixture) -> Session:
    clock = SystemClock()
    account = read_vault_card(folder).accounts[0].id
    return Workshop(clock, system_ids(clock), FLOOR_KDF).unlock(folder, fixture.phrase, account)


def require_all_of(session: Session, before: Facts) -> None:
    """Every row that was there, the journal's chain, the seals and signatures of the minutes."""
    connection = session.vault.connection
    assert current_version(connection) == latest_version(packaged_migrations())
    assert session.vault.state.standing is Standing.WRITABLE
    assert before.same_in(connection)
    assert row_faults(connection) == ()
    assert session.desk.journal.verify() is None
    rows = session.store.rows
    lines = rows.minutes.lines()
    assert len(lines) == len(before.rows["minutes"]) > 0
    for line in lines:
        minutes = rows.minutes.get(line.id)
        assert minutes is not None
        assert minutes_fault(rows, session.desk.checking._signatures.book(), minutes) is None
    assert session.desk.cases.identity(session.desk.cases.all()[0].id) is not None


def fresh_schema(place: Path) -> list[tuple[str, str, str]]:
    with closing(open_database(place / "fresh.db", bytes(range(48)), create=True)) as connection:
        migrate(connection)
        return schema_of(connection)


def test_row_07_an_older_vault_opens_with_all_that_it_held(
    fixture: Fixture, folder: Path, tmp_path: Path
) -> None:
    before = as_it_lies(folder, fixture.phrase)
    assert before.schema == fixture.schema
    with closing(unlocked(folder, fixture)) as session:
        require_all_of(session, before)
        assert schema_of(session.vault.connection) == fresh_schema(tmp_path)
        assert session.vault.content.body()["version"] == SLOT_FORMAT
    with closing(unlocked(folder, fixture)) as session:  # and so it stays
        require_all_of(session, before)


def test_row_07_control_a_row_that_is_not_as_it_was_shows(fixture: Fixture, folder: Path) -> None:
    before = as_it_lies(folder, fixture.phrase)
    with closing(unlocked(folder, fixture)) as session:
        with session.vault.connection.transaction():
            session.vault.connection.execute("UPDATE decision SET text = text || '.'")
        assert not before.same_in(session.vault.connection)


def test_row_07_a_backup_of_an_older_schema_restores_with_all_that_it_held(
    fixture: Fixture, folder: Path, tmp_path: Path
) -> None:
    before = as_it_lies(folder, fixture.phrase)
    backup = BackupFile(fixture.backup)
    content = read_backup_slots(backup).content
    restored = tmp_path / "rendu.tdt"
    with built_beside(restored, SystemClock().now()) as site:
        keys = content.slots[0].open(content.vault_id, fixture.phrase)
        fill_from_backup(backup, keys, site)
    assert backup.manifest.state.schema == fixture.schema
    counted = {name: len(rows) for name, rows in before.rows.items()}
    assert {name: backup.manifest.counts[name] for name in counted} == counted
    with closing(unlocked(restored, fixture)) as session:
        require_all_of(session, before)


def test_row_07_a_backup_of_the_present_schema_restores_equal(
    fixture: Fixture, folder: Path, tmp_path: Path
) -> None:
    with closing(unlocked(folder, fixture)) as session:
        before = facts_of(session.vault.connection)
        made = make_backup(
            source_of(session.vault), tmp_path, Reason.ASKED, id_="b",
            made=NOON.astimezone(), local=NOON,
        )  # fmt: skip
    content = read_backup_slots(BackupFile(made.path)).content
    restored = tmp_path / "rendu.tdt"
    with built_beside(restored, SystemClock().now()) as site:
        fill_from_backup(
            BackupFile(made.path), content.slots[0].open(content.vault_id, fixture.phrase), site
        )
    with closing(unlocked(restored, fixture)) as session:
        require_all_of(session, before)


def test_row_07_every_way_into_the_second_format_opens(tmp_path: Path) -> None:
    """Its reader, its recovery sheet, and its journal, which was pruned."""
    folder = Path(shutil.copytree(HERE / "format-2", tmp_path / "deux.tdt"))
    clock = SystemClock()
    workshop = Workshop(clock, system_ids(clock), FLOOR_KDF)
    with closing(workshop.unlock(folder, READER_PHRASE, READER.id)) as session:
        assert session.vault.account == READER
        assert session.desk.journal.last_pruning() is not None
        assert session.store.rows.journal.first() > 1
        assert session.desk.journal.verify() is None
    owner, phrase = read_vault_card(folder).accounts[0].id, "nouvelle phrase de sept mots rares"
    with closing(workshop.recover(folder, SHEET_SECRET, owner, phrase + " et longs")) as session:
        assert session.desk.cases.identity(session.desk.cases.all()[0].id) is not None
