# SPDX-License-Identifier: EUPL-1.2
"""The journal's head, kept outside of the database as well.

An older database put back, or one that lost the end of its write-ahead log, is sound in itself:
only something outside can tell that entries are missing. The head is written beside the database
and in this machine's own place, each minute of a meeting, at lock and at close.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.system.plain_file import read_plain
from app.vault.encoding import Malformed, canonical, parse, to_base64
from app.vault.folder import write_whole
from app.vault.keys import KEY_BYTES, Purpose, subkey

HEAD = "head.json"
_LARGEST = 4096


@dataclass(frozen=True)
class Head:
    """The last entry of the journal at a moment, and how many transactions had changed rows.

    `rows` is the seal of all row totals then; `at` is UTC; `generation` is that of the slot file.
    """

    seq: int
    hash: str
    changes: int
    rows: str
    at: datetime
    generation: int = 0

    @property
    def name(self) -> str:
        """What tells it from any other."""
        return f"{self.hash}:{self.changes}"


@dataclass(frozen=True)
class Stranger:
    """A note of this vault that its master key did not write, as one of before or after it would.

    Nothing vouches for its `generation`; `name` tells it from any other.
    """

    generation: int
    name: str


@dataclass(frozen=True)
class Loss:
    """What a database lacks against a head kept outside: entries, changes of rows, until when.

    `until` is None where only the keys are known to have been changed since.
    """

    entries: int
    changes: int
    until: datetime | None


class HeadNotes:
    """The notes of one vault's head in some places; a place that cannot be written is passed over.

    The MAC keeps a forged note from hiding what a true one tells. A key that was rotated away
    cannot verify what the next one wrote: such a note is a `Stranger`, and not nothing. A note that
    is removed, or made unreadable, hides what it told, which is why there are two places.
    """

    def __init__(self, vault_id: str, master: bytearray, places: tuple[Path, ...]) -> None:
        self._vault_id = vault_id
        self._key = bytes(subkey(master, vault_id, Purpose.HEADS, KEY_BYTES))
        self._places = places

    def write(self, head: Head) -> None:
        """Keep the head in every place that takes it."""
        content = self.bytes_of(head)
        for place in self._places:
            try:
                if place.name != HEAD:  # never a folder in the place of a stick that was pulled
                    place.parent.mkdir(parents=True, exist_ok=True)
                write_whole(place, content)
            except OSError:
                continue

    def read(self) -> tuple[Head, ...]:
        """The heads that are there and authentic."""
        found = (self._read(place) for place in self._places)
        return tuple(note for note in found if isinstance(note, Head))

    def strangers(self, generation: int = 0) -> tuple[Stranger, ...]:
        """The notes of this vault that do not verify, of that generation of slots or later.

        One of an earlier generation is what a rotation leaves on a machine that did not see it.
        """
        found = (self._read(place) for place in self._places)
        strangers = (note for note in found if isinstance(note, Stranger))
        return tuple(note for note in strangers if note.generation >= generation)

    def bytes_of(self, head: Head) -> bytes:
        """The note, as it is written."""
        body = {
            "vault": self._vault_id,
            "seq": head.seq,
            "hash": head.hash,
            "changes": head.changes,
            "rows": head.rows,
            "at": head.at.isoformat(),
            "generation": head.generation,
        }
        return canonical({"body": body, "mac": to_base64(self._mac(canonical(body)))}) + b"\n"

    def _read(self, place: Path) -> Head | Stranger | None:
        try:
            outer = parse(read_plain(place, _LARGEST))
            body = outer.child("body")
            if body.text("vault") != self._vault_id:
                return None
            noted = outer.blob("mac", KEY_BYTES)
            # Notes of before 1.0 bear no generation: as if of before any rotation.
            generation = body.integer("generation") if "generation" in body.raw else 0
            if not hmac.compare_digest(self._mac(canonical(body.raw)), noted):
                return Stranger(generation, f"{generation}:{noted.hex()}")
            at = datetime.fromisoformat(body.text("at"))
            seq, changes = body.integer("seq"), body.integer("changes")
            return Head(seq, body.text("hash"), changes, body.text("rows"), at, generation)
        except (OSError, Malformed, ValueError, RecursionError):
            return None

    def _mac(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")
