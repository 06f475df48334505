# SPDX-License-Identifier: EUPL-1.2
"""How a print of a plan says its texts and its people: as typed, or without what names somebody.

Whoever is in the directory is named on every print: patients and those around them are not.
"""

import re
from dataclasses import dataclass, field

from app.domain.circle import ROLES
from app.domain.reidentification import MASK, Clue, Finding, masked, united, warnings
from app.domain.text import fold
from app.domain.whole_names import whole
from app.services.name_filter import NameFilter, filter_of
from app.services.people import People
from app.services.plan_source import PlanSource
from app.services.words_beside_names import BesideNames
from app.storage.unit_of_work import Rows

_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿœ][\w’'-]*")
_WORD = re.compile(r"[^\W\d_]+")
_DESCRIBE = frozenset(
    (
        *("une", "un", "la", "le", "les", "sa", "son", "ses", "ma", "mon", "mes"),
        *("equipe", "famille", "maman", "papa", "patient", "patiente", "personne", "aide"),
        *("service", "pharmacie", "pharmacien", "maison", "centre", "hopital", "clinique"),
        *("cabinet", "residence", "association"),
    )
)
"""First words, folded, that say what somebody is and not who."""
_NAMES_TOO = frozenset(["petit", "petite", "beau", "belle"])
_SERVICES = frozenset(
    ["SSIAD", "HAD", "CMP", "CCAS", "CLIC", "MDPH", "EHPAD", "DAC", "CPTS", "SAMU", "SOS", "CHU"]
)
HIDDEN = "[…]"
"""What stands in place of a name on paper: the fonts have no blocks."""
_SEVERAL = re.compile(r"\[…\](?:[ \u00a0.’'-]+\[…\])+")
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
    describing: frozenset[str] = _DESCRIBE
    """What a typed name may begin with that is none: an article, a relation, a trade."""

    def text(self, typed: str) -> str:
        """A text as this print says it."""
        if self.named:
            return typed
        found = united(typed, [*self._names_in(typed), *self._told_by_form(typed)])
        said = masked(typed, found).replace(MASK, HIDDEN)
        return said.replace(self.code, "la situation") if self.code else said

    def name(self, typed: str) -> str:
        """Somebody's typed name: « Une voisine » says nobody, « Claire Roux, sa fille » does."""
        if self.named:
            return typed
        said = _CAPITAL.sub(self._hidden, self.text(typed))
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
        word = match[0]
        parts = _WORD.findall(fold(word))
        elided = parts[0] == "l" and word[2:3].islower()  # « L’épouse »; not « L’Hostis »
        describes = match.start() == 0 and (elided or parts[0] in self.describing)
        return word if describes or word in _SERVICES else HIDDEN


def voice_of(rows: Rows, source: PlanSource) -> PlanVoice:
    """The voice of one print."""
    if source.identity is not None:
        return PlanVoice(named=True)
    team = rows.professionals.all()
    practice = rows.practice.get()
    beside = BesideNames.shipped()
    trades = (*ROLES, *(each.profession for each in team))
    first = (_WORD.search(fold(trade)) for trade in trades)
    describing = _DESCRIBE | beside.relations | {word[0] for word in first if word}
    phones = [each.phone for each in team] + ([practice.phone] if practice else [])
    return PlanVoice(
        named=False,
        code=source.case.code if source.nameless else "",
        names=filter_of((source.around,), beside) if source.around else None,
        known=frozenset(fold(each.last) for each in team),
        phones=frozenset(filter(None, (_NOT_DIGITS.sub("", phone) for phone in phones))),
        describing=describing - _NAMES_TOO,
    )


def people_said(rows: Rows, voice: PlanVoice) -> People:
    """The directory, with typed names as a print may say them."""
    return People(rows.professionals.all(), voice.name)
