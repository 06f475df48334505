# SPDX-License-Identifier: EUPL-1.2
"""One window per vault and person: who is there already, and how a second start calls them.

In a folder of the person who runs the program, outside of every vault: a vault may be read-only, or
open to several people. Three kinds of names, and not one byte in any of the files:

- `<place>.here` is locked by the program whose window is that of the vault, from its first page on,
  locked or not. It stays behind, as the lock of a vault does, and for the same reason.
- `<place>-<number>.call` is put there by a second program; the first comes forward and removes it,
  which is the answer. The second removes it itself when nobody answers.

`<place>` is a digest of the folder of the vault, of the computer and of the desktop: a window of
another desktop of the same person cannot come forward here, so it is not called. Nothing is ever
read, so that a stale, foreign or huge file does no harm.
"""

import contextlib
import ctypes
import hashlib
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.system.file_lock import NO_LINK, try_lock
from app.system.plain_file import open_plain

PATIENCE = 2.0
"""Seconds within which a program that is not stuck comes forward."""
_PAUSE = 0.02
_DIGITS = 32


@dataclass
class Presence:
    """What this process says of itself in `folder`, of one vault at a time."""

    folder: Path
    desktop: str
    _place: str = field(default="", init=False)
    _descriptor: int = field(default=-1, init=False)

    def take(self, vault: Path) -> bool:
        """Be the program of that vault; False when another one is, on this desktop.

        True too where the folder cannot be written: the lock of the vault itself remains. What
        was taken before is let go.
        """
        place = self._place_of(vault)
        if self._descriptor >= 0 and place == self._place:
            return True
        self.release()
        self._place = place
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = open_plain(self.folder / f"{place}.here", os.O_RDWR | os.O_CREAT | NO_LINK)
        except OSError:
            return True
        try:
            try_lock(descriptor)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Be there no more; twice is harmless."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def call(self, vault: Path, patience: float = PATIENCE) -> bool:
        """Ask the program of that vault to come forward; whether it did within `patience` seconds.

        When it ends meanwhile its place is taken: `held` then says so.
        """
        name = f"{self._place_of(vault)}-{os.urandom(_DIGITS // 2).hex()}.call"
        call = self.folder / name
        end = time.monotonic() + patience
        try:
            os.close(os.open(call, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError:
            return False
        _let_others_come_forward()
        while time.monotonic() < end:
            time.sleep(_PAUSE)
            if not os.path.lexists(call):
                return True
            if self.take(vault):
                break
        with contextlib.suppress(OSError):
            call.unlink()
        return False

    @property
    def held(self) -> bool:
        """Whether this process is the program of a vault."""
        return self._descriptor >= 0

    def answer(self, come: Callable[[], object]) -> None:
        """`come` forward when somebody called, then tell them."""
        calls = self._calls()
        if calls:
            come()
        for call in calls:
            with contextlib.suppress(OSError):
                call.unlink()

    def _calls(self) -> list[Path]:
        if self._descriptor < 0:
            return []
        shape = re.compile(f"{self._place}-[0-9a-f]{{{_DIGITS}}}\\.call")
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if shape.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
            ]
        return []

    def _place_of(self, vault: Path) -> str:
        said = f"{os.path.normcase(_resolved(vault))}\0{self.desktop}"
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:_DIGITS]


def _let_others_come_forward() -> None:
    """Windows grants that to the program that was just started, and it may pass it on."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def _resolved(vault: Path) -> Path:
    try:
        return vault.resolve()
    except (OSError, RuntimeError):  # links that turn in a circle
        return vault.absolute()


def this_desktop() -> str:
    """The computer and the desktop that this process shows its windows on."""
    if sys.platform == "win32":
        session = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(session))
        return str(session.value)
    shown = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")
    return f"{os.uname().nodename}\0{shown.removesuffix('.0')}"
