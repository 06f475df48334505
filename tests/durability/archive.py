# SPDX-License-Identifier: EUPL-1.2
"""The archive of a backup taken apart and put together again by somebody who would forge one."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path


def members_of(path: Path) -> dict[str, bytes]:
    """The members, by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members, stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
