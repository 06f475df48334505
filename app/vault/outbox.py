# SPDX-License-Identifier: EUPL-1.2
"""What the vault's disk did not take, sealed in another place until it does.

One file per text, in this machine's own folder: `<state>/outbox/<vault id>/`. The names say
nothing: a number of the session and a keyed digest. A text kept by an earlier session is never
replaced by one of this session.
"""

import hmac
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.vault.encoding import Fields, Malformed, canonical, context, parse
from app.vault.folder import write_whole
from app.vault.sealing import SealBroken, seal, unseal

_SUFFIX = ".sealed"
_LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A content and the file that holds it."""

    path: Path
    content: Fields


class Outbox:
    """The outbox of one vault; `key` is its subkey for that purpose (AES-256-GCM)."""

    def __init__(self, folder: Path, key: bytes, vault_id: str) -> None:
        self._folder, self._key, self._vault_id = folder, key, vault_id
        self._session = secrets.token_hex(8)

    def put(self, name: str, content: Mapping[str, object]) -> None:
        """Keep a content under a name, in place of what this session kept there.

        Raises `OSError`.
        """
        path = self._path(name)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, seal(self._key, canonical(dict(content)), self._aad(path)))

    def drop(self, name: str) -> None:
        """Forget what this session kept under a name. Raises `OSError`."""
        self._path(name).unlink(missing_ok=True)

    def earlier(self) -> Iterator[Kept]:
        """What sessions before this one left. A file that does not open is left where it is."""
        if not self._folder.is_dir():
            return
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            if path.name.startswith(self._session):
                continue
            content = self._read(path)
            if content is not None:
                yield Kept(path, content)

    def _read(self, path: Path) -> Fields | None:
        try:
            with path.open("rb") as file:
                sealed = file.read(_LARGEST)
            return parse(bytes(unseal(self._key, sealed, self._aad(path))))
        except (OSError, SealBroken, Malformed):
            return None

    def _path(self, name: str) -> Path:
        digest = hmac.digest(self._key, name.encode(), "sha256").hex()[:32]
        return self._folder / f"{self._session}-{digest}{_SUFFIX}"

    def _aad(self, path: Path) -> bytes:
        return context("outbox", self._vault_id, path.name)
