# SPDX-License-Identifier: EUPL-1.2
"""French spelling: which words are misspelt, and what may have been meant.

Hunspell judges a word in five microseconds. Its own suggestions are not used: they hold the
interpreter for a quarter to almost a whole second (measured), in whatever thread they are asked
for, and typing would stop. Those here are made of many short steps.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from app.system import resources

LEAST_LETTERS, MOST_LETTERS = 3, 40
MOST_SUGGESTIONS = 5
LONGEST_ACRONYM = 8
_FAR = 2
_LETTERS = "aàâbcçdeéèêëfghiîïjklmnoôpqrstuùûvwxyz'"
_ACCENTS = str.maketrans("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)'", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:\A|[.!?…:;\n«\"“(•–—])[ \u00a0\u202f*-]*\Z")
_LOOK_BACK = 8


class Judge(Protocol):
    """Knows the words of a language."""

    def spell(self, word: str) -> bool:
        """Whether it is spelt right."""
        ...


@dataclass(frozen=True)
class Word:
    """A word of a text, `text[start:end]`."""

    start: int
    end: int
    text: str


class Lexicon:
    """The dictionary with the words of the trade; `own` are those of the practice, lower case.

    May be asked by several threads: each question is one short call.
    """

    def __init__(self, judge: Judge, stems: Iterable[str], trade: Iterable[str]) -> None:
        self._judge = judge
        self._extra = {word.lower() for word in trade}
        self.own: frozenset[str] = frozenset()
        self._stems: dict[str, list[str]] = {}
        for stem in [*stems, *self._extra]:
            self._stems.setdefault(bare(stem[:1]), []).append(stem)

    @staticmethod
    def words(text: str) -> Iterator["Word"]:
        """The words of a text that can be judged."""
        return words_to_judge(text)

    def knows(self, word: str) -> bool:
        """Whether a word is right, alone or behind an elided one, whole or in its parts."""
        plain = word.replace("’", "'")
        if self._is_right(plain):
            return True
        elided = _ELISION.match(plain)
        rest = plain[elided.end() :] if elided else plain
        if elided and self._is_right(rest):
            return True
        parts = [part for part in re.split(r"['-]", rest) if part]
        return len(parts) > 1 and all(
            len(part) < LEAST_LETTERS or self._is_right(part) for part in parts
        )

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first; slow enough for another thread."""
        plain = word.replace("’", "'")
        elided = _ELISION.match(plain)
        head = word[: elided.end()] if elided else ""
        rest = plain[len(head) :].lower()
        if not LEAST_LETTERS <= len(rest) <= MOST_LETTERS:
            return ()
        near = {each for each in (*_edits(rest), *self._like(rest)) if self._is_right(each)}
        near = {each for each in near if each[:1].islower()}  # no town, no first name
        ranked = sorted(near - {rest}, key=lambda each: _rank(rest, each))[:MOST_SUGGESTIONS]
        capital = word[len(head) : len(head) + 1].isupper()
        return tuple(head + (each[:1].upper() + each[1:] if capital else each) for each in ranked)

    def _is_right(self, plain: str) -> bool:
        lower = plain.lower()
        return (
            lower in self._extra
            or lower in self.own
            or self._judge.spell(plain)
            or (plain != lower and self._judge.spell(lower))
        )

    def _like(self, word: str) -> list[str]:
        """Words of the dictionary that are like it but for a few letters, accents apart."""
        stems = self._stems.get(bare(word[:1]), [])
        found = extract(
            bare(word), stems, scorer=OSA.distance, processor=bare, score_cutoff=_FAR, limit=8
        )
        return [stem for stem, _, _ in found]


def bare(word: str) -> str:
    """A word in lower case without its accents."""
    return word.lower().translate(_ACCENTS)


def words_to_judge(text: str) -> Iterator[Word]:
    """The words whose spelling can be judged: no acronym, no name, nothing with a figure."""
    for match in WORD.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if not LEAST_LETTERS <= len(word) <= MOST_LETTERS or _is_acronym(word):
            continue
        if text[start - 1 : start] in _JOINED or text[end : end + 1] in _JOINED:
            continue
        if _has_capital(word) and not _BEGINS.search(text, max(0, start - _LOOK_BACK), start):
            continue  # in the middle of a sentence: somebody's name, a place, a brand
        yield Word(start, end, word)


_JOINED = frozenset("0123456789@_/\\+#")


def _is_acronym(word: str) -> bool:
    letters = word.replace("-", "")
    return letters.isupper() and len(letters) <= LONGEST_ACRONYM


def _has_capital(word: str) -> bool:
    elided = _ELISION.match(word.replace("’", "'"))
    return word[0].isupper() or bool(elided and word[elided.end() : elided.end() + 1].isupper())


def _edits(word: str) -> Iterator[str]:
    """Every word at one slip of the hand: a letter swapped, missing, too many, or another."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        if after:
            yield before + after[1:]
        for letter in _LETTERS:
            if after:
                yield before + letter + after[1:]
            yield before + letter + after


def _rank(word: str, other: str) -> tuple[int, int, int, int, str]:
    """Accents alone first, then the fewest slips, the same beginning; a letter lacks sooner."""
    apart = OSA.distance(bare(word), bare(other))
    return apart, OSA.distance(word, other), int(word[:1] != other[:1]), -len(other), other


def has_lexicon(folder: Path | None = None) -> bool:
    """Whether the files of the dictionary are there."""
    place = resources.path("spelling") if folder is None else folder
    return (place / "fr.dic").is_file() and (place / "fr.aff").is_file()


def load_lexicon(folder: Path | None = None) -> Lexicon | None:
    """The lexicon of the program, None where its files are missing or cannot be read.

    Takes a quarter of a second, most of it in one breath: before somebody types, not while.
    """
    place = resources.path("spelling") if folder is None else folder
    if not has_lexicon(place):
        return None
    dictionary, trade = place / "fr.dic", place / "metier.txt"
    from hunspell import Hunspell, HunspellFilePathError  # noqa: PLC0415  not before it is needed

    try:
        judge: Judge = Hunspell("fr", hunspell_data_dir=str(place))
        stems = list(_stems(dictionary))
        words = trade.read_text(encoding="utf-8").split() if trade.is_file() else []
    except (OSError, ValueError, HunspellFilePathError):
        return None
    return Lexicon(judge, stems, words)


def _stems(dictionary: Path) -> Iterator[str]:
    with dictionary.open(encoding="utf-8") as lines:
        next(lines, None)  # their number
        for line in lines:
            stem = line.split("/", 1)[0].split("\t", 1)[0].strip()
            if stem.isalpha():
                yield unicodedata.normalize("NFC", stem)
