# SPDX-License-Identifier: EUPL-1.2
"""Who is named in the free text of a contact, such as « Fille : Anne Roze, CHU de Lyon, 06… ».

Only the words of people count: a town, a hospital or a cat taken for a name would be hidden in
every text of the meeting.
"""

import re

from app.domain.reidentification import WORD, Clue, masked, warnings
from app.services.words_beside_names import BesideNames, bare

LEAST_LETTERS = 3
_PARTS = re.compile(r"[,;:()\n/]|[.!?] | [-–—] |\d+")
_PLACE_BEFORE = frozenset(
    [
        *("a", "au", "aux", "en", "sur", "vers", "de", "du", "des", "le", "la", "les", "l", "un"),
        *("une", "habite", "vit", "demeure", "reside", "travaille"),
    ]
)


def contact_words(words: BesideNames, contact: str) -> set[str]:
    """The folded words that name somebody.

    Words with a capital that are nothing else and stand behind no « à », « de » or « le »; where
    somebody typed without capitals, every word that is none of those, beside a word such as
    « fille ». A town alone between two commas is a town. Streets and addresses name nobody.
    """
    places = [each for each in warnings(contact) if each.clue in (Clue.ADDRESS, Clue.EMAIL)]
    parts = [WORD.findall(part) for part in _PARTS.split(masked(contact, places))]
    capitals = any(
        word[0].isupper() and not _names_nobody(words, bare(word))
        for part in parts
        for word in part
    )
    found: set[str] = set()
    for part in parts:
        found |= _of_part(words, part, capitals=capitals)
    return found


def _of_part(words: BesideNames, part: list[str], *, capitals: bool) -> set[str]:
    folded = [bare(word) for word in part]
    alone = sum(not _names_nobody(words, word) for word in folded) == 1
    found, away = set(), False
    for at, word in enumerate(folded):
        before = folded[at - 1] if at else ""
        named = at > 1 and folded[at - 2] in words.relations  # « la fille de Jeanne »
        if word in words.relations:
            away = False
        elif before in _PLACE_BEFORE and not named:
            away = True  # and what goes on with a capital: « à Saint Malo », « CHU de Lyon »
        elif not part[at][0].isupper() or _names_nobody(words, word):
            away = False
        if _names_nobody(words, word) or len(word) < LEAST_LETTERS or away:
            continue
        if alone and word in words.towns:
            continue
        if part[at][0].isupper() or not capitals:
            found.add(word)
    return found


def _names_nobody(words: BesideNames, word: str) -> bool:
    return word in words.beside or word in words.particles or word in words.relations
