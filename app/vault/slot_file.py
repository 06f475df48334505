# SPDX-License-Identifier: EUPL-1.2
"""The slot file: who can open a vault, kept in two copies, checksummed and authenticated.

The checksum finds accidental damage without any key, so that the other copy can be used; the MAC,
under a subkey of the master key, finds what somebody changed.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from pathlib import Path

from app.system.plain_file import read_plain
from app.vault.encoding import FORMAT, Fields, Malformed, canonical, parse, to_base64
from app.vault.errors import KeysAltered, KeysDamaged, NotAVault, VaultTooNew
from app.vault.folder import SLOT_COPIES, read_plainly, write_whole
from app.vault.keys import KEY_BYTES, Purpose, subkey, wipe
from app.vault.recovery import RecoverySlot
from app.vault.slots import Slot

SLOT_FORMAT = 2
"""1: one account, no signing key, no sheet (read, and written again as 2). 2: the present one."""

LARGEST = 1 << 20
"""More bytes than that are not a slot file; bounds the work on a forged one."""


@dataclass(frozen=True)
class Away:
    """The vault left on a stick: this one is read-only until its descendant comes back.

    `at` is UTC ISO text; `seq` and `head` are the journal's last entry when it left.
    """

    carry_id: str
    by: str
    at: str
    seq: int
    head: str


@dataclass(frozen=True)
class SlotFile:
    """What the slot file says.

    `generation` grows at each change of keys and is repeated in the database, so that an older
    file put back is noticed. `copy_of` names the carrying that this vault left its place with.
    """

    vault_id: str
    practice_name: str
    created_at: str
    generation: int
    slots: tuple[Slot, ...]
    recovery: RecoverySlot | None = None
    away: Away | None = None
    copy_of: str = ""

    def body(self) -> dict[str, object]:
        """The part that the checksum and the MAC cover."""
        return {
            "format": FORMAT,
            "version": SLOT_FORMAT,
            "vault": self.vault_id,
            "practice": self.practice_name,
            "created": self.created_at,
            "generation": self.generation,
            "slots": [slot.to_json() for slot in self.slots],
            "recovery": None if self.recovery is None else self.recovery.to_json(),
            "away": None if self.away is None else _away_json(self.away),
            "copy_of": self.copy_of,
        }

    def slot(self, account_id: str) -> Slot | None:
        """The slot of an account."""
        return next((slot for slot in self.slots if slot.account.id == account_id), None)

    def with_slot(self, slot: Slot) -> "SlotFile":
        """The file with that account's slot replaced, or added at the end."""
        if self.slot(slot.account.id) is None:
            return replace(self, slots=(*self.slots, slot))
        kept = (slot if slot.account.id == old.account.id else old for old in self.slots)
        return replace(self, slots=tuple(kept))


@dataclass(frozen=True)
class SlotReading:
    """One good copy of the slot file, and which copies do not say the same."""

    content: SlotFile
    body: bytes
    mac: bytes
    whole: bytes
    damaged: tuple[str, ...]
    """Names of the copies that are missing, damaged or different."""

    def authenticate(self, master: bytearray) -> None:
        """Raises `KeysAltered` when the file was not written by a holder of the master key."""
        if not hmac.compare_digest(_mac(master, self.content.vault_id, self.body), self.mac):
            raise KeysAltered


def slot_file_bytes(content: SlotFile, master: bytearray) -> bytes:
    """The whole file, as it is written."""
    body = content.body()
    text = canonical(body)
    outer = {
        "body": body,
        "checksum": hashlib.sha256(text).hexdigest(),
        "mac": to_base64(_mac(master, content.vault_id, text)),
    }
    return canonical(outer) + b"\n"


def write_slot_file(folder: Path, content: SlotFile, master: bytearray) -> None:
    """Write both copies, one after the other. Raises `OSError`."""
    whole = slot_file_bytes(content, master)
    for name in SLOT_COPIES:
        write_whole(folder / name, whole)


def read_candidates(folder: Path) -> tuple[SlotReading, ...]:
    """The good copies that differ, the highest generation first.

    Two of them are left by a change of keys that was cut short: the database tells which one
    counts. Raises `NotAVault`, `KeysDamaged`, `VaultTooNew`.
    """
    found: dict[str, SlotReading] = {}
    missing, refusal = 0, OSError()
    for name in SLOT_COPIES:
        try:
            raw = _read_copy(folder / name)
            if raw is None:
                missing += 1
            else:
                found[name] = parse_slot_file(raw)
        except Malformed:
            continue
        except OSError as error:  # one sector may be unreadable where the other copy is good
            refusal = error
    if missing == len(SLOT_COPIES):
        raise NotAVault
    if not found:
        with read_plainly():
            if isinstance(refusal, PermissionError):
                raise refusal
        raise KeysDamaged
    distinct = {reading.whole: reading for reading in found.values()}
    ordered = sorted(distinct.values(), key=lambda one: one.content.generation, reverse=True)
    return tuple(replace(one, damaged=_others(found, one)) for one in ordered)


def _read_copy(path: Path) -> bytes | None:
    """One copy, None where there is none. Raises `OSError`, `Malformed` for what is no file."""
    if not path.exists():
        return None
    if not path.is_file():
        raise Malformed("no file")
    return read_plain(path, LARGEST)


def read_slot_file(folder: Path) -> SlotReading:
    """The newest good copy. Raises as `read_candidates`."""
    return read_candidates(folder)[0]


def repair_copies(folder: Path, reading: SlotReading, stamp: str) -> None:
    """Rewrite the copies that were not good from the one that was, which must be authenticated.

    A damaged copy is kept beside, under a name that ends with `stamp`. Raises `OSError`.
    """
    for name in reading.damaged:
        path = folder / name
        if path.exists():
            path.replace(path.with_name(f"{name}.damaged-{stamp}"))
        write_whole(path, reading.whole)


def parse_slot_file(raw: bytes) -> SlotReading:
    """One copy from its bytes. Raises `Malformed`, or `VaultTooNew` for a later format."""
    if len(raw) > LARGEST:
        raise Malformed("too long")
    outer = parse(raw)
    fields = outer.child("body")
    body = _canonical_again(fields)
    if hashlib.sha256(body).hexdigest() != outer.text("checksum"):
        raise Malformed("damaged")
    if fields.text("format") != FORMAT:
        raise Malformed("not ours")
    if fields.integer("version") > SLOT_FORMAT:
        raise VaultTooNew
    return SlotReading(_content(fields), body, outer.blob("mac", KEY_BYTES), raw, ())


def _others(found: dict[str, SlotReading], chosen: SlotReading) -> tuple[str, ...]:
    return tuple(
        name for name in SLOT_COPIES if name not in found or found[name].whole != chosen.whole
    )


def _canonical_again(fields: Fields) -> bytes:
    try:
        return canonical(fields.raw)
    except (ValueError, RecursionError) as error:  # NaN, lone surrogates, a tower of brackets
        raise Malformed("not canonical") from error


def _content(fields: Fields) -> SlotFile:
    slots = tuple(Slot.from_json(child) for child in fields.children("slots"))
    recovery, away = fields.child_or_none("recovery"), fields.child_or_none("away")
    return SlotFile(
        fields.identifier("vault"),
        fields.text("practice"),
        fields.text("created"),
        fields.integer("generation"),
        slots,
        None if recovery is None else RecoverySlot.from_json(recovery),
        None if away is None else _away_from(away),
        fields.text("copy_of") if "copy_of" in fields.raw else "",
    )


def _away_json(away: Away) -> dict[str, object]:
    return {
        "carry": away.carry_id,
        "by": away.by,
        "at": away.at,
        "seq": away.seq,
        "head": away.head,
    }


def _away_from(fields: Fields) -> Away:
    return Away(
        fields.text("carry"),
        fields.text("by"),
        fields.text("at"),
        fields.integer("seq"),
        fields.text("head"),
    )


def _mac(master: bytearray, vault_id: str, body: bytes) -> bytes:
    key = subkey(master, vault_id, Purpose.SLOTS, KEY_BYTES)
    digest = hmac.digest(key, body, "sha256")
    wipe(key)
    return digest
