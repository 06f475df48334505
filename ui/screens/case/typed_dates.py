# SPDX-License-Identifier: EUPL-1.2
"""The day of a birth, and what is wrong with a date that cannot be."""

import re
from datetime import date

from app.domain.dates import age, age_text, medium_date, parse_date, spaced_digits
from app.domain.text import fold

_OLDEST = 120
_RUN_OF_DIGITS = re.compile(r"\d{8}|\d{6}")
_YEAR_OF_TWO = re.compile(r"\d{1,2}\D+(?:\d{1,2}\D+)?\d{2}")


def birth_date(text: str, today: date) -> date | None:
    """Read a day of birth, which needs its year: « 2/3/1941 », « 2/3/41 », « 2 mars 1941 »."""
    words = fold(text).strip()
    if not words[:1].isdigit() or _without_year(words):
        return None
    spaced = spaced_digits(words)
    found = parse_date(spaced, today)
    if found is not None and found > today and _YEAR_OF_TWO.fullmatch(spaced):
        return _year_before(found, 100)
    return found


def birth_fault(born: date, today: date, first_consent: date | None = None) -> str:
    """Why a birth cannot be: to come, out of reach, or after a consent; empty when it can."""
    if born > today:
        return "Cette date de naissance est dans l’avenir. Vérifiez l’année."
    if age(born, today) > _OLDEST:
        return f"Cela ferait {age_text(born, today)}. Vérifiez l’année."
    if first_consent is not None and born > first_consent:
        return (
            f"La personne serait née après son accord du {medium_date(first_consent)}. "
            "Vérifiez l’année."
        )
    return ""


def future_fault(day: date, today: date) -> str:
    """Why a day on which something happened cannot be kept."""
    if day > today:
        return "Cette date est dans l’avenir. Vérifiez le jour."
    return ""


def unborn_fault(day: date, born: int | None) -> str:
    """Why a day before the year of a birth cannot be one of the person's."""
    if born is not None and day.year < born:
        return f"La personne est née en {born}. Vérifiez l’année."
    return ""


def past_warning(day: date, today: date) -> str:
    """What is odd about a day to come that has passed: kept, but said."""
    return "Cette date est déjà passée." if day < today else ""


def _without_year(words: str) -> bool:
    letters = any(char.isalpha() for char in words)
    numbers = re.findall(r"\d+", words)
    if len(numbers) == 1:
        return not _RUN_OF_DIGITS.fullmatch(words)
    return len(numbers) < (2 if letters else 3)


def _year_before(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return None
