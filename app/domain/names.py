# SPDX-License-Identifier: EUPL-1.2
"""The one rule for names of people, accounts and the practice.

They stand in lists, on documents, in the file of keys and beside a signature: an invisible sign
would make two names look like one, and one without end would keep a vault shut. The rule judges
what is typed; what an older vault holds is shown as it is.
"""

import re
import unicodedata

from app.domain.errors import UserError
from app.domain.text import clean, number, one_line

LONGEST_NAME = 80
"""Characters. Twice the longest names of a civil register, and the name of a practice."""

_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
"""Unicode's controls, formats (bidi overrides, zero widths, soft hyphens), private and no signs."""
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
"""Letters and marks that show nothing (Unicode: Default_Ignorable_Code_Point, and a blank)."""
_MOST_MARKS = 3
"""Accents over one letter: Vietnamese has two."""


def name_of(typed: str) -> str:
    """The form in which a name is kept: one line, trimmed, composed (NFC)."""
    return unicodedata.normalize("NFC", one_line(clean(typed)))


def name_fault(typed: str) -> str:
    """Why a name cannot be kept, a French sentence; empty where it can, or where there is none."""
    name = name_of(typed)
    if name and not _BLANK.sub("", name).strip(" .…-_'’,;:"):
        return "Ce nom n’a ni lettre ni chiffre."
    if hides_a_sign(name):
        return "Ce nom contient un signe invisible : retapez-le sans le coller."
    if len(name) > LONGEST_NAME:
        return f"Ce nom a {number(len(name))} caractères : {LONGEST_NAME} au plus."
    return ""


def hides_a_sign(name: str) -> bool:
    """Whether two such names could look like one: by what shows nothing, or by heaps of accents."""
    if _BLANK.search(name) or any(unicodedata.category(c) in _INVISIBLE for c in name):
        return True
    marks = "".join("m" if unicodedata.combining(c) else "x" for c in name)
    return "m" * (_MOST_MARKS + 1) in marks


def kept_name(typed: str, before: str = "") -> str:
    """The name to keep; one that does not change is not judged: an older vault may have it.

    Raises `UserError`.
    """
    name = typed if typed == before else name_of(typed)
    fault = "" if name == before else name_fault(name)
    if fault:
        raise UserError(fault)
    return name


def forced_name(typed: str) -> str:
    """The nearest name that can be kept: for a lock, which cannot ask."""
    plain = _BLANK.sub("", name_of(typed))
    seen = "".join(char for char in plain if unicodedata.category(char) not in _INVISIBLE)
    if hides_a_sign(seen):
        seen = "".join(char for char in seen if not unicodedata.combining(char))
    name = name_of(seen)[:LONGEST_NAME].rstrip()
    return "" if name_fault(name) else name
