# SPDX-License-Identifier: EUPL-1.2
"""What in a typed text would say who the person is, whatever their name: found by its form alone.

Minutes hold codes. A full date of birth, a telephone number, a social security number, an address
or « Mme Dupont » gives the person away; a visit's date, a blood pressure or a dose does not.
Never more than a remark: nothing here changes a text by itself.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.text import fold

MASK = "▇▇▇"
"""What stands in place of a finding where others read: always as long, so that it tells nothing."""

PERSON = "la personne"
"""What stands in place of a name in a text that is corrected."""


class Clue(StrEnum):
    """What kind of thing gives the person away."""

    KNOWN_NAME = "known_name"
    NAME = "name"
    BIRTH = "birth"
    PHONE = "phone"
    SOCIAL_SECURITY = "social_security"
    EMAIL = "email"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    Clue.KNOWN_NAME: "Nom reconnu",
    Clue.NAME: "Nom de personne",
    Clue.BIRTH: "Date de naissance",
    Clue.PHONE: "Téléphone",
    Clue.SOCIAL_SECURITY: "Numéro de sécurité sociale",
    Clue.EMAIL: "Adresse e-mail",
    Clue.ADDRESS: "Adresse",
}


@dataclass(frozen=True)
class Finding:
    """Where a text gives somebody away: `text[start:end]`, and what may stand there `instead`."""

    start: int
    end: int
    clue: Clue
    found: str
    instead: str


def warnings(text: str, known: Container[str] = frozenset()) -> tuple[Finding, ...]:
    """What in `text` gives a person away, in its order; spans do not overlap.

    `known` holds the folded family names of professionals: « Dr Aubry » is no patient. Pure; well
    under a millisecond for a page.
    """
    return united(text, (finding for look in _LOOKS for finding in look(text, known)))


def united(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as they come in the text; those that overlap are one, from first to last letter.

    « Marguerite » known in « marguerite.lefort@orange.fr » must not leave the rest of the address.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is None or finding.start >= last.end:
            kept.append(finding)
        else:
            end = max(last.end, finding.end)
            clear = max(last, finding, key=_clearness)
            found = text[last.start : end]
            kept[-1] = replace(clear, start=last.start, end=end, found=found)
    return tuple(kept)


def _clearness(finding: Finding) -> int:
    """Which of two findings at one place says what the whole of it is."""
    if finding.clue is Clue.KNOWN_NAME:
        return 1
    if finding.clue is Clue.NAME:
        return 0 if finding.instead == PERSON else 2  # a doctor who bears the name of a patient
    return 3


def masked(text: str, findings: Iterable[Finding]) -> str:
    """The text with every finding hidden; `findings` as `united` gives them."""
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.start], MASK]
        at = finding.end
    return "".join([*parts, text[at:]])


# --- numbers ---------------------------------------------------------------------------------

_GAP = "[ \u00a0\u202f.-]?"
_SOCIAL_SECURITY = re.compile(
    rf"(?<![\d.,])[1-478]{_GAP}\d\d{_GAP}\d\d{_GAP}(?:\d\d|2[ABab]){_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"{_GAP}\d\d(?!\d)"
)
_PHONE = re.compile(
    rf"(?<![\d.,/])(?:(?:\+|00)33{_GAP}(?:\(0\){_GAP})?|0)[1-9](?:{_GAP}\d\d){{4}}(?![\d/])"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_NOT_DIGITS = re.compile(r"[^\dAB]")


def _social_security(text: str, _known: Container[str]) -> Iterator[Finding]:
    for match in _SOCIAL_SECURITY.finditer(text):
        if _key_is_right(match[0]):
            yield _finding(match, Clue.SOCIAL_SECURITY, "[numéro retiré]")


def _key_is_right(number: str) -> bool:
    """The last two digits are 97 minus the rest modulo 97; 2A counts as 19, 2B as 18 (INSEE)."""
    digits = _NOT_DIGITS.sub("", number.upper())
    body = digits[:13].replace("2A", "19").replace("2B", "18")
    return body.isdigit() and 97 - int(body) % 97 == int(digits[13:])


def _phones(text: str, _known: Container[str]) -> Iterator[Finding]:
    # An RPPS has eleven digits and a FINESS nine: neither is taken for ten.
    for match in _PHONE.finditer(text):
        yield _finding(match, Clue.PHONE, "[téléphone retiré]")


def _emails(text: str, _known: Container[str]) -> Iterator[Finding]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield _finding(match, Clue.EMAIL, "[adresse retirée]")


# --- dates of birth --------------------------------------------------------------------------

_MONTHS = (
    "janv(?:ier|\\.)?|f[ée]vr(?:ier|\\.)?|mars|avr(?:il|\\.)?|mai|juin|juil(?:let|\\.)?|ao[ûu]t"
    "|sept(?:embre|\\.)?|oct(?:obre|\\.)?|nov(?:embre|\\.)?|d[ée]c(?:embre|\\.)?"
)
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_SEPARATOR = r" ?[/.-] ?"
_BORN = (
    r"(?:\bn[ée]e?s?\b|\bnaissance\b|\bD\.?D\.?N\b\.?)[^\d\n]{0,12}?"  # née, date de naissance, DDN
)
_FULL_DATE = (
    rf"{_DAY}{_SEPARATOR}{_MONTH}{_SEPARATOR}(?P<year>(?:19|20)\d\d|\d\d)"
    rf"|(?P<iso>(?:19|20)\d\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:{_DAY}|1er) (?:{_MONTHS}) (?P<spoken>(?:19|20)\d\d)"
    rf"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<run>(?:19|20)\d\d)"
)
_BIRTH = re.compile(
    rf"(?P<born>{_BORN})?(?<![\w/.,-])(?P<le>le )?(?:{_FULL_DATE})(?![\w/]|[.,-]\d)", re.IGNORECASE
)
LAST_YEAR_OF_BIRTH = 2009
"""A full date up to this year is taken for a birth without a word saying so: visits are recent."""


def _births(text: str, _known: Container[str]) -> Iterator[Finding]:
    for match in _BIRTH.finditer(text):
        year = match["year"] or match["iso"] or match["spoken"] or match["run"]
        whole = len(year) == 4
        if not match["born"] and (not whole or match["run"] or int(year) > LAST_YEAR_OF_BIRTH):
            continue
        start = match.end("born") if match["born"] else match.start()
        instead = f"en {year}" if match["le"] else year
        yield Finding(start, match.end(), Clue.BIRTH, text[start : match.end()], instead)


# --- addresses -------------------------------------------------------------------------------

_STREET = "rue|avenue|av\\.|boulevard|bd\\.?|impasse|all[ée]e|chemin|ruelle|venelle|faubourg"
_STREET_OR_NOT = (
    "place|cours|quai|route|voie|passage|square|r[ée]sidence|lotissement|hameau|cit[ée]"
)
_OF = r"(?:(?:de|du|des|la|le|les|et|sur|sous|en)[ \u00a0]|[dl][’'])*"
_PROPER = r"[A-ZÀ-ÖØ-Ý][\w’'-]*"
_TOWN = rf"(?:,? ?\d{{5}} {_PROPER}(?: {_PROPER})*)?"
_ADDRESS = re.compile(
    r"(?<![\w,./])\d{1,4} ?(?:bis|ter|quater|[A-Da-d]\b)?,? "
    rf"(?:(?:{_STREET}) {_OF}[\w’'-]+|(?:{_STREET_OR_NOT}) {_OF}{_PROPER})"
    rf"(?: {_OF}{_PROPER})*{_TOWN}"
)


def _addresses(text: str, _known: Container[str]) -> Iterator[Finding]:
    for match in _ADDRESS.finditer(text):
        yield _finding(match, Clue.ADDRESS, "[adresse retirée]")


# --- names after a title ---------------------------------------------------------------------

_TITLE = (
    r"\b(?P<article>[Ll]e |[Dd]u |[Aa]u )?"
    r"(?P<title>M\.|MM\.|Mr\.?|Mme|Mmes|Mlle|Melle|[Mm]adame|[Mm]onsieur"
    r"|Dr\.?|[Dd]octeur|Pr)"
)
_CAPITAL = "[A-ZÀ-ÖØ-Ý]"
_NAME_PART = rf"(?:{_CAPITAL}[a-zà-öø-ÿ]+|{_CAPITAL}{{3,}})(?:[’'-]{_CAPITAL}?[\wà-ÿ]+)*"
_PARTICLE = r"(?:(?:de|du|des|la|le|van|von|der|ben|el)[ \u00a0]|[dDlL][’'])*"
_TITLED = re.compile(
    rf"{_TITLE}[ \u00a0\u202f]{_PARTICLE}(?P<name>{_NAME_PART}(?: (?:{_PARTICLE}){_NAME_PART})*)"
)
_DOCTORS = ("dr", "docteur", "pr")
_ARTICLES = {"du ": "d’un médecin", "au ": "à un médecin"}
_WORD = re.compile(r"[^\W\d_]+")


def _titled(text: str, known: Container[str]) -> Iterator[Finding]:
    for match in _TITLED.finditer(text):
        words = [fold(word) for word in _WORD.findall(match["name"])]
        if any(word in known for word in words) or fold(match["name"]) in known:
            continue
        if fold(match["title"]).rstrip(".") in _DOCTORS:
            article = (match["article"] or "").lower()
            yield _finding(match, Clue.NAME, _ARTICLES.get(article, "un médecin"))
        else:
            yield _finding(match, Clue.NAME, PERSON)


def _finding(match: re.Match[str], clue: Clue, instead: str) -> Finding:
    return Finding(match.start(), match.end(), clue, match[0], instead)


_Look = Callable[[str, Container[str]], Iterator[Finding]]
_LOOKS: tuple[_Look, ...] = (_social_security, _phones, _emails, _births, _addresses, _titled)
