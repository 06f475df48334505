# SPDX-License-Identifier: EUPL-1.2
"""What the list of situations shows: every row is read once, then searched from memory."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.case import CaseStatus
from app.domain.ids import CaseId
from app.domain.text import NARROW, fold, number, one_line, plural
from app.services.cases import CaseService, CaseSummary


class CaseFilter(StrEnum):
    """The views of the list; the values are the `choice` of an intent."""

    ALL = "all"
    TO_PRESENT = "to_present"
    FOLLOWED = "followed"
    WITHOUT_REVIEW = "without_review"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    CaseFilter.ALL: "Toutes",
    CaseFilter.TO_PRESENT: "À présenter",
    CaseFilter.FOLLOWED: "Suivies",
    CaseFilter.WITHOUT_REVIEW: "Sans date de réévaluation",
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
    CaseFilter.WITHOUT_REVIEW: "Toutes les situations suivies ont une date de réévaluation.",
}


class CasesPresenter:
    """Reads the situations, keeps what was searched and filtered."""

    def __init__(self, cases: CaseService) -> None:
        self._cases = cases
        self._all: tuple[CaseSummary, ...] = ()
        self._haystacks: dict[CaseId, str] = {}
        self._folded_words: dict[str, str] = {}
        self._undated: frozenset[CaseId] | None = None
        self._filter = CaseFilter.ALL
        self._letters = ""

    def reload(self) -> None:
        """Read the list again, keeping search and filter."""
        self._all = self._cases.all()
        self._haystacks = {}
        self._undated = None

    def search(self, letters: str) -> None:
        """Keep what holds every word of `letters` in its code, title or requester."""
        self._letters = one_line(letters)

    def choose(self, filter_: CaseFilter) -> None:
        """Show one of the views."""
        self._filter = filter_

    def state(self) -> CasesState:
        """What to show now."""
        words = fold(self._letters).split()
        rows = tuple(row for row in self._all if self._passes(row) and self._holds(row, words))
        return CasesState(rows, len(self._all), self._filter, self._letters)

    def _passes(self, row: CaseSummary) -> bool:
        if self._filter is CaseFilter.TO_PRESENT:
            return row.status in _TO_PRESENT
        if self._filter is CaseFilter.FOLLOWED:
            return row.status in _FOLLOWED
        if self._filter is CaseFilter.WITHOUT_REVIEW:
            return row.id in self._without_review()
        return True

    def _without_review(self) -> frozenset[CaseId]:
        if self._undated is None:
            self._undated = frozenset(
                row.id
                for row in self._all
                if row.status in _FOLLOWED and self._cases.file(row.id).case.review_on is None
            )
        return self._undated

    def _holds(self, row: CaseSummary, words: list[str]) -> bool:
        if not words:
            return True
        haystack = self._haystacks.get(row.id)
        if haystack is None:
            haystack = self._haystacks[row.id] = self._folded(
                f"{row.code} {row.title} {row.requester}"
            )
        return all(word in haystack for word in words)

    def _folded(self, text: str) -> str:
        """`fold(text)`, word by word: the same words come back in thousands of titles."""
        known = self._folded_words
        return " ".join(
            known[word] if word in known else known.setdefault(word, fold(word))
            for word in text.split()
        )
