# SPDX-License-Identifier: EUPL-1.2
"""How the vault writes things down: canonical JSON, base64, and a strict reader of both."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import cast

from app.domain.ids import is_written_id

FORMAT = "tour-de-table"
FORMAT_VERSION = 1
"""Of the key derivations and of what ciphertexts are bound to; the slot file has its own."""


class Malformed(ValueError):
    """A file of ours does not have the shape that docs/vault-format.md gives it."""


def canonical(value: object) -> bytes:
    """The one JSON text of a value: keys sorted, no spaces, UTF-8, no escapes beyond JSON's own."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def context(purpose: str, *parts: object) -> bytes:
    """What a ciphertext is bound to (its AAD), so that it opens nowhere else."""
    return canonical([FORMAT, FORMAT_VERSION, purpose, *parts])


def to_base64(data: bytes | bytearray) -> str:
    """Bytes as standard base64 text."""
    return base64.b64encode(data).decode("ascii")


def parse(data: bytes) -> "Fields":
    """The JSON object of a file. Raises `Malformed`."""
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    return Fields(value)


class Fields:
    """A JSON object read field by field; every accessor raises `Malformed` on another shape."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise Malformed("not an object")
        self.raw = cast("Mapping[str, object]", value)

    def _get(self, name: str) -> object:
        if name not in self.raw:
            raise Malformed(f"no {name}")
        return self.raw[name]

    def text(self, name: str) -> str:
        """A string."""
        value = self._get(name)
        if not isinstance(value, str):
            raise Malformed(f"{name} is not a text")
        return value

    def identifier(self, name: str) -> str:
        """An id as we write it. It becomes a file's name: nothing that leads elsewhere is one."""
        value = self.text(name)
        if not is_written_id(value):
            raise Malformed(f"{name} is not an id")
        return value

    def integer(self, name: str) -> int:
        """A whole number (a truth value is none)."""
        value = self._get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Malformed(f"{name} is not an integer")
        return value

    def flag(self, name: str) -> bool:
        """A truth value."""
        value = self._get(name)
        if not isinstance(value, bool):
            raise Malformed(f"{name} is not a truth value")
        return value

    def blob(self, name: str, length: int | None = None) -> bytes:
        """Bytes written as base64, `length` of them when given."""
        try:
            value = base64.b64decode(self.text(name), validate=True)
        except (binascii.Error, ValueError) as error:
            raise Malformed(f"{name} is not base64") from error
        if length is not None and len(value) != length:
            raise Malformed(f"{name} has not {length} bytes")
        return value

    def child(self, name: str) -> "Fields":
        """An object."""
        return Fields(self._get(name))

    def child_or_none(self, name: str) -> "Fields | None":
        """An object, or None where it is null or absent."""
        return None if self.raw.get(name) is None else self.child(name)

    def children(self, name: str) -> "list[Fields]":
        """A list of objects."""
        value = self._get(name)
        if not isinstance(value, list):
            raise Malformed(f"{name} is not a list")
        return [Fields(item) for item in value]
