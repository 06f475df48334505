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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.domain.case import Identity
from app.domain.reidentification import PERSON, Clue, Finding, masked, warnings
from app.domain.text import fold
from app.system.resources import read_json

LEAST_LETTERS = 3
KEY_BYTES = 32
RELATIVE = "un proche"

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ \u00a0\u202f'’-]{0,2}(?:(?:de|du|la|le|d)[ '’])*", re.IGNORECASE)
_TITLE_BEFORE = re.compile(
    r"(?:M\.|Mr\.?|Mme|Mlle|Melle|[Mm]adame|[Mm]onsieur)[ \u00a0\u202f]"
    r"(?:(?:de|du|la|le)[ ]|[dDlL][’'])*\Z"
)
_LONGEST_TITLE = 24


@dataclass(frozen=True)
class NameFilter:
    """The digests of one meeting. `hits` finds names; nothing gives them back."""

    _key: bytes = field(repr=False)
    _people: frozenset[bytes] = field(repr=False)
    _relatives: frozenset[bytes] = field(repr=False)
    _ordinary: frozenset[str] = field(repr=False)

    def hits(self, text: str) -> tuple[Finding, ...]:
        """Each name in `text` with the title before it; « Jeanne Kervella » is one finding."""
        found: list[Finding] = []
        for start, end, instead in self._words(text):
            last = found[-1] if found else None
            if last is not None and _BETWEEN.fullmatch(text, last.end, start):
                who = PERSON if PERSON in (last.instead, instead) else RELATIVE
                found[-1] = _finding(text, last.start, end, who)
            else:
                since = max(last.end if last else 0, start - _LONGEST_TITLE)
                title = _TITLE_BEFORE.search(text, since, start)
                found.append(_finding(text, title.start() if title else start, end, instead))
        return tuple(found)

    def _words(self, text: str) -> Iterator[tuple[int, int, str]]:
        for match in _WORD.finditer(text):
            word = fold(match[0])
            if len(word) < LEAST_LETTERS or (word in self._ordinary and match[0].islower()):
                continue
            digest = _digest(self._key, word)
            if digest in self._people:
                yield match.start(), match.end(), PERSON
            elif digest in self._relatives:
                yield match.start(), match.end(), RELATIVE


@dataclass(frozen=True)
class BesideNames:
    """Folded words that need care around names.

    `particles` stand between the words of a name. `ordinary` are common words that are names too:
    only a capital tells « Petit » from « petit ». `beside` are words of a contact that name nobody.
    """

    particles: frozenset[str]
    ordinary: frozenset[str]
    beside: frozenset[str]

    @classmethod
    def shipped(cls) -> "BesideNames":
        """Those of the program. Raises OSError or ValueError in a broken installation."""
        raw = read_json("vocabularies/words_beside_names.json")
        lists = raw if isinstance(raw, dict) else {}
        names = ("particles", "ordinary", "beside")
        return cls(*(frozenset(map(fold, " ".join(lists[name]).split())) for name in names))


def filter_of(
    identities: Iterable[Identity],
    words: BesideNames,
    new_key: Callable[[int], bytes] = secrets.token_bytes,
) -> NameFilter:
    """The filter for these people; the plain words are let go on return."""
    key = new_key(KEY_BYTES)
    own: set[bytes] = set()
    near: set[bytes] = set()
    for identity in identities:
        own |= {_digest(key, word) for word in name_words(words, identity.last, identity.first)}
        near |= {_digest(key, word) for word in contact_words(words, identity.contact)}
    return NameFilter(key, frozenset(own), frozenset(near - own), words.ordinary)


def name_words(words: BesideNames, *names: str) -> set[str]:
    """The folded words of names that are long enough to be recognised."""
    found = {fold(word) for name in names for word in _WORD.findall(name)}
    return {word for word in found if len(word) >= LEAST_LETTERS} - words.particles


def contact_words(words: BesideNames, contact: str) -> set[str]:
    """The folded words that name somebody in a free text such as « Fille : Anne Roze, 06… ».

    Words with a capital, but for those that say who or where; where somebody typed without
    capitals, every word that is none of those. Streets and e-mail addresses name nobody.
    """
    skipped = words.beside | words.particles
    places = [each for each in warnings(contact) if each.clue in (Clue.ADDRESS, Clue.EMAIL)]
    found = [(word, fold(word)) for word in _WORD.findall(masked(contact, places))]
    found = [pair for pair in found if len(pair[1]) >= LEAST_LETTERS and pair[1] not in skipped]
    capitals = {folded for word, folded in found if word[0].isupper()}
    return capitals or {folded for _, folded in found}


def _finding(text: str, start: int, end: int, instead: str) -> Finding:
    return Finding(start, end, Clue.KNOWN_NAME, text[start:end], instead)


def _digest(key: bytes, word: str) -> bytes:
    return hmac.digest(key, word.encode(), "sha256")
