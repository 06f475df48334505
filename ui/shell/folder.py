# SPDX-License-Identifier: EUPL-1.2
"""Several files written into a folder that the user chose; nothing there is ever overwritten."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from app.domain.errors import UserError

NamedFile = tuple[str, bytes]
"""A file name that names nobody, and what is in it."""


def write_files(folder: Path, files: Sequence[NamedFile]) -> tuple[str, ...]:
    """Write all of them, or none; gives the names they have there.

    A name that is taken gets a number. Raises `UserError` when the folder does not take them.
    """
    written: list[Path] = []
    try:
        for name, content in files:
            path = _free(folder, name)
            written.append(path)
            path.write_bytes(content)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise UserError(
            "Les documents n’ont pas pu être enregistrés dans ce dossier.",
            "Choisissez un autre dossier ou vérifiez la place libre.",
        ) from error
    return tuple(path.name for path in written)


def _free(folder: Path, name: str) -> Path:
    path = folder / name
    for number in count(2):
        if not path.exists():
            break
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
