# SPDX-License-Identifier: EUPL-1.2
"""Whether the system shows one image on two screens where Qt sees a single one: Windows does.

Written from Microsoft's reference (QueryDisplayConfig) and never run: `SECURITY.md` says so.
"""

import ctypes
import sys

QDC_ONLY_ACTIVE_PATHS = 2
_PATH_BYTES, _MODE_BYTES = 72, 64
"""Sizes of DISPLAYCONFIG_PATH_INFO and DISPLAYCONFIG_MODE_INFO."""
_TARGET_AT = 20
"""Where the target begins in a path; its source comes first: adapter (8 bytes), id (4)."""
_SOURCE_BYTES = 12


def duplicated() -> bool:
    """Whether one picture is sent to two screens; False where the system cannot tell."""
    return _windows_duplicates()


def shares_a_source(paths: bytes) -> bool:
    """Whether two active paths start from one source: the same picture on two screens."""
    sources = [
        paths[at : at + _SOURCE_BYTES] for at in range(0, len(paths) - _TARGET_AT, _PATH_BYTES)
    ]
    return len(set(sources)) < len(sources)


def _windows_duplicates() -> bool:
    if sys.platform == "win32":
        user = ctypes.WinDLL("user32")
        paths, modes = ctypes.c_uint32(), ctypes.c_uint32()
        counts = ctypes.byref(paths), ctypes.byref(modes)
        if user.GetDisplayConfigBufferSizes(QDC_ONLY_ACTIVE_PATHS, *counts):
            return False
        path_room = ctypes.create_string_buffer(paths.value * _PATH_BYTES)
        mode_room = ctypes.create_string_buffer(modes.value * _MODE_BYTES)
        failed = user.QueryDisplayConfig(
            QDC_ONLY_ACTIVE_PATHS, counts[0], path_room, counts[1], mode_room, None
        )
        return not failed and shares_a_source(path_room.raw[: paths.value * _PATH_BYTES])
    return False
