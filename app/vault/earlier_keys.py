# SPDX-License-Identifier: EUPL-1.2
"""What still opens texts that were sealed, outside of the database, before the keys were renewed.

A text that the disk had refused may come back after a rotation, on this machine or on the one that
the vault was carried from. The new database therefore keeps the earlier outbox keys, and the
earlier identity keys sealed under the new one: who was removed cannot open what is sealed since.
"""

from app.storage.vault_state import VaultStateRows

_OUTBOX = "earlier_outbox_keys"
_IDENTITY = "earlier_identity_keys"


def outbox_keys(state: VaultStateRows) -> tuple[bytes, ...]:
    """The outbox keys before the present one, the latest first."""
    return _read(state, _OUTBOX)


def identity_keys(state: VaultStateRows) -> tuple[bytes, ...]:
    """The identity keys before the present one, each sealed under it, the latest first."""
    return _read(state, _IDENTITY)


def keep_outbox_keys(state: VaultStateRows, keys: tuple[bytes, ...]) -> None:
    """In the transaction that makes new keys count: these are the earlier ones from now on."""
    state.set(_OUTBOX, _written(keys))


def keep_identity_keys(state: VaultStateRows, sealed: tuple[bytes, ...]) -> None:
    """As `keep_outbox_keys`; each is sealed under the new identity key."""
    state.set(_IDENTITY, _written(sealed))


def _read(state: VaultStateRows, name: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(each) for each in (state.get(name) or "").split())


def _written(keys: tuple[bytes, ...]) -> str:
    return " ".join(key.hex() for key in keys)
