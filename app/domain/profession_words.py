# SPDX-License-Identifier: EUPL-1.2
"""Whether two texts mean the same profession: « IDE » and « Infirmière », « kiné » and « MK ».

A protocol's step says a profession or a role in whatever words the team uses; a person's circle and
the directory say it in others.
"""

import re

from app.domain.text import fold

_ROWS = (
    ("traitant", r"\bmedecins? traitants?\b|\bmt\b"),
    ("nurse_ipa", r"pratiques? avancees?|\bipa\b"),
    ("home_help", r"\b(aides?|auxiliaires?) (a|de) (domicile|vie)\b|\bavs\b|\baide menagere"),
    ("care_aide", r"\baides?[ -]soignante?s?\b"),
    ("medical_assistant", r"\bassistante?s? medica(l|le|ux|les)\b"),
    ("nurse", r"\binfirmi|\bidel?\b"),
    ("physio", r"\bkine|\bmasseur|\bmk(de)?\b"),
    ("doctor", r"\bmedecins? (generalistes?|de famille)\b|\bgeneralistes?\b|\bmg\b|^medecins?$"),
    ("pharmacist", r"\bpharmacien"),
    ("social", r"\bassistante?s? (de service )?socia|\btravailleurs?,? socia|\btravailleuse socia"),
    ("psychologist", r"\bpsychologue"),
    ("speech", r"\borthophoni"),
    ("occupational", r"\bergo\b|\bergotherap"),
    ("dietician", r"\bdieteti|\bdiet\b"),
    ("midwife", r"\bsages?[ -]femmes?\b"),
    ("foot", r"\bpodologue|\bpedicure"),
    ("psychomotor", r"\bpsychomot"),
    ("coordination", r"\bcoordin"),
    ("referent", r"^referente?s?\b"),
    ("requester", r"^demandeu(r|se)s?\b"),
)
"""The first row that a text meets says what it is: what is narrower stands before what is wider."""
_KNOWN = tuple((key, re.compile(pattern)) for key, pattern in _ROWS)

_MARKS = re.compile(r"[·.(-](e|ne|euse|rice|trice|se)?[·.)]?(s\b)?")
_ENDS = (("trice", "teur"), ("euse", "eur"), ("enne", "en"), ("iere", "ier"), ("ere", "er"))
_OTHER_GENDER = frozenset({"e", "ere", "iere", "euse", "ice", "rice", "trice", "ne", "se", "s"})
_BETWEEN = re.compile(r"[,;/+&\n]|\bet\b", re.IGNORECASE)
_EITHER = re.compile(r"\bou\b", re.IGNORECASE)

TREATING_DOCTOR = "traitant"
"""A role towards one person, no profession: nobody has it for being the only doctor around."""
REFERENT, REQUESTER = "referent", "requester"
"""Roles in a situation, that are noted of it."""


def profession_key(text: str) -> str:
    """What a text means, to compare with another; empty for a text without a letter.

    Of words that are not known, the number and the gender are left out.
    """
    said = " ".join(fold(text).split())
    known = next((key for key, pattern in _KNOWN if pattern.search(said)), "")
    return known or " ".join(_plain(word) for word in said.split() if _plain(word))


def professions_in(text: str) -> tuple[tuple[str, ...], ...]:
    """Those that a step names, in their order; each with its alternatives (« IDE ou médecin »)."""
    groups = (
        tuple(said for raw in _EITHER.split(part) if (said := raw.strip()))
        for part in _BETWEEN.split(text)
    )
    named: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in groups:
        if group and not _is_ending(group):
            named.setdefault(tuple(profession_key(said) or said for said in group), group)
    return tuple(named.values())


def _is_ending(group: tuple[str, ...]) -> bool:
    """Whether it is only the other gender of what stands before: « Infirmier/ère »."""
    return all(fold(said) in _OTHER_GENDER for said in group)


def _plain(word: str) -> str:
    word = re.sub(r"[^\w]", "", _MARKS.sub("", word)).removesuffix("s")
    word = word.removesuffix("e") if word.endswith("ee") else word  # spécialisé, spécialisée
    for end, other in _ENDS:
        if word.endswith(end):
            return f"{word.removesuffix(end)}{other}"
    return word.removesuffix("e")
