# SPDX-License-Identifier: EUPL-1.2
"""What the palette leads to: situations by their codes and people, read a piece at a time.

Ten thousand situations are too many to be read between two keys, and a cache would have to be told
of every change. A piece takes less than the 5 ms that the main thread has for the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.ids import ProfessionalId
from app.domain.text import fold
from app.storage.cases import CaseName
from app.storage.unit_of_work import Store

PIECE = 250
"""Situations read at once."""


@dataclass(frozen=True)
class Whereabouts:
    """A piece of what can be gone to."""

    cases: tuple[CaseName, ...] = ()
    people: tuple[tuple[ProfessionalId, str, str], ...] = ()
    """Id, full name, profession."""


class LookUpService:
    """Reads no more than names."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pieces(self) -> Iterator[Whereabouts]:
        """The people, then the situations, the newest code first; read as they are asked for."""
        known = self._store.rows.professionals.all()
        people = sorted(known, key=lambda person: (fold(person.last), fold(person.first)))
        yield Whereabouts(
            people=tuple((p.id, p.full_name, p.profession) for p in people if p.active)
        )
        last: str | None = None
        while found := self._store.rows.cases.names(PIECE, before=last):
            yield Whereabouts(cases=found)
            last = found[-1].code
