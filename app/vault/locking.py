# SPDX-License-Identifier: EUPL-1.2
"""One instance per vault: a lock that the system releases by itself when the process ends."""

import getpass
import json
import os
import platform
from datetime import datetime
from pathlib import Path

from app.system.file_lock import NO_LINK, try_lock
from app.system.plain_file import open_plain, read_plain
from app.vault.errors import LinkInVault, NoFileInVault, VaultBusy
from app.vault.folder import said_plainly

_LARGEST = 4096
"""Bytes of the holder's name; more are somebody else's."""


class VaultLock:
    """The lock of a vault, held from its making to `release` (or the end of the process).

    The file stays behind: removing it would let two processes lock two files of one name. It names
    its holder: person, host, process, since when.
    """

    def __init__(self, path: Path, now: datetime, *, noted: bool = True) -> None:
        """Take the lock; without the name of the holder where it may not be `noted`.

        Raises `VaultBusy`, naming the holder, `PlaceReadOnly`, or `PlaceUnusable` where no room is
        left for the name, or `LinkInVault`, `NoFileInVault`; the lock is then free.
        """
        with said_plainly():
            if path.is_symlink():  # the note below would be written over what it leads to
                raise LinkInVault(path.name)
            if os.path.lexists(path) and not path.is_file():
                raise NoFileInVault(path.name)
            how = os.O_RDWR | os.O_CREAT if noted else os.O_RDONLY
            self._descriptor = open_plain(path, how | NO_LINK)
        try:
            try_lock(self._descriptor)
        except OSError:
            self.release()
            raise VaultBusy(_holder(path)) from None
        if not noted:
            return
        note = {
            "host": platform.node(),
            "user": _user(),
            "pid": os.getpid(),
            "since": now.isoformat(),
        }
        try:
            with said_plainly():
                os.ftruncate(self._descriptor, 0)
                os.write(self._descriptor, json.dumps(note).encode())
        except BaseException:
            self.release()
            raise

    @property
    def held(self) -> bool:
        """Whether it has not been released."""
        return self._descriptor >= 0

    def release(self) -> None:
        """Let go; twice is harmless."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _holder(path: Path) -> str:
    """Where the vault is open, as the end of a sentence; empty when the file does not tell."""
    try:
        note = json.loads(read_plain(path, _LARGEST))
        since = datetime.fromisoformat(note["since"]).astimezone()
        host, pid, user = str(note["host"]), int(note["pid"]), str(note.get("user", ""))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return ""  # anybody may have written there
    who = f" par {user}" if user else ""
    return f"{who} sur le poste {host} (processus {pid}) depuis le {since:%d/%m/%Y à %H:%M}"


def _user() -> str:
    """Whose session of the computer this is: a place may be shared by several. Empty if unknown."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
