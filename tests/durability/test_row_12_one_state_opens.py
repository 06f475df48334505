# SPDX-License-Identifier: EUPL-1.2
"""Row 12: killed in any change of keys or of content, exactly one state opens, whole."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.services.vault import system_ids
from app.storage.integrity import examine
from app.storage.migrator import current_version, latest_version, packaged_migrations
from app.storage.vault_state import VaultStateRows
from app.system.clock import SystemClock
from app.vault.database import database_key
from app.vault.errors import (
    AccountUnknown,
    FilesMismatch,
    NoRecoverySheet,
    WrongPassphrase,
    WrongRecoveryCode,
)
from app.vault.folder import ATTEMPTS, DATABASE, SLOT_COPIES
from app.vault.keys import FLOOR_KDF
from app.vault.open_vault import GENERATION, OpenVault
from app.vault.row_check import row_faults
from app.vault.slot_file import read_slot_file
from app.vault.succession import INCOMING
from app.vault.vault import read_vault_card, recover_vault
from tests.durability.changer import (
    FIRST_FORMAT_PHRASE,
    NEW_PHRASE,
    READER,
    READER_PHRASE,
    SECRET,
    Job,
    opened,
    with_reader,
)
from tests.durability.conftest import Count, Library
from tests.durability.meeting import CASES, PASSPHRASE, Ground, note_figure
from tests.durability.nursery import ROOT
from tests.vault.backing import back_up, source_of

FIRST_FORMAT = ROOT / "tests" / "migrations" / "vaults" / "format-1"
OLD, NEW = "old", "new"
LAST_CALLS = 40
_REFUSED = (WrongPassphrase, AccountUnknown)


class Killer:
    """Forks children that die before their n-th change of the folder."""

    def __init__(self, library: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.changer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"LD_PRELOAD": str(library)},
            text=True,
        )

    def calls(self, job: Job) -> int:
        """How many calls the whole change makes."""
        assert self._ask(job) == 0
        return self._calls

    def kill(self, job: Job) -> None:
        """Kill it before its call number `job.at`."""
        assert self._ask(job) == -signal.SIGKILL

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def _ask(self, job: Job) -> int:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(job.text() + "\n")
        stdin.flush()
        while True:
            said = json.loads(stdout.readline())
            if "ended" in said:
                return int(said["ended"])
            self._calls = int(said["calls"])


@dataclass(frozen=True)
class Trial:
    """A vault at rest, a change of it, and how to tell which state came out."""

    start: Path
    job: Job
    state: Callable[[Path, bool], str]
    """Opens the folder with all that might open it, one order or the other; says which did."""


@pytest.fixture
def killer(library: Library) -> Iterator[Killer]:
    killer = Killer(library("kill"))
    yield killer
    killer.close()


def opens(folder: Path, passphrase: str, account: str | None = None) -> bool:
    """Whether a passphrase opens it, and then all must be well."""
    try:
        vault = opened(folder, passphrase, account)
    except _REFUSED:
        return False
    with closing(vault):
        require_whole(vault)
    return True


def require_whole(vault: OpenVault) -> None:
    """Keys and database agree, both copies are the same, every row is there and as written."""
    connection = vault.connection
    assert VaultStateRows(connection).get(GENERATION) == str(vault.generation)
    assert len({(vault.folder / name).read_bytes() for name in SLOT_COPIES}) == 1
    assert not (vault.folder / INCOMING).exists()
    assert row_faults(connection) == ()
    row = connection.execute("SELECT count(*) AS n FROM cases").fetchone()
    assert row is not None
    assert row.integer("n") == CASES or vault.folder.name == "premier.tdt"


def require_sound(folder: Path, passphrase: str, account: str | None) -> None:
    """Both checks of the closed file are content."""
    with closing(opened(folder, passphrase, account)) as vault:
        key = database_key(vault._master, vault.vault_id)
    assert examine(folder / DATABASE, key).sound


def owner(folder: Path) -> str:
    return read_vault_card(folder).accounts[0].id


def _after_passphrase(folder: Path, new_first: bool) -> str:
    phrases = (NEW_PHRASE, PASSPHRASE) if new_first else (PASSPHRASE, NEW_PHRASE)
    found = {phrase: opens(folder, phrase) for phrase in phrases}
    assert sum(found.values()) == 1, found
    require_sound(folder, NEW_PHRASE if found[NEW_PHRASE] else PASSPHRASE, None)
    return NEW if found[NEW_PHRASE] else OLD


def _after_account(folder: Path, new_first: bool) -> str:
    me = owner(folder)
    there = opens(folder, READER_PHRASE, READER.id) if new_first else None
    assert opens(folder, PASSPHRASE, me)
    known = len(read_slot_file(folder).content.slots) == 2
    assert opens(folder, READER_PHRASE, READER.id) == known
    assert there in {None, known}
    return NEW if known else OLD


def _after_sheet(folder: Path, new_first: bool) -> str:
    if not new_first:
        assert opens(folder, PASSPHRASE)
    clock = SystemClock()
    try:
        recovered = recover_vault(
            folder, SECRET, owner(folder), NEW_PHRASE, clock=clock, new_id=system_ids(clock),
            kdf=FLOOR_KDF,
        )  # fmt: skip
    except (NoRecoverySheet, WrongRecoveryCode):
        assert opens(folder, PASSPHRASE)
        return OLD
    with closing(recovered):
        require_whole(recovered)
    assert opens(folder, NEW_PHRASE)
    return NEW


def _after_removal(folder: Path, new_first: bool) -> str:
    me = owner(folder)
    there = None if new_first else opens(folder, READER_PHRASE, READER.id)
    assert opens(folder, PASSPHRASE, me)
    known = opens(folder, READER_PHRASE, READER.id)
    assert there in {None, known}
    assert known == (len(read_slot_file(folder).content.slots) == 2)
    require_sound(folder, PASSPHRASE, me)
    return OLD if known else NEW


def _after_restore(folder: Path, new_first: bool) -> str:
    with closing(opened(folder, PASSPHRASE)) as vault:
        if not new_first:
            require_whole(vault)
        mark = VaultStateRows(vault.connection).get("mark")
    assert opens(folder, PASSPHRASE)
    require_sound(folder, PASSPHRASE, None)
    asides = list(folder.glob("aside-*"))
    assert bool(asides) == (mark == "of the backup")
    return NEW if mark == "of the backup" else OLD


def _after_migration(folder: Path, new_first: bool) -> str:
    with closing(opened(folder, FIRST_FORMAT_PHRASE)) as vault:
        assert current_version(vault.connection) == latest_version(packaged_migrations())
        require_whole(vault)
        resumed = any("mise à jour" in notice for notice in vault.notices)
    with closing(opened(folder, FIRST_FORMAT_PHRASE)) as vault:
        assert vault.notices == ()
        assert new_first in {True, False}
    return NEW if resumed else OLD


def _marked(folder: Path, mark: str) -> None:
    with closing(opened(folder, PASSPHRASE)) as vault, vault.connection.transaction():
        VaultStateRows(vault.connection).set("mark", mark)


@pytest.fixture
def trial(request: pytest.FixtureRequest, ground: Ground, tmp_path: Path) -> Trial:
    """The change that the test names, of a vault made ready for it."""
    action, folder = str(request.param), ground.folder
    job = Job(action, "", account=owner(folder))
    match action:
        case "removal":
            with_reader(folder)
        case "restore":
            _marked(folder, "of the backup")
            with closing(opened(folder, PASSPHRASE)) as vault:
                job = replace(job, backup=str(back_up(source_of(vault), tmp_path / "b").path))
            _marked(folder, "of the vault")
        case "migration":
            folder = tmp_path / "premier.tdt"
            shutil.copytree(FIRST_FORMAT, folder)
    return Trial(folder, job, _STATES[action])


_STATES: dict[str, Callable[[Path, bool], str]] = {
    "passphrase": _after_passphrase,
    "account": _after_account,
    "sheet": _after_sheet,
    "removal": _after_removal,
    "migration": _after_migration,
    "restore": _after_restore,
}


def trial_runs(trial: Trial, killer: Killer, place: Path, points: int) -> dict[str, int]:
    """Kill the change at so many points of its way; how often each state came out."""
    folder = place / trial.start.name
    job = replace(trial.job, folder=str(folder))
    shutil.copytree(trial.start, folder)
    calls = killer.calls(job)
    assert trial.state(folder, True) in {NEW, OLD}
    dice = random.Random(12)
    found = {OLD: 0, NEW: 0}
    for number in range(points):
        # Every second one among the last calls, where the change is decided and put in place.
        part = calls if number % 2 else min(calls, LAST_CALLS)
        low = 1 + calls - part + part * number // points
        high = calls - part + part * (number + 1) // points
        shutil.rmtree(folder)
        shutil.copytree(trial.start, folder)
        killer.kill(replace(job, at=dice.randint(low, max(low, high))))
        (folder / ATTEMPTS).unlink(missing_ok=True)
        found[trial.state(folder, number % 2 == 0)] += 1
    note_figure(f"row 12: {job.action}: {points} kills over {calls} calls: {found}")
    return found


@pytest.mark.parametrize("trial", list(_STATES), indirect=True)
def test_row_12_killed_anywhere_exactly_one_state_opens(
    trial: Trial, killer: Killer, tmp_path: Path, count: Count
) -> None:
    points = count(2, 25)
    found = trial_runs(trial, killer, tmp_path / "place", points)
    assert sum(found.values()) == points
    assert points == 2 or all(found.values()), found  # both states were met


@pytest.mark.parametrize("trial", ["passphrase"], indirect=True)
def test_row_12_control_without_the_number_in_the_database_both_passphrases_open(
    trial: Trial, killer: Killer, tmp_path: Path
) -> None:
    """Killed once the first copy is new and before the database says so, two slots would open."""
    folder = tmp_path / "place" / trial.start.name
    job = replace(trial.job, folder=str(folder))
    shutil.copytree(trial.start, folder)
    for at in range(1, killer.calls(job) + 1, 3):
        shutil.rmtree(folder)
        shutil.copytree(trial.start, folder)
        killer.kill(replace(job, at=at))
        first, second = ((folder / name).read_bytes() for name in SLOT_COPIES)
        if first != second:
            break
    else:
        pytest.fail("the two copies never differed")
    keys = [read_slot_file(folder).content.slots[0]]
    assert keys[0].open(read_slot_file(folder).content.vault_id, NEW_PHRASE).master
    (folder / SLOT_COPIES[0]).write_bytes(second)
    older = read_slot_file(folder).content
    assert older.slots[0].open(older.vault_id, PASSPHRASE).master
    (folder / SLOT_COPIES[0]).write_bytes(first)
    (folder / SLOT_COPIES[1]).write_bytes(first)
    with pytest.raises(FilesMismatch):  # the database still counts by the old slots
        opened(folder, NEW_PHRASE)
