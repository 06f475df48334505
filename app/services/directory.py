# SPDX-License-Identifier: EUPL-1.2
"""The directory: typed, pasted or read from a file; found by a few letters."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from app.domain.changes import Changes, Kind, content_of
from app.domain.directory import Professional
from app.domain.directory_preview import (
    DirectoryPreview,
    LineStatus,
    PreviewLine,
    ProfessionalDraft,
)
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import ProfessionalId
from app.domain.names import kept_name
from app.domain.naming import Match, find_person, name_key
from app.domain.rpps import rpps_warning
from app.domain.text import clean, fold, one_line, plural
from app.exchange.directory_table import read_directory
from app.exchange.encoding import read_bytes, read_file
from app.exchange.professions import Profession, load_professions
from app.storage.unit_of_work import Store

_LEAST_LIKENESS = 72
_SHOWN = 6


@dataclass(frozen=True)
class Imported:
    """What an import did: how many people were added, and how many were known already."""

    added: int
    known: int
    refused: int

    @property
    def sentence(self) -> str:
        """The result in one line."""
        parts = [plural(self.added, "personne ajoutée", "personnes ajoutées")]
        if self.known:
            parts.append(plural(self.known, "déjà connue", "déjà connues"))
        if self.refused:
            parts.append(plural(self.refused, "ligne refusée", "lignes refusées"))
        return ", ".join(parts) + "."


class DirectoryService:
    """The people who can be invited, ask for a concertation or be given an action."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, *, left_too: bool = False) -> tuple[Professional, ...]:
        """The people of the directory by name; those who left only when asked for."""
        people = self._store.rows.professionals.all()
        kept = (person for person in people if left_too or person.active)
        return tuple(sorted(kept, key=lambda person: (fold(person.last), fold(person.first))))

    def get(self, id_: ProfessionalId) -> Professional:
        """One person. Raises `NotFoundError`."""
        person = self._store.rows.professionals.get(id_)
        if person is None:
            raise NotFoundError("Cette personne n’est plus dans l’annuaire.", "Revenez à la liste.")
        return person

    def find(self, letters: str, limit: int = _SHOWN) -> tuple[Professional, ...]:
        """The people whom a few letters may mean, the likeliest first."""
        wanted = fold(letters).strip()
        if not wanted:
            return ()
        ranked = [(_likeness(wanted, person), person) for person in self.all()]
        kept = [pair for pair in ranked if pair[0] >= _LEAST_LIKENESS]
        kept.sort(key=lambda pair: (-pair[0], fold(pair[1].last), fold(pair[1].first)))
        return tuple(person for _, person in kept[:limit])

    def structures(self, letters: str) -> tuple[str, ...]:
        """The structures from outside of the team that a few letters may mean, by name."""
        wanted = fold(letters).strip()
        names = {one_line(p.structure) for p in self.all() if not p.member and p.structure.strip()}
        found = [name for name in names if f" {wanted}" in f" {fold(name)}".replace("'", " ")]
        return tuple(sorted(found, key=fold)[:_SHOWN]) if wanted else ()

    def named(self, name: str) -> Match[Professional]:
        """Whom a written name stands for: last name, or last and first where two share it."""
        return find_person(name, self.all())

    def professions(self) -> tuple[Profession, ...]:
        """The national list of professions, to propose while typing."""
        return load_professions()

    def new_id(self) -> ProfessionalId:
        """An id for a new person: retries under it add one, whatever was reported."""
        return ProfessionalId(self._store.new_id())

    def save(self, person: Professional) -> tuple[ProfessionalId, Changes]:
        """Add a person (empty id) or rewrite one.

        Raises `UserError` without a last name, or with a name that cannot be kept.
        """
        before = self._store.rows.professionals.get(person.id) if person.id else None
        last = kept_name(person.last, before.last if before else "")
        first = kept_name(person.first, before.first if before else "")
        if not last:
            raise UserError("Le nom est vide.", "Écrivez au moins le nom de famille.")
        with self._store.write() as work:
            kept = replace(
                person,
                id=person.id or ProfessionalId(work.new_id()),
                last=last,
                first=first,
                profession=clean(person.profession).strip(),
                structure=clean(person.structure).strip(),
                rpps=clean(person.rpps).strip(),
                phone=clean(person.phone).strip(),
                mail=clean(person.mail).strip(),
            )
            work.rows.professionals.save(kept)
            work.changed(Kind.PROFESSIONAL, kept.id, content_of(kept))
            work.journal("directory.changed", Kind.PROFESSIONAL, kept.id)
            return kept.id, work.changes

    def warning(self, person: Professional) -> str | None:
        """What looks wrong in a person's RPPS: a warning, never a refusal."""
        return rpps_warning(person.rpps) if person.rpps.strip() else None

    def preview(self, source: Path | bytes | str) -> DirectoryPreview:
        """What a file, its bytes or a pasted table would bring; people already known are said.

        Raises `UserError` when the source cannot be read, is not a table or is too large: a huge
        file is not read.
        """
        if isinstance(source, Path):
            text = read_file(source)
        else:
            text = read_bytes(source) if isinstance(source, bytes) else source
        return self._compared(read_directory(text, self.professions()))

    def accept(self, preview: DirectoryPreview) -> tuple[Imported, Changes]:
        """Add the new people of a preview in one transaction; nobody known is rewritten.

        The directory may have changed since the preview was made: accepting it twice adds once.
        """
        preview = self._compared(preview)
        with self._store.write() as work:
            for draft in preview.drafts:
                person = _person(ProfessionalId(work.new_id()), draft)
                work.rows.professionals.save(person)
                work.changed(Kind.PROFESSIONAL, person.id, content_of(person))
            work.journal("directory.imported", Kind.PROFESSIONAL)
            result = Imported(
                added=len(preview.drafts),
                known=preview.count(LineStatus.DUPLICATE_IN_FILE) + preview.count(LineStatus.KNOWN),
                refused=len(preview.refused),
            )
            return result, work.changes

    def _compared(self, preview: DirectoryPreview) -> DirectoryPreview:
        known = self.all(left_too=True)
        return replace(preview, lines=tuple(_compared(line, known) for line in preview.lines))


def _compared(line: PreviewLine, known: tuple[Professional, ...]) -> PreviewLine:
    if line.draft is None or line.status is not LineStatus.NEW:
        return line
    draft = line.draft
    namesakes = [person for person in known if name_key(person) == name_key(draft)]
    if not namesakes:
        return line
    if any(_same_person(person, draft) for person in namesakes):
        message = "Cette personne est déjà dans l’annuaire : la ligne n’est pas reprise."
        return replace(line, status=LineStatus.KNOWN, messages=(*line.messages, message))
    message = "Une autre personne de l’annuaire porte ce nom : vérifiez avant d’ajouter."
    return replace(line, messages=(*line.messages, message))


def _same_person(person: Professional, draft: ProfessionalDraft) -> bool:
    """Two namesakes are one person unless a number, an address or a profession tells them apart."""
    pairs = (
        (person.rpps, draft.rpps),
        (person.mail, draft.mail),
        (person.profession, draft.profession),
    )
    return not any(one and other and fold(one) != fold(other) for one, other in pairs)


_PARTS = re.compile(r"[-' ]+")
"""What parts a name: « hos » finds L’Hostis, « diaye » N’Diaye."""


def _likeness(wanted: str, person: Professional) -> float:
    last, first = fold(person.last), fold(person.first)
    if last.startswith(wanted) or f"{last} {first}".startswith(wanted):
        return 100
    if _starts_with_letters(name_key(person)[0], wanted):
        return 98
    if any(word.startswith(wanted) for word in _PARTS.split(f"{last} {first}")):
        return 95
    if f"{first} {last}".startswith(wanted):
        return 94
    return 0.9 * max(
        fuzz.ratio(wanted, last), fuzz.ratio(wanted, last[: len(wanted)]), fuzz.ratio(wanted, first)
    )


def _starts_with_letters(key: str, wanted: str) -> bool:
    """« daco » for Da Costa, « ndia » for N’Diaye: blanks and apostrophes are not typed."""
    letters = "".join(char for char in wanted if char.isalnum())
    return bool(letters) and key.startswith(letters)


def _person(id_: ProfessionalId, draft: ProfessionalDraft) -> Professional:
    return Professional(
        id=id_,
        last=draft.last,
        first=draft.first,
        profession=draft.profession,
        field=draft.field,
        structure=draft.structure,
        member=draft.member,
        rpps=draft.rpps,
        phone=draft.phone,
        mail=draft.mail,
    )
