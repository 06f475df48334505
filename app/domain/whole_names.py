# SPDX-License-Identifier: EUPL-1.2
"""The whole of a name of which one word was recognised: « Karim » known in « M. Karim Haddad ».

What stands beside it with a capital would otherwise be read by itself, and give as much away.
"""

import re
from dataclasses import replace

from app.domain.name_words import FIRST_NAMES
from app.domain.reidentification import Finding, may_be_name
from app.domain.text import fold

_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d’'-])*"
_PARTICLES = r"(?:(?:de|du|des|la|le|les|van|von|der|den|ben|el|al|da) |[dl][’'])*"
_AFTER = re.compile(rf"[ \u00a0]{{1,2}}(?:née? |ép\. )?(?i:{_PARTICLES})({_WORD})")
_BEFORE = re.compile(rf"({_WORD})[ \u00a0]{{1,2}}(?i:{_PARTICLES})\Z")
_BEGINS = re.compile(r"(?:\A|[.!?…:;\n])[ \u00a0\u202f«\"“(•–—*-]*\Z")
_INFINITIVE = re.compile(r"(?:er|ir|re)\Z")
_DOCTORS = frozenset(["dr", "docteur", "pr", "professeur"])
_LONGEST = 60
_MOST_WORDS = 3


def whole(text: str, finding: Finding, *, wary: bool) -> Finding:
    """The finding with the words of the same name before and after it.

    Where a sentence begins a capital says nothing: only a first name belongs to it there, or with
    `wary` every word that is no verb (« Appeler Verdier »).
    """
    start, end = finding.start, finding.end
    for _ in range(_MOST_WORDS):
        after = _AFTER.match(text, end, end + _LONGEST)
        if after is None or not may_be_name(after[1].rstrip("’'-")):
            break
        end = after.start(1) + len(after[1].rstrip("’'-"))
    for _ in range(_MOST_WORDS):
        before = _BEFORE.search(text, max(0, start - _LONGEST), start)
        if before is None or not _goes_before(text, before, wary=wary):
            break
        start = before.start()
    if (start, end) == (finding.start, finding.end):
        return finding
    return replace(finding, start=start, end=end, found=text[start:end])


def _goes_before(text: str, before: re.Match[str], *, wary: bool) -> bool:
    word = before[1]
    if fold(word) in _DOCTORS or not may_be_name(word):
        return False
    if before.start() and text[before.start() - 1].isalnum():
        return False
    if fold(word) in FIRST_NAMES or not _BEGINS.search(
        text, max(0, before.start() - 8), before.start()
    ):
        return True
    return wary and not _INFINITIVE.search(fold(word))
