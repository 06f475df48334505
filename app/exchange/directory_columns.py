# SPDX-License-Identifier: EUPL-1.2
"""The columns of a directory table, recognised whatever their case, accents, order and spelling."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.text import fold


class Column(StrEnum):
    """A column we understand, in the standard order; the value is its French header."""

    LAST = "Nom"
    FIRST = "Prénom"
    PROFESSION = "Profession"
    FIELD = "Champ"
    STRUCTURE = "Structure"
    MEMBER = "Membre MSP"
    RPPS = "RPPS"
    PHONE = "Téléphone"
    MAIL = "Messagerie"


STANDARD_ORDER = tuple(Column)

_SPELLINGS = {
    Column.LAST: "nom, nom de famille, nom d'exercice, nom d'usage, noms",
    Column.FIRST: "prénom, prénoms, prénom d'exercice, prénom usuel",
    Column.PROFESSION: "profession, professions, métier, fonction, spécialité, qualité",
    Column.FIELD: "champ, champs, domaine, champ de compétence",
    Column.STRUCTURE: "structure, organisme, établissement, employeur, lieu d'exercice, cabinet",
    Column.MEMBER: "membre msp, membre, msp, membre de la msp, associé, associé sisa, membre sisa",
    Column.RPPS: "rpps, n° rpps, numéro rpps, no rpps, num rpps, identifiant rpps",
    Column.PHONE: (
        "téléphone, tél, tel., téléphones, portable, mobile, numéro de téléphone, n° de téléphone, "
        "téléphone portable, téléphone fixe, tél portable, tél fixe, tél pro, téléphone pro, fixe"
    ),
    Column.MAIL: (
        "messagerie, mail, e-mail, email, mél, courriel, mssanté, mss, messagerie sécurisée, "
        "messagerie sécurisée de santé, adresse mail, adresse e-mail, adresse mssanté, mail mssanté"
    ),
}


def _key(header: str) -> str:
    return "".join(c for c in fold(header.replace("°", "o")) if c.isalnum())


_COLUMN_OF = {
    _key(spelling): column
    for column, spellings in _SPELLINGS.items()
    for spelling in spellings.split(",")
}


_BETWEEN = re.compile(r"[^\w°'’.-]+")


def column_of(header: str) -> Column | None:
    """The column a header names, None when it is another one."""
    return _COLUMN_OF.get(_key(header))


def merges_columns(header: str) -> bool:
    """Whether a header names several columns, the last name among them: « Nom et prénom »."""
    words = [word for word in _BETWEEN.split(header.strip()) if word and fold(word) != "et"]
    found = [column_of(word) for word in words]
    return len(found) > 1 and Column.LAST in found and None not in found


@dataclass(frozen=True)
class Layout:
    """Which cell holds what: one entry per cell of a row, None for a column we do not keep."""

    columns: tuple[Column | None, ...]
    headers: tuple[str, ...] = ()

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headers of the columns that are left out."""
        pairs = zip(self.headers, self.columns, strict=True) if self.headers else ()
        return tuple(header for header, column in pairs if header and column is None)

    def has(self, column: Column) -> bool:
        """Whether the table has this column."""
        return column in self.columns

    def reaches(self, cells: Sequence[str], column: Column) -> bool:
        """Whether a row is long enough to have a cell, even empty, in this column."""
        return column in self.columns[: len(cells)]

    def value(self, cells: Sequence[str], column: Column) -> str:
        """The text of a column in one row; two columns of one kind (tél., portable) are joined."""
        found = dict.fromkeys(
            cell for cell, is_in in zip(cells, self.columns, strict=False) if is_in is column
        )
        return " / ".join(cell for cell in found if cell)


STANDARD = Layout(STANDARD_ORDER)


def layout_of(first_row: Sequence[str]) -> Layout | None:
    """The layout a header row announces, None when the row holds no headers."""
    columns = tuple(column_of(cell) for cell in first_row)
    known = {column for column in columns if column is not None}
    headers = [cell for cell in first_row if cell]
    if len(known) >= 2 or (known and len(headers) == 1):
        return Layout(columns, tuple(first_row))
    return None
