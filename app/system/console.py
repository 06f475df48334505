# SPDX-License-Identifier: EUPL-1.2
"""What the headless commands say: results on one stream, refusals on the other.

Nobody may be listening (`| head -1`, a closed stream, a full disk): a command does its work and
ends with its own code all the same.
"""

import argparse
import codecs
import os
import signal
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from types import FrameType
from typing import NoReturn, TextIO

_LONGEST = 600
_MISUSED = 2
INTERRUPTED = 130
"""How a command ends that somebody stopped."""
_INSTALLED = {"ui": "tour-de-table", "app": "tour-de-table-console"}
"""The programs of a bundle: packaging/tour-de-table.spec."""
_PLAIN = "tour-de-table-plain"
_PLAIN_SIGNS = {
    "\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "…": "...", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE",
}  # fmt: skip
_SPACES = frozenset("\u00a0\u202f")


def say(sentence: str) -> None:
    """A result, on standard output."""
    _write(sys.stdout, sentence)


def warn(sentence: str) -> None:
    """A refusal or a warning, on standard error."""
    _write(sys.stderr, shown(sentence))


def shown(sentence: str) -> str:
    """A sentence as a terminal may print it: it can quote a file, whose signs must not act."""
    safe = "".join(char if char in _SPACES or char.isprintable() else "�" for char in sentence)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…"


def is_heard() -> bool:
    """Whether what `say` says goes anywhere: the stream was neither closed nor broken."""
    return getattr(sys.stdout, "name", "") != os.devnull


class _FrenchHelp(argparse.HelpFormatter):
    """Help whose first word is French too."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """See `argparse`."""
        super().add_usage(usage, actions, groups, "Usage\u00a0: " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """A parser that refuses in French; the library's own words are English."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", _FrenchHelp)
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]  # passed through
        self._positionals.title = "arguments"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        """End with the code of a misuse. The English message is kept to what it quotes."""
        del message
        self.exit(
            _MISUSED,
            f"Commande incomplète ou mal écrite. Son aide : « {self.prog} --help ».\n",
        )


def called(module: str) -> str:
    """How the windows (`ui`) or the commands (`app`) are started: installed, or from sources."""
    return _INSTALLED[module] if getattr(sys, "frozen", False) else f"python -m {module}"


def stop_when_asked() -> None:
    """Let a polite end from outside (`timeout`, a shutdown) be one: copies are removed."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def speak() -> None:
    """Make both streams ready for French, and for nobody listening.

    A lone surrogate, or a sign that an older terminal's encoding lacks, must stop no command: the
    former is written as its code, the latter as the plain sign nearest to it.
    """
    codecs.register_error(_PLAIN, _plainly)
    # A closed stream leaves its number to the next file that is opened, which may be the database.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=_encoding(stream), errors=_PLAIN)


def end_quietly() -> None:
    """Write what is still held back, without a word where nobody takes it. The last deed."""
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)


def _encoding(stream: TextIO) -> str:
    """UTF-8, but in a terminal whose locale says that it reads something else."""
    said = stream.encoding or "utf-8"
    return "utf-8" if sys.platform == "win32" else said


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What cannot be encoded, by signs that can: how `codecs` asks for it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_plain(char) for char in lacking), error.end


def _plain(char: str) -> str:
    if char in _PLAIN_SIGNS:
        return _PLAIN_SIGNS[char]
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return bare or char.encode("ascii", "backslashreplace").decode()


def _write(stream: TextIO, sentence: str) -> None:
    with suppress(ValueError):  # closed by somebody: as good as nobody listening
        try:
            stream.write(f"{sentence}\n")
        except OSError:
            _silence(stream)
            return
        _flush(stream)


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except (OSError, ValueError):
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """Lead a broken stream nowhere: what it still holds back is not tried again at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  open to the end
