# SPDX-License-Identifier: EUPL-1.2
"""The files of a vault folder, written so that a crash leaves the old one or the new one."""

import errno
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.vault.errors import NoFileInVault, PlaceReadOnly, PlaceTaken, PlaceUnusable
from app.vault.place_errors import PathRefused, PlaceForbidden, PlaceUnreadable

DATABASE = "data.db"
SLOT_COPIES = ("keys-1.json", "keys-2.json")
LOCK = "lock"
ATTEMPTS = "attempts.json"
SUFFIX = ".tdt"
UNFINISHED = ".en-cours"
"""Ends the name of a vault that is being built: it never opens under it."""


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the file system refuses to a writer into a sentence for the user."""
    try:
        yield
    except FileExistsError:
        raise PlaceTaken from None
    except OSError as error:
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise PlaceReadOnly from None
        raise path_refusal(error) or PlaceUnusable() from error


@contextmanager
def read_plainly() -> Iterator[None]:
    """The same for a reader."""
    try:
        yield
    except PermissionError:
        raise PlaceForbidden from None
    except OSError as error:
        raise path_refusal(error) or PlaceUnreadable() from error


def path_refusal(error: OSError) -> PathRefused | None:
    """What is wrong with a path itself; None where it is the disk, or the rights."""
    if error.errno == errno.ENAMETOOLONG:
        return PathRefused(
            "Ce chemin est trop long, ou l’un de ses noms l’est ; rien n’a été fait.",
            "Donnez un chemin et des noms plus courts.",
        )
    if error.errno == errno.ELOOP:
        return PathRefused(
            "Ce chemin passe par des raccourcis qui tournent en rond ; rien n’a été fait.",
            "Retirez ces raccourcis, ou donnez le chemin du dossier lui-même.",
        )
    return None


def typed_path(text: str) -> Path:
    """A place as typed, which the system can look for. Raises `VaultError` where it cannot.

    An empty one is what a script's missing variable leaves, not « here ».
    """
    if not text.strip():
        raise PathRefused(
            "Un chemin de la commande est vide ; rien n’a été fait.", "Écrivez-le en entier."
        )
    path = Path(text)
    with read_plainly(), suppress(FileNotFoundError, NotADirectoryError):
        try:
            path.stat()
        except ValueError:
            raise PathRefused(
                "Ce chemin contient un caractère qu’aucun nom ne peut contenir.",
                "Retapez-le, sans le coller.",
            ) from None
    return path


def require_files(folder: Path) -> None:
    """Raises `NoFileInVault` where something else bears the name of a file of the database."""
    with read_plainly():
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-journal"):
            path = folder / name
            if os.path.lexists(path) and not path.is_file():
                raise NoFileInVault(name)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file at once and for good: written aside, flushed to the disk, renamed.

    Raises `OSError`; the file is then as it was.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def is_own_folder(path: Path) -> bool:
    """Whether that name is a folder itself: no link leads from it to another place.

    Whoever hands a vault over chooses what lies in it; a link would let this program empty, or
    write into, a folder of the person who opens it.
    """
    try:
        entry = path.lstat()
    except OSError:
        return False
    # A junction of Windows is a folder to all but this mark.
    junction = sys.platform == "win32" and entry.st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT
    return stat.S_ISDIR(entry.st_mode) and not junction


def is_own_file(path: Path) -> bool:
    """Whether that name is a plain file itself, see `is_own_folder`."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def remove_entry(path: Path) -> None:
    """Remove a folder with all it holds, or whatever else bears that name: a link, not its end.

    Raises `OSError`.
    """
    if is_own_folder(path):
        shutil.rmtree(path)  # follows no link either
    else:
        path.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make the names of a folder durable; Windows does so by itself and cannot open a folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
