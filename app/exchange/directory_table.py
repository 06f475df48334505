# SPDX-License-Identifier: EUPL-1.2
"""A directory out of a CSV file or of cells pasted from a spreadsheet.

Nothing is written: the preview says what each line would become, and why some are refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.directory_preview import (
    DirectoryPreview,
    LineStatus,
    PreviewLine,
    ProfessionalDraft,
)
from app.domain.errors import UserError
from app.domain.field import Field
from app.domain.names import name_fault, name_of
from app.domain.naming import name_key
from app.domain.rpps import rpps_warning
from app.domain.text import clean, ellipsis, fold, listing, plural
from app.exchange.directory_columns import (
    STANDARD,
    STANDARD_ORDER,
    Column,
    Layout,
    column_of,
    layout_of,
    merges_columns,
)
from app.exchange.professions import Profession, match_profession
from app.exchange.table import Row, choose_delimiter, split_rows

_MOST_SHOWN, _HEADER_SHOWN = 6, 40
"""Columns that are named when they are left out, and letters of each."""
_YES = {"oui", "o", "x", "1", "vrai", "true", "yes", "y", "membre", "msp", "associe", "✓", "✔", "☑"}
_NO = {"", "non", "n", "0", "faux", "false", "no", "-", "exterieur", "partenaire", "☐"}
_FIELDS = {fold(field.label): field for field in Field} | {
    "organiques": Field.ORGANIC, "somatique": Field.ORGANIC, "physique": Field.ORGANIC,
    "psychiques": Field.PSYCHIC, "psy": Field.PSYCHIC, "psychologique": Field.PSYCHIC,
    "sociaux": Field.SOCIAL, "sociale": Field.SOCIAL, "medico-social": Field.SOCIAL,
    "autres": Field.OTHER,
}  # fmt: skip


def read_directory(text: str, professions: Sequence[Profession]) -> DirectoryPreview:
    """Read the content of a file or a pasted table (`;`, `,` or TAB, with or without headers).

    Raises UserError when the text is no table of people: empty, too long, headers without names.
    """
    content = _without_separator_line(clean(text).removeprefix("\ufeff"))
    delimiter = choose_delimiter(content, lambda cell: column_of(cell) is not None)
    rows, sound = split_rows(content, delimiter)
    if not rows:
        raise UserError("Ce tableau est vide.", "Copiez aussi les lignes des professionnels.")
    if any(column_of(cell) is None and merges_columns(cell) for cell in rows[0].cells):
        raise UserError(
            "Une seule colonne porte plusieurs titres, dont « Nom ».",
            "Séparez-la dans le tableur : le nom dans une colonne, le prénom dans une autre.",
        )
    layout = layout_of(rows[0].cells)
    if layout and not layout.has(Column.LAST):
        raise UserError(
            "Ce tableau n’a pas de colonne « Nom ».",
            f"Les titres attendus sont : {listing([str(column) for column in STANDARD_ORDER])}.",
        )
    reader = _LineReader(layout or STANDARD, professions)
    lines = _mark_homonyms([reader.read(row) for row in rows[1 if layout else 0 :]])
    return DirectoryPreview(tuple(lines), tuple(_messages(layout, lines, sound=sound)))


def _without_separator_line(text: str) -> str:
    """Blank the `sep=;` line that some spreadsheets write first; line numbers stay."""
    first, end, rest = text.partition("\n")
    return end + rest if fold(first).strip().startswith("sep=") else text


def _messages(layout: Layout | None, lines: Sequence[PreviewLine], *, sound: bool) -> list[str]:
    messages = []
    if layout is None:
        order = ", ".join(STANDARD_ORDER)
        messages.append(f"Sans ligne de titres, les colonnes sont lues dans l’ordre : {order}.")
    elif layout.ignored:
        named = [f"« {ellipsis(each, _HEADER_SHOWN)} »" for each in layout.ignored]
        rest = len(named) - _MOST_SHOWN
        names = listing(named[:_MOST_SHOWN] + ([f"{rest} de plus"] if rest > 0 else []))
        messages.append(f"Colonnes non reprises : {names}.")
    if not sound:
        messages.append("Un guillemet n’est pas fermé : chaque ligne a été lue séparément.")
    if not lines:
        messages.append("Ce tableau n’a que ses titres : il n’y a personne à ajouter.")
    return messages


@dataclass(frozen=True)
class _LineReader:
    """Reads one row after another with the same layout."""

    layout: Layout
    professions: Sequence[Profession]

    def read(self, row: Row) -> PreviewLine:
        """The line of the preview for one row."""
        source = " ; ".join(row.cells)
        last, first = (name_of(self._value(row, each)) for each in (Column.LAST, Column.FIRST))
        why = "Le nom manque : la ligne n’est pas reprise."
        if last:
            why = name_fault(last) or name_fault(first)
        if why:
            return PreviewLine(row.number, LineStatus.REFUSED, None, (why,), source)
        messages = self._about_cells(row)
        draft = ProfessionalDraft(
            last=last,
            first=first,
            profession=self._value(row, Column.PROFESSION),
            field=self._field(row, messages),
            structure=self._value(row, Column.STRUCTURE),
            member=self._member(row, messages),
            rpps=self._value(row, Column.RPPS),
            phone=self._value(row, Column.PHONE),
            mail=self._value(row, Column.MAIL),
        )
        if not draft.first:
            messages.append("Le prénom manque.")
        if warning := rpps_warning(draft.rpps):
            messages.append(warning)
        return PreviewLine(row.number, LineStatus.NEW, draft, tuple(messages), source)

    def _value(self, row: Row, column: Column) -> str:
        return self.layout.value(row.cells, column)

    def _about_cells(self, row: Row) -> list[str]:
        expected = len(self.layout.columns)
        beyond = [f"« {cell} »" for cell in row.cells[expected:] if cell]
        if beyond:
            return [f"Au delà de {expected} cases, {listing(beyond)} n’est pas repris."]
        if self.layout.headers and len(row.cells) < expected:
            given = plural(len(row.cells), "case")
            return [f"La ligne a {given} au lieu de {expected} : les dernières restent vides."]
        return []

    def _field(self, row: Row, messages: list[str]) -> Field:
        given = self._value(row, Column.FIELD)
        known = _FIELDS.get(fold(given))
        if known is not None:
            return known
        guess = match_profession(self._value(row, Column.PROFESSION), self.professions)
        unknown = f"Champ « {given} » inconnu" if given else "Champ absent"
        if guess is None:
            messages.append(f"{unknown} : « autre » est retenu.")
            return Field.OTHER
        label = guess.field.label.lower()
        messages.append(f"{unknown} : « {label} » est retenu d’après la profession.")
        return guess.field

    def _member(self, row: Row, messages: list[str]) -> bool:
        if not self.layout.reaches(row.cells, Column.MEMBER):
            structure = fold(self._value(row, Column.STRUCTURE))
            return not structure or "msp" in structure or "maison de sante" in structure
        given = self._value(row, Column.MEMBER)
        answer = fold(given)
        if answer not in _YES | _NO:
            messages.append(f"« {given} » n’est ni oui ni non : noté hors de la MSP.")
        return answer in _YES


def _mark_homonyms(lines: Sequence[PreviewLine]) -> list[PreviewLine]:
    """Say which lines repeat another one, and which only share a name: those are all kept."""
    earlier: dict[tuple[str, str], list[PreviewLine]] = {}
    marked = []
    for line in lines:
        if line.draft is not None:
            same = earlier.setdefault(name_key(line.draft), [])
            marked.append(_compared(line, line.draft, same))
            same.append(line)
        else:
            marked.append(line)
    return marked


def _compared(
    line: PreviewLine, draft: ProfessionalDraft, same: Sequence[PreviewLine]
) -> PreviewLine:
    for other in same:
        if other.draft == draft:
            why = f"Cette ligne répète la ligne {other.number}."
            return replace(
                line, status=LineStatus.DUPLICATE_IN_FILE, messages=(*line.messages, why)
            )
    if not same:
        return line
    warning = (
        f"Même nom et même prénom qu’à la ligne {same[0].number} : les deux sont gardées. "
        "Distinguez-les par un second prénom."
    )
    return replace(line, messages=(*line.messages, warning))
