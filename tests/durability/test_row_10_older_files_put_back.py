# SPDX-License-Identifier: EUPL-1.2
"""Row 10: an older database, older slots or an older page put back; a write-ahead log cut short."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError
from app.domain.text import plural
from app.services.cases import CaseDraft
from app.storage.driver import open_database
from app.storage.integrity import examine
from app.storage.journal_head import journal_head
from app.storage.row_digests import RowFault
from app.vault.backup import Reason, make_backup
from app.vault.backup_file import BackupDamaged
from app.vault.drill import rehearse
from app.vault.errors import FilesMismatch, WrongPassphrase
from app.vault.folder import DATABASE, SLOT_COPIES
from app.vault.keyring import change_passphrase
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import OpenVault
from app.vault.rekeying import put_keys_in_force, ready_keys
from app.vault.row_check import row_faults
from app.vault.slots import Keys
from app.vault.standing import Standing
from tests.durability.conftest import Count
from tests.durability.machine import Machine
from tests.durability.meeting import PASSPHRASE, WAL, Ground, note_figure
from tests.durability.pages import pages_with, put_back
from tests.vault.backing import NOON, back_up, source_of

NEW_PHRASE = "ardoise bretelle capucine drakkar esquif falaise gerboise"


@pytest.fixture
def machine(ground: Ground, tmp_path: Path) -> Machine:
    """The vault of the running meeting, opened once on a machine that keeps heads."""
    base = tmp_path / "machine"
    base.mkdir()
    made = Machine(base, ground.items[0], ground.key)
    ground.folder.rename(made.folder)
    with closing(made.opened()) as session:
        made.write(session, 1, 1)
    return made


def renew_keys(vault: OpenVault) -> None:
    """A rotation, as when somebody is removed."""
    put_keys_in_force(vault, ready_keys(vault, vault.content))


def replaced(folder: Path, older: Path, *names: str) -> None:
    """Put files of an older state in place; the whole folder when none is named."""
    if not names:
        shutil.rmtree(folder)
        shutil.copytree(older, folder)
    for name in names:
        shutil.copy(older / name, folder / name)


@pytest.mark.parametrize("names", [(DATABASE,), ()], ids=["the database", "the whole folder"])
def test_row_10_an_older_database_is_read_only_until_somebody_goes_on_with_it(
    machine: Machine, names: tuple[str, ...]
) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        before = journal_head(session.vault.connection)[0]
        machine.write(session, 2, 6)
        for text in ("Revoir", "Appeler", "Écrire"):
            session.desk.meetings.decide(machine.item, text)
        for code in ("S26-801", "S26-802"):  # these leave entries in the journal
            session.desk.cases.open(CaseDraft(code=code))
        entries = journal_head(session.vault.connection)[0] - before
    replaced(machine.folder, older, *names)

    with closing(machine.opened()) as session:
        state = session.vault.state
        assert state.standing is Standing.ROLLED_BACK
        assert f"{plural(entries, 'entrée')} du journal et 10 modifications" in state.sentence
        assert machine.read(session) == 1
        with pytest.raises(NotAllowedError) as caught:
            machine.write(session, 7, 7)
        assert caught.value.sentence == state.sentence
    with closing(machine.opened()) as session:  # it says so each time, until somebody goes on
        assert session.vault.state.standing is Standing.ROLLED_BACK
        session.desk.carry.go_on()
        machine.write(session, 7, 7)
    with closing(machine.opened()) as session:
        assert session.vault.state.standing is Standing.WRITABLE
        assert machine.read(session) == 7
        events = [entry.event for entry in session.store.rows.journal.entries()]
        assert "vault.loss_accepted" in events


def test_row_10_autosaves_that_left_no_entry_in_the_journal_are_missed_too(
    machine: Machine,
) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        machine.write(session, 2, 6)
    replaced(machine.folder, older)
    with closing(machine.opened()) as session:
        assert session.vault.state.standing is Standing.ROLLED_BACK
        assert "il manque 5 modifications, jusqu’au " in session.vault.state.sentence


def test_row_10_control_without_the_heads_of_the_machine_an_older_folder_goes_unseen(
    machine: Machine,
) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        machine.write(session, 2, 6)
    replaced(machine.folder, older)
    with closing(machine.opened(with_heads=False)) as session:
        assert session.vault.state.standing is Standing.WRITABLE
        assert machine.read(session) == 1


def test_row_10_a_second_loss_after_the_first_was_accepted_is_said_again(machine: Machine) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        machine.write(session, 2, 6)
    replaced(machine.folder, older)
    with closing(machine.opened()) as session:
        session.desk.carry.go_on()
        machine.write(session, 7, 20)
    replaced(machine.folder, older)
    with closing(machine.opened()) as session:
        assert session.vault.state.standing is Standing.ROLLED_BACK


def test_row_10_older_slots_put_back_are_refused(machine: Machine) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        change_passphrase(session.vault, PASSPHRASE, NEW_PHRASE, FLOOR_KDF)
    replaced(machine.folder, older, *SLOT_COPIES)
    with pytest.raises(FilesMismatch) as caught:
        machine.opened()
    assert "plus ancien" in caught.value.sentence
    assert "sauvegarde" in caught.value.remedy


def test_row_10_an_older_database_under_newer_slots_is_refused(machine: Machine) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        change_passphrase(session.vault, PASSPHRASE, NEW_PHRASE, FLOOR_KDF)
    replaced(machine.folder, older, DATABASE)
    with pytest.raises(FilesMismatch):
        machine.opened(NEW_PHRASE)


@pytest.mark.parametrize("places", ["both", "beside", "machine"])
def test_row_10_older_files_put_back_after_a_rotation_are_read_only_and_the_note_stays(
    machine: Machine, places: str
) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        renew_keys(session.vault)
        newer = session.vault.generation
    replaced(machine.folder, older, DATABASE, *SLOT_COPIES)
    notes = machine.notes()
    assert len(notes) == 2
    if places != "both":
        dropped = notes.pop(1 if places == "beside" else 0)
        dropped.unlink()
    kept = [note.read_bytes() for note in notes]

    for _ in range(2):  # neither the opening nor the close takes the evidence away
        with closing(machine.opened()) as session:
            state = session.vault.state
            assert state.standing is Standing.ROLLED_BACK
            assert "ses clés ont été changées depuis" in state.sentence
            with pytest.raises(NotAllowedError):
                machine.write(session, 7, 7)
            session.note_head()
        assert [note.read_bytes() for note in notes] == kept
    with closing(machine.opened()) as session:
        assert session.vault.generation < newer
        session.desk.carry.go_on()
        machine.write(session, 7, 7)
    with closing(machine.opened()) as session:
        assert session.vault.state.standing is Standing.WRITABLE
        events = [entry.event for entry in session.store.rows.journal.entries()]
        assert "vault.loss_accepted" in events


def test_row_10_control_without_any_note_the_files_of_before_a_rotation_go_unseen(
    machine: Machine,
) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        renew_keys(session.vault)
    replaced(machine.folder, older, DATABASE, *SLOT_COPIES)
    for note in machine.notes():
        note.unlink()
    with closing(machine.opened()) as session:
        assert session.vault.state.standing is Standing.WRITABLE


def test_row_10_a_machine_that_did_not_see_a_rotation_raises_no_alarm(machine: Machine) -> None:
    beside, apart = machine.notes()
    with closing(machine.opened(with_heads=False)) as session:
        renew_keys(session.vault)
    assert beside.read_bytes() != apart.read_bytes()
    with closing(machine.opened()) as session:
        assert session.vault.state.standing is Standing.WRITABLE
    assert beside.read_bytes() == apart.read_bytes()


def test_row_10_a_backup_of_before_a_rotation_is_restored_and_may_be_written(
    machine: Machine, tmp_path: Path
) -> None:
    with closing(machine.opened()) as session:
        made = back_up(source_of(session.vault), tmp_path)
        renew_keys(session.vault)
    machine.workshop().restorer.by_passphrase(made.path, machine.folder, None, PASSPHRASE)
    for number in (7, 8):
        with closing(machine.opened()) as session:
            assert session.vault.state.standing is Standing.WRITABLE
            machine.write(session, number, number)


@pytest.mark.parametrize("name", SLOT_COPIES)
def test_row_10_one_older_copy_of_the_slots_opens_nothing_and_is_made_again(
    machine: Machine, name: str
) -> None:
    older = machine.saved("older")
    with closing(machine.opened()) as session:
        change_passphrase(session.vault, PASSPHRASE, NEW_PHRASE, FLOOR_KDF)
    newer = (machine.folder / SLOT_COPIES[0]).read_bytes()
    replaced(machine.folder, older, name)
    with pytest.raises(WrongPassphrase):
        machine.opened(PASSPHRASE)
    with closing(machine.opened(NEW_PHRASE)) as session:
        assert name in session.vault.notices[0]
    assert {(machine.folder / copy).read_bytes() for copy in SLOT_COPIES} == {newer}


def test_row_10_a_cut_log_is_found_back_to_the_last_head_and_the_loss_is_exact(
    machine: Machine, tmp_path: Path, count: Count
) -> None:
    last, after = 12, 15
    with closing(machine.opened()) as session:
        machine.write(session, 2, last)
        session.vault.note_head()
        machine.write(session, last + 1, after)  # what no head knows of
        live = machine.copied(tmp_path / "live")
    size = (live.folder / WAL).stat().st_size
    assert size > 0
    cuts = count(5, 80)
    found = {Standing.ROLLED_BACK: 0, Standing.WRITABLE: 0}
    for number in range(cuts + 1):
        tried = live.copied(tmp_path / f"cut-{number}")
        os.truncate(tried.folder / WAL, size * number // cuts)
        with closing(tried.opened()) as session:
            state, there = session.vault.state, tried.read(session)
            found[state.standing] += 1
            if there >= last:
                assert state.standing is Standing.WRITABLE
            else:
                assert state.standing is Standing.ROLLED_BACK
                assert f"il manque {plural(last - there, 'modification')}," in state.sentence
        shutil.rmtree(tried.base)
    assert all(found.values()), found  # both were met, or the cuts prove nothing
    note_figure(f"row 10: log cut at {cuts + 1} places, {found[Standing.ROLLED_BACK]} losses named")


def older_page_put_back(machine: Machine) -> str:
    """Put back the one page that holds a text of the item; the id of that row."""
    file = machine.folder / DATABASE
    older = file.read_bytes()
    with closing(machine.opened()) as session:
        machine.write(session, 2, 2)
    (number,) = pages_with(file, machine.key, "phrase 0002")[:1]
    put_back(file, older, number)
    assert pages_with(file, machine.key, "phrase 0001")
    return machine.item


def test_row_10_an_older_page_passes_every_check_but_the_digests_which_name_the_row(
    machine: Machine,
) -> None:
    item = older_page_put_back(machine)
    assert examine(machine.folder / DATABASE, machine.key).sound  # control: they see nothing
    with closing(machine.opened()) as session:
        assert session.vault.state.standing is Standing.WRITABLE  # nor does the opening
        assert machine.read(session) == 1
    with closing(open_database(machine.folder / DATABASE, machine.key)) as connection:
        assert row_faults(connection) == (RowFault("agenda_item", item),)


def test_row_10_the_weekly_drill_finds_the_older_page_in_a_backup(
    machine: Machine, tmp_path: Path
) -> None:
    with closing(machine.opened()) as session:
        keys = Keys(bytearray(session.vault._master), None)
        source = source_of(session.vault)
        sound = make_backup(
            source, tmp_path, Reason.ASKED, id_="1", made=NOON.astimezone(), local=NOON
        )
    rehearse(sound.path, keys)  # control: the drill is content with a vault that is whole
    older_page_put_back(machine)
    with closing(machine.opened()) as session:
        source, later = source_of(session.vault), NOON.replace(hour=15)
        made = make_backup(
            source, tmp_path, Reason.ASKED, id_="2", made=later.astimezone(), local=later
        )
    with pytest.raises(BackupDamaged) as caught:
        rehearse(made.path, keys)
    assert "agenda_item" in caught.value.sentence
