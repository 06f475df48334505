# SPDX-License-Identifier: EUPL-1.2
"""What a year of birth says of minority; years only, since the day is sealed with the identity."""

import re
from datetime import date

from app.domain.case import Case, Protection

_MAJORITY = 18
"""Years (Code civil, art. 414)."""
_OLDEST = 120
_YEAR = re.compile(r"[12]\d{3}")


def birth_year(text: str) -> int | None:
    """The year that was typed; None for none, or for what is no year."""
    return int(text) if _YEAR.fullmatch(text) else None


def year_fault(text: str, today: date) -> str:
    """Why a typed year cannot be that of a birth; empty when it can, or where nothing is typed."""
    if not text:
        return ""
    year = birth_year(text)
    if year is None:
        return "Écrivez l’année en quatre chiffres, comme 1941."
    if year > today.year:
        return "Cette année est dans l’avenir."
    if year < today.year - _OLDEST:
        return f"Cela ferait plus de {_OLDEST}\u00a0ans. Vérifiez l’année."
    return ""


def likely(protection: Protection, year: int | None, today: date) -> Protection | None:
    """What should rather be noted, going by the year; None where what is noted may stand.

    In the year of the eighteenth birthday either may be true, and nothing is proposed.
    """
    if year is None:
        return None
    most = today.year - year
    if protection is Protection.NONE and most < _MAJORITY:
        return Protection.MINOR
    if protection is Protection.MINOR and most > _MAJORITY:
        return Protection.NONE
    return None


def with_secrecy(case: Case, note: str) -> str:
    """What a print says on its band, and that a minor asked for secrecy from the parents."""
    if not case.parents_kept_out:
        return note
    return f"{note}, secret demandé : rien n’est adressé aux parents"
