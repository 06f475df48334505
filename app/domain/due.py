# SPDX-License-Identifier: EUPL-1.2
"""The date of an action: written so that no year is guessed, and judged before it is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.dates import add_months, medium_date, parse_date, parse_past_date, short_date
from app.domain.text import fold, typeset

ASKED_AFTER, REFUSED_AFTER = 2, 5
"""Years ahead after which a date is asked for twice, and after which it is no date of an action."""
_NEXT_MEETING = re.compile(r"(?:a |pour )?(?:la )?(?:prochaine? |proch\.? )?reunion(?: prochaine)?")
_PAST = ("hier", "avant-hier", "avant hier")


@dataclass(frozen=True)
class DueFault:
    """Why a date is not kept as it is; `may_stay` says that asking for it again keeps it."""

    sentence: str
    may_stay: bool = False


def due_text(due: date, today: date) -> str:
    """Return ``"jeu. 26 nov."``, with its year where that is not today's."""
    return short_date(due) if due.year == today.year else medium_date(due)


def read_due(text: str, today: date, next_meeting: Callable[[], date]) -> date | None:
    """What the typed date of an action means, None when it is not one.

    « Prochaine réunion » is one; a day that is past is read, for `due_fault` to say that it is.
    """
    words = fold(text).strip(" .")
    if _NEXT_MEETING.fullmatch(words):
        return next_meeting()
    return parse_date(text, today) or (parse_past_date(text, today) if words in _PAST else None)


def due_fault(due: date, today: date, meeting: date) -> DueFault | None:
    """What is wrong with a date given to an action in a meeting held on the day `meeting`.

    Minutes that are written anew may hold what was due between their meeting and today.
    """
    said = medium_date(due)
    if due < today <= meeting:
        return DueFault(f"Le {said} est passé. Donnez une date à venir.")
    if due < meeting:
        return DueFault(f"Le {said} est avant la réunion, le {medium_date(meeting)}.")
    if due < today:
        return _may_stay(f"Le {said} est passé")
    if due > _years_later(today, REFUSED_AFTER):
        return DueFault(f"Le {said} est dans plus de cinq ans. Donnez une date plus proche.")
    if due > _years_later(today, ASKED_AFTER):
        return _may_stay(f"Le {said} est dans plus de deux ans")
    return None


def _may_stay(sentence: str) -> DueFault:
    return DueFault(typeset(f"{sentence} : Entrée à nouveau garde cette date."), may_stay=True)


def _years_later(day: date, years: int) -> date:
    try:
        return add_months(day, 12 * years)
    except ValueError:  # the calendar ends
        return date.max
