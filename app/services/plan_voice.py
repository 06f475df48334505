# SPDX-License-Identifier: EUPL-1.2
"""How a print of a plan says its texts and its people: as typed, or without what names somebody.

Whoever is in the directory is named on every print: patients and those around them are not.
"""

import re
from dataclasses import dataclass, field

from app.domain.circle import ROLES
from app.domain.name_words import FAMILIES, FIRST_NAMES
from app.domain.reidentification import MASK, Clue, Finding, masked, united, warnings
from app.domain.text import fold
from app.domain.whole_names import whole
from app.exchange.professions import load_professions
from app.services.name_filter import NameFilter, filter_of
from app.services.people import People
from app.services.plan_source import PlanSource
from app.services.words_beside_names import BesideNames
from app.storage.unit_of_work import Rows

_CASED = re.compile(r"[^\W\d_][\w’'-]*")
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLES = frozenset(
    (
        *("un", "une", "le", "la", "les", "l", "d", "du", "de", "des"),
        *("sa", "son", "ses", "ma", "mon", "mes", "leur", "notre"),
    )
)
_NAMES_TOO = frozenset(["petit", "petite", "beau", "belle"])
_IN_LAW = frozenset(["petit", "petite", "petits", "beau", "belle", "beaux", "grand", "ex", "demi"])
_BEGINS = re.compile(
    r"(?:\A|[.,;:/+&(–—\n-] ?|\b(?:et|ou|puis|une?|sa|son|ses|ma|mon|mes|leur|sos) )\Z",
    re.IGNORECASE,
)
"""Where a capital may begin a description: « Kiné, Infirmière »; « Luc Cousin » is a name."""
_DOCTOR = re.compile(r"\b(?:docteure?|dr|pr|professeure?)\.?[ \u00a0]\Z", re.IGNORECASE)
_INITIALS = re.compile(r"(?<![^\W_])(?:[A-ZÀ-ÖØ-Þ]\.[ \u00a0-]?)+(?=\[…\])")
_AS_NAMES = FIRST_NAMES | FAMILIES
_FIRST = re.compile(r"[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*")
HIDDEN = "[…]"
"""What stands in place of a name on paper: the fonts have no blocks."""
_SEVERAL = re.compile(r"\[…\](?:[ \u00a0.’'-]*\[…\])+")
_NOT_DIGITS = re.compile(r"\D")


@dataclass(frozen=True)
class PlanVoice:
    """Says what is typed; `named` prints say it as it is, others hide what names somebody."""

    named: bool
    code: str = ""
    """The code of the situation, where even it may not be said."""
    names: NameFilter | None = None
    """The names of the person and of those around them, where their identity could be read."""
    known: frozenset[str] = frozenset()
    phones: frozenset[str] = field(default=frozenset(), repr=False)
    describing: frozenset[str] = _ARTICLES
    """Folded words, and their parts, that say what somebody is and not who."""
    names_too: frozenset[str] = frozenset()
    """Those of them that are family names as well: « Luc COUSIN » is no cousin."""

    def text(self, typed: str) -> str:
        """A text as this print says it."""
        if self.named:
            return typed
        found = united(typed, [*self._names_in(typed), *self._told_by_form(typed)])
        said = _INITIALS.sub("", masked(typed, found).replace(MASK, HIDDEN))
        return said.replace(self.code, "la situation") if self.code else said

    def name(self, typed: str) -> str:
        """Somebody's typed name: « Une voisine » says nobody, « Claire Roux, sa fille » does."""
        if self.named:
            return typed
        said = _CASED.sub(self._hidden, self.text(typed))
        if HIDDEN in said and typed.islower():  # « claire roux »: no capital tells what is a name
            said = _CASED.sub(self._hidden_beside, said)
        return _SEVERAL.sub(HIDDEN, said)

    def _names_in(self, typed: str) -> list[Finding]:
        hits = self.names.hits(typed, wary=True) if self.names else ()
        return [whole(typed, hit, wary=True) for hit in hits]

    def _told_by_form(self, typed: str) -> list[Finding]:
        found = warnings(typed, self.known)
        return [each for each in found if each.clue is not Clue.PHONE or self._is_strange(each)]

    def _is_strange(self, phone: Finding) -> bool:
        """Whether a number is neither that of the practice nor of somebody in the directory."""
        return _NOT_DIGITS.sub("", phone.found) not in self.phones

    def _hidden(self, match: re.Match[str]) -> str:
        word, folded = match[0], fold(match[0])
        if not word[0].isupper():
            named = folded in _AS_NAMES and folded not in self.describing
            return HIDDEN if named else word
        before = match.string[: match.start()]
        colleague = folded in self.known and _DOCTOR.search(before) is not None
        shouted = word.isupper() and len(word) > 1 and folded not in self.names_too
        begins = shouted or _BEGINS.search(before) is not None
        return word if colleague or (begins and self._describes(folded)) else HIDDEN

    def _hidden_beside(self, match: re.Match[str]) -> str:
        return match[0] if self._describes(fold(match[0])) else HIDDEN

    def _describes(self, folded: str) -> bool:
        """« Belle-fille », « L’épouse », « Sage-femme », « SSIAD » do; « Petit-Jean » does not."""
        parts = _WORD.findall(folded)
        if parts[0] in _IN_LAW and len(parts) > 1:
            parts = parts[1:]
        return folded in self.describing or all(part in self.describing for part in parts)


def voice_of(rows: Rows, source: PlanSource) -> PlanVoice:
    """The voice of one print."""
    if source.identity is not None:
        return PlanVoice(named=True)
    team = rows.professionals.all()
    practice = rows.practice.get()
    beside = BesideNames.shipped()
    trades = [*ROLES, *(each.profession for each in team)]
    trades += [spelling for each in load_professions() for spelling in each.spellings]
    first = {word[0] for trade in trades if (word := _FIRST.match(fold(trade)))}
    describing = _ARTICLES | beside.relations | beside.describing | first
    phones = [each.phone for each in team] + ([practice.phone] if practice else [])
    return PlanVoice(
        named=False,
        code=source.case.code if source.nameless else "",
        names=filter_of((source.around,), beside) if source.around else None,
        known=frozenset(fold(each.last) for each in team),
        phones=frozenset(filter(None, (_NOT_DIGITS.sub("", phone) for phone in phones))),
        describing=describing - _NAMES_TOO,
        names_too=beside.ordinary | beside.relations,
    )


def people_said(rows: Rows, voice: PlanVoice) -> People:
    """The directory, with typed names as a print may say them."""
    return People(rows.professionals.all(), voice.name)
