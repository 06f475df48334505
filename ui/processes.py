# SPDX-License-Identifier: EUPL-1.2
"""Processes of the program that take the place of this one, or stand beside it."""

import contextlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from ui.restart import Restart

# Without it PyInstaller's starter takes what we start for a part of this process, whose libraries
# are found already: its own would be looked for in the system, and the window would not come.
_ON_ITS_OWN = "PYINSTALLER_RESET_ENVIRONMENT"


def begin_again(restart: Restart) -> None:
    """Replace this process, whose memory held a vault, by one that knows nothing of it.

    Does not return: a dialog of the system, or a task, may hold this process and must not.
    """
    place = () if restart.place is None else ("--place", str(restart.place))
    arguments = _own_arguments("--vault", str(restart.folder), *place)
    if os.name == "posix":
        with contextlib.suppress(OSError):  # the program was replaced while it ran
            os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  no shell
    else:
        QProcess.startDetached(sys.executable, arguments)
    os._exit(0)


def start_another(file: Path) -> None:
    """Open a file in a window of its own; where its vault is open, that window comes forward."""
    QProcess.startDetached(sys.executable, _own_arguments(str(file)))


def _own_arguments(*arguments: str) -> list[str]:
    """What Python is given to start the program, which wrapped needs no saying of."""
    if not getattr(sys, "frozen", False):
        return ["-m", "ui", *arguments]
    os.environ[_ON_ITS_OWN] = "1"
    return [*arguments]
