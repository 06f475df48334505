# SPDX-License-Identifier: EUPL-1.2
"""The slot file: who can open a vault, kept in two copies, checksummed and authenticated.

The checksum finds accidental damage without any key, so that the other copy can be used; the MAC,
under a subkey of the master key, finds what somebody changed.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.vault.encoding import (
    FORMAT,
    FORMAT_VERSION,
    Fields,
    Malformed,
    canonical,
    parse,
    to_base64,
)
from app.vault.errors import KeysAltered, KeysDamaged, NotAVault, VaultTooNew
from app.vault.folder import SLOT_COPIES, said_plainly, write_whole
from app.vault.keys import KEY_BYTES, Purpose, subkey, wipe
from app.vault.slots import Slot

LARGEST = 1 << 20
"""More bytes than that are not a slot file; bounds the work on a forged one."""


@dataclass(frozen=True)
class SlotFile:
    """What the slot file says.

    `generation` grows at each change of keys and is repeated in the database, so that an older
    file put back is noticed.
    """

    vault_id: str
    practice_name: str
    created_at: str
    generation: int
    slots: tuple[Slot, ...]

    def body(self) -> dict[str, object]:
        """The part that the checksum and the MAC cover."""
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "vault": self.vault_id,
            "practice": self.practice_name,
            "created": self.created_at,
            "generation": self.generation,
            "slots": [slot.to_json() for slot in self.slots],
        }

    def slot(self, account_id: str) -> Slot | None:
        """The slot of an account."""
        return next((slot for slot in self.slots if slot.account.id == account_id), None)


@dataclass(frozen=True)
class SlotReading:
    """What was found in a folder: the content, the bytes to put back, and the copies to repair."""

    content: SlotFile
    body: bytes
    mac: bytes
    whole: bytes
    damaged: tuple[str, ...]
    """Names of the copies that are missing, damaged or older."""

    def authenticate(self, master: bytearray) -> None:
        """Raises `KeysAltered` when the file was not written by a holder of the master key."""
        if not hmac.compare_digest(_mac(master, self.content.vault_id, self.body), self.mac):
            raise KeysAltered


def write_slot_file(folder: Path, content: SlotFile, master: bytearray) -> None:
    """Write both copies, one after the other. Raises `OSError`."""
    body = content.body()
    text = canonical(body)
    whole = canonical(
        {
            "body": body,
            "checksum": hashlib.sha256(text).hexdigest(),
            "mac": to_base64(_mac(master, content.vault_id, text)),
        }
    )
    for name in SLOT_COPIES:
        write_whole(folder / name, whole + b"\n")


def read_slot_file(folder: Path) -> SlotReading:
    """The newest good copy. Raises `NotAVault`, `KeysDamaged`, `VaultTooNew`."""
    found: dict[str, SlotReading] = {}
    missing = 0
    for name in SLOT_COPIES:
        path = folder / name
        if not path.exists():
            missing += 1
            continue
        with said_plainly(), path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        try:
            found[name] = _read(raw)
        except Malformed:
            continue
    if missing == len(SLOT_COPIES):
        raise NotAVault
    if not found:
        raise KeysDamaged
    best = max(found.values(), key=lambda reading: reading.content.generation)
    bad = tuple(
        name for name in SLOT_COPIES if name not in found or found[name].whole != best.whole
    )
    return SlotReading(best.content, best.body, best.mac, best.whole, bad)


def repair_copies(folder: Path, reading: SlotReading, stamp: str) -> None:
    """Rewrite the copies that were not good from the one that was, which must be authenticated.

    A damaged copy is kept beside, under a name that ends with `stamp`. Raises `OSError`.
    """
    for name in reading.damaged:
        path = folder / name
        if path.exists():
            path.replace(path.with_name(f"{name}.damaged-{stamp}"))
        write_whole(path, reading.whole)


def _read(raw: bytes) -> SlotReading:
    if len(raw) > LARGEST:
        raise Malformed("too long")
    outer = parse(raw)
    fields = outer.child("body")
    body = _canonical_again(fields)
    if hashlib.sha256(body).hexdigest() != outer.text("checksum"):
        raise Malformed("damaged")
    if fields.text("format") != FORMAT:
        raise Malformed("not ours")
    if fields.integer("version") > FORMAT_VERSION:
        raise VaultTooNew
    return SlotReading(_content(fields), body, outer.blob("mac", KEY_BYTES), raw, ())


def _canonical_again(fields: Fields) -> bytes:
    try:
        return canonical(fields.raw)
    except (ValueError, RecursionError) as error:  # NaN, lone surrogates, a tower of brackets
        raise Malformed("not canonical") from error


def _content(fields: Fields) -> SlotFile:
    slots: Sequence[Slot] = [Slot.from_json(child) for child in fields.children("slots")]
    return SlotFile(
        fields.text("vault"),
        fields.text("practice"),
        fields.text("created"),
        fields.integer("generation"),
        tuple(slots),
    )


def _mac(master: bytearray, vault_id: str, body: bytes) -> bytes:
    key = subkey(master, vault_id, Purpose.SLOTS, KEY_BYTES)
    digest = hmac.digest(key, body, "sha256")
    wipe(key)
    return digest
