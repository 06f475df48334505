# SPDX-License-Identifier: EUPL-1.2
"""The list of professions, to propose while typing and to guess a field that a table leaves out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.field import Field
from app.domain.text import fold
from app.system import resources


@dataclass(frozen=True)
class Profession:
    """One profession of a health centre; `code` is the ANS one where it is known (JDV_J01)."""

    label: str
    feminine: str
    aliases: tuple[str, ...]
    code: str
    field: Field

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way it is written."""
        return (self.label, self.feminine, *self.aliases)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The spellings as `match_profession` compares them, folded once for a whole table."""
        return frozenset(map(_words, self.spellings))


def load_professions() -> tuple[Profession, ...]:
    """Read the shipped list, in the order in which it is shown.

    Raises OSError, ValueError, KeyError or TypeError only where the installation is broken.
    """
    vocabulary = resources.read_json("vocabularies/professions.json")
    if not isinstance(vocabulary, dict):
        raise TypeError("professions.json is not an object")
    return tuple(
        Profession(
            label=entry["label"],
            feminine=entry["feminine"],
            aliases=tuple(entry["aliases"]),
            code=entry["code"],
            field=Field(entry["field"]),
        )
        for entry in vocabulary["professions"]
    )


def match_profession(text: str, professions: Sequence[Profession]) -> Profession | None:
    """The profession ``text`` names or contains, by its longest known spelling; None if none.

    « Infirmière libérale (remplaçante) » is found; the text itself is always kept as given.
    """
    words = f" {_words(text)} "
    best: tuple[int, Profession] | None = None
    for profession in professions:
        for known in profession.keys:
            if f" {known} " in words and (best is None or len(known) > best[0]):
                best = len(known), profession
    return best[1] if best else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
