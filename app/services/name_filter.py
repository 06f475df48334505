# SPDX-License-Identifier: EUPL-1.2
"""Recognises the names of patients and their relatives in a typed text, without holding a name.

In a meeting the identity key is gone from memory, yet a name that slips into the minutes or onto
the second screen must be seen. So the words of the names are kept as keyed digests under a random
key of this session. They can be guessed by whoever reads the memory of the running program (a
dictionary of family names is short): `SECURITY.md` says so. Never written anywhere.
"""

import hmac
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from app.domain.case import Identity
from app.domain.reidentification import PERSON, WORD, Clue, Finding
from app.services.contact_names import contact_words
from app.services.words_beside_names import BesideNames, bare, letters_of

LEAST_LETTERS = 3
KEY_BYTES = 32
RELATIVE = "un proche"

_BETWEEN = re.compile(r"[ \u00a0\u202f'’-]{0,2}(?:(?:de|du|la|le|d)[ '’])*", re.IGNORECASE)
_TITLE_BEFORE = re.compile(
    r"(?<![^\W_])(?:M\.?|M[rR]\.?|mr\.?|(?i:mme|mlle|melle)\.?|(?i:madame|monsieur|mademoiselle))"
    r"(?:(?<=\.)|[ \u00a0\u202f])[ \u00a0\u202f]?(?:(?:de|du|la|le|De|Du|La|Le)[ ]|[dDlL][’'])*\Z"
)
_LONGEST_TITLE = 26
_BEGINS = re.compile(r"(?:\A|[.!?…\n])[ \u00a0\u202f«\"“(•–—*-]*\Z")
_DOES = re.compile(
    r" (?:va|a(?! (?:petit|la|l’|l'))|est|vit|veut|refuse|souhaite|accepte|habite|dit qu)\b"
)
"""« Petit va mieux » has a subject; « Petit déjeuner pris » has none that is somebody."""
_COMPOUND = re.compile(r"(?:-[^\W\d_]+)*")
_COMPOUND_BEFORE = re.compile(r"(?:[^\W\d_]+-)*\Z")
_LONGEST_COMPOUND = 24
_GAP = re.compile(r"[ \u00a0\u202f'’_-]|-?\n")
"""Between pieces of one name; at the end of a line a hyphen may stand before the break."""
_ARTICLES = frozenset(["de", "du", "des", "la", "le", "les", "d", "l"])
_LONGEST_GAP = 2
_MOST_PARTS = 4
_SAINT = re.compile(r"sainte?-", re.IGNORECASE)
"""« Saint-Martin » is a place; « Martin » alone is not."""
_GLUED_TITLE = re.compile(r"(?:mme|mlle|melle|mr|madame|monsieur|mademoiselle)")
_HUMPS = re.compile(r"[A-ZÀ-ÖØ-Ý]?[^\W\d_A-ZÀ-ÖØ-Ý]+|[A-ZÀ-ÖØ-Ý]+(?![^\W\d_A-ZÀ-ÖØ-Ý])")
_FAST = 0xFFFF


class Care(IntEnum):
    """How much it takes for a word to be somebody's name."""

    NONE = 0
    CAPITAL = 1
    """A first name that is a word too: « rose »."""
    PLACE = 2
    """A family name that is a word too: a capital proves nothing where a sentence begins."""


@dataclass(frozen=True)
class _Mark:
    instead: str
    care: Care


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    mark: _Mark
    sure: bool
    """Whether it stands for somebody by itself; else only beside one that does."""


@dataclass(frozen=True)
class NameFilter:
    """The digests of one meeting. `hits` finds names; nothing gives them back."""

    _key: bytes = field(repr=False)
    _marks: Mapping[bytes, _Mark] = field(repr=False)
    _fast: frozenset[int] = field(repr=False)
    """Sixteen bits of a hash of each word, that spare most digests: as guessable as they are."""

    def hits(self, text: str, *, wary: bool = False) -> tuple[Finding, ...]:
        """Each name in `text` with the title before it; « Jeanne Kervella » is one finding.

        `wary` takes a word that is a name too for the name wherever it has a capital.
        """
        found: list[Finding] = []
        for hit in self._sure(text, list(self._words(text)), wary=wary):
            last = found[-1] if found else None
            if last is not None and _BETWEEN.fullmatch(text, last.end, hit.start):
                who = PERSON if PERSON in (last.instead, hit.mark.instead) else RELATIVE
                found[-1] = _finding(text, last.start, hit.end, who)
            else:
                since = max(last.end if last else 0, hit.start - _LONGEST_TITLE)
                title = _TITLE_BEFORE.search(text, since, hit.start)
                start = title.start() if title else hit.start
                found.append(_finding(text, start, hit.end, hit.mark.instead))
        return tuple(found)

    @staticmethod
    def _sure(text: str, hits: list[_Hit], *, wary: bool) -> Iterator[_Hit]:
        """Those that stand for somebody: by themselves or beside one that does."""
        sure = [hit.sure or wary for hit in hits]
        for at, hit in enumerate(hits):
            beside = (at - 1, at + 1)
            if sure[at] or any(
                0 <= other < len(hits) and sure[other] and _touch(text, hits, at, other)
                for other in beside
            ):
                yield hit

    def _words(self, text: str) -> Iterator[_Hit]:
        """Words that may be names, one after the other; a name written in pieces is one."""
        found = [(*match.span(), bare(match[0])) for match in WORD.finditer(text)]
        past = 0
        for at, (start, end, word) in enumerate(found):
            if start < past:
                continue
            mark = self._mark(word)
            plural = word.endswith("s") and len(word) > LEAST_LETTERS + 1 and text[start].isupper()
            if mark is None and plural:
                mark = self._mark(word[:-1])  # « chez les Kervellas »; « remis » is not Rémi
                mark = mark if mark is not None and mark.care is Care.NONE else None
            if mark is None and (part := self._glued(text[start:end], word)) is not None:
                yield _Hit(start, end, part, sure=True)
                continue
            if mark is None:
                pieces = self._pieces(text, found, at)
                if pieces is not None:
                    past, mark = pieces
                    yield _Hit(start, past, mark, sure=True)
                continue
            title = _TITLE_BEFORE.search(text, max(0, start - _LONGEST_TITLE), start)
            if mark.care is not Care.NONE and text[start].islower() and title is None:
                continue
            first, past = _compound(text, start, end)
            sure = title is not None or mark.care < Care.PLACE or _is_placed(text, start, end)
            sure = sure and not (mark.care is Care.PLACE and _SAINT.match(text, first, start))
            yield _Hit(first, past, mark, sure=sure)

    def _pieces(
        self, text: str, found: list[tuple[int, int, str]], at: int
    ) -> tuple[int, _Mark] | None:
        """A name written in pieces that begins here: « Ben Slimane » for Benslimane."""
        joined, least = found[at][2], found[at][2] in _ARTICLES
        for number in range(at + 1, min(at + _MOST_PARTS, len(found))):
            before, (start, end, word) = found[number - 1], found[number]
            if start - before[1] > _LONGEST_GAP or _GAP.fullmatch(text, before[1], start) is None:
                return None
            joined += word
            mark = self._mark(joined)
            if mark is None:
                continue
            last = text[start].isupper()
            if mark.care is Care.NONE and (last or not least):
                return end, mark
        return None

    def _glued(self, written: str, word: str) -> _Mark | None:
        """A name written without a space before it or behind: « mmeverdier », « AnneVerdier »."""
        if word.startswith("m") and (title := _GLUED_TITLE.match(word)) is not None:
            mark = self._mark(word[title.end() :])
            if mark is not None:
                return mark
        if written.istitle() or written.islower() or written.isupper():
            return None
        parts = (self._mark(bare(part)) for part in _HUMPS.findall(written))
        return next((mark for mark in parts if mark is not None), None)

    def _mark(self, word: str) -> _Mark | None:
        if len(word) < LEAST_LETTERS or hash(word) & _FAST not in self._fast:
            return None
        return self._marks.get(_digest(self._key, word))


def filter_of(
    identities: Iterable[Identity],
    words: BesideNames,
    new_key: Callable[[int], bytes] = secrets.token_bytes,
) -> NameFilter:
    """The filter for these people; the plain words are let go on return."""
    key = new_key(KEY_BYTES)
    care: dict[str, Care] = {}
    near: set[str] = set()
    for identity in identities:
        for word in name_words(words, identity.last):
            ordinary = Care.PLACE if word in words.ordinary else Care.NONE
            care[word] = min(care.get(word, ordinary), ordinary)
        later = set(letters_of(identity.first)[1:]) if "-" in identity.first else set()
        # « Noël chez son fils » is not Jean-Noël; beside « Jean » the capital tells all the same.
        for word in name_words(words, identity.first) - (later & words.ordinary):
            ordinary = Care.CAPITAL if word in words.ordinary else Care.NONE
            care[word] = min(care.get(word, ordinary), ordinary)
        for told in (identity.contact, identity.carer, identity.trusted, identity.relatives):
            near |= contact_words(words, told)
    plain = {word: _Mark(PERSON, each) for word, each in care.items()}
    for word in near - set(care):
        plain[word] = _Mark(RELATIVE, Care.PLACE if word in words.ordinary else Care.NONE)
    marks = {_digest(key, word): mark for word, mark in plain.items()}
    return NameFilter(key, marks, frozenset(hash(word) & _FAST for word in plain))


def name_words(words: BesideNames, *names: str) -> set[str]:
    """The folded words of names that are long enough to be recognised, and each name in one."""
    found: set[str] = set()
    for name in names:
        parts = letters_of(name)
        found |= {part for part in parts if part not in words.particles}
        if len(parts) > 1:
            found.add("".join(parts))  # « Legoff », « Ndiaye », « JeanNoel »
    return {word for word in found if len(word) >= LEAST_LETTERS}


def _touch(text: str, hits: list[_Hit], one: int, other: int) -> bool:
    first, second = sorted((one, other))
    return _BETWEEN.fullmatch(text, hits[first].end, hits[second].start) is not None


def _is_placed(text: str, start: int, end: int) -> bool:
    """Whether a capital says something here, or what follows does."""
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].islower():
        return False  # « Petit-déjeuner »
    shouted = end - start > 1 and text[start:end].isupper()
    begins = _BEGINS.search(text, max(0, start - 8), start) is not None
    return shouted or not begins or _DOES.match(text, end) is not None


def _compound(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole of a word written with hyphens: half of it would be left."""
    after = _COMPOUND.match(text, end)
    before = _COMPOUND_BEFORE.search(text, max(0, start - _LONGEST_COMPOUND), start)
    return before.start() if before else start, after.end() if after else end


def _finding(text: str, start: int, end: int, instead: str) -> Finding:
    return Finding(start, end, Clue.KNOWN_NAME, text[start:end], instead)


def _digest(key: bytes, word: str) -> bytes:
    return hmac.digest(key, word.encode(), "sha256")
