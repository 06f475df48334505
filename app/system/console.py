# SPDX-License-Identifier: EUPL-1.2
"""What the headless commands say: results on one stream, refusals on the other."""

import sys


def say(sentence: str) -> None:
    """A result, on standard output."""
    sys.stdout.write(f"{sentence}\n")


def warn(sentence: str) -> None:
    """A refusal or a warning, on standard error."""
    sys.stderr.write(f"{sentence}\n")


def speak_utf8() -> None:
    """French needs it whatever the terminal's locale; a lone surrogate must not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
