# SPDX-License-Identifier: EUPL-1.2
"""Whether the file of a backup holds nothing but what was written into it.

The manifest vouches for its members. A ZIP may hold more beside them, before, between and behind,
that no reader of members sees: here each byte must belong to one of them or to their directory.
"""

import zipfile
from pathlib import Path

_LOCAL, _CENTRAL, _END = 30, 46, 22
"""Bytes of a member's own head, of its line in the directory, and of the archive's end."""
_END_64 = 76
"""Two more records, where a size or an offset needs more than 32 bits."""
_BIG = 0xFFFFFFFF
_EXTRA_LENGTH = slice(28, 30)


def stray_bytes(path: Path, archive: zipfile.ZipFile) -> int:
    """How many bytes of an open archive belong to none of its members. Raises `OSError`."""
    size, used = path.stat().st_size, _END
    with path.open("rb") as file:
        for info in archive.infolist():
            name = len(info.filename.encode())
            file.seek(info.header_offset)
            extra = int.from_bytes(file.read(_LOCAL)[_EXTRA_LENGTH], "little")
            used += _LOCAL + name + extra + info.compress_size
            used += _CENTRAL + name + len(info.extra) + len(info.comment)
    if max(archive.start_dir, *(info.file_size for info in archive.infolist())) >= _BIG:
        used += _END_64
    return size - used
