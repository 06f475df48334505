# SPDX-License-Identifier: EUPL-1.2
"""`python packaging/zipped.py FOLDER ARCHIVE`: the same folder always makes the same .zip.

For Windows, whose own commands write the hour of today into the archive. Modes and links are lost:
an .app of macOS goes through `ditto`.
"""

import os
import sys
import time
import zipfile
from pathlib import Path

EARLIEST = 315_532_800
"""1980-01-01: no .zip tells an earlier day."""


def main(folder: Path, archive: Path) -> None:
    """Everything under `folder`, below its own name, in the order of names.

    The hour of each entry is SOURCE_DATE_EPOCH (UTC seconds), or the earliest there is.
    """
    seconds = max(EARLIEST, int(os.environ.get("SOURCE_DATE_EPOCH") or EARLIEST))
    made = time.gmtime(seconds)[:6]
    files = [path for path in folder.rglob("*") if path.is_file()]
    with zipfile.ZipFile(archive, "w") as whole:
        for path in sorted(files, key=lambda path: path.relative_to(folder).parts):
            name = Path(folder.name, path.relative_to(folder)).as_posix()
            entry = zipfile.ZipInfo(name, made)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # said by Windows otherwise, and by Unix elsewhere
            whole.writestr(entry, path.read_bytes(), compresslevel=9)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
