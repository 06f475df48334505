# SPDX-License-Identifier: EUPL-1.2
"""Licence texts: those kept in `packaging/licences`, and each text once however often it is met."""

import re
from collections.abc import Iterable
from pathlib import Path

from bill.components import Component, Unaccounted

FOLDER = Path(__file__).parents[1] / "licences"

_OF_A_LICENCE = {
    "Apache-2.0": ("Apache-2.0.txt",),
    "CC0-1.0": ("CC0-1.0.txt",),
    "GPL-2.0": ("GPL-2.0.txt",),
    "GPL-3.0": ("GPL-3.0.txt",),
    "LGPL-2.0": ("LGPL-2.1.txt",),
    "LGPL-2.1": ("LGPL-2.1.txt",),
    "LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "MPL-2.0": ("../../resources/spelling/MPL-2.0.txt",),
    "blessing": ("sqlite.txt",),
}
"""Licences whose text is one and the same for everybody; the LGPL 3 is read beside the GPL 3."""


def stored(*names: str) -> tuple[str, ...]:
    """Texts of `packaging/licences`, by file name."""
    return tuple((FOLDER / name).read_text(encoding="utf-8") for name in names)


def of_licence(expression: str) -> tuple[str, ...]:
    """The common texts that an SPDX expression names, but for a GPL that need not be chosen."""
    identifiers = [
        re.sub(r"-(only|or-later)$", "", word) for word in re.split(r"[\s()]+", expression)
    ]
    if " OR " in expression:
        identifiers = [word for word in identifiers if not word.startswith("GPL-")]
    names = [name for word in identifiers for name in _OF_A_LICENCE.get(word, ())]
    return stored(*dict.fromkeys(names))


def same(text: str) -> str:
    """What two copies of a text have in common: the words, not the lines or the capitals."""
    plain = text.casefold().replace("https:", "http:")
    return " ".join(re.sub(r"[^\w©]+", " ", plain).split())


class Shelf:
    """Every licence text once, numbered in the order in which components ask for them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.texts: list[str] = []
        self.users: list[list[str]] = []
        """The names of the components that each text applies to."""

    def numbers(self, component: Component) -> list[int]:
        """The numbers of the texts that apply to a component.

        Raises:
            Unaccounted: no text is known for it.
        """
        wanted = [text for text in component.texts if text.strip()]
        if not wanted:
            raise Unaccounted(f"No licence text is known for {component.name}.")
        numbers = sorted({self._number(text) for text in wanted})
        for number in numbers:
            self.users[number - 1].append(component.name)
        return numbers

    def _number(self, text: str) -> int:
        key = same(text)
        if key not in self._numbers:
            self.texts.append(_tidy(text))
            self.users.append([])
            self._numbers[key] = len(self.texts)
        return self._numbers[key]


def read(paths: Iterable[Path]) -> tuple[str, ...]:
    """Texts of files in any of the encodings that old copyright files come in."""
    texts = []
    for path in paths:
        data = path.read_bytes()
        try:
            texts.append(data.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(data.decode("latin-1"))
    return tuple(texts)


def _tidy(text: str) -> str:
    lines = (line.rstrip() for line in text.replace("\f", "\n").splitlines())
    return "\n".join(lines).strip("\n")
