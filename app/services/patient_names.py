# SPDX-License-Identifier: EUPL-1.2
"""Finding a situation by the person's name: in memory alone, while the identity key is held."""

from dataclasses import dataclass
from typing import Protocol

from app.domain.changes import Kind
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.search import Query
from app.services.sealed_identity import identity_of
from app.storage.unit_of_work import Store


class HeldKey(Protocol):
    """The identity key of this session, as far as names are read with it."""

    @property
    def available(self) -> bool:
        """Whether identities can be opened now."""
        ...

    def open(self, case_id: str, sealed: bytes) -> bytes:
        """The record. Raises `UserError`."""
        ...


@dataclass(frozen=True)
class NamedCase:
    """A situation and its person's first and last names."""

    case_id: CaseId
    name: str


class PatientNames:
    """The names of all patients, read once and held no longer than the key is."""

    def __init__(self, store: Store, key: HeldKey) -> None:
        self._store, self._key = store, key
        self._names: tuple[NamedCase, ...] | None = None

    @property
    def available(self) -> bool:
        """Whether names can be looked through now."""
        return self._key.available

    def read(self) -> tuple[NamedCase, ...]:
        """Open every identity. Slow: for the executor, then `hold`.

        A record that was altered is passed over: its situation is found by its code.
        """
        named = []
        for case_id, sealed in self._store.rows.cases.sealed_identities():
            if not self._key.available:
                return ()
            try:
                identity = identity_of(self._key.open(case_id, sealed))
            except (UserError, ValueError):
                continue
            named.append(NamedCase(case_id, f"{identity.first} {identity.last}".strip()))
        return tuple(named)

    def hold(self, names: tuple[NamedCase, ...]) -> None:
        """Keep what `read` gave; journalled. Not when the key was dropped meanwhile."""
        if self._key.available:
            self._names = names
            self._store.note("identity.names_searched", Kind.VAULT)

    def forget(self) -> None:
        """Hold no name any more; they must be read again."""
        self._names = None

    @property
    def held(self) -> bool:
        """Whether names are held; they are forgotten here once the key is gone."""
        if self._names is not None and not self._key.available:
            self._names = None
        return self._names is not None

    def find(self, query: Query) -> tuple[NamedCase, ...]:
        """The situations whose person's names begin with every word; the best first."""
        if not self.held or self._names is None:
            return ()
        scored = ((query.score(each.name, ""), each) for each in self._names)
        return tuple(
            each
            for _, each in sorted(
                ((score, each) for score, each in scored if score),
                key=lambda pair: (-pair[0], pair[1].name),
            )
        )
