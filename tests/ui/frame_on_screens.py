# SPDX-License-Identifier: EUPL-1.2
"""Run by a test in a process of its own, see `two_screens`: where a remembered window opens."""

import sys

from PySide6.QtWidgets import QApplication, QWidget

from ui.frame_keeper import NAME, FrameKeeper
from ui.screens.meeting_mode.projection import Forgetful


class _Remembered(Forgetful):
    """`Memory` without the rest of it."""

    keys = ""

    def keep_vault(self, *_: object) -> None:
        """See `Memory`."""

    def keep_scheme(self, scheme: str) -> None:
        """See `Memory`."""

    def keep_keys(self, keys: str) -> None:
        """See `Memory`."""


def main() -> None:
    """Print the screen, whether it is filled, and the corner of a window on the desktop."""
    app = QApplication([])
    memory = _Remembered()
    memory.keep(NAME, sys.argv[1])
    window = QWidget()
    keeper = FrameKeeper(memory)
    keeper.lay(window)
    window.show()
    app.processEvents()
    corner = (
        window.frameGeometry().topLeft() if window.isMaximized() else window.geometry().topLeft()
    )
    for line in (window.screen().name(), window.isMaximized(), f"{corner.x()} {corner.y()}"):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
