# SPDX-License-Identifier: EUPL-1.2
"""`python -m app check|backup|salvage` on what is lost: named and counted, and nothing touched."""

import json
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import Machine
from app.domain.changes import Kind
from app.domain.ids import AccountId
from app.services.vault import Session
from app.storage.journal import JournalRows
from app.vault.account import Role
from app.vault.standing import Standing
from tests.services.safe import OTHER, READER, events, known_patient, let_in
from tests.services.typed import Run, filled, run, vault
from tests.storage.damage import destroy, pages_of
from tests.vault.backing import fill
from tests.vault.conftest import clock, door, folder, new_id, pristine
from tests.vault.support import PASSPHRASE, Door

__all__ = ["clock", "door", "filled", "folder", "new_id", "pristine", "run", "vault"]


def in_vault(folder: Path) -> dict[str, bytes]:
    """Every byte of a vault's folder but the lock, which each command takes."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != "lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.fixture
def cut(door: Door) -> Path:
    """A vault killed after a write, whose log was lost: its head tells of entries of before."""
    folder = door.folder
    with closing(door.open()) as opened:
        fill(opened, 20)
        opened.connection.checkpoint()
        before = (folder / "data.db").read_bytes()
    with closing(door.open()) as opened, opened.connection.transaction():
        for _ in range(3):
            JournalRows(opened.connection).append(
                door.clock.now(),
                AccountId(opened.account.id),
                "case.opened",
                Kind.CASE,
                "case-000001",
                opened.rows_seal(),
            )
    (folder / "data.db").write_bytes(before)
    return folder


def test_a_salvage_counts_the_entries_that_the_head_knows_and_the_database_has_lost(
    run: Run, cut: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", cut) == 3
    assert "il manque 3 entrées du journal" in capsys.readouterr().err
    assert run("salvage", cut, tmp_path / "neuf.tdt") == 3
    said = capsys.readouterr().out
    assert "il manque 3 entrées du journal" in said
    assert ", 3 perdues." in said
    (cut / "head.json").unlink()  # the control: nothing tells any more
    assert run("salvage", cut, tmp_path / "autre.tdt") == 0


def test_a_salvage_hears_what_this_machine_noted_too(
    run: Run, cut: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault_id = json.loads((cut / "head.json").read_bytes())["body"]["vault"]
    note = Machine().paths.heads / f"{vault_id}.json"
    assert note.is_relative_to(tmp_path / "home")
    note.parent.mkdir(parents=True, exist_ok=True)
    (cut / "head.json").rename(note)
    assert run("salvage", cut, tmp_path / "neuf.tdt") == 3
    assert "il manque 3 entrées du journal" in capsys.readouterr().out


def test_a_check_changes_nothing_where_the_log_or_a_copy_of_the_keys_is_bad(
    run: Run, door: Door, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed = tmp_path / "tué.tdt"
    with closing(door.open()) as opened:
        fill(opened, 200)
        shutil.copytree(door.folder, killed, ignore=shutil.ignore_patterns("lock"))
    for name in ("head.json", "keys-2.json"):
        shutil.copy(door.folder / name, killed / name)
    log = bytearray((killed / "data.db-wal").read_bytes())
    assert len(log) > 8192
    log[5000] ^= 1
    (killed / "data.db-wal").write_bytes(log)
    (killed / "keys-1.json").write_bytes(b"{")
    before = in_vault(killed)
    assert run("check", killed) == 3
    said = capsys.readouterr().err
    assert "keys-1.json" in said
    assert "il manque" in said
    assert in_vault(killed) == before
    assert not list((tmp_path / "home").rglob("heads/*.json"))


def test_a_check_of_a_sound_vault_changes_nothing_either(run: Run, vault: Path) -> None:
    before = in_vault(vault)
    assert run("check", vault) == 0
    assert in_vault(vault) == before


@pytest.mark.parametrize("kept", [True, False])
def test_a_vault_of_which_no_row_is_left_gives_no_empty_one(
    run: Run, vault: Path, tmp_path: Path, kept: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    database = vault / "data.db"
    if kept:
        for page in range(2, pages_of(database) + 1):
            destroy(database, page)
    else:
        database.write_bytes(database.read_bytes()[:4096])
    assert run("salvage", vault, tmp_path / "neuf.tdt") == 3
    said = capsys.readouterr()
    assert "Rien ne se lit plus" in said.err
    assert "récupéré" not in said.out
    assert sorted(file.name for file in tmp_path.glob("*neuf*")) == []


@pytest.mark.parametrize("inside", ["sauvé.tdt", "plus/loin.tdt"])
def test_a_salvage_into_the_damaged_vault_itself_is_refused(
    run: Run, vault: Path, inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = in_vault(vault)
    assert run("salvage", vault, vault / inside) == 1
    assert "dans le coffre abîmé lui-même" in capsys.readouterr().err
    assert in_vault(vault) == before


def test_a_backup_that_meets_a_lost_page_of_the_journal_ends_with_3(
    run: Run, door: Door, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(door.open()) as opened:
        with opened.connection.transaction():
            for _ in range(200):
                JournalRows(opened.connection).append(
                    door.clock.now(),
                    AccountId(opened.account.id),
                    "case.opened",
                    Kind.CASE,
                    "case-000001",
                    opened.rows_seal(),
                )
        pages = opened.connection.execute("PRAGMA page_count").fetchone()
        assert pages is not None
        last = pages.integer("page_count")
    destroy(door.folder / "data.db", last)
    assert run("backup", door.folder, "--to", tmp_path / "clé") == 3
    # Which rows the last page holds depends on the schema: an opening may need them itself.
    said = capsys.readouterr().err
    assert f"1 page illisible : {last}" in said or "est abîmée" in said
    assert run("salvage", door.folder, tmp_path / "neuf.tdt") == 3
    said = capsys.readouterr().out
    read, expected, missing = (
        int("".join(found.groups()[0].split()))
        for found in (
            re.search(pattern, said)
            for pattern in (
                r"Journal : ([\d\s]+) lignes? lues?",
                r"lues? sur ([\d\s]+)\.",
                r", (\d+) perdue",
            )
        )
        if found is not None
    )
    assert 0 < missing == expected - read  # what the head outside knows is counted once


def _opened_here(folder: Path, account: str | None = None) -> Session:
    """Opened on the machine that a command was typed on, which remembers the heads."""
    return Machine().unlock(folder, PASSPHRASE, account)


@pytest.mark.parametrize("kept", ["beside", "machine"])
def test_what_a_coordinator_salvages_may_be_written_and_an_old_file_put_back_is_still_found(
    run: Run, cut: Path, tmp_path: Path, kept: str
) -> None:
    head = json.loads((cut / "head.json").read_bytes())
    if kept == "machine":
        note = Machine().paths.heads / f"{head['body']['vault']}.json"
        note.parent.mkdir(parents=True, exist_ok=True)
        (cut / "head.json").rename(note)
    assert run("salvage", cut, tmp_path / "neuf.tdt") == 3
    database = tmp_path / "neuf.tdt" / "data.db"
    old = database.read_bytes()
    with closing(_opened_here(tmp_path / "neuf.tdt")) as session:
        assert session.vault.state.may_write
        assert "vault.loss_accepted" in events(session)
        known_patient(session)
    database.write_bytes(old)
    with closing(_opened_here(tmp_path / "neuf.tdt")) as session:
        assert session.vault.state.standing is Standing.ROLLED_BACK
    with closing(_opened_here(cut)) as session:  # nor does it make the old one look whole
        assert session.vault.state.standing is Standing.ROLLED_BACK


def test_what_another_account_salvages_waits_for_the_coordination(
    run: Run, door: Door, tmp_path: Path
) -> None:
    with closing(_opened_here(door.folder)) as session:
        let_in(session, role=Role.WRITER, phrase=OTHER)
    before = (door.folder / "data.db").read_bytes()
    with closing(_opened_here(door.folder, session.vault.account.id)) as session:
        known_patient(session)
    (door.folder / "data.db").write_bytes(before)
    other = tmp_path / "autre.txt"
    other.write_text(OTHER, encoding="utf-8")
    words = (door.folder, tmp_path / "neuf.tdt", "--account", READER)
    assert run("salvage", *words, passphrase_file=other) == 3
    with closing(_opened_here(tmp_path / "neuf.tdt", session.vault.account.id)) as session:
        assert session.desk.carry.state.may_go_on
        session.desk.carry.go_on()
        assert session.vault.state.may_write
