# SPDX-License-Identifier: EUPL-1.2
"""The port through which the platform says that nobody is at this session any more."""

import sys

from PySide6.QtCore import QObject, Signal

LOCKED = "session locked"
SLEEP = "sleep"
SWITCHED = "user switched"


class SessionWatch(QObject):
    """`away` carries one of the three codes above; it may come several times for one absence.

    A platform that says nothing is silence, never an error: the idle limit still holds.
    """

    away = Signal(str)

    def stop(self) -> None:
        """Listen no longer."""


def watch_session(parent: QObject) -> SessionWatch:
    """The watch of this platform.

    Loads the platform's library: call it after the first frame.
    """
    if sys.platform == "win32":
        from ui.platform.windows import WindowsWatch  # noqa: PLC0415

        return WindowsWatch(parent)
    if sys.platform == "darwin":
        from ui.platform.macos import MacWatch  # noqa: PLC0415

        return MacWatch(parent)
    from ui.platform.logind import Buses, LogindWatch  # noqa: PLC0415

    return LogindWatch(Buses.of_this_session(), parent)
