# SPDX-License-Identifier: EUPL-1.2
"""Backups as people meet them: where they stand, the second place, what is late, what is told."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.demo.practice import DEMO_PASSPHRASE
from app.domain.directory import Professional
from app.domain.errors import NotAllowedError, UserError
from app.domain.ids import ProfessionalId
from app.domain.practice import Practice
from app.services.backups import BackupService, Reason
from app.services.restoring import Restorer
from app.services.vault import Session, Workshop, system_ids
from app.storage.copying import Copied, copy_database
from app.storage.driver import Connection
from app.storage.errors import DatabaseDamaged, DiskFull
from app.system.backup_notes import BackupPlaces
from app.system.clock import HeldClock
from app.vault import backup
from app.vault.backup import DamageFound
from app.vault.backup_file import BackupDamaged
from app.vault.damage import read_damage
from app.vault.errors import PlaceSpoils, PlaceTaken, VaultBusy
from app.vault.keys import FLOOR_KDF
from app.vault.restoring import with_passphrase
from app.vault.standing import Standing
from tests.services.safe import OTHER, let_in
from tests.storage.damage import destroy
from tests.vault.support import PASSPHRASE, data_of

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    clock = HeldClock(NOON)
    places = BackupPlaces(tmp_path / "state" / "backups", tmp_path / "sauvegardes")
    return Workshop(
        clock, system_ids(clock), FLOOR_KDF, heads=tmp_path / "state" / "heads", backups=places
    )


@pytest.fixture
def session(workshop: Workshop, tmp_path: Path) -> Iterator[Session]:
    opened = workshop.create(
        tmp_path / "msp.tdt", Practice("MSP des Tilleuls"), "Claire Vasseur", PASSPHRASE
    )
    yield opened
    opened.close()


@pytest.fixture
def backups(session: Session) -> BackupService:
    assert session.desk.backups is not None
    return session.desk.backups


def clock_of(backups: BackupService) -> HeldClock:
    assert isinstance(backups.clock, HeldClock)
    return backups.clock


def work(session: Session, name: str = "Durand") -> None:
    session.desk.directory.save(Professional(ProfessionalId(""), name, ""))


def test_a_backup_is_made_listed_and_said_in_the_journal(
    session: Session, backups: BackupService
) -> None:
    assert backups.state().last is None
    outcome = backups.make(Reason.MEETING)
    assert outcome.second == ""
    state = backups.state()
    assert state.last == datetime(2026, 11, 26, 12, 0)  # noqa: DTZ001  as people read it
    assert not state.late
    line = backups.all()[0]
    assert (line.path, line.reason, line.account, line.fault) == (
        outcome.made.path,
        "après une réunion",
        "Claire Vasseur",
        "",
    )
    last = session.store.rows.journal.entries()[-1]
    assert (last.event, last.record_id) == ("backup.made", outcome.made.manifest.id)


def test_seven_days_without_one_are_late(backups: BackupService) -> None:
    backups.make(Reason.ASKED)
    clock_of(backups).advance(timedelta(days=6))
    assert not backups.state().late
    clock_of(backups).advance(timedelta(days=1))
    assert backups.state().late
    assert backups.state().since == 7
    backups.make(Reason.ASKED)
    assert not backups.state().late


def test_only_a_good_backup_of_this_vault_that_is_not_of_the_future_keeps_it_from_being_late(
    workshop: Workshop, backups: BackupService, tmp_path: Path
) -> None:
    made = backups.make(Reason.ASKED).made.path
    (tmp_path / "elsewhere").mkdir()
    other = workshop.create(
        tmp_path / "elsewhere" / "msp.tdt", Practice("MSP du Port"), "Yann Le Goff", PASSPHRASE
    )
    clock_of(backups).advance(timedelta(days=8))
    try:
        assert other.desk.backups is not None
        assert other.desk.backups.usual == backups.usual
        assert other.desk.backups.make(Reason.ASKED).made.path.parent == made.parent
    finally:
        other.close()
    (made.parent / "msp-2026-12-04-100000.tdtb").write_bytes(b"PK\x03\x04 cut short")
    shutil.copyfile(made, made.parent / "msp-2031-01-01-120000.tdtb")
    state = backups.state()
    assert state.late
    assert state.last == datetime(2026, 11, 26, 12, 0)  # noqa: DTZ001  as people read it


def test_a_new_vault_has_seven_days_before_it_is_late(backups: BackupService) -> None:
    assert not backups.state().late
    clock_of(backups).advance(timedelta(days=7))
    assert backups.state().late


def test_closing_without_having_written_makes_none(
    session: Session, backups: BackupService
) -> None:
    assert backups.make_at_close() is not None  # the first one
    clock_of(backups).advance(timedelta(hours=1))
    assert backups.make_at_close() is None
    work(session)
    assert backups.make_at_close() is not None
    clock_of(backups).advance(timedelta(days=8))
    assert backups.make_at_close() is not None  # late: one more, although nothing changed


def test_the_second_place_gets_each_backup_and_a_pulled_one_is_told(
    backups: BackupService, tmp_path: Path
) -> None:
    stick = tmp_path / "clé"
    backups.use_second(stick / "Tour de table")
    first = backups.make(Reason.ASKED)
    assert first.second == ""
    assert (stick / "Tour de table" / first.made.path.name).exists()
    (stick / "Tour de table").rename(stick / "gone")
    clock_of(backups).advance(timedelta(minutes=5))
    second = backups.make(Reason.ASKED)
    assert "n’est pas accessible" in second.second
    assert backups.state().missed == second.second
    assert second.made.path.exists()
    assert not (stick / "Tour de table").exists()
    (stick / "gone").rename(stick / "Tour de table")
    clock_of(backups).advance(timedelta(minutes=5))
    assert backups.make(Reason.ASKED).second == ""
    assert backups.state().missed == ""


def test_the_second_place_is_another_one(backups: BackupService) -> None:
    with pytest.raises(UserError, match="déjà"):
        backups.use_second(backups.state().first)


def test_an_account_that_only_reads_does_not_say_where_backups_go(
    workshop: Workshop, session: Session, tmp_path: Path
) -> None:
    reader = let_in(session)
    session.close()
    with closing(workshop.unlock(tmp_path / "msp.tdt", OTHER, reader)) as reading:
        backups = reading.desk.backups
        assert backups is not None
        for place in (tmp_path / "clé", None):
            with pytest.raises(NotAllowedError, match="permet de lire"):
                backups.use_second(place)
        assert not backups.may_choose_places
        assert backups.state().second is None
    assert not (tmp_path / "clé").exists()


def test_old_ones_go_and_those_of_another_vault_stay(backups: BackupService) -> None:
    foreign = backups.state().first / "msp-2020-01-01-120000.tdtb"
    for _ in range(12):
        backups.make(Reason.ASKED)
        clock_of(backups).advance(timedelta(hours=1))
        foreign.write_bytes(b"PK\x03\x04 of another vault")
    names = sorted(path.name for path in backups.state().first.iterdir())
    assert foreign.name in names
    assert len(names) == 4  # the last three of the day, and what is not ours


def test_a_drill_is_dated(backups: BackupService) -> None:
    made = backups.make(Reason.ASKED).made
    assert backups.state().drilled is None
    clock_of(backups).advance(timedelta(days=2))
    assert "26" in backups.rehearse(made.path)
    assert backups.state().drilled == clock_of(backups).today()
    made.path.write_bytes(made.path.read_bytes()[:-4000])
    with pytest.raises(BackupDamaged):
        backups.rehearse(made.path)
    assert backups.all()[0].fault != ""


def test_damage_stops_the_writing_and_is_said_again_at_the_next_opening(
    session: Session, workshop: Workshop
) -> None:
    with session.batch():
        for number in range(900):
            work(session, f"Nom {number:04} " + "x" * 60)
    folder = closed_without(session, "professional")
    again = workshop.unlock(folder, PASSPHRASE)
    try:
        assert again.desk.backups is not None
        again.desk.backups.make(Reason.ASKED)
    except DamageFound:
        assert again.vault.state.standing is Standing.DAMAGED
        with pytest.raises(NotAllowedError, match="abîmée"):
            work(again)
    else:
        pytest.fail("a damaged vault was backed up")
    finally:
        again.close()
    reopened = workshop.unlock(folder, PASSPHRASE)
    assert reopened.vault.state.standing is Standing.DAMAGED
    reopened.close()


def test_a_lost_page_that_the_opening_reads_is_said_to_be_damage(
    session: Session, workshop: Workshop
) -> None:
    folder = closed_without(session, "journal_by_record")
    with pytest.raises(DatabaseDamaged):
        workshop.unlock(folder, PASSPHRASE)


def closed_without(session: Session, name: str) -> Path:
    """The vault, closed, and the first page of a table or an index destroyed."""
    row = session.vault.connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)
    ).fetchone()
    assert row is not None
    session.close()
    folder = session.vault.folder
    destroy(folder / "data.db", row.integer("rootpage"))
    return folder


def test_a_disk_that_spoils_the_backup_is_no_damage_of_the_vault(
    session: Session, backups: BackupService, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = copy_database
    seen: list[Path] = []

    def spoiled(source: Connection, path: Path, key: bytearray) -> Copied:
        seen.append(path)
        found = copied(source, path, key)
        on_the_stick = path.parent == backups.places()[0]
        return replace(found, faults=("agenda_item",)) if on_the_stick else found

    monkeypatch.setattr(backup, "copy_database", spoiled)
    with pytest.raises(PlaceSpoils, match="intact"):
        backups.make(Reason.ASKED)
    assert [path.parent for path in seen] == [backups.places()[0], session.vault.folder]
    assert session.vault.state.may_write
    assert read_damage(session.vault.folder) is None
    left = {*session.vault.folder.glob(".*"), *backups.places()[0].glob("*")}
    assert not left


def test_without_room_for_a_second_opinion_nothing_is_held_damaged(
    session: Session, backups: BackupService, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = copy_database

    def spoiled(source: Connection, path: Path, key: bytearray) -> Copied:
        if path.parent == session.vault.folder:
            raise DiskFull
        return replace(copied(source, path, key), faults=("agenda_item",))

    monkeypatch.setattr(backup, "copy_database", spoiled)
    with pytest.raises(DamageFound):
        backups.make(Reason.ASKED)
    assert read_damage(session.vault.folder) is None


def test_a_backup_put_back_in_place_keeps_what_was_there_and_is_no_loss(
    session: Session, backups: BackupService, workshop: Workshop
) -> None:
    made = backups.make(Reason.ASKED).made
    work(session)
    folder = session.vault.folder
    restorer = Restorer(workshop.clock, workshop.heads)
    keys = with_passphrase("Claire Vasseur", PASSPHRASE)
    with pytest.raises(VaultBusy):
        restorer.restore(made.path, folder, keys)
    session.close()
    before = data_of(folder)
    restored = restorer.restore(made.path, folder, keys)
    assert restored.aside is not None
    kept = {path.name: path.read_bytes() for path in restored.aside.iterdir()}
    assert kept["data.db"] == before["data.db"]
    assert kept["keys-1.json"] == before["keys-1.json"]
    again = workshop.unlock(folder, PASSPHRASE)
    try:
        assert again.vault.state.standing is Standing.WRITABLE
        assert again.desk.directory.all() == ()
        assert again.store.rows.journal.entries()[-1].event == "vault.restored"
        assert again.desk.journal.verify() is None
        assert [fault for fault in again.vault.digests.faults() if fault] == []
        work(again)
    finally:
        again.close()


def test_what_was_put_aside_stays_when_another_is_put_aside_in_the_same_second(
    session: Session, backups: BackupService, workshop: Workshop
) -> None:
    made = backups.make(Reason.ASKED).made
    work(session)
    folder = session.vault.folder
    session.close()
    before = data_of(folder)["data.db"]
    keys = with_passphrase("Claire Vasseur", PASSPHRASE)
    restorer = Restorer(workshop.clock, workshop.heads)
    asides = [restorer.restore(made.path, folder, keys).aside for _ in range(2)]
    assert None not in asides
    assert asides[0] != asides[1]
    assert next(aside / "data.db" for aside in asides if aside).read_bytes() == before


def test_another_vault_is_not_put_aside_by_a_restoring(
    session: Session, backups: BackupService, workshop: Workshop, tmp_path: Path
) -> None:
    made = backups.make(Reason.ASKED).made
    other = tmp_path / "port.tdt"
    workshop.create(other, Practice("MSP du Port"), "Yann Le Goff", PASSPHRASE).close()
    before = data_of(other)
    with pytest.raises(PlaceTaken):
        Restorer(workshop.clock).restore(made.path, other, with_passphrase(None, PASSPHRASE))
    assert data_of(other) == before


def test_a_damaged_backup_replaces_nothing(
    session: Session, backups: BackupService, workshop: Workshop
) -> None:
    made = backups.make(Reason.ASKED).made
    folder = session.vault.folder
    session.close()
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    before = data_of(folder)
    keys = with_passphrase(None, PASSPHRASE)
    with pytest.raises(BackupDamaged):
        Restorer(workshop.clock).restore(made.path, folder, keys)
    assert data_of(folder) == before


def test_a_folder_of_something_else_is_left_alone(
    backups: BackupService, workshop: Workshop, tmp_path: Path
) -> None:
    made = backups.make(Reason.ASKED).made
    other = tmp_path / "Documents"
    other.mkdir()
    (other / "lettre.txt").write_text("Bonjour")
    with pytest.raises(PlaceTaken):
        Restorer(workshop.clock).restore(made.path, other, with_passphrase(None, PASSPHRASE))
    assert [path.name for path in other.iterdir()] == ["lettre.txt"]


def test_a_vault_of_the_first_schema_is_backed_up_before_it_is_migrated(
    workshop: Workshop, tmp_path: Path
) -> None:
    old = Path(__file__).parents[1] / "migrations" / "vaults" / "format-1"
    folder = Path(shutil.copytree(old, tmp_path / "ancien.tdt"))
    workshop.unlock(folder, DEMO_PASSPHRASE).close()
    found = list((tmp_path / "sauvegardes" / "ancien").iterdir())
    assert len(found) == 1
    target = tmp_path / "rendu.tdt"
    Restorer(workshop.clock).restore(found[0], target, with_passphrase(None, DEMO_PASSPHRASE))
    again = workshop.unlock(target, DEMO_PASSPHRASE)
    assert again.desk.practice.get().name != ""
    again.close()
