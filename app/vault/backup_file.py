# SPDX-License-Identifier: EUPL-1.2
"""The file of a backup: a ZIP, stored, of a manifest, the slot file and the encrypted database.

The manifest is signed by the account that made it and bears a MAC under a subkey of the master key:
the signature names the maker, the MAC keeps anybody without the vault's keys from making one.
"""

import errno
import hashlib
import hmac
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.storage.copying import DatabaseState
from app.vault.archive_layout import stray_bytes
from app.vault.encoding import (
    FORMAT,
    FORMAT_VERSION,
    Fields,
    Malformed,
    canonical,
    context,
    parse,
    to_base64,
)
from app.vault.errors import VaultError, VaultTooNew
from app.vault.folder import read_plainly, said_plainly
from app.vault.primitives import SealBroken
from app.vault.sealing import seal, unseal
from app.vault.signing import SIGNATURE_BYTES, SIGNING_KEY_BYTES, Signature, Signer, verifies
from app.vault.slot_file import LARGEST

MANIFEST, SLOTS, DATABASE = "manifest.json", "keys.json", "data.db"
MEMBERS = (MANIFEST, SLOTS, DATABASE)
MAC_BYTES = 32
_KIND = "backup"
_LARGEST_DATABASE = 1 << 40
_CHUNK = 1 << 20
_FLUSHED_EVERY = 8
"""Chunks: one long flush of everything at the end would hold up each commit beside it."""
_ZIP = b"PK\x03\x04"
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the library says of an archive whose bytes were changed."""


class BackupDamaged(VaultError):
    """A file of backup that cannot be relied on; `what` says where it differs."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"Cette sauvegarde est abîmée ({what}) ; elle n’a pas été utilisée.",
            "Prenez une autre sauvegarde, ou le second exemplaire de celle-ci.",
        )


class BackupPadded(BackupDamaged):
    """What a backup holds is as it was written; its file has bytes that nobody wrote there."""

    def __init__(self) -> None:
        super().__init__("des octets y ont été ajoutés")
        self.sentence = (
            "Le fichier de cette sauvegarde n’est plus tel qu’il a été écrit : des octets y ont "
            "été ajoutés."
        )
        self.remedy = (
            "Ce qu’il contient est intact et se restaure ; vérifiez le disque, "
            "et faites une autre sauvegarde."
        )


class RowsStale(BackupDamaged):
    """Every page authenticates, and rows are older than the last writing: pages were put back."""


class NotABackup(VaultError):
    """The file is something else."""

    def __init__(self) -> None:
        super().__init__(
            "Ce fichier n’est pas une sauvegarde de Tour de table.",
            "Choisissez un fichier dont le nom finit par .tdtb.",
        )


class BackupMissing(VaultError):
    """No file at that place."""

    def __init__(self) -> None:
        super().__init__(
            "Le fichier de la sauvegarde est introuvable.",
            "Branchez le disque ou la clé où il se trouve, puis recommencez.",
        )


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `made` is UTC, `key` the sealed key of its database."""

    id: str
    vault_id: str
    practice: str
    made: datetime
    account_id: str
    account_name: str
    reason: str
    state: DatabaseState
    counts: Mapping[str, int]
    size: int
    sha256: str
    key: bytes

    def body(self) -> dict[str, object]:
        """The part that is signed."""
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "kind": _KIND,
            "id": self.id,
            "vault": self.vault_id,
            "practice": self.practice,
            "made": self.made.isoformat(),
            "account": self.account_id,
            "account_name": self.account_name,
            "reason": self.reason,
            "schema": self.state.schema,
            "generation": self.state.generation,
            "head": {"seq": self.state.seq, "hash": self.state.head},
            "rows": self.state.rows,
            "counts": dict(self.counts),
            "size": self.size,
            "sha256": self.sha256,
            "key": to_base64(self.key),
        }

    @classmethod
    def from_fields(cls, fields: Fields) -> "Manifest":
        """Read back. Raises `Malformed`, or `VaultTooNew`."""
        if (fields.text("format"), fields.text("kind")) != (FORMAT, _KIND):
            raise Malformed("not a backup")
        if fields.integer("version") > FORMAT_VERSION:
            raise VaultTooNew
        made = datetime.fromisoformat(fields.text("made"))
        if made.tzinfo is None:
            raise Malformed("a date without a zone")
        counted, head = fields.child("counts"), fields.child("head")
        counts = {name: counted.integer(name) for name in counted.raw}
        state = DatabaseState(
            fields.identifier("vault"),
            fields.text("generation"),
            fields.integer("schema"),
            head.integer("seq"),
            head.text("hash"),
            counts,
            fields.text("rows"),
        )
        size = fields.integer("size")
        if not 0 < size <= _LARGEST_DATABASE:
            raise Malformed("size")
        return cls(
            fields.text("id"),
            fields.identifier("vault"),
            fields.text("practice"),
            made,
            fields.text("account"),
            fields.text("account_name"),
            fields.text("reason"),
            state,
            counts,
            size,
            fields.text("sha256"),
            fields.blob("key"),
        )


@dataclass(frozen=True)
class Sealed:
    """A manifest as it is written: its body, who signed it, its MAC."""

    manifest: Manifest
    signature: Signature
    mac: bytes

    def to_bytes(self) -> bytes:
        """The member of the ZIP."""
        outer = {
            "body": self.manifest.body(),
            "signing": to_base64(self.signature.public),
            "signature": to_base64(self.signature.signature),
            "mac": to_base64(self.mac),
        }
        return canonical(outer) + b"\n"

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Sealed":
        """Read back, its signature verified. Raises `Malformed`, `VaultTooNew`."""
        outer = parse(raw)
        try:
            manifest = Manifest.from_fields(outer.child("body"))
        except (ValueError, TypeError) as error:
            raise Malformed("manifest") from error
        signature = Signature(
            manifest.account_id,
            outer.blob("signing", SIGNING_KEY_BYTES),
            outer.blob("signature", SIGNATURE_BYTES),
        )
        if not verifies(manifest.vault_id, signature, _KIND, manifest.body()):
            raise Malformed("signature")
        return cls(manifest, signature, outer.blob("mac", MAC_BYTES))

    def authenticate(self, backups_key: bytes | bytearray) -> None:
        """Raises `BackupDamaged` when no holder of the vault's keys made it."""
        mac = _mac(backups_key, self.manifest)
        if not hmac.compare_digest(mac, self.mac):
            raise BackupDamaged("son authentification ne correspond pas à ce coffre")

    def database_key(self, backups_key: bytes | bytearray) -> bytearray:
        """The key of the database inside. Raises `BackupDamaged`."""
        try:
            return unseal(backups_key, self.manifest.key, _key_aad(self.manifest))
        except SealBroken:
            raise BackupDamaged("sa clé ne s’ouvre pas") from None


def sealed_key(
    backups_key: bytes | bytearray, vault_id: str, backup_id: str, key: bytes | bytearray
) -> bytes:
    """The fresh key of a backup, sealed under the vault's subkey for backups."""
    return seal(backups_key, key, context("backup-key", vault_id, backup_id))


def sign_manifest(manifest: Manifest, signer: Signer, backups_key: bytes | bytearray) -> Sealed:
    """The manifest signed by the account and authenticated by the vault."""
    signature = signer.sign(_KIND, manifest.body())
    return Sealed(manifest, signature, _mac(backups_key, manifest))


class BackupFile:
    """A backup on a disk, of which the small members were read and found well formed."""

    def __init__(self, path: Path) -> None:
        """Raises `NotABackup`, `BackupDamaged`, `VaultTooNew`, or the file system's refusal."""
        self.path = path
        with _archive(path) as archive:
            if [info.filename for info in archive.infolist()] != list(MEMBERS):
                raise NotABackup
            self.slots = _member(archive, SLOTS)
            try:
                self.sealed = Sealed.from_bytes(_member(archive, MANIFEST))
            except Malformed:
                raise BackupDamaged("son manifeste") from None
            held = archive.getinfo(DATABASE)
            if (held.file_size, held.compress_size) != (self.manifest.size, self.manifest.size):
                raise BackupDamaged("la taille de sa base de données")

    @property
    def manifest(self) -> Manifest:
        """What it says of itself."""
        return self.sealed.manifest

    def extract(self, target: Path) -> None:
        """Write the database inside to a new file. Raises `BackupDamaged`, `PlaceUnusable`."""
        with said_plainly(), target.open("xb") as file:
            for chunk in self._database():
                file.write(chunk)

    def read_whole(self) -> None:
        """Read every byte again. Raises `BackupDamaged`, `BackupPadded`."""
        for _chunk in self._database():
            pass
        self.require_nothing_else()

    def require_nothing_else(self) -> None:
        """Raises `BackupPadded` where the file holds more than its members."""
        with _archive(self.path) as archive:
            if stray_bytes(self.path, archive):
                raise BackupPadded

    def _database(self) -> Iterator[bytes]:
        digest = hashlib.sha256()
        with _archive(self.path) as archive, archive.open(DATABASE) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != self.manifest.sha256:
            raise BackupDamaged("l’empreinte de sa base de données")


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The ZIP at a path, its refusals said plainly."""
    with read_plainly():
        if not path.is_file():
            raise NotABackup if os.path.lexists(path) else BackupMissing
        with path.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP:
                raise NotABackup
    try:
        with read_plainly(), _offsets_judged(), zipfile.ZipFile(path) as archive:
            yield archive
    except _ZIP_FAULTS:
        raise BackupDamaged("son archive") from None


@contextmanager
def _offsets_judged() -> Iterator[None]:
    """An altered offset leads before the file's beginning: the archive's fault, not the disk's."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise BackupDamaged("son archive") from None
        raise


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > LARGEST or info.compress_type != zipfile.ZIP_STORED:
        raise BackupDamaged("son archive")
    return archive.read(info)


def write_backup(file: BinaryIO, sealed: Sealed, slots: bytes, database: Path) -> None:
    """Write the ZIP into an empty file, not yet flushed. Raises `OSError`."""
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
        database.open("rb") as source,
    ):
        for name, content in ((MANIFEST, sealed.to_bytes()), (SLOTS, slots)):
            archive.writestr(_info(name, len(content)), content)
        info = _info(DATABASE, sealed.manifest.size)
        with archive.open(info, "w", force_zip64=True) as member:
            for number, chunk in enumerate(iter(lambda: source.read(_CHUNK), b""), start=1):
                member.write(chunk)
                if number % _FLUSHED_EVERY == 0:
                    file.flush()
                    os.fsync(file.fileno())


def _info(name: str, size: int) -> zipfile.ZipInfo:
    """A member without the time and rights of this machine: the manifest says when."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o600 << 16
    info.file_size = size
    return info


def _mac(backups_key: bytes | bytearray, manifest: Manifest) -> bytes:
    return hmac.digest(backups_key, canonical(manifest.body()), "sha256")


def _key_aad(manifest: Manifest) -> bytes:
    return context("backup-key", manifest.vault_id, manifest.id)
