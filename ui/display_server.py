# SPDX-License-Identifier: EUPL-1.2
"""Whether windows can be shown at all: asked before Qt, which would end the process."""

import os
import sys


def has_screen() -> bool:
    """Whether somebody may see a window; Windows and macOS have a desktop of their own."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
