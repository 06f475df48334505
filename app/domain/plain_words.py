# SPDX-License-Identifier: EUPL-1.2
"""Words of the trade in a text meant for a patient, and what to say instead.

Only a remark: nothing here changes a text by itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.text import fold

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_PLURAL = 4
"""A word must have so many letters before its last s is taken for a plural."""


@dataclass(frozen=True)
class JargonTerm:
    """A word, a sigil or an expression, and its plain French.

    One of `capitals` is jargon only when written in capitals: « TA » is, « ta » is not.
    """

    term: str
    plain: str
    capitals: bool = False


@dataclass(frozen=True)
class Jargon:
    """Where a text speaks jargon: `text[start:end]`, as it is written, and what to say instead."""

    start: int
    end: int
    found: str
    plain: str

    @property
    def sentence(self) -> str:
        """The remark to show: « HTA » : dites plutôt « tension trop haute »."""
        return f"« {self.found} » : dites plutôt « {self.plain} »"


class PlainWords:
    """A list of jargon, ready to be looked for. It does not change once made."""

    def __init__(self, terms: Iterable[JargonTerm]) -> None:
        self._terms: dict[tuple[str, ...], JargonTerm] = {}
        for term in terms:
            self._terms.setdefault(tuple(map(fold, _WORD.findall(term.term))), term)
        self._longest = max(map(len, self._terms), default=0)

    def find(self, text: str) -> tuple[Jargon, ...]:
        """Every jargon of `text`, in its order: whole words, whatever case, accent or plural.

        Of two that begin at the same word the longer counts: « soins palliatifs » before « soins ».
        """
        words = list(_WORD.finditer(text))
        found: list[Jargon] = []
        at = 0
        while at < len(words):
            match = self._at(words, at)
            if match is None:
                at += 1
                continue
            count, term = match
            start, end = words[at].start(), words[at + count - 1].end()
            found.append(Jargon(start, end, text[start:end], term.plain))
            at += count
        return tuple(found)

    def _at(self, words: list[re.Match[str]], at: int) -> tuple[int, JargonTerm] | None:
        for count in range(min(self._longest, len(words) - at), 0, -1):
            run = [word[0] for word in words[at : at + count]]
            term = self._terms.get(tuple(map(fold, run)))
            if term is None:
                term = self._terms.get(tuple(map(_singular, run)))
                if term is not None and term.term.isupper() and not _in_capitals(run):
                    term = None  # « paix » is not several « PAI »
            if term is not None and (not term.capitals or _in_capitals(run)):
                return count, term
        return None


def _singular(word: str) -> str:
    """A folded word without the mark of its plural; a sigil loses a small s only."""
    if word[:-1].isupper() and word.endswith("s"):
        return fold(word[:-1])
    folded = fold(word)
    if len(folded) < _SHORTEST_PLURAL:
        return folded
    if folded.endswith("aux"):
        return f"{folded[:-3]}al"
    return folded[:-1] if folded[-1] in "sx" else folded


def _in_capitals(run: list[str]) -> bool:
    return all(word.removesuffix("s").isupper() for word in run)
