# SPDX-License-Identifier: EUPL-1.2
"""What the vault's disk did not take, sealed in another place until it does.

One file per text, in this machine's own folder: `<state>/outbox/<vault id>/`. The names say
nothing: a number of the session and one of the text. A text kept by an earlier session is never
replaced by one of this session.
"""

import errno
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.system.plain_file import read_plain
from app.vault.encoding import Fields, Malformed, canonical, context, parse
from app.vault.folder import write_whole
from app.vault.primitives import SealBroken
from app.vault.sealing import seal, unseal

_SUFFIX = ".sealed"
_LARGEST = 64 * 1024 * 1024
"""Bytes of a file, written and read alike: a larger one was never written here."""


@dataclass(frozen=True)
class Kept:
    """A file and the content that it holds, None where it does not open."""

    path: Path
    content: Fields | None


class Outbox:
    """The outbox of one vault; `key` is its subkey for that purpose (AES-256-GCM).

    Asked for each time: the vault's keys may be renewed meanwhile. `earlier_keys` opened what was
    kept before that.
    """

    def __init__(
        self,
        folder: Path,
        vault_id: str,
        key: Callable[[], bytes],
        earlier_keys: Callable[[], tuple[bytes, ...]],
    ) -> None:
        self._folder, self._vault_id = folder, vault_id
        self._key, self._earlier_keys = key, earlier_keys
        self._session = secrets.token_hex(8)
        self._names: dict[str, Path] = {}

    def put(self, name: str, content: Mapping[str, object]) -> None:
        """Keep a content under a name, in place of what this session kept there.

        Raises `OSError`, for what is too large to be read again too.
        """
        path = self._names.setdefault(name, self._new_path())
        sealed = seal(self._key(), canonical(dict(content)), self._aad(path))
        if len(sealed) > _LARGEST:
            raise OSError(errno.EFBIG, "too large for the outbox")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, sealed)

    def drop(self, name: str) -> None:
        """Forget what this session kept under a name. Raises `OSError`."""
        if name in self._names:
            self._names[name].unlink(missing_ok=True)
            del self._names[name]

    def earlier(self) -> Iterator[Kept]:
        """What sessions before this one left, whatever keys the vault had then."""
        return (kept for kept in self.all() if not kept.path.name.startswith(self._session))

    def all(self) -> Iterator[Kept]:
        """What is kept, by this session too."""
        if not self._folder.is_dir():
            return
        keys = (self._key(), *self._earlier_keys())
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            yield Kept(path, self._read(path, keys))

    def _read(self, path: Path, keys: tuple[bytes, ...]) -> Fields | None:
        try:
            sealed = read_plain(path, _LARGEST)
        except OSError:
            return None
        for key in keys:
            with suppress(SealBroken, Malformed):
                return parse(bytes(unseal(key, sealed, self._aad(path))))
        return None

    def _new_path(self) -> Path:
        return self._folder / f"{self._session}-{secrets.token_hex(16)}{_SUFFIX}"

    def _aad(self, path: Path) -> bytes:
        return context("outbox", self._vault_id, path.name)
