# SPDX-License-Identifier: EUPL-1.2
"""What the list of situations shows: rows are read as they are seen, words searched from memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.case import CaseStatus
from app.domain.ids import CaseId
from app.domain.life import OVER
from app.domain.text import NARROW, fold, number, one_line, plural
from app.services.cases import CaseService, CaseSummary
from ui.models import Window


class CaseFilter(StrEnum):
    """The views of the list; the values are the `choice` of an intent."""

    OPEN = "open"
    TO_PRESENT = "to_present"
    FOLLOWED = "followed"
    WITHOUT_REVIEW = "without_review"
    TO_RENEW = "to_renew"
    CLOSED = "closed"
    ARCHIVED = "archived"
    ALL = "all"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    CaseFilter.OPEN: "En cours",
    CaseFilter.TO_PRESENT: "À présenter",
    CaseFilter.FOLLOWED: "Suivies",
    CaseFilter.WITHOUT_REVIEW: "Sans date de réévaluation",
    CaseFilter.TO_RENEW: "Accord à renouveler",
    CaseFilter.CLOSED: "Closes",
    CaseFilter.ARCHIVED: "Archivées",
    CaseFilter.ALL: "Toutes",
}
_FOLLOWED = (CaseStatus.FOLLOWED, CaseStatus.TO_REVIEW)
_STATES = {
    CaseFilter.OPEN: tuple(status for status in CaseStatus if status not in OVER),
    CaseFilter.TO_PRESENT: (CaseStatus.NEW, CaseStatus.TO_PRESENT),
    CaseFilter.FOLLOWED: _FOLLOWED,
    CaseFilter.WITHOUT_REVIEW: _FOLLOWED,
    CaseFilter.TO_RENEW: (),
    CaseFilter.CLOSED: (CaseStatus.CLOSED,),
    CaseFilter.ARCHIVED: (CaseStatus.ARCHIVED,),
    CaseFilter.ALL: (),
}
_WARMED = 500
"""Rows made ready to be searched between two events: within a frame."""


@dataclass(frozen=True)
class CasesState:
    """The list as it is shown: `rows` of the `total` situations, and why it may be empty."""

    rows: Sequence[CaseSummary]
    total: int
    filter: CaseFilter
    letters: str

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter hides something."""
        return bool(self.letters) or len(self.rows) < self.total

    @property
    def count(self) -> str:
        """How many are shown, of how many."""
        shown = plural(len(self.rows), "situation")
        return f"{shown} sur {number(self.total)}" if self.narrowed else shown

    @property
    def empty_sentence(self) -> str:
        """What to say in place of the rows; empty when there are some."""
        if self.rows:
            return ""
        if not self.total:
            return "Aucune situation n’est encore ouverte dans cette structure."
        if self.letters:
            return f"Aucune situation ne répond à «{NARROW}{self.letters}{NARROW}»."
        return _EMPTY[self.filter]


_EMPTY = {
    CaseFilter.ALL: "",
    CaseFilter.OPEN: "Aucune situation n’est en cours.",
    CaseFilter.CLOSED: "Aucune situation n’est close.",
    CaseFilter.ARCHIVED: "Aucune situation n’est archivée.",
    CaseFilter.TO_PRESENT: "Aucune situation n’attend d’être présentée.",
    CaseFilter.FOLLOWED: "Aucune situation n’est suivie pour le moment.",
    CaseFilter.TO_RENEW: "Aucun accord n’est à redemander.",
    CaseFilter.WITHOUT_REVIEW: "Toutes les situations suivies ont une date de réévaluation.",
}


class CasesPresenter:
    """Reads the situations, keeps what was searched and filtered."""

    def __init__(self, cases: CaseService) -> None:
        self._cases = cases
        self._total = 0
        self._ids: tuple[CaseId, ...] | None = None
        self._rows = self._window(())
        self._haystacks: list[str] = []
        self._folded: dict[str, str] = {}
        self._filter = CaseFilter.OPEN
        self._letters = ""

    def reload(self) -> None:
        """Read the list again, keeping search and filter."""
        self._total = self._cases.count()
        self._ids = None

    def search(self, letters: str) -> None:
        """Keep what holds every word of `letters` in its code, title or requester."""
        self._letters = one_line(letters)

    def choose(self, filter_: CaseFilter) -> None:
        """Show one of the views."""
        if filter_ is not self._filter:
            self._filter = filter_
            self._ids = None

    def state(self) -> CasesState:
        """What to show now."""
        ids, words = self._view(), fold(self._letters).split()
        if not words:
            return CasesState(self._rows, self._total, self._filter, self._letters)
        while self.warm():
            pass
        found = list(zip(ids, self._haystacks, strict=True))
        for word in words:
            found = [pair for pair in found if word in pair[1]]
        rows = self._window(tuple(id_ for id_, _ in found))
        return CasesState(rows, self._total, self._filter, self._letters)

    def warm(self, count: int = _WARMED) -> bool:
        """Make so many more rows ready to be searched; False when all of them are."""
        ids, start = self._view(), len(self._haystacks)
        self._haystacks.extend(
            self._fold(f"{row.code} {row.title} {row.requester}")
            for row in self._cases.page(ids[start : start + count])
        )
        return len(self._haystacks) < len(ids)

    def _view(self) -> tuple[CaseId, ...]:
        """The situations of the view, the newest first: nothing but who they are."""
        if self._ids is None:
            self._ids = self._read_ids()
            self._rows = self._window(self._ids)
            self._haystacks = []
        return self._ids

    def _read_ids(self) -> tuple[CaseId, ...]:
        if self._filter is CaseFilter.TO_RENEW:
            asked = self._cases.to_renew()
            return tuple(id_ for id_ in self._cases.ids() if id_ in asked)
        undated = self._filter is CaseFilter.WITHOUT_REVIEW
        return self._cases.ids(_STATES[self._filter], undated=undated)

    def _window(self, ids: tuple[CaseId, ...]) -> Window[CaseSummary]:
        return Window(ids, lambda some: self._cases.page([CaseId(id_) for id_ in some]))

    def _fold(self, text: str) -> str:
        """`fold(text)`, fast: what is ASCII only loses its case, other words are kept folded."""
        if text.isascii():
            return text.casefold()
        known = self._folded
        return " ".join(
            word.casefold()
            if word.isascii()
            else known.get(word) or known.setdefault(word, fold(word))
            for word in text.split()
        )
