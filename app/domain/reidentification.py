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

from app.domain.name_words import DISEASES, FAMILIES, NO_NAME_AFTER_TITLE, NO_NAMES
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
    rf"(?:{_GAP}\d\d)?(?!\d)"
)
_PLAUSIBLE = re.compile(r"[12]\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{6}(?:\d\d)?")
"""Sex, year, month, département: who writes the key wrong or leaves it out gives as much away."""
_BLANK = "[ \u00a0\u202f]"
_FRANCE = rf"(?:(?:\((?:\+|00)33\)|(?:\+|\b00)33){_BLANK}?[.-]?(?:\(0\){_BLANK}?)?|(?<![\d.,/+])0)"
_PHONE = re.compile(
    # Groups may run on behind spaces; behind other signs each gap must be there, or a date with
    # its hour (02.03.2026 10 h) would be a number.
    rf"{_FRANCE}[1-9](?:(?:{_BLANK}{{0,2}}\d\d){{4}}|(?:[ \u00a0\u202f._-]{{1,3}}\d\d){{4}}"
    rf"|(?:/\d\d){{4}})(?![\d/])"
    rf"|(?<![\d.,/+])0[67](?:{_BLANK}?\d){{8}}(?![\d/])"
    rf"|(?:\(\+[1-9]\d{{0,2}}\)|(?:\+|(?<!\d)00)(?!33)[1-9]\d{{0,2}})"
    r"(?:[ \u00a0\u202f.-]{0,2}\d){8,11}(?!\d)"
)
_AT = r"(?: ?@ ?| ?[\[({] ?(?:at|@|arobas[e]?) ?[\])}] ?| (?:at|arobas[e]?) )"
_ENDINGS = "fr|com|org|net|eu|be|ch|info|bzh|re|io|me"
_EMAIL = re.compile(
    rf"(?<![\w.+-])(?:[\w+-]{{1,64}} point )?[\w.+-]{{1,64}}{_AT}"
    rf"[\w-]+(?:(?:\.[\w-]+)+|(?: ?\. ?| point )(?:{_ENDINGS})\b)",
    re.IGNORECASE,
)
_SAYS_AT = re.compile(r"@|\bat\b|arobas", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[^\dAB]")


def _social_security(text: str, _known: Container[str]) -> Iterator[Finding]:
    for match in _SOCIAL_SECURITY.finditer(text):
        if _is_a_person(match[0]):
            yield _finding(match, Clue.SOCIAL_SECURITY, "[numéro retiré]")


def _is_a_person(number: str) -> bool:
    """Whether the key is right, or the rest could be that of somebody.

    The last two digits are 97 minus the rest modulo 97; 2A counts as 19, 2B as 18 (INSEE).
    """
    digits = _NOT_DIGITS.sub("", number.upper())
    body = digits[:13].replace("2A", "19").replace("2B", "18")
    right = len(digits) == 15 and body.isdigit() and 97 - int(body) % 97 == int(digits[13:])
    return right or _PLAUSIBLE.fullmatch(digits) is not None


def _phones(text: str, _known: Container[str]) -> Iterator[Finding]:
    # An RPPS has eleven digits and a FINESS nine: neither is taken for ten.
    for match in _PHONE.finditer(text):
        yield _finding(match, Clue.PHONE, "[téléphone retiré]")


def _emails(text: str, _known: Container[str]) -> Iterator[Finding]:
    if _SAYS_AT.search(text):
        for match in _EMAIL.finditer(text):
            yield _finding(match, Clue.EMAIL, "[adresse retirée]")


# --- dates of birth --------------------------------------------------------------------------

_MONTHS = (
    "janv(?:ier|\\.)?|f[ée]vr(?:ier|\\.)?|mars|avr(?:il|\\.)?|mai|juin|juil(?:let|\\.)?|ao[ûu]t"
    "|sept(?:embre|\\.)?|oct(?:obre|\\.)?|nov(?:embre|\\.)?|d[ée]c(?:embre|\\.)?"
)
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_SEPARATOR = r" ?[/.-] ?"
_BORN = r"(?:\bn[ée]e?s?\b|\bnaissance\b|\bD\.?D\.?N(?![^\W\d_])\.?)[^\d\n]{0,12}?"
_FULL_DATE = (
    rf"{_DAY}{_SEPARATOR}{_MONTH}{_SEPARATOR}(?P<year>(?:19|20)\d\d|(?P<short>\d\d))"
    rf"|(?P<iso>(?:19|20)\d\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:{_DAY}|1er) (?:{_MONTHS}) (?P<spoken>(?:19|20)\d\d|\d\d)"
    rf"|(?:0[1-9]|[12]\d|3[01]) ?(?:0[1-9]|1[0-2]) ?(?P<run>(?:19|20)?\d\d)"
)
_BIRTH = re.compile(
    # Letters may be glued to it: « née le2/3/1941tél » tells as much.
    rf"(?P<born>{_BORN})?(?<![\d/.,_-])(?P<le>(?<!\w)le ?)?(?:{_FULL_DATE})(?![\d/_]|[.,-]\d)",
    re.IGNORECASE,
)
LAST_YEAR_OF_BIRTH = 2015
"""A full date up to this year is taken for a birth without a word saying so: visits are recent."""
FIRST_SHORT_YEAR = 32
"""« 02.03.41 » is no visit: of two digits, years from this one on are of the last century."""
FIRST_YEAR_OF_CARE = 1990
"""From this year on « opérée le 12/05/2003 » is what was done; before, most likely a birth."""
_CARE = re.compile(
    r"(?:\b(?:re)?vue?|op[ée]r[ée]e?|hospitalis[ée]e?|consult\w*|bilan|visite|chute|fracture|depuis"
    r"|pos[ée]e?|rendez-vous|rdv|courrier|scanner|irm|radio\w*|avc|infarctus|cancer|vaccin\w*"
    r"|entrée?|sorti\w*|admis\w*|arrêt\w*|début\w*|diagnosti\w*|prothèse|pt[hg]|ablation|ecg|efr"
    r"|écho\w*|coloscopie|mammographie|examen|décès|décédée?|veuve?|veuf|séjour)"
    r"[^.;:!?\d\n]{0,30}(?: \d[\d/.]{5,9} (?:au|puis le))?(?: :)? ?\Z",
    re.IGNORECASE,
)
_LONGEST_CARE = 60
_TWO_DIGITS = re.compile(r"(?:le )?\d\d[/.]\d\d[/.]\d\d")


def _births(text: str, _known: Container[str]) -> Iterator[Finding]:
    for match in _BIRTH.finditer(text):
        year = match["year"] or match["iso"] or match["spoken"] or match["run"]
        if not match["born"] and not _is_long_ago(match, year):
            continue
        start = match.end("born") if match["born"] else match.start()
        instead = f"en {year}" if match["le"] else year
        yield Finding(start, match.end(), Clue.BIRTH, text[start : match.end()], instead)


def _is_long_ago(match: re.Match[str], year: str) -> bool:
    """Whether a date says by itself that somebody was born."""
    if match["run"]:
        return False
    if len(year) == 4:
        if not FIRST_YEAR_OF_CARE <= int(year) <= LAST_YEAR_OF_BIRTH:
            return int(year) < FIRST_YEAR_OF_CARE
        since = max(0, match.start() - _LONGEST_CARE)
        return _CARE.search(match.string, since, match.start()) is None
    glued = match.string[match.end() : match.end() + 1].isalpha() and "/" not in match[0]
    glued = glued or match.string[max(0, match.start() - 1) : match.start()].isalpha()
    short = _TWO_DIGITS.fullmatch(match[0].lower()) is not None
    return int(year) >= FIRST_SHORT_YEAR and short and not glued  # « 10.12.50mg » is none


# --- addresses -------------------------------------------------------------------------------

_STREET = "rue|avenue|boulevard|all[ée]e|ruelle|venelle|faubourg"
_STREET_OR_NOT = (
    "place|cours|quai|route|voie|passage|square|r[ée]sidence|lotissement|hameau|cit[ée]|chemin"
    "|impasse|sentier|mont[ée]e|esplanade|clos|villa|lieu-dit|av\\.?|bd\\.?|bld\\.?|blvd\\.?|boul\\."
    "|r\\.|pl\\.|all\\.|imp\\.|che?m\\.|rte|fg\\.|sq\\."
)
_OF = r"(?:(?i:(?:de|du|des|la|le|les|et|sur|sous|en)[ \u00a0]|[dl][’']))*"
_PROPER = r"(?!J\.?[ -]?-?C\b)[A-ZÀ-ÖØ-Ý][\w’'-]*"
_TOWN = rf"(?:,? ?(?:- )?\d{{5}} {_PROPER}(?: {_PROPER})*)?"
_ADDRESS = re.compile(
    r"(?<![\w,./])\d{1,4} ?(?i:bis|ter|quater|[A-D]\b)?,? (?:de (?:la |l[’'])?)?"
    rf"(?:(?i:Grande[ -]rue\b)|(?i:grande |petite |vieille )?(?i:{_STREET}) {_OF}[\w’'-]+"
    rf"|(?i:{_STREET_OR_NOT}) {_OF}{_PROPER})"
    rf"(?: {_OF}{_PROPER})*{_TOWN}"
    rf"|\b(?i:lieu-dit) {_OF}{_PROPER}(?: {_OF}{_PROPER})*{_TOWN}"
)
_LIVES = (
    "(?:habit|log|résid|demeur|domicili|emménag|déménag)[a-zéèê]{0,6}|vi[ts]|vivent|adresse"
    "|hébergée?s?"
)
_WHERE = "(?: ?:)?(?: (?:au|à la|à l’|dans la|dans l’|seule?|maintenant|toujours))*,? "
_NAMED = rf"{_PROPER}(?: {_OF}{_PROPER})*{_TOWN}"
_STREET_ALONE = re.compile(
    rf"\b(?i:rue|avenue|boulevard|ruelle|venelle|faubourg|impasse|[Bb]l?v?d\.?) {_OF}{_NAMED}"
)
_AFTER_LIVES = re.compile(
    rf"\b(?i:{_LIVES}){_WHERE}(?P<street>(?i:place|quai|route|chemin|sentier|square|hameau|clos"
    rf"|all[ée]es?|esplanade|lotissement|r\.|av\.?) {_OF}(?!(?-i:[A-Z]{{2,5}})\b){_NAMED}"
    rf"|(?i:{_STREET}|impasse) (?i:(?:de la|du|des|de) |de l[’']|d[’'])[\w’'-]{{3,}}{_TOWN}"
    rf"|(?i:grande[ -]rue\b){_TOWN})",
)
_PLACE_OF_CARE = re.compile(
    r"\b(?:CMP|CHU?|CHR?U|CCAS|EHPAD|CLIC|MDPH|PMI|MSP|SSIAD|CATTP|CSAPA|HAD|SSR|USLD|DAC|CPTS"
    r"|(?i:cabinet|pharmacie|centre|clinique|hôpital|maison (?:de|des|médicale)|foyer|laboratoire"
    r"|labo|mairie|école|collège|lycée|crèche|résidence|antenne|dispensaire|association|accueil"
    r"|unité|agence|site|gymnase|salle|locaux|consultation))\b[^.,;:!?\n]{0,30},? ?\Z"
)
_PLACE_BEFORE = 48


def _addresses(text: str, _known: Container[str]) -> Iterator[Finding]:
    for match in _ADDRESS.finditer(text):
        yield _finding(match, Clue.ADDRESS, "[adresse retirée]")
    # Without its number a street may be that of the pharmacy; and « la rue » alone is nobody's.
    for match in _STREET_ALONE.finditer(text):
        if not _PLACE_OF_CARE.search(text, max(0, match.start() - _PLACE_BEFORE), match.start()):
            yield _finding(match, Clue.ADDRESS, "[adresse retirée]")
    for match in _AFTER_LIVES.finditer(text):
        start, end = match.span("street")
        yield Finding(start, end, Clue.ADDRESS, text[start:end], "[adresse retirée]")


# --- names after a title ---------------------------------------------------------------------

_MARKS = r"\u0300-\u036f\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff"
"""What may stand in a word beside letters: accents written apart, places where it may break."""
_NAME = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}’'-])*"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
_TITLED = re.compile(
    r"\b(?=[LDAMPldamp])(?P<article>[Ll]e |[Dd]u |[Aa]u )?"
    r"(?P<title>(?<!\d)(?<!\d )M\.?|MM\.?|[Mm]r\.?|(?i:mmes?\.?|m[l]{1,2}es?\.?|melle)"
    r"|(?i:madame|mademoiselle|monsieur|docteur|professeur)|[Mm]aître|Me|(?i:dr)\.?|Pr\.?)"
    r"(?:(?<=\.)|(?=[ \u00a0\u202f])|(?<=[a-z])(?=[A-ZÀ-Ý](?:[a-zà-ÿ’']|[A-ZÀ-Ý]{3})))"
    r"[ \u00a0\u202f]{0,2}"
    rf"(?P<rest>{_NAME}(?:[ \u00a0]{_NAME}){{0,5}})"
)
_CALLED = re.compile(
    r"\b(?:(?i:n[ée]{1,2}s?|ép(?:ouse|oux|\.)|vve\.?|veu(?:ve|f)|alias)|(?i:(?:sur|pré)nommée?)"
    r"|(?i:(?:pré)?nom(?: de (?:jeune fille|naissance|famille)| d[’']usage)?) ?:)"
    r"(?:(?<=[.:])|(?=[ \u00a0\u202f])|(?<=[a-zé])(?=[A-ZÀ-Ý]))[ \u00a0\u202f]{0,2}"
    rf"(?P<rest>{_NAME}(?:[ \u00a0]{_NAME}){{0,5}})"
)
"""What stands before a name that is not that of a professional: « née Lefort », « ép. Martin »."""
_MONTH_FIRST = re.compile(rf"(?:{_MONTHS})(?![\w-])", re.IGNORECASE)
_DOCTORS = ("dr", "docteur", "pr", "professeur")
_MISTERS = ("m", "mm")
_WRITTEN_OUT = ("mme", "mlle", "melle", "mr", "madame", "mademoiselle", "monsieur")
_ENDS_AS_NAMES = re.compile(r"[a-z]{2,}(?:ier|in|(?<!i)on|ard|aud|eau|ec|[eo]z|ic|an|ou|ort|ot|el)")
"""Ends of family names that no verb has which « mme » could be the subject of: « mme verdier »."""
_ARTICLES = {"du ": "d’un médecin", "au ": "à un médecin"}
_PARTICLES = frozenset(
    ["de", "du", "des", "la", "le", "les", "van", "von", "der", "den", "ben", "el", "al", "da"]
)
_LEAST_LETTERS = 2
_LEAST_SHOUTED = 5
_TOKEN = re.compile(r"[^ \u00a0]+")


def _titled(text: str, known: Container[str]) -> Iterator[Finding]:
    match, at = _TITLED.search(text), 0
    while match is not None:
        title = fold(match["title"]).rstrip(".")
        end = _end_of_name(match["rest"], title)
        at = match.start("rest") + end  # « Monsieur et Madame Dupont »: only what is a name is past
        if end and not _is_known(match["rest"][:end], known):
            start, instead = match.start("title"), PERSON
            if title in _DOCTORS:
                start, article = match.start(), (match["article"] or "").lower()
                instead = _ARTICLES.get(article, "un médecin")
            yield Finding(start, at, Clue.NAME, text[start:at], instead)
        match = _TITLED.search(text, at)


def _called(text: str, _known: Container[str]) -> Iterator[Finding]:
    for match in _CALLED.finditer(text):
        start = match.start("rest")
        end = start + _end_of_name(match["rest"], "")
        if end > start and not _MONTH_FIRST.match(match["rest"]):
            yield Finding(start, end, Clue.NAME, text[start:end], "[nom retiré]")


def _is_known(name: str, known: Container[str]) -> bool:
    """Whether a professional of the directory bears it."""
    return fold(name) in known or any(fold(word) in known for word in WORD.findall(name))


def _end_of_name(words: str, title: str) -> int:
    """Where the name ends that follows a title; 0 where none does."""
    end = 0
    for token in _TOKEN.finditer(words):
        word = token[0].rstrip("’'-")
        parts = [fold(part) for part in WORD.findall(word)]
        if fold(word) in _PARTICLES or (len(word) == 1 and word.isupper()):
            continue
        if not _may_be_name(word, parts, title, first=end == 0):
            break
        end = token.start() + len(word)
    return end


def may_be_name(word: str) -> bool:
    """Whether a word beside a name belongs to it: with a capital, and neither a word nor « TA »."""
    parts = [fold(part) for part in WORD.findall(word)]
    short = word.isupper() and len(word) < _LEAST_SHOUTED
    return bool(parts) and not short and word[0].isupper() and parts[0] not in NO_NAMES


def _may_be_name(word: str, parts: list[str], title: str, *, first: bool) -> bool:
    if sum(map(len, parts)) < _LEAST_LETTERS:
        return False
    if len(parts) > 1 and len(parts[0]) == 1:  # N’Diaye, d’Artagnan, l’Hostis; not n’est
        return word[2].isupper()
    if parts[0] in NO_NAMES or (first and title in _MISTERS and parts[-1] in DISEASES):
        return False
    if word[0].isupper() or not first:
        return word[0].isupper()
    last = parts[-1]
    like = title in _WRITTEN_OUT and _ENDS_AS_NAMES.fullmatch(last) is not None
    return last in FAMILIES or (like and last not in NO_NAME_AFTER_TITLE)


def _finding(match: re.Match[str], clue: Clue, instead: str) -> Finding:
    return Finding(match.start(), match.end(), clue, match[0], instead)


_Look = Callable[[str, Container[str]], Iterator[Finding]]
_LOOKS: tuple[_Look, ...] = (
    _social_security,
    _phones,
    _emails,
    _births,
    _addresses,
    _titled,
    _called,
)
