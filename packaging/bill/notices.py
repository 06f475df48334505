# SPDX-License-Identifier: EUPL-1.2
"""The notices that travel with the program: who made what is in it, and each licence once."""

import textwrap
from pathlib import Path

from bill.components import Component
from bill.texts import Shelf

_RULE = "=" * 100

_HEAD = Path(__file__).with_name("heading.txt")

_WIDTHS = (48, 22, 43)
"""Of the columns of the table, in characters."""


def written(components: list[Component], version: str) -> str:
    """The whole document.

    Raises:
        Unaccounted: a component comes without any licence text.
    """
    shelf = Shelf()
    rows = [
        _row(("Composant", "Version", "Licence"), "Textes"),
        _row(("-" * 9, "-" * 7, "-" * 7), "-" * 6),
    ]
    rows += [
        line for component in _roots(components) for line in _lines(component, components, shelf)
    ]
    head = _HEAD.read_text(encoding="utf-8")
    head = head.format(version=version, libraries="\n".join(_libraries(components)))
    return "\n".join([head + "\n".join(rows), "\n\nTEXTES DES LICENCES\n", *_texts(shelf)])


def _texts(shelf: Shelf) -> list[str]:
    return [
        f"{_RULE}\n{_title(number, users)}\n{_RULE}\n\n{text}\n"
        for number, (text, users) in enumerate(zip(shelf.texts, shelf.users, strict=True), start=1)
    ]


def _title(number: int, users: list[str]) -> str:
    """The number of a text and whom it is about."""
    names = ", ".join(dict.fromkeys(users))
    return textwrap.fill(f"Texte {number} – {names}", len(_RULE), subsequent_indent="  ")


def _roots(components: list[Component]) -> list[Component]:
    return [component for component in components if not component.inside]


def _lines(
    component: Component, components: list[Component], shelf: Shelf, depth: int = 0
) -> list[str]:
    numbers = ", ".join(map(str, shelf.numbers(component)))
    cells = ("  " * depth + component.name, component.version or "–", component.licence)
    lines = [_row(cells, numbers)]
    for other in components:
        if other.inside == component.reference:
            lines += _lines(other, components, shelf, depth + 1)
    return lines


def _row(cells: tuple[str, str, str], last: str) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return "  ".join([*padded, last]).rstrip()


def _libraries(components: list[Component]) -> list[str]:
    return [
        f"  – {component.name} {component.version}".rstrip()
        for component in components
        if component.licence.startswith("LGPL")
    ]
