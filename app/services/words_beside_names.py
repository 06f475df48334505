# SPDX-License-Identifier: EUPL-1.2
"""The words that stand beside names, shipped with the program, and how a word of a name is read."""

from dataclasses import dataclass

from app.domain.reidentification import WORD
from app.domain.text import fold
from app.system.resources import read_json

_UNSEEN = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _UNSEEN)),
    ord("đ"): "d",
    ord("ł"): "l",
    ord("ø"): "o",
    ord("ħ"): "h",
}
"""Signs where a word may break, and barred letters, which are no letter with an accent."""


@dataclass(frozen=True)
class BesideNames:
    """Folded words that need care around names.

    `particles` stand between the words of a name. `ordinary` are common words that are names too:
    only a capital tells « Petit » from « petit ». `beside` are words of a contact that name nobody;
    `relations` say who the somebody beside them is; `towns` name a place when they stand alone.
    `describing` are words for whoever helps, trades of the directory apart: « Équipe », « SSIAD ».
    """

    particles: frozenset[str]
    ordinary: frozenset[str]
    beside: frozenset[str]
    relations: frozenset[str]
    towns: frozenset[str]
    describing: frozenset[str]

    @classmethod
    def shipped(cls) -> "BesideNames":
        """Those of the program. Raises OSError or ValueError in a broken installation."""
        raw = read_json("vocabularies/words_beside_names.json")
        lists = raw if isinstance(raw, dict) else {}
        names = ("particles", "ordinary", "beside", "relations", "towns", "describing")
        return cls(*(frozenset(map(fold, " ".join(lists[name]).split())) for name in names))


def bare(word: str) -> str:
    """A word folded, barred letters too, without the signs where it may break."""
    return word if word.isascii() and word.islower() else fold(word).translate(_PLAIN)


def letters_of(name: str) -> list[str]:
    """The folded words of a name, the shortest too."""
    return [bare(word) for word in WORD.findall(name)]
