# SPDX-License-Identifier: EUPL-1.2
"""Searching by the beginnings of words, whatever their case and accents: words, places, rank."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.text import fold, one_line, typeset

MOST_WORDS = 8
"""Words of a search that are looked at: nobody types more to find something."""
SNIPPET = 160
"""Characters of a text shown around what was found."""
_BEFORE = 40
_WORD = re.compile(r"[^\W_]+")
_BLANK = re.compile(r"\s")
# One letter for one letter, so that a place in the folded text is a place in the text.
_LETTERS = ("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’", "aaaaaaceeeeiiiinooooouuuuyy'")
_MARKS = "‘–—…«»•·°€−×÷±≤≥≈→←↑↓“”†\u00a0\u202f\u2009"
_PLAIN = str.maketrans(*_LETTERS) | dict.fromkeys(map(ord, _MARKS), " ")
_FRENCH = _PLAIN | str.maketrans({"œ": "oe", "æ": "ae", "²": "2", "³": "3"})


@dataclass(frozen=True)
class Excerpt:
    """A piece of a text as it is shown, and where the words found stand in it (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Query:
    """What somebody looks for: every word begins a word of what is found."""

    def __init__(self, typed: str) -> None:
        self.words = words_of(typed)[:MOST_WORDS]
        self._each = tuple(re.compile(rf"(?<![^\W_]){re.escape(word)}") for word in self.words)
        beginnings = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        self._any = re.compile(rf"(?<![^\W_])(?:{beginnings})[^\W_]*")
        self._flats: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self.words)

    def score(self, title: str, body: str) -> int:
        """How well a record answers: 0 not at all; a word counts most whole and in the title."""
        total = 0
        in_title, in_body = self._flat(title), self._flat(body)
        for word, beginning in zip(self.words, self._each, strict=True):
            best = max(_worth(in_title, word, beginning, 4), _worth(in_body, word, beginning, 1))
            if not best:
                return 0
            total += best
        return total

    def excerpt(self, text: str, length: int = SNIPPET) -> Excerpt:
        """The piece of `text` around the first word found, on one line, with French typography."""
        first = self._any.search(self._flat(text)) if self.words else None
        # A ligature before moves the place by a letter: the excerpt begins before it anyway.
        start = 0 if first is None else _beginning(text, min(first.start(), len(text)))
        piece = one_line(text[start : start + length])
        if start + length < len(text):
            piece = f"{piece.rpartition(' ')[0] or piece}…"
        piece = typeset(f"…{piece}" if start else piece)
        return Excerpt(piece, self.marks(piece))

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words found stand in a text that is shown whole."""
        if not self.words:
            return ()
        folded, places = _folded(text)
        return tuple(
            (places[found.start()], places[found.end() - 1] + 1)
            for found in self._any.finditer(folded)
        )

    def _flat(self, text: str) -> str:
        """The text folded, once: what is ranked is then cut and shown."""
        known = self._flats.get(text)
        if known is None:
            known = self._flats[text] = _flat(text)
        return known


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, in their order."""
    return tuple(_WORD.findall(fold(text)))


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The folded words of some texts, each once."""
    return tuple(dict.fromkeys(word for text in texts for word in words_of(text)))


def _worth(text: str, word: str, beginning: re.Pattern[str], weight: int) -> int:
    found = beginning.search(text)
    if found is None:
        return 0
    whole = any(
        not text[each.end() : each.end() + 1].isalnum() for each in beginning.finditer(text)
    )
    return weight * (2 if whole and len(word) > 1 else 1)


def _beginning(text: str, at: int) -> int:
    """Where an excerpt begins: a little before, with a whole word."""
    if at <= _BEFORE:
        return 0
    blank = _BLANK.search(text, at - _BEFORE, at)
    return at if blank is None else blank.end()


def _flat(text: str) -> str:
    """The text folded, in one fast pass as far as it is French."""
    plain = text.lower().translate(_FRENCH)
    return plain if plain.isascii() else fold(text)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, and the place in `text` of each of its letters."""
    plain = text.lower().translate(_PLAIN)
    if plain.isascii() and len(plain) == len(text):
        return plain, range(len(text))
    pairs = [(letter, place) for place, char in enumerate(text) for letter in _folded_letter(char)]
    return "".join(letter for letter, _ in pairs), [place for _, place in pairs]


@lru_cache(maxsize=512)
def _folded_letter(char: str) -> str:
    return fold(char)
