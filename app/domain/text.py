# SPDX-License-Identifier: EUPL-1.2
"""French text: the stored form, the printed form, folding for search, and small phrases.

What was typed is stored verbatim (``clean`` only settles line ends and impossible characters);
typography is applied by ``typeset`` at the moment of showing or printing, never before storing.
"""

import re
import unicodedata
from collections.abc import Sequence

NARROW = "\u202f"  # narrow no-break space: before ; ! ? and inside « »
NO_BREAK = "\u00a0"  # no-break space: before : and inside times and amounts

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the form in which a text is stored: one kind of line end, nothing SQLite cannot hold.

    CRLF, CR, U+2028 and U+2029 become LF; a lone surrogate becomes U+FFFD; NUL is dropped.
    Everything else, leading and trailing spaces included, stays as it was typed.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\0", "")
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_SPACES = "[ \u00a0\u202f\u2009]*"
# Addresses and character entities are code, not French: they go through untouched.
# Anchored at the start of a word or token, so that a long unbroken text costs one pass.
_VERBATIM = re.compile(r"((?<!\w)\w+://\S+|(?<!\w)www\.\S+|(?<![^\s<>])[^\s<>]+@[^\s<>]+|&#?\w+;)")
_TYPOGRAPHY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
    (re.compile(rf"«{_SPACES}(?=\S)"), f"«{NARROW}"),
    (re.compile(rf"(?<=\S){_SPACES}»"), f"{NARROW}»"),
    (re.compile(rf"(?<=[\w)\]»”\"’'…%€°.,]){_SPACES}(?=[!?]+(?:[\s)\]»”\"…,.]|$))"), NARROW),
    (re.compile(rf"(?<=[\w)\]»”\"’'…%€°.]){_SPACES}(?=;(?:\s|$))"), NARROW),
    (re.compile(rf"(?<=[\w)\]»”\"’'…%€°.]){_SPACES}(?=:(?:\s|$))"), NO_BREAK),
    (re.compile(r"(?<=\d)[ \u202f](?=[%€])"), NO_BREAK),
    (re.compile(rf"(?<=(?<![^\W_]){_CAPITAL}\.) (?={_CAPITAL})"), NO_BREAK),
)


def typeset(text: str) -> str:
    """Return ``text`` with French typography, for display and print only.

    U+202F before ``; ! ?`` and inside « », U+00A0 before ``:`` and ``%`` and between an initial and
    its name (``M. Durand``, ``J. Imbert``), ’ between letters.
    Times (12:30), addresses, entities and emoticons are left alone; lines stay the same; applying
    it twice changes nothing more.
    """
    parts = _VERBATIM.split(text)
    return "".join(part if i % 2 else _typeset_french(part) for i, part in enumerate(parts))


def _typeset_french(text: str) -> str:
    for pattern, replacement in _TYPOGRAPHY:
        text = pattern.sub(replacement, text)
    return text


_LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "‘": "'", "ʼ": "'"}
    | dict.fromkeys("‐‑‒–—−", "-")
)


def fold(text: str) -> str:
    """Return ``text`` without case, accents, ligatures or typographic marks, to compare and search.

    ``fold("L’Hostis") == fold("l'hostis")``; never shown to anyone.
    """
    return _strip_marks(_strip_marks(text).casefold())


def _strip_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def number(value: int) -> str:
    """Return a whole number as French readers expect it: ``12 345`` (narrow spaces)."""
    return f"{value:,}".replace(",", NARROW).replace("-", "−")


def plural(count: int, singular: str, several: str | None = None) -> str:
    """Return ``"3 actions"``, ``"1 action"``, ``"0 action"``: in French zero and one are singular.

    ``several`` is the plural form where adding an s is not enough.
    """
    word = singular if abs(count) < 2 else (several or f"{singular}s")
    return f"{number(count)} {word}"


def listing(words: Sequence[str]) -> str:
    """Return ``"a, b et c"``; an empty sequence gives an empty text."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def initial_name(first: str, last: str) -> str:
    """Return ``"J. Imbert"``, ``"J.-N. Petit"``; the family name alone where there is no other."""
    initials = " ".join(
        "-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece)
        for word in first.split()
    )
    return f"{initials} {last}".strip()


_ELIDED = re.compile(r"[aeiou]|y[^aeiou]")
_ELIDES_THAT = re.compile(r"(ils?|elles?|on|une?|aucune?|en|à|au|aux)\b", re.IGNORECASE)


_SAID_ALREADY = re.compile(
    r"\s*(parce\s+qu(e\s+|['’]\s*)|car\s+(?=(ils?|elles?|on|je|nous)\b))(?=\S)", re.IGNORECASE
)
"""A coach is no conjunction: « car » goes before a pronoun only."""


def of(name: str) -> str:
    """Return ``"d’Aminata"``, ``"de Hugo"``: « de » before a name.

    Before an h it stays whole: nothing tells a silent one from the others.
    """
    return f"d’{name}" if _ELIDED.match(fold(name)) else f"de {name}"


_BEGAN = re.compile(
    r"(L(es?|a)|L['’]|Ce(tte|s|la)?|Ça|C['’]|S(on|a|es)|Leurs?|N(otre|os|ous)|J(e|['’]))\b"
)
"""Small words with the capital of a sentence that is none any more; a name keeps its own."""


def because(why: str) -> str:
    """Return ``"parce qu’elle a déménagé"``, ``"parce que la fille dort"``; said once only."""
    why = _SAID_ALREADY.sub("", why)
    why = why[0].lower() + why[1:] if _BEGAN.match(why) else why
    elided = _ELIDES_THAT.match(why)
    return f"parce qu’{elided[0].lower()}{why[elided.end() :]}" if elided else f"parce que {why}"


def stopped(sentence: str) -> str:
    """Return ``sentence`` with one full stop: a short date already ends in that of « déc. »."""
    return sentence if sentence.endswith((".", "…", "!", "?")) else f"{sentence}."


def one_line(text: str) -> str:
    """Return ``text`` on one line, runs of blanks and line ends as one space."""
    return " ".join(text.split())


def said(text: str) -> str:
    """A text that went into minutes: one that is only blanks says nothing, and is none."""
    return text if text.strip() else ""


def ellipsis(text: str, limit: int) -> str:
    """Return ``text`` on one line, at most ``limit`` characters, cut after a whole word with …."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    room = line[: max(limit - 1, 0)]
    at_word = room if line[len(room)] == " " else room.rpartition(" ")[0]
    return f"{(at_word or room).rstrip(' ,;:.·')}…"


def dots_ahead(text: str) -> str:
    """Return the same text, whose lines turn before a middle dot and not behind it."""
    return text.replace(" · ", f" ·{NO_BREAK}")


_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')
_RESERVED_ON_WINDOWS = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE
)


def safe_file_name(text: str, limit: int = 100) -> str:
    """Return ``text`` as a file name without extension that every platform accepts.

    ``limit`` is in UTF-8 bytes. Separators and characters Windows forbids become ``-``, invisible
    ones go, reserved names (AUX, COM1…) get a leading ``_``, an empty name becomes ``sans-nom``.
    """
    name = unicodedata.normalize("NFC", _NOT_IN_FILE_NAMES.sub("-", one_line(clean(text))))
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = name.encode()[:limit].decode(errors="ignore").strip(" .")
    if _RESERVED_ON_WINDOWS.match(name.partition(".")[0].rstrip()):
        name = f"_{name}"
    return name or "sans-nom"
