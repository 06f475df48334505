# SPDX-License-Identifier: EUPL-1.2
"""Cells from delimited text, as spreadsheets save or copy it."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.domain.errors import UserError

DELIMITERS = ("\t", ";", ",")
MAX_ROWS = 5_000


@dataclass(frozen=True)
class Row:
    """The cells of one record; ``number`` is the line of the text where it begins, from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """No cell holds anything."""
        return not any(self.cells)


def split_rows(text: str, delimiter: str) -> tuple[tuple[Row, ...], bool]:
    """Cut ``text`` into rows that hold something; cells are trimmed and on one line.

    Returns the rows and whether quotes were sound; where they are not (one is never closed, so it
    would swallow the rest of the file) each line of text is taken for a row of its own.
    Raises UserError beyond `MAX_ROWS` lines.
    """
    if text.count("\n") > MAX_ROWS:
        raise UserError(
            f"Ce tableau dépasse {MAX_ROWS} lignes.",
            "Ne gardez que les lignes des professionnels, ou partagez-le en plusieurs.",
        )
    lines = [f"{line}\n" for line in text.split("\n")]
    try:
        rows, sound = list(_quoted(lines, delimiter)), True
    except csv.Error:
        rows, sound = list(_line_by_line(lines, delimiter)), False
    return tuple(row for row in rows if not row.empty), sound


def _quoted(lines: list[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        yield _row(number, cells)
        number = reader.line_num + 1


def _line_by_line(lines: list[str], delimiter: str) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        yield _row(number, [cell.strip('" \n') for cell in line.split(delimiter)])


def _row(number: int, cells: Iterable[str]) -> Row:
    return Row(number, tuple(" ".join(cell.split("\n")).strip() for cell in cells))


def choose_delimiter(text: str, is_known: Callable[[str], bool]) -> str:
    """The delimiter that shows the most known headers, then the most cells, in the first line."""
    first = next((line for line in text.split("\n") if line.strip()), "")

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            cells = first.split(delimiter)
        return sum(map(is_known, cells)), len(cells)

    return max(DELIMITERS, key=score)
