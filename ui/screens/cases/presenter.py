# SPDX-License-Identifier: EUPL-1.2
"""What the list of situations shows: every row is read once, then searched from memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.case import CaseStatus
from app.domain.text import NARROW, fold, number, one_line, plural
from app.services.cases import CaseService, CaseSummary


class CaseFilter(StrEnum):
    """The views of the list; the values are the `choice` of an intent."""

    ALL = "all"
    TO_PRESENT = "to_present"
    FOLLOWED = "followed"
    WITHOUT_REVIEW = "without_review"
    TO_RENEW = "to_renew"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    CaseFilter.ALL: "Toutes",
    CaseFilter.TO_PRESENT: "À présenter",
    CaseFilter.FOLLOWED: "Suivies",
    CaseFilter.WITHOUT_REVIEW: "Sans date de réévaluation",
    CaseFilter.TO_RENEW: "Accord à renouveler",
}
_TO_PRESENT = (CaseStatus.NEW, CaseStatus.TO_PRESENT)
_FOLLOWED = (CaseStatus.FOLLOWED, CaseStatus.TO_REVIEW)


@dataclass(frozen=True)
class CasesState:
    """The list as it is shown: `rows` of the `total` situations, and why it may be empty."""

    rows: tuple[CaseSummary, ...]
    total: int
    filter: CaseFilter
    letters: str

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter hides something."""
        return bool(self.letters) or self.filter is not CaseFilter.ALL

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
    CaseFilter.TO_PRESENT: "Aucune situation n’attend d’être présentée.",
    CaseFilter.FOLLOWED: "Aucune situation n’est suivie pour le moment.",
    CaseFilter.TO_RENEW: "Aucun accord n’est à redemander.",
    CaseFilter.WITHOUT_REVIEW: "Toutes les situations suivies ont une date de réévaluation.",
}


class CasesPresenter:
    """Reads the situations, keeps what was searched and filtered."""

    def __init__(self, cases: CaseService) -> None:
        self._cases = cases
        self._all: tuple[CaseSummary, ...] = ()
        self._pool: tuple[CaseSummary, ...] | None = None
        self._haystacks: list[str] = []
        self._folded: dict[str, str] = {}
        self._filter = CaseFilter.ALL
        self._letters = ""

    def reload(self) -> None:
        """Read the list again, keeping search and filter."""
        self._all = self._cases.all()
        self._pool = None

    def search(self, letters: str) -> None:
        """Keep what holds every word of `letters` in its code, title or requester."""
        self._letters = one_line(letters)

    def choose(self, filter_: CaseFilter) -> None:
        """Show one of the views."""
        if filter_ is not self._filter:
            self._filter = filter_
            self._pool = None

    def state(self) -> CasesState:
        """What to show now."""
        words = fold(self._letters).split()
        if not words:
            return CasesState(self._rows(), len(self._all), self._filter, self._letters)
        while self.warm():
            pass
        found = list(zip(self._rows(), self._haystacks, strict=True))
        for word in words:
            found = [pair for pair in found if word in pair[1]]
        rows = tuple(row for row, _ in found)
        return CasesState(rows, len(self._all), self._filter, self._letters)

    def warm(self, count: int = 1000) -> bool:
        """Make so many more rows ready to be searched; False when all of them are."""
        rows, start = self._rows(), len(self._haystacks)
        self._haystacks.extend(
            self._fold(f"{row.code} {row.title} {row.requester}")
            for row in rows[start : start + count]
        )
        return len(self._haystacks) < len(rows)

    def _rows(self) -> tuple[CaseSummary, ...]:
        """The situations of the view, the newest first."""
        if self._pool is None:
            self._pool = tuple(self._kept())
            self._haystacks = []
        return self._pool

    def _kept(self) -> Iterator[CaseSummary]:
        if self._filter is CaseFilter.ALL:
            yield from self._all
            return
        if self._filter is CaseFilter.TO_RENEW:
            asked = self._cases.to_renew()
            yield from (row for row in self._all if row.id in asked)
            return
        wanted = _TO_PRESENT if self._filter is CaseFilter.TO_PRESENT else _FOLLOWED
        undated = self._filter is CaseFilter.WITHOUT_REVIEW
        for row in self._all:
            if row.status not in wanted:
                continue
            if not undated or row.review_on is None:
                yield row

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
