# SPDX-License-Identifier: EUPL-1.2
"""Reading the day of something that has happened; the domain reads days to come."""

from datetime import date, timedelta

from app.domain.dates import parse_date
from app.domain.text import fold

_NAMED = {"hier": 1, "avant-hier": 2, "avant hier": 2}
_DAY = timedelta(days=1)
_FAR_ENOUGH = timedelta(days=4 * 366)
"""Back to the last 29 February."""


def past_date(text: str, today: date) -> date | None:
    """Read « 12/11 », « jeudi », « jeudi dernier », « hier »: the last such day, today included.

    A date with its year, or counted from today (« demain »), stays what it says even when it is
    to come: the caller refuses it with a sentence.
    """
    words = fold(text).strip().removesuffix(" dernier")
    if words in _NAMED:
        return today - _NAMED[words] * _DAY
    ahead = parse_date(words, today)
    if ahead is None or ahead <= today or _counted(words, today):
        return ahead
    last, start = ahead, today - _FAR_ENOUGH
    while (found := parse_date(words, start)) is not None and start <= found <= today:
        last, start = found, found + _DAY
    return last


def _counted(words: str, today: date) -> bool:
    """Whether the text is a distance (« dans 2 jours »): it moves with the day it starts from."""
    first, second = parse_date(words, today), parse_date(words, today + _DAY)
    return first is not None and second is not None and second - first == _DAY
