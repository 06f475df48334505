# SPDX-License-Identifier: EUPL-1.2
"""The seal of closed minutes: canonical JSON, a salted digest per item, a seal over the digests.

The seal covers the digests and not the texts, so that one item can be erased on a person's
request while the others still verify; the salt keeps an erased text from being guessed from its
digest. The format is described in `docs/vault-format.md`.
"""

import hashlib
import json
from dataclasses import asdict

from app.domain.minutes import (
    ActionRecord,
    AnswerRecord,
    AttendanceRecord,
    HeaderRecord,
    ItemRecord,
    Minutes,
)

SEAL_FORMAT = 1
LATER = ("arrived", "departed", "topic", "text", "guests", "fate", "form", "answers")
"""Members that the first records did not have: one that is empty is not written, so that what was
sealed before still has the same text."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, every character as itself."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record_text(record: HeaderRecord | ItemRecord) -> str:
    """The canonical text of a record, as it is stored and digested."""
    return canonical(members_of(record))


def members_of(record: HeaderRecord | ItemRecord) -> dict[str, object]:
    """What is written of a record."""
    return asdict(record, dict_factory=_written)


def _written(members: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in members if value or name not in LATER}


def digest(text: str, salt: str) -> str:
    """The salted SHA-256 of a record's text, in hex; `salt` is 32 hex digits."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def seal(meeting_id: str, version: int, previous: str, header: str, items: tuple[str, ...]) -> str:
    """The seal over the digests of one version, chained to the seal of the version before it."""
    body = {
        "format": SEAL_FORMAT,
        "header": header,
        "items": list(items),
        "meeting": meeting_id,
        "previous": previous,
        "version": version,
    }
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def fingerprint(seal_: str) -> str:
    """Eight characters of a seal that a person can compare on paper: `7F3K-9QXM`."""
    value = int(seal_[:10], 16)
    letters = "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def first_fault(minutes: Minutes) -> str | None:
    """A French sentence that names the first part that does not verify, or None.

    An erased item (no record) is skipped: its digest stays under the seal.
    """
    if digest(record_text(minutes.header), minutes.header_salt) != minutes.header_digest:
        return "L’en-tête du compte rendu ne correspond plus à son sceau."
    for place, item in enumerate(minutes.items, start=1):
        if item.position != place:
            return f"Le point {place} du compte rendu n’est plus à sa place."
        if item.record is None:
            continue
        if digest(record_text(item.record), item.salt) != item.digest:
            return f"Le point {item.position} du compte rendu ne correspond plus à son sceau."
    expected = seal(
        minutes.meeting_id,
        minutes.version,
        minutes.previous,
        minutes.header_digest,
        tuple(item.digest for item in minutes.items),
    )
    return None if expected == minutes.seal else "Le sceau du compte rendu a été modifié."


def holds(text: str, salt: str, digest_: str) -> bool:
    """Whether a stored text is the one that was digested; a salt that is none does not hold."""
    try:
        return digest(text, salt) == digest_
    except ValueError:
        return False


def header_from(text: str) -> HeaderRecord:
    """The header of a stored canonical text. Raises `ValueError` for a text that is none."""
    try:
        raw = json.loads(text)
        raw["roles"] = tuple((label, names) for label, names in raw["roles"])
        raw["attendance"] = tuple(AttendanceRecord(**line) for line in raw["attendance"])
        return HeaderRecord(**raw)
    except (TypeError, KeyError) as error:
        raise ValueError("not a header") from error


def item_from(text: str) -> ItemRecord:
    """The item of a stored canonical text. Raises `ValueError` for a text that is none."""
    try:
        raw = json.loads(text)
        raw["decisions"] = tuple(raw["decisions"])
        raw["actions"] = tuple(ActionRecord(**action) for action in raw["actions"])
        raw["guests"] = tuple(raw.get("guests", ()))
        raw["answers"] = tuple(AnswerRecord(**answer) for answer in raw.get("answers", ()))
        return ItemRecord(**raw)
    except (TypeError, KeyError) as error:
        raise ValueError("not an item") from error
