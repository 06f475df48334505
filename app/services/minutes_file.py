# SPDX-License-Identifier: EUPL-1.2
"""A version of sealed minutes as a file that anybody can verify; read back without trusting it.

The form is described in `docs/seal.md`. What is restricted or erased keeps its digest, without
record and without salt: with the salt, a short text could be guessed from its digest.
"""

import json
from dataclasses import dataclass

from app.domain.minutes import Minutes, SealedItem
from app.domain.seal import canonical, digest, members_of
from app.services.verification import SignedBy
from app.storage import table
from app.storage.signatures import StoredSignature
from app.vault.encoding import Fields, Malformed, parse, to_base64

FILE_FORMAT = "tour-de-table/compte-rendu"
FILE_VERSION = 1
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class FileItem:
    """One item of a file: what its own text digests to, or None where it holds no text."""

    position: int
    digest: str
    own_digest: str | None


@dataclass(frozen=True)
class MinutesFile:
    """A file as read: nothing of it is believed yet."""

    vault: str
    id: str
    facts: tuple[tuple[str, str], ...]
    header_digest: str
    items: tuple[FileItem, ...]
    signature: StoredSignature | None


def minutes_facts(minutes: Minutes) -> tuple[tuple[str, str], ...]:
    """What a file says beside the texts, as (word on screen, value)."""
    return (
        ("la réunion", minutes.meeting_id),
        ("la date", minutes.on.isoformat()),
        ("la version", str(minutes.version)),
        ("l’heure du scellement", table.instant(minutes.sealed_at)),
        ("le sceau de la version d’avant", minutes.previous),
        ("le sceau", minutes.seal),
        ("la tête du journal", minutes.head),
    )


def minutes_file(
    vault: str, minutes: Minutes, stored: StoredSignature | None, signed: SignedBy | None
) -> bytes:
    """The file of one version, as UTF-8 JSON for people too."""
    body: dict[str, object] = {
        "format": FILE_FORMAT,
        "version": FILE_VERSION,
        "vault": vault,
        "minutes": {
            "id": minutes.id,
            "meeting": minutes.meeting_id,
            "on": minutes.on.isoformat(),
            "version": minutes.version,
            "sealed_at": table.instant(minutes.sealed_at),
            "previous": minutes.previous,
            "seal": minutes.seal,
            "head": minutes.head,
        },
        "header": {
            "record": members_of(minutes.header),
            "salt": minutes.header_salt,
            "digest": minutes.header_digest,
        },
        "items": [_item(item) for item in minutes.items],
        "signature": None,
    }
    if stored is not None and signed is not None:
        body["signature"] = {
            "algorithm": "Ed25519",
            "account": stored.account_id,
            "name": signed.name,
            "public": to_base64(stored.public),
            "signature": to_base64(stored.signature),
        }
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def read_minutes_file(data: bytes) -> MinutesFile:
    """Read a file. Raises `Malformed` for anything that is none."""
    if len(data) > MOST_BYTES:
        raise Malformed("too large")
    try:
        return _read(parse(data))
    except (ValueError, TypeError, RecursionError) as error:  # a lone surrogate, a bad salt
        raise Malformed("not minutes") from error


def _item(item: SealedItem) -> dict[str, object]:
    if item.record is None:
        why = "restricted" if item.restricted else "erased"
        return {"position": item.position, "digest": item.digest, "withheld": why}
    return {
        "position": item.position,
        "record": members_of(item.record),
        "salt": item.salt,
        "digest": item.digest,
    }


def _read(file: Fields) -> MinutesFile:
    if file.text("format") != FILE_FORMAT or file.integer("version") != FILE_VERSION:
        raise Malformed("another format")
    minutes = file.child("minutes")
    facts = (
        ("la réunion", minutes.text("meeting")),
        ("la date", minutes.text("on")),
        ("la version", str(minutes.integer("version"))),
        ("l’heure du scellement", minutes.text("sealed_at")),
        ("le sceau de la version d’avant", minutes.text("previous")),
        ("le sceau", minutes.text("seal")),
        ("la tête du journal", minutes.text("head")),
    )
    signature = None
    if file.raw.get("signature") is not None:
        signed = file.child("signature")
        signature = StoredSignature(
            signed.text("account"), signed.blob("public"), signed.blob("signature")
        )
    return MinutesFile(
        vault=file.text("vault"),
        id=minutes.text("id"),
        facts=facts,
        header_digest=_own_digest(file.child("header")) or "",
        items=tuple(_read_item(item) for item in file.children("items")),
        signature=signature,
    )


def _read_item(item: Fields) -> FileItem:
    return FileItem(item.integer("position"), item.text("digest"), _own_digest(item))


def _own_digest(part: Fields) -> str | None:
    if part.raw.get("record") is None:
        return None
    return digest(canonical(part.child("record").raw), part.text("salt"))
