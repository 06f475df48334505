# SPDX-License-Identifier: EUPL-1.2
"""The one rule for names of people, accounts and the practice.

They stand in lists, on documents, in the file of keys and beside a signature: an invisible sign
would make two names look like one, and one without end would keep a vault shut. The rule judges
what is typed; what an older vault holds is shown as it is.
"""

import unicodedata

from app.domain.errors import UserError
from app.domain.text import clean, number, one_line

LONGEST_NAME = 80
"""Characters. Twice the longest names of a civil register, and the name of a practice."""

_INVISIBLE = frozenset({"Cc", "Cf", "Co"})
"""Unicode's controls, formats (bidi overrides, zero widths, soft hyphens) and private signs."""


def name_of(typed: str) -> str:
    """The form in which a name is kept: one line, trimmed, composed (NFC)."""
    return unicodedata.normalize("NFC", one_line(clean(typed)))


def name_fault(typed: str) -> str:
    """Why a name cannot be kept, a French sentence; empty where it can, or where there is none."""
    name = name_of(typed)
    if any(unicodedata.category(char) in _INVISIBLE for char in name):
        return "Ce nom contient un signe invisible : retapez-le sans le coller."
    if len(name) > LONGEST_NAME:
        return f"Ce nom a {number(len(name))} caractères : {LONGEST_NAME} au plus."
    return ""


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
    seen = (char for char in name_of(typed) if unicodedata.category(char) not in _INVISIBLE)
    return name_of("".join(seen))[:LONGEST_NAME].rstrip()
