# SPDX-License-Identifier: EUPL-1.2
"""What the palette leads to: people, protocols, situations by their codes, a piece at a time.

Ten thousand situations are too many to be read between two keys, and a cache would have to be told
of every change. A piece takes less than the 5 ms that the main thread has for the database.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from app.domain.finding import Finder
from app.domain.ids import CaseId, ProfessionalId, ProtocolId
from app.domain.text import fold
from app.services.cases import CaseService, CaseSummary
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
    protocols: tuple[tuple[ProtocolId, str], ...] = ()
    """Id and title; both titles of one whose next version is called otherwise."""


class LookUpService:
    """Reads no more than names."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pieces(self) -> Iterator[Whereabouts]:
        """People and protocols, then the situations, the newest code first; read when asked for."""
        known = self._store.rows.professionals.all()
        people = sorted(known, key=lambda person: (fold(person.last), fold(person.first)))
        yield Whereabouts(
            people=tuple((p.id, p.full_name, p.profession) for p in people if p.active),
            protocols=tuple(
                sorted(self._store.rows.protocols.titles(), key=lambda one: fold(one[1]))
            ),
        )
        last: str | None = None
        while found := self._store.rows.cases.names(PIECE, before=last):
            yield Whereabouts(cases=found)
            last = found[-1].code


class CaseFinder:
    """The situations that a few letters may mean, found while the older ones are still read."""

    def __init__(self, look_up: LookUpService, cases: CaseService) -> None:
        self._look_up, self._cases = look_up, cases
        self._coming: Iterator[Whereabouts] = iter(())
        self._but: Container[CaseId] = ()
        self._known: Finder[CaseName] = Finder((), _words)

    def begin(self, but: Container[CaseId] = ()) -> None:
        """Read anew, the newest situations at once; those in `but` are not meant."""
        self._known, self._but = Finder((), _words), but
        self._coming = self._look_up.pieces()
        for _ in range(2):  # the people, then a piece of situations
            self.read_on()

    def read_on(self) -> bool:
        """Read a piece more; False when all is read."""
        piece = next(self._coming, None)
        if piece is None:
            return False
        self._known.add(case for case in piece.cases if case.id not in self._but)
        return True

    def best(self, letters: str, most: int) -> tuple[CaseSummary, ...]:
        """Those of what was read that the letters may mean, the likeliest first."""
        return self._cases.some(case.id for case in self._known.best(letters, most))


def _words(case: CaseName) -> str:
    return f"{case.code} {case.title}"
