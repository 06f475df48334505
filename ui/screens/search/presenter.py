# SPDX-License-Identifier: EUPL-1.2
"""What is looked for, what was found, and where each answer leads."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.changes import Kind
from app.domain.text import number, plural
from app.services.search import MOST_COUNTED, SHOWN, Hit, SearchService


class Scope(StrEnum):
    """What is looked through."""

    ALL = "all"
    CASES = "cases"
    SAID = "said"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    PROTOCOLS = "protocols"
    PEOPLE = "people"

    @property
    def label(self) -> str:
        """The word of the choice."""
        return _SCOPES[self][0]

    @property
    def kind(self) -> Kind | None:
        """The kind of record, None for all."""
        return _SCOPES[self][1]


_SCOPES: dict[Scope, tuple[str, Kind | None]] = {
    Scope.ALL: ("Tout", None),
    Scope.CASES: ("Situations", Kind.CASE),
    Scope.SAID: ("Comptes rendus", Kind.ITEM),
    Scope.DECISIONS: ("Décisions", Kind.DECISION),
    Scope.ACTIONS: ("Actions", Kind.ACTION),
    Scope.PROTOCOLS: ("Protocoles", Kind.PROTOCOL),
    Scope.PEOPLE: ("Professionnels", Kind.PROFESSIONAL),
}
KIND_WORDS = {
    Kind.CASE: "situation",
    Kind.ITEM: "compte rendu",
    Kind.DECISION: "décision",
    Kind.ACTION: "action",
    Kind.PROTOCOL: "protocole",
    Kind.PROFESSIONAL: "professionnel",
}


@dataclass(frozen=True)
class Target:
    """The screen and the record that an answer leads to."""

    screen: str
    record: str


class SearchPresenter:
    """Holds what is typed and the answers to it."""

    def __init__(self, search: SearchService) -> None:
        self._search = search
        self.typed = ""
        self.scope = Scope.ALL
        self.hits: tuple[Hit, ...] = ()

    def look(self, typed: str) -> None:
        """Look for what is typed now."""
        self.typed = typed
        self.look_again()

    def choose(self, scope: Scope) -> None:
        """Look through one kind of records, or all."""
        self.scope = scope
        self.look_again()

    def look_again(self) -> None:
        """Look for the same: what was written has changed."""
        self.hits = self._search.find(self.typed, self.scope.kind)

    @property
    def summary(self) -> str:
        """How much was found, and what the index still lacks."""
        behind = self._search.behind
        parts = []
        if self.hits:
            many = len(self.hits) == SHOWN
            found = f"Les {SHOWN} premières réponses" if many else plural(len(self.hits), "réponse")
            parts.append(found)
        if behind > SHOWN:
            more = " ou plus" if behind >= MOST_COUNTED else ""
            parts.append(f"l’index se complète, encore {number(behind)} textes{more}")
        return " · ".join(parts)

    @property
    def nothing(self) -> str:
        """What to say where no answer is shown; empty where there is one."""
        if self.hits:
            return ""
        if not self.typed.strip():
            return (
                "Un mot, un code ou un nom : chaque mot tapé cherche les mots qui commencent "
                "ainsi, sans accents ni majuscules."
            )
        return f"Rien ne répond à « {self.typed.strip()} »."

    def target(self, hit: Hit) -> Target:
        """Where an answer leads."""
        if hit.kind is Kind.PROFESSIONAL:
            return Target("directory", hit.record_id)
        if hit.kind is Kind.PROTOCOL:
            return Target("protocol", hit.record_id)
        if hit.minutes_id and hit.kind in {Kind.ITEM, Kind.DECISION}:
            return Target("minutes", hit.minutes_id)
        if hit.case_id:
            return Target("case", hit.case_id)
        return Target("actions" if hit.kind is Kind.ACTION else "prepare", "")
