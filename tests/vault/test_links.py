# SPDX-License-Identifier: EUPL-1.2
"""A vault handed over with links among its files: nothing outside of its folder is touched."""

import shutil
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.ids import NewId
from app.domain.practice import Practice
from app.services.restoring import Restorer
from app.services.vault import Workshop
from app.system.clock import HeldClock
from app.vault.asides import forget_old_asides
from app.vault.errors import LinkInVault, PlaceTaken, WrongPassphrase
from app.vault.folder import DATABASE, SLOT_COPIES
from app.vault.keys import FLOOR_KDF
from app.vault.restoring import with_passphrase
from app.vault.succession import begin_successor, decide_successor, finish_succession
from app.vault.vault import create_vault
from tests.vault.support import PASSPHRASE, Door, data_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of the person who opens the vault."""
    place = tmp_path / "Documents"
    (place / "Photos").mkdir(parents=True)
    (place / "thesis.odt").write_text("precious")
    (place / "Photos" / "one.jpg").write_text("precious")
    for name in (DATABASE, "complete", "lock", "draft.new", *SLOT_COPIES):
        (place / name).write_text("precious")
    return place


def untouched(documents: Path) -> bool:
    files = [file for file in documents.rglob("*") if file.is_file()]
    return len(files) == 8 and {file.read_text() for file in files} == {"precious"}


@pytest.mark.parametrize("decided", [True, False])
def test_a_link_named_incoming_is_removed_itself_and_never_entered(
    door: Door, documents: Path, decided: bool
) -> None:
    if not decided:
        (documents / "complete").rename(documents / "other")
    (door.folder / "incoming").symlink_to(documents)
    before = data_of(door.folder)
    with pytest.raises(WrongPassphrase):
        door.open("une phrase de passe qui est fausse")
    assert untouched(documents)
    assert not (door.folder / "incoming").is_symlink()
    assert {name: before[name] for name in data_of(door.folder)} == data_of(door.folder)
    door.clock.advance(timedelta(seconds=60))
    assert door.opens()


def test_a_link_within_incoming_is_removed_itself(door: Door, documents: Path) -> None:
    (door.folder / "incoming" / "deep").mkdir(parents=True)
    (door.folder / "incoming" / "away").symlink_to(documents)
    (door.folder / "incoming" / "deep" / "away").symlink_to(documents)
    assert door.opens()
    assert untouched(documents)
    assert not (door.folder / "incoming").exists()


def test_a_file_named_incoming_is_removed(door: Door) -> None:
    (door.folder / "incoming").write_text("no folder")
    assert door.opens()
    assert not (door.folder / "incoming").exists()


def test_a_decided_content_that_is_a_link_does_not_take_a_files_place(
    door: Door, documents: Path
) -> None:
    site = begin_successor(door.folder)
    (site / DATABASE).symlink_to(documents / DATABASE)
    decide_successor(door.folder)
    finish_succession(door.folder)
    assert not (door.folder / DATABASE).is_symlink()
    assert untouched(documents)


@pytest.mark.parametrize("stamp", ["2026-01-08-123000", "linked"])
def test_a_link_named_as_what_is_put_aside_takes_nothing(
    door: Door, documents: Path, stamp: str
) -> None:
    (door.folder / f"aside-{stamp}").symlink_to(documents)
    site = begin_successor(door.folder)
    shutil.copy(door.folder / DATABASE, site)
    decide_successor(door.folder, aside=stamp)
    before = (door.folder / DATABASE).read_bytes()
    with pytest.raises(PlaceTaken):
        finish_succession(door.folder)
    assert untouched(documents)
    assert (door.folder / DATABASE).read_bytes() == before


def test_what_ends_the_name_of_an_aside_cannot_lead_out_of_the_vault(
    door: Door, documents: Path
) -> None:
    (door.folder / "aside-..").mkdir()
    site = begin_successor(door.folder)
    shutil.copy(door.folder / DATABASE, site)
    decide_successor(door.folder, aside="../../../Documents")
    before = (door.folder / DATABASE).read_bytes()
    finish_succession(door.folder)
    assert untouched(documents)
    assert (door.folder / "aside-illisible" / DATABASE).read_bytes() == before


def test_an_old_aside_that_is_a_link_is_not_emptied(door: Door, documents: Path) -> None:
    (door.folder / "aside-retour-2020-01-01-000000").symlink_to(documents)
    assert forget_old_asides(door.folder, date(2026, 1, 8)) == 0
    assert untouched(documents)


def test_a_vault_is_not_built_through_a_link(
    clock: HeldClock, new_id: NewId, tmp_path: Path, documents: Path
) -> None:
    (tmp_path / ".neuf.tdt.en-cours").symlink_to(documents)
    with pytest.raises(PlaceTaken):
        create_vault(
            tmp_path / "neuf.tdt",
            practice_name="MSP",
            account_name="Claire Vasseur",
            passphrase=PASSPHRASE,
            clock=clock,
            new_id=new_id,
            kdf=FLOOR_KDF,
        )
    assert untouched(documents)


def test_a_restore_in_place_goes_through_no_link(
    clock: HeldClock, new_id: NewId, tmp_path: Path, documents: Path
) -> None:
    folder = tmp_path / "port.tdt"
    workshop = Workshop(clock, new_id, FLOOR_KDF)
    session = workshop.create(folder, Practice("MSP du Port"), "Claire Vasseur", PASSPHRASE)
    assert session.desk.backups is not None
    made = session.desk.backups.make_at_close()
    session.close()
    assert made is not None
    (folder / "incoming").symlink_to(documents)
    (folder / f"aside-{clock.local():%Y-%m-%d-%H%M%S}").symlink_to(documents)
    restored = Restorer(clock).restore(
        made.made.path, folder, with_passphrase("Claire Vasseur", PASSPHRASE)
    )
    assert untouched(documents)
    assert restored.aside is not None
    assert (restored.aside / DATABASE).is_file()
    assert not restored.aside.is_symlink()


def test_the_lock_is_not_written_through_a_link(door: Door, documents: Path) -> None:
    (door.folder / "lock").unlink(missing_ok=True)
    (door.folder / "lock").symlink_to(documents / "thesis.odt")
    with pytest.raises(LinkInVault):
        door.open()
    assert untouched(documents)
    (door.folder / "lock").unlink()
    with closing(door.open()):
        assert "pid" in (door.folder / "lock").read_text()
