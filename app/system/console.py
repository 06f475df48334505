# SPDX-License-Identifier: EUPL-1.2
"""What the headless commands say: results on one stream, refusals on the other."""

import argparse
import sys
from typing import NoReturn

_LONGEST = 600
_MISUSED = 2


def say(sentence: str) -> None:
    """A result, on standard output."""
    sys.stdout.write(f"{sentence}\n")


def warn(sentence: str) -> None:
    """A refusal or a warning, on standard error."""
    sys.stderr.write(f"{shown(sentence)}\n")


def shown(sentence: str) -> str:
    """A sentence as a terminal may print it: it can quote a file, whose signs must not act."""
    safe = "".join(char if char.isprintable() else "�" for char in sentence)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…"


class FrenchParser(argparse.ArgumentParser):
    """A parser that refuses in French; the library's own words are English."""

    def __init__(self, **options: object) -> None:
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


def speak_utf8() -> None:
    """French needs it whatever the terminal's locale; a lone surrogate must not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
