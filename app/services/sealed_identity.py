# SPDX-License-Identifier: EUPL-1.2
"""What is sealed of an identity, and what seals it."""

import json
from datetime import date
from typing import Protocol

from app.domain.case import Identity
from app.domain.changes import content_of
from app.domain.text import clean


class IdentitySeal(Protocol):
    """What seals and opens identities: the vault's identity key, held by this session."""

    def seal(self, case_id: str, text: bytes) -> bytes:
        """The sealed form of a record. Raises `UserError` when the key is not held."""
        ...

    def open(self, case_id: str, sealed: bytes) -> bytes:
        """The record. Raises `UserError` when the key is not held or the record was altered."""
        ...

    def open_earlier(self, case_id: str, sealed: bytes) -> bytes:
        """As `open`, for what may have been sealed before the key was renewed."""
        ...


def identity_text(identity: Identity) -> bytes:
    """What is sealed of an identity, as `identity_of` reads it back."""
    raw = {
        name: clean(value) if isinstance(value, str) else value
        for name, value in content_of(identity).items()
    }
    return json.dumps(raw).encode()


def identity_of(text: bytes) -> Identity:
    """The identity that `identity_text` wrote."""
    raw = json.loads(text)
    born = raw.pop("born")
    return Identity(**raw, born=None if born is None else date.fromisoformat(born))
