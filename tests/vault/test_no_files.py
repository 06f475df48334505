# SPDX-License-Identifier: EUPL-1.2
"""A vault handed over with pipes, sockets, folders or endless files: none is waited for."""

import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.system.backup_notes import BackupNotes, NoteBook
from app.system.clock import HeldClock
from app.system.settings import Settings, load_settings
from app.vault.card import read_vault_card
from app.vault.damage import DAMAGE_NOTE
from app.vault.folder import ATTEMPTS, DATABASE, LOCK, SLOT_COPIES
from app.vault.heads import HEAD
from app.vault.outbox import Outbox
from app.vault.restoring import with_passphrase
from app.vault.salvaging import examine_vault
from tests.vault.support import PASSPHRASE, Door

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a Unix makes them")

NAMES = (*SLOT_COPIES, DATABASE, f"{DATABASE}-wal", ATTEMPTS, HEAD, DAMAGE_NOTE, LOCK, "incoming")
ENDLESS = 1 << 40


class Waited(BaseException):
    """Somebody waits for what never comes; nobody on the way may take it for a fault of a disk."""


def _pipe(path: Path) -> None:
    os.mkfifo(path)  # asked for late: Windows reads this file and has none


def _socket(path: Path) -> None:
    os.chdir(path.parent)  # the name of a socket is short
    with closing(socket.socket(socket.AF_UNIX)) as bound:
        bound.bind(path.name)


def _endless(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(ENDLESS)


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": _pipe,
    "folder": Path.mkdir,
    "socket": _socket,
    "endless": _endless,
}


@pytest.fixture(autouse=True)
def _in_time(tmp_path: Path) -> Iterator[None]:
    """A wait that never ends is an error here, not a test that hangs."""
    before = Path.cwd()

    def late(_signal: int, _frame: object) -> None:
        raise Waited

    old = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, old)
    os.chdir(before)


def put(path: Path, kind: str) -> None:
    """Something else in the place of a file."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    KINDS[kind](path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "pipe") for name in NAMES),
        *((name, "endless") for name in NAMES if not name.startswith(DATABASE)),
        *((LOCK, kind) for kind in ("folder", "socket")),
    ],
)
def test_what_is_no_file_is_refused_or_passed_over_and_never_waited_for(
    door: Door, name: str, kind: str
) -> None:
    put(door.folder / name, kind)
    with suppress(UserError):
        read_vault_card(door.folder)
    with suppress(UserError):
        examine_vault(door.folder, with_passphrase(None, PASSPHRASE), door.clock.now())
    with suppress(UserError):
        door.open().close()


@pytest.mark.parametrize("kind", KINDS)
def test_one_copy_of_the_keys_that_is_no_file_keeps_no_vault_shut(door: Door, kind: str) -> None:
    put(door.folder / SLOT_COPIES[0], kind)
    assert door.opens()
    assert (door.folder / SLOT_COPIES[0]).is_file()


def test_a_pipe_that_stands_for_a_note_of_this_machine_counts_as_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert load_settings(tmp_path / "pipe") == Settings()
    assert NoteBook(tmp_path / "pipe").read() == BackupNotes()


def test_a_pipe_in_the_outbox_is_left_where_it_is(tmp_path: Path, clock: HeldClock) -> None:
    del clock
    os.mkfifo(tmp_path / "one.sealed")
    (kept,) = Outbox(tmp_path, "vault", lambda: bytes(32), lambda: ()).earlier()
    assert kept.content is None
