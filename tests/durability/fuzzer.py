# SPDX-License-Identifier: EUPL-1.2
"""A child that opens altered files: `python -m tests.durability.fuzzer KIND PLACE SEED TRIES`.

It runs under a limit of memory and says in one line of JSON what became of each: refused in words,
opened, or a crash. Derivations are counted, and answered from memory but for the first.
"""

import base64
import json
import random
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import app.vault.slot_file
import app.vault.slots
from app.domain.errors import UserError
from app.domain.ids import random_ids
from app.system.clock import HeldClock
from app.vault.account import Account, Role
from app.vault.backup_file import MEMBERS, BackupFile
from app.vault.building import built_beside
from app.vault.encoding import Fields, canonical, context, to_base64
from app.vault.errors import AccountUnknown, KeysAltered
from app.vault.folder import ATTEMPTS, DATABASE, SLOT_COPIES
from app.vault.keys import KdfParameters, passphrase_key
from app.vault.primitives import SealBroken
from app.vault.restoring import fill_from_backup, read_backup_slots
from app.vault.slot_file import SlotFile, SlotReading
from app.vault.slots import Slot
from app.vault.vault import unlock_vault
from tests.durability.archive import archive_of, members_of
from tests.vault.support import PASSPHRASE

GIB = 1 << 30
Json = dict[str, Any]
STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2**31, 2**63, 10**400, 0.5, "", "é", "\x00", "A" * 5000, [], {}, [[]],
    {"": {}}, "AA==", [None] * 300, "../../etc", "9999-99-99",
)  # fmt: skip


@dataclass
class Outcome:
    """What became of the altered files."""

    tries: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    crashes: list[str] = field(default_factory=list)
    applied: list[str] = field(default_factory=list)
    slowest: float = 0.0
    derivations: int = 0

    def line(self) -> str:
        """As JSON, with the most memory that this process ever held."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        return json.dumps(self.__dict__ | {"refused": dict(self.refused), "peak": peak})


def altered_bytes(whole: bytes, dice: random.Random) -> bytes:
    """Bits turned, parts cut, doubled, moved, blanked or put in."""
    raw = bytearray(whole)
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        at, length = dice.randrange(max(len(raw), 1)), dice.choice((1, 1, 4, 64, 1024))
        piece = bytes(raw[at : at + length])
        match dice.randrange(7):
            case 0 if raw:
                raw[at % len(raw)] ^= 1 << dice.randrange(8)
            case 1:
                del raw[at:]
            case 2:
                del raw[at : at + length]
            case 3:
                raw[at:at] = piece * dice.choice((1, 50))
            case 4:
                raw[at : at + length] = bytes(length)
            case 5:
                raw[at : at + length] = dice.randbytes(length)
            case _:
                raw[at:at] = dice.choice(
                    (b"[" * 9000, b"{" * 9000, b"9" * 6000, b"\\ud800", b"\xff")
                )
    return bytes(raw)


def altered_json(value: Json, dice: random.Random) -> Json:
    """The same object with some values of another kind, names gone or added, members swapped."""
    changed = deepcopy(value)
    for _ in range(dice.choice((1, 1, 2, 4))):
        spots = list(_spots(changed))
        if not spots:
            break
        holder, name = dice.choice(spots)
        match dice.randrange(5):
            case 0:
                del holder[name]
            case 1:
                holder[name] = _blob(holder[name], dice)
            case 2:
                other, from_ = dice.choice(spots)
                holder[name] = deepcopy(other[from_]) if _has(other, from_) else None
            case _:
                holder[name] = deepcopy(dice.choice(STRANGE))
    return changed


def _spots(value: Any) -> list[tuple[Any, Any]]:
    names = value if isinstance(value, dict) else range(len(value))
    found = [(value, name) for name in names]
    for name in names:
        if isinstance(value[name], dict | list):
            found += _spots(value[name])
    return found


def _has(holder: Any, name: Any) -> bool:
    return name in holder if isinstance(holder, dict) else name < len(holder)


def _blob(value: Any, dice: random.Random) -> Any:
    """A value of the same kind and length with other content."""
    if not isinstance(value, str):
        return value + 1 if isinstance(value, int) else value
    try:
        length = len(base64.b64decode(value, validate=True))
    except ValueError:
        return value + "x"
    return to_base64(dice.randbytes(length))


class Target:
    """What is opened, and what must not have changed when it was refused."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.clock = HeldClock(datetime(2026, 1, 8, 12, 30, tzinfo=UTC))
        self.new_id = random_ids(lambda: 0)

    def altered(self, dice: random.Random) -> None:
        """Put an altered file in place."""
        raise NotImplementedError

    def attempt(self) -> None:
        """Open it as the program does."""
        raise NotImplementedError

    def state(self) -> object:
        """What a refusal leaves as it is."""
        raise NotImplementedError

    def says_the_same(self) -> bool:
        """Whether an altered file that opened says what the true one says (a space was added)."""
        raise NotImplementedError


class SlotsTarget(Target):
    """A vault whose slot file is altered in both copies."""

    def __init__(self, place: Path, *, forged: bool) -> None:
        super().__init__(place)
        self._whole = (place / SLOT_COPIES[0]).read_bytes()
        self._forged = forged
        self._account = json.loads(self._whole)["body"]["slots"][0]["account"]

    def altered(self, dice: random.Random) -> None:
        whole = self._forgery(dice) if self._forged else altered_bytes(self._whole, dice)
        for name in SLOT_COPIES:
            (self.place / name).write_bytes(whole)
        (self.place / ATTEMPTS).unlink(missing_ok=True)

    def _forgery(self, dice: random.Random) -> bytes:
        """What somebody without the keys can make: the checksum is right, the MAC is not."""
        outer = json.loads(self._whole)
        outer["body"] = altered_json(outer["body"], dice)
        outer["checksum"] = sha256(canonical(outer["body"])).hexdigest()
        return canonical(outer)

    def attempt(self) -> None:
        vault = unlock_vault(
            self.place, self._account, PASSPHRASE, clock=self.clock, new_id=self.new_id
        )
        with closing(vault):
            pass

    def state(self) -> object:
        return {name: (self.place / name).read_bytes() for name in (DATABASE, *SLOT_COPIES)}

    def says_the_same(self) -> bool:
        found = json.loads((self.place / SLOT_COPIES[0]).read_bytes())
        return canonical(found["body"]) == canonical(json.loads(self._whole)["body"])


class BackupTarget(Target):
    """A backup that is restored into a vault of its own."""

    def __init__(self, place: Path, *, forged: bool) -> None:
        super().__init__(place)
        (self._path,) = place.glob("*.tdtb")
        self._whole, self._forged = self._path.read_bytes(), forged
        self._folder = place / "rendu.tdt"
        self._members = members_of(self._path)

    def altered(self, dice: random.Random) -> None:
        self._path.write_bytes(
            self._forgery(dice) if self._forged else altered_bytes(self._whole, dice)
        )

    def _forgery(self, dice: random.Random) -> bytes:
        """An archive that is well made, its manifest signed by a key of the forger's own."""
        manifest, slots, database = (self._members[name] for name in MEMBERS)
        if dice.random() < 0.3:
            slots = altered_bytes(slots, dice)
        outer = json.loads(manifest)
        outer["body"] = altered_json(outer["body"], dice)
        body, signing = outer["body"], Ed25519PrivateKey.generate()
        outer["signing"] = to_base64(signing.public_key().public_bytes_raw())
        said = context("backup", body.get("vault"), body)
        outer["signature"] = to_base64(signing.sign(said))
        return archive_of(dict(zip(MEMBERS, (canonical(outer), slots, database), strict=True)))

    def attempt(self) -> None:
        backup = BackupFile(self._path)
        with built_beside(self._folder, self.clock.now()) as site:
            content = read_backup_slots(backup).content
            if not content.slots:
                raise AccountUnknown
            try:
                keys = content.slots[0].open(content.vault_id, PASSPHRASE)
            except SealBroken:
                raise KeysAltered from None
            fill_from_backup(backup, keys, site)

    def state(self) -> object:
        return sorted(file.name for file in self.place.iterdir())

    def says_the_same(self) -> bool:
        shutil.rmtree(self._folder)
        found = members_of(self._path)
        bodies = (json.loads(one[MEMBERS[0]])["body"] for one in (found, self._members))
        others = (one[name] for one in (found, self._members) for name in MEMBERS[1:])
        return len({canonical(body) for body in bodies}) == 1 and len(set(others)) == 2


def run(target: Target, dice: random.Random, tries: int) -> Outcome:
    """Alter and open so many times."""
    outcome = Outcome()
    _count_derivations(outcome)
    for _ in range(tries):
        outcome.tries += 1
        target.altered(dice)
        before, started = target.state(), time.monotonic()
        try:
            target.attempt()
            outcome.opened += 1
            if not target.says_the_same():
                outcome.applied.append("opened")
        except UserError as refusal:
            outcome.refused[type(refusal).__name__] += 1
            if target.state() != before:
                outcome.applied.append(type(refusal).__name__)
        except BaseException as crash:  # noqa: BLE001  that is what is looked for
            outcome.crashes.append(f"{type(crash).__name__}: {crash}"[:300])
        outcome.slowest = max(outcome.slowest, time.monotonic() - started)
    return outcome


def _count_derivations(outcome: Outcome) -> None:
    known: dict[tuple[bytes, KdfParameters], bytearray] = {}

    def counted(passphrase: str, salt: bytes, kdf: KdfParameters) -> bytearray:
        outcome.derivations += 1
        if not known:
            known[salt, kdf] = passphrase_key(passphrase, salt, kdf)
        return bytearray(known.get((salt, kdf), bytes(32)))

    vars(app.vault.slots)["passphrase_key"] = counted


def _naive(raw: bytes) -> SlotReading:
    """For the control: reads a slot file and trusts its shape."""
    body = json.loads(raw)["body"]
    slots = tuple(
        replace(Slot.from_json(Fields(one)), account=_account(one)) for one in body["slots"]
    )
    content = SlotFile(body["vault"], body["practice"], body["created"], body["generation"], slots)
    return SlotReading(content, canonical(body), b"", raw, ())


def _account(one: Json) -> Account:
    return Account(one["account"], one["name"], Role(one["role"]), one["identities"])


_TARGETS: dict[str, Callable[[Path], Target]] = {
    "slots-bytes": lambda place: SlotsTarget(place, forged=False),
    "slots-forged": lambda place: SlotsTarget(place, forged=True),
    "backup-bytes": lambda place: BackupTarget(place, forged=False),
    "backup-forged": lambda place: BackupTarget(place, forged=True),
}


def main() -> None:
    """Fuzz one kind of file under a limit of memory."""
    kind, place, seed, tries = sys.argv[1:5]
    if "--naive" in sys.argv:
        app.vault.slot_file.parse_slot_file = _naive
    resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))
    target = _TARGETS[kind](Path(place))
    print(run(target, random.Random(seed), int(tries)).line())  # noqa: T201  read by the test


if __name__ == "__main__":
    main()
