# SPDX-License-Identifier: EUPL-1.2
"""What the directory shows: the people read once, searched from memory, written one at a time."""

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.changes import Changes
from app.domain.directory import Professional
from app.domain.errors import NotSavedError
from app.domain.field import Field
from app.domain.ids import ProfessionalId
from app.domain.names import forced_name
from app.domain.text import NARROW, fold, number, one_line, plural
from app.services.directory import DirectoryService
from app.services.kept_forms import About, KeptForms
from app.services.outbox import kept_aside

_PROPOSED = 6


class DirectoryFilter(StrEnum):
    """The views of the list; the values are the `choice` of an intent."""

    ALL = "all"
    MEMBERS = "members"
    OUTSIDE = "outside"
    LEFT = "left"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    DirectoryFilter.ALL: "Toutes",
    DirectoryFilter.MEMBERS: "De la structure",
    DirectoryFilter.OUTSIDE: "Extérieures",
    DirectoryFilter.LEFT: "Parties",
}
_EMPTY = {
    DirectoryFilter.ALL: "Personne n’exerce plus ici : voyez « Parties ».",
    DirectoryFilter.MEMBERS: "Personne n’est noté comme membre de la structure.",
    DirectoryFilter.OUTSIDE: "Personne d’extérieur n’est dans l’annuaire.",
    DirectoryFilter.LEFT: "Personne n’a quitté la structure.",
}


NAMELESS = "(nom à compléter)"
"""The name of somebody of whom only the rest was typed before a lock."""


@dataclass(frozen=True)
class DirectoryState:
    """The list as it is shown: `rows` of the `total` people, and why it may be empty."""

    rows: tuple[Professional, ...]
    total: int
    filter: DirectoryFilter
    letters: str

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter hides something."""
        return bool(self.letters) or self.filter is not DirectoryFilter.ALL

    @property
    def count(self) -> str:
        """How many are shown, of how many."""
        shown = plural(len(self.rows), "personne")
        return f"{shown} sur {number(self.total)}" if self.narrowed else shown

    @property
    def empty_sentence(self) -> str:
        """What to say in place of the rows; empty when there are some."""
        if self.rows:
            return ""
        if not self.total:
            return "L’annuaire est vide. Ajoutez les personnes une à une, ou d’un tableau."
        if self.letters:
            return f"Personne ne répond à «{NARROW}{self.letters}{NARROW}»."
        return _EMPTY[self.filter]


class DirectoryPresenter:
    """Reads and writes the people; keeps what was searched and filtered."""

    def __init__(self, directory: DirectoryService, kept: KeptForms) -> None:
        self._directory, self._kept = directory, kept
        self._new_id: ProfessionalId | None = None
        self._all: tuple[Professional, ...] = ()
        self._haystacks: dict[ProfessionalId, str] = {}
        self._filter = DirectoryFilter.ALL
        self._letters = ""

    def reload(self) -> None:
        """Read the people again, keeping search and filter."""
        people = self._directory.all(left_too=True)
        self._all = tuple(sorted(people, key=lambda one: (fold(one.last), fold(one.first))))
        self._haystacks = {person.id: _haystack(person) for person in self._all}

    def search(self, letters: str) -> None:
        """Keep the people in whose name, profession or structure every word of `letters` is."""
        self._letters = one_line(letters)

    def choose(self, filter_: DirectoryFilter) -> None:
        """Show one of the views."""
        self._filter = filter_

    def state(self) -> DirectoryState:
        """What to show now."""
        words = fold(self._letters).split()
        rows = tuple(
            person
            for person in self._all
            if self._passes(person) and all(word in self._haystacks[person.id] for word in words)
        )
        return DirectoryState(rows, len(self._all), self._filter, self._letters)

    def person(self, id_: str) -> Professional:
        """One person. Raises `NotFoundError`."""
        return self._directory.get(ProfessionalId(id_))

    def save(self, person: Professional) -> tuple[ProfessionalId, Changes]:
        """Add or rewrite a person. Raises `UserError` without a last name.

        What the disk does not take is kept in another place, and a new person has one id however
        often it is tried.
        """
        if not person.id:
            self._new_id = self._new_id or self._directory.new_id()
        named = replace(person, id=person.id or self._new_id or ProfessionalId(""))
        try:
            saved = self._directory.save(named)
        except NotSavedError as error:
            before = None if not person.id else self._by_id(named.id)
            if self._kept.keep_person(before, named):
                raise kept_aside(error) from error
            raise
        self._kept.taken(About.PERSON, named.id)
        self._new_id = None if not person.id else self._new_id
        return saved

    def keepable(self, person: Professional) -> Professional:
        """A person as typed, with names that can be kept: a lock cannot ask for better ones."""
        known = self._by_id(person.id)
        last, first = forced_name(person.last), forced_name(person.first)
        if known is not None:  # what does not change is not judged
            last = known.last if person.last == known.last else last or known.last
            first = known.first if person.first == known.first else first
        return replace(person, last=last or NAMELESS, first=first)

    def set_active(self, id_: ProfessionalId, *, active: bool) -> Changes:
        """Note that somebody left the practice, or is back."""
        return self._directory.save(replace(self._directory.get(id_), active=active))[1]

    def rpps_warning(self, rpps: str) -> str:
        """What looks wrong in an RPPS number; empty when nothing does."""
        nobody = Professional(id=ProfessionalId(""), last="", first="", rpps=rpps)
        return self._directory.warning(nobody) or ""

    def professions(self, letters: str) -> list[tuple[str, Field]]:
        """The professions that begin with `letters`, or have a word or an alias that does."""
        wanted = fold(letters)
        found: dict[str, tuple[bool, Field]] = {}
        for profession in self._directory.professions():
            for label in (profession.label, profession.feminine):
                if fold(label).startswith(wanted):
                    found.setdefault(label, (True, profession.field))
            if any(fold(alias) == wanted for alias in profession.aliases):
                found.setdefault(profession.label, (False, profession.field))
        ranked = sorted(found.items(), key=lambda entry: not entry[1][0])
        return [(label, field) for label, (_, field) in ranked[:_PROPOSED]]

    def field_of(self, profession: str) -> Field | None:
        """The usual field of a profession written in full; None when it is not a known one."""
        wanted = fold(profession)
        for known in self._directory.professions():
            if wanted in {fold(spelling) for spelling in known.spellings}:
                return known.field
        return None

    def _by_id(self, id_: ProfessionalId) -> Professional | None:
        return next((person for person in self._all if person.id == id_), None)

    def _passes(self, person: Professional) -> bool:
        if self._filter is DirectoryFilter.LEFT:
            return not person.active
        if self._filter is DirectoryFilter.ALL:
            return person.active
        return person.active and person.member is (self._filter is DirectoryFilter.MEMBERS)


def _haystack(person: Professional) -> str:
    return fold(
        f"{person.last} {person.first} {person.last} {person.profession} {person.structure}"
    )
