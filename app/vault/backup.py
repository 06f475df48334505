# SPDX-License-Identifier: EUPL-1.2
"""Making a backup of an open vault, on a background thread, while work goes on.

It bears its name only once it was copied, compared, checked, flushed and read again: a file that
ends in `.tdtb` is a whole backup, whenever the power or the stick went.
"""

import errno
import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from app.storage.copying import Copied, copy_database
from app.storage.driver import DATABASE_KEY_BYTES, Connection
from app.vault.backup_file import (
    BackupFile,
    Manifest,
    sealed_key,
    sign_manifest,
    write_backup,
)
from app.vault.errors import PlaceTaken, VaultError
from app.vault.folder import flush_folder, path_refusal
from app.vault.keys import wipe
from app.vault.rotation import PART, free_name
from app.vault.signing import Signer
from app.vault.slot_file import parse_slot_file

_CHUNK = 1 << 20


class Reason(StrEnum):
    """Why a backup was made; it goes into its manifest."""

    ASKED = "asked"
    MEETING = "meeting"
    CLOSE = "close"
    IMPORT = "import"
    MIGRATION = "migration"
    REKEY = "rekey"
    CHECK = "check"


class DamageFound(VaultError):
    """The copy did not pass its checks; `copied` says where.

    The vault is damaged, or the disk of the copy: `copies_well` tells which.
    """

    def __init__(self, copied: Copied) -> None:
        self.copied = copied
        super().__init__(
            "Le coffre n’a pas pu être sauvegardé : sa base de données est abîmée.",
            "Ne modifiez plus rien et gardez les sauvegardes précédentes ; "
            "ouvrez « Sauvegardes » pour voir ce qui peut être récupéré.",
        )


class PlaceFull(VaultError):
    """Not enough room for a backup there."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"Il ne reste pas assez de place dans « {place} » pour une sauvegarde.",
            "Libérez de la place, ou choisissez un autre emplacement.",
        )


class PlaceGone(VaultError):
    """The folder or the disk of the backups is not there, or went away meanwhile."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"L’emplacement de sauvegarde « {place} » n’est pas accessible.",
            "Branchez le disque ou la clé, ou choisissez un autre emplacement.",
        )


class PlaceShut(VaultError):
    """The rights of that folder, or its medium, keep this program from reading or writing there."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"L’emplacement de sauvegarde « {place} » refuse la lecture ou l’écriture.",
            "Donnez-vous le droit d’y lire et d’y écrire, ou choisissez un autre emplacement.",
        )


class KeysChanged(VaultError):
    """The accounts of the vault changed while it was being copied."""

    def __init__(self) -> None:
        super().__init__("Les accès au coffre ont changé pendant la sauvegarde.", "Recommencez-la.")


@dataclass(frozen=True)
class BackupSource:
    """What a backup is made of: an open vault.

    `stem` is what its backups are named after, `generation` is that of the keys when they were
    taken, `slots` gives the bytes of the slot file in force, `key` is the subkey for backups.
    """

    stem: str
    vault_id: str
    practice: str
    connection: Connection
    generation: int
    slots: Callable[[], bytes]
    key: bytes
    signer: Signer
    account_name: str


@dataclass(frozen=True)
class BackupMade:
    """A backup that is there, whole and read again."""

    path: Path
    manifest: Manifest


def make_backup(
    source: BackupSource, place: Path, reason: Reason, *, id_: str, made: datetime, local: datetime
) -> BackupMade:
    """A new backup in the folder `place`. Slow: for a background thread, outside transactions.

    `made` is UTC, `local` the same moment as people read it. Raises a `UserError` and leaves no
    file behind: `DamageFound` when the vault does not pass the checks, `KeysChanged` when accounts
    or keys changed since `source` was taken, `PlaceFull`, `PlaceGone`, `PlaceShut`, `PathRefused`,
    or the driver's `StorageFault`s.
    """
    key = bytearray(secrets.token_bytes(DATABASE_KEY_BYTES))
    try:
        with _said_of(place), _parts_of(_prepared(source, place, local)) as (path, part, database):
            copied = copy_database(source.connection, database, key)
            if not copied.good:
                raise DamageFound(copied)
            slots = source.slots()
            _require_pair(source, copied, slots)
            manifest = Manifest(
                id=id_,
                vault_id=source.vault_id,
                practice=source.practice,
                made=made,
                account_id=source.signer.account_id,
                account_name=source.account_name,
                reason=reason.value,
                state=copied.state,
                counts=copied.counts,
                size=database.stat().st_size,
                sha256=_digest(database),
                key=sealed_key(source.key, source.vault_id, id_, key),
            )
            sealed = sign_manifest(manifest, source.signer, source.key)
            with _private(part) as file:
                write_backup(file, sealed, slots, database)
            database.unlink()
            publish(part, path)
    finally:
        wipe(key)
    return BackupMade(path, manifest)


def copies_well(connection: Connection, folder: Path) -> bool:
    """Whether a copy in another place, the vault's own folder, passes its checks. Slow.

    Then it is the place of the other copy that spoils what is written there. Raises the driver's
    `StorageFault`s where no copy can be made here either.
    """
    database = folder / f".essai.tdtb.db{PART}"  # a leftover, where this is cut short
    key = bytearray(secrets.token_bytes(DATABASE_KEY_BYTES))
    try:
        with _removed(database):
            return copy_database(connection, database, key).good
    finally:
        wipe(key)


def prepare_place(place: Path, size: int) -> None:
    """Make a folder for backups and try it: one of `size` bytes must find room there.

    Raises `PlaceTaken`, `PlaceShut`, `PlaceGone`, `PlaceFull` or `PathRefused`.
    """
    trial = place / f".essai.tdtb{PART}"  # a leftover, where this is cut short
    with _said_of(place):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _removed(trial):
            trial.unlink(missing_ok=True)
            _private(trial).close()
        if shutil.disk_usage(place).free < size:
            raise PlaceFull(place)


def copy_backup(path: Path, place: Path) -> Path:
    """The same backup in a second place, read again there.

    `place` must exist: where a stick was pulled, its folder would be made on the computer's disk.
    Raises `PlaceGone`, `PlaceFull`, `PlaceShut` or `BackupDamaged`; no file is left then.
    """
    target = place / path.name
    part = place / f".{path.name}{PART}"
    with _said_of(place):
        if shutil.disk_usage(place).free < path.stat().st_size:
            raise PlaceFull(place)
        with _removed(part):
            if target.exists():
                BackupFile(target).read_whole()
                return target
            with path.open("rb") as source, _private(part) as copy:
                shutil.copyfileobj(source, copy, _CHUNK)
            publish(part, target)
    return target


def publish(part: Path, path: Path) -> None:
    """Flush a finished file, read it again from its medium, then give it its name.

    Raises `OSError` or `BackupDamaged`; it bears no name then.
    """
    with part.open("rb+") as file:
        os.fsync(file.fileno())
        _forget_cached(file.fileno())
    BackupFile(part).read_whole()
    part.rename(path)
    flush_folder(path.parent)


def _prepared(source: BackupSource, place: Path, local: datetime) -> Path:
    """The file to make, once the folder is there, has room and can be written. Raises `OSError`."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    free = shutil.disk_usage(place).free
    pages = source.connection.execute("PRAGMA page_count").fetchone()
    if pages is not None and free < 2 * int(str(pages[0])) * 4096 + (1 << 20):
        raise PlaceFull(place)
    path = free_name(place, source.stem, local)
    with _parts_of(path) as (_path, part, _database):
        _private(part).close()  # the database's engine would blame the vault for what is refused
    return path


@contextmanager
def _said_of(place: Path) -> Iterator[None]:
    """Whatever the system refuses of a place of backups, said of that place."""
    try:
        yield
    except FileExistsError:  # of a folder that is none
        raise PlaceTaken from None
    except OSError as error:
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise PlaceShut(place) from error
        raise path_refusal(error) or PlaceGone(place) from error


@contextmanager
def _parts_of(path: Path) -> Iterator[tuple[Path, Path, Path]]:
    """A backup, and the two files that it is made of, which are removed at the end."""
    part = path.with_name(f".{path.name}{PART}")
    database = path.with_name(f".{path.name}.db{PART}")
    with _removed(part, database):
        yield path, part, database


def _require_pair(source: BackupSource, copied: Copied, slots: bytes) -> None:
    """Raises `KeysChanged` when accounts changed since the keys were taken, or during the copy."""
    beside = parse_slot_file(slots).content.generation
    if {str(source.generation), str(beside)} != {copied.state.generation}:
        raise KeysChanged


@contextmanager
def _removed(*parts: Path) -> Iterator[None]:
    """Leave none of these files behind, as far as the medium lets us."""
    try:
        yield
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _private(path: Path) -> BinaryIO:
    """A new file of its owner's alone."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _forget_cached(descriptor: int) -> None:
    """Let the pages of a flushed file go, so that reading it again asks the medium."""
    if sys.platform == "linux":
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
