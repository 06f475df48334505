# SPDX-License-Identifier: EUPL-1.2
"""Dates and times in French: written for people, and read from what people type.

Times and durations hold U+00A0 around « h » so that they never break over two lines.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from app.domain.text import NO_BREAK, fold, number

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT_DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip

# --- written ---------------------------------------------------------------------------------


def _day_number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def long_date(day: date) -> str:
    """Return ``"jeudi 26 novembre 2026"``, ``"vendredi 1er janvier 2027"``."""
    return f"{DAYS[day.weekday()]} {day_month(day)} {day.year}"


def medium_date(day: date) -> str:
    """Return ``"jeu. 26 nov. 2026"``."""
    return f"{short_date(day)} {day.year}"


def short_date(day: date) -> str:
    """Return ``"jeu. 26 nov."``."""
    return f"{_SHORT_DAYS[day.weekday()]} {_day_number(day)} {_SHORT_MONTHS[day.month - 1]}"


def day_month(day: date) -> str:
    """Return ``"26 novembre"``."""
    return f"{_day_number(day)} {MONTHS[day.month - 1]}"


def month_year(day: date) -> str:
    """Return ``"novembre 2026"``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def numeric_date(day: date) -> str:
    """Return ``"26/11/2026"``."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def clock(at: time) -> str:
    """Return ``"12 h 30"``, ``"14 h"``, ``"8 h 05"`` (U+00A0 around « h »)."""
    return _hours(at.hour, at.minute)


def _hours(hours: int, minutes: int) -> str:
    tail = f"{NO_BREAK}{minutes:02}" if minutes else ""
    return f"{hours}{NO_BREAK}h{tail}"


def span(start: time, end: time) -> str:
    """Return ``"12 h 30 – 14 h"``; the end may be after midnight."""
    return f"{clock(start)} – {clock(end)}"


def moment(day: date, at: time) -> str:
    """Return ``"jeu. 26 nov. 2026, 12 h 30"``."""
    return f"{medium_date(day)}, {clock(at)}"


def weekly_text(weekday: int, start: time, end: time) -> str:
    """Return ``"jeudi, 12 h 30 – 14 h"``; ``weekday`` is 0 for Monday."""
    return f"{DAYS[weekday]}, {span(start, end)}"


def minutes_text(minutes: int) -> str:
    """Return a duration: ``"20 min"``, ``"1 h 35"``, ``"2 h"``."""
    sign, whole = ("−", -minutes) if minutes < 0 else ("", minutes)
    if whole < 60:
        return f"{sign}{whole}{NO_BREAK}min"
    return sign + _hours(whole // 60, whole % 60)


def age(born: date, on: date) -> int:
    """Return the age in whole years on the day ``on`` (0 before birth).

    Someone born on 29 February grows older on 1 March of a common year.
    """
    birthday_to_come = (on.month, on.day) < (born.month, born.day)
    return max(0, on.year - born.year - birthday_to_come)


def age_text(born: date, on: date) -> str:
    """Return ``"85 ans"``, ``"1 an"``."""
    years = age(born, on)
    return f"{number(years)}{NO_BREAK}{'an' if years < 2 else 'ans'}"


# --- computed --------------------------------------------------------------------------------


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of a shorter month.

    Raises ValueError outside the calendar (years 1 to 9999).
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is outside the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def moved(day: date, days: int) -> date:
    """Return the day so many days later, or the calendar's last (or first) day where it ends.

    A clock may be set to the year 9999: no screen may fail for it.
    """
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def later(moment: datetime, span: timedelta) -> datetime:
    """Return the moment so much later, or the calendar's last one where it ends."""
    try:
        return moment + span
    except OverflowError:
        day, at = (date.max, time.max) if span > timedelta() else (date.min, time.min)
        return datetime.combine(day, at, moment.tzinfo)


def next_weekday(after: date, weekday: int) -> date:
    """Return the first such weekday strictly after the given day; 0 is Monday.

    In the calendar's last week there may be none: its last day then.
    """
    return moved(after, (weekday - after.weekday() - 1) % 7 + 1)


# --- read ------------------------------------------------------------------------------------


def parse_date(text: str, today: date, default: date | None = None) -> date | None:
    """Read a date as people write it in French, or return None.

    Understands « 15/12 », « 15.12.2026 », « 15 déc », « le 15 », « vendredi », « jeudi 3/12 »,
    « demain », « dans 2 semaines », « j+14 », « mi-décembre », « fin décembre », « 1512 »,
    « 2026-12-15 »…, whatever the case and accents. A day without its year is the next one (today
    included). An empty text gives ``default``; an impossible date (30/02), or a weekday that
    contradicts the date, None.
    """
    words = " ".join(fold(text).replace("'", " ").split()).rstrip(" .,")
    if not words:
        return default
    words = words.removeprefix("le ").removeprefix("pour ").removeprefix("le ")
    for read in _READERS:
        try:
            found = read(words, today)
        except (ValueError, OverflowError):
            return None
        if found is not None:
            return found
    return None


_NAMED_DAYS = {
    "aujourd hui": 0, "aujourdhui": 0, "auj": 0, "ce jour": 0,
    "demain": 1, "apres-demain": 2, "apres demain": 2,
    "semaine prochaine": 7, "la semaine prochaine": 7,
}  # fmt: skip
_COUNTS = {
    word: count
    for count, words in {
        1: "un une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept",
        8: "huit", 9: "neuf", 10: "dix", 12: "douze", 15: "quinze", 20: "vingt", 30: "trente",
    }.items()
    for word in words.split()
}  # fmt: skip


def _read_named(words: str, today: date) -> date | None:
    if words in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[words])
    if words in ("mois prochain", "le mois prochain"):
        return add_months(today, 1)
    return None


_RELATIVE = re.compile(
    r"(?:dans|ds|sous|d ici|\+)? ?([0-9]{1,4}|[a-z]+) ?"
    r"(jours?|jrs?|j|semaines?|sem|s|mois|m|ans?|annees?)"
)


def _read_relative(words: str, today: date) -> date | None:
    if plus := re.fullmatch(r"j? ?\+ ?([0-9]{1,4})", words):
        return today + timedelta(days=int(plus[1]))
    match = _RELATIVE.fullmatch(words)
    if match is None:
        return None
    count = int(match[1]) if match[1].isdigit() else _COUNTS.get(match[1])
    if count is None:
        return None
    return _later(today, count, match[2][0])


def _later(today: date, count: int, unit: str) -> date:
    if unit == "j":
        return today + timedelta(days=count)
    if unit == "s":
        return today + timedelta(weeks=count)
    return add_months(today, count if unit == "m" else 12 * count)


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})(?: ?[/.-] ?| )([0-9]{1,2})(?:(?: ?[/.-] ?| )([0-9]{2,4}))?")
_WRITTEN = re.compile(r"([0-9]{1,2})(?:er)?[ -]?([a-z]{3,9})\.?(?:[ -]([0-9]{2,4}))?")
_DAY_ONLY = re.compile(r"([0-9]{1,2})(?:er)?")
_RUN_OF_DAY_AND_MONTH = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2}|[0-9]{4})?")
_MIDDLE_OF_MONTH = re.compile(r"(?:a la )?mi[ -]([a-z]{3,9})")
_END_OF_MONTH = re.compile(r"(?:a la )?fin (?:du |de l |de |d )?([a-z]{3,9})")


def _read_calendar(words: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(words):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := _NUMERIC.fullmatch(words):
        return _dated(int(numeric[1]), int(numeric[2]), numeric[3], today)
    if (written := _WRITTEN.fullmatch(words)) and (month := _month(written[2])):
        return _dated(int(written[1]), month, written[3], today)
    if run := _RUN_OF_DAY_AND_MONTH.fullmatch(words):
        return _dated(int(run[1]), int(run[2]), run[3], today)
    if day := _DAY_ONLY.fullmatch(words):
        return _next_day_of_month(int(day[1]), today)
    return None


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        if len(year) == 3:
            raise ValueError(year)
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _next_in_calendar(day, month, today)


def _next_in_calendar(day: int, month: int, today: date) -> date:
    # 29 February may be eight years away (1896, 1904): look that far, then it is impossible.
    for year in range(today.year, today.year + 9):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError(f"no day {day} in month {month}")


def _next_day_of_month(day: int, today: date) -> date:
    first = today.replace(day=1)
    for later in range(13):
        month = add_months(first, later)
        if (
            day <= calendar.monthrange(month.year, month.month)[1]
            and (found := month.replace(day=day)) >= today
        ):
            return found
    raise ValueError(f"no day {day} in any month")


def _read_part_of_month(words: str, today: date) -> date | None:
    if (middle := _MIDDLE_OF_MONTH.fullmatch(words)) and (month := _month(middle[1])):
        return _next_in_calendar(15, month, today)
    match = _END_OF_MONTH.fullmatch(words)
    if match is None:
        return None
    month = {"mois": today.month, "annee": 12}.get(match[1]) or _month(match[1])
    if month is None:
        return None
    year = today.year + (month < today.month)
    return date(year, month, calendar.monthrange(year, month)[1])


_WEEKDAY_FIRST = re.compile(r"([a-z]{3,8})\.?(?: (.+))?")


def _read_weekday(words: str, today: date) -> date | None:
    match = _WEEKDAY_FIRST.fullmatch(words)
    weekday = _weekday(match[1]) if match else None
    if match is None or weekday is None:
        return None
    rest = match[2]
    if rest in (None, "prochain"):
        return next_weekday(today, weekday)
    if rest == "en huit":
        return next_weekday(today, weekday) + timedelta(weeks=1)
    found = _read_calendar(rest, today)
    return found if found and found.weekday() == weekday else None


def _month(word: str) -> int | None:
    return _position(word, MONTHS)


def _weekday(word: str) -> int | None:
    position = _position(word, DAYS)
    return None if position is None else position - 1


def _position(word: str, names: tuple[str, ...]) -> int | None:
    """Return the 1-based place of the only name that begins with ``word`` (3 letters at least)."""
    starting = [i for i, name in enumerate(names, 1) if fold(name).startswith(word)]
    return starting[0] if len(starting) == 1 and len(word) >= 3 else None


_READERS: tuple[Callable[[str, date], date | None], ...] = (
    _read_named,
    _read_relative,
    _read_part_of_month,
    _read_weekday,
    _read_calendar,
)

_PAST = {"hier": 1, "avant-hier": 2, "avant hier": 2}
_DAY = timedelta(days=1)
_FAR_ENOUGH = timedelta(days=4 * 366)
"""Back to the last 29 February."""
_RUN_OF_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2}|[0-9]{4})")


def parse_past_date(text: str, today: date) -> date | None:
    """Read the day of something that has happened, or return None.

    « 12/11 », « jeudi », « jeudi dernier », « 31 » are the last such day, today included; « hier »
    is understood. A date with its year, or counted from today (« demain »), stays what it says
    even when it is to come: the caller refuses it with a sentence.
    """
    words = spaced_digits(fold(text).strip().removesuffix(" dernier"))
    if words in _PAST:
        return today - _PAST[words] * _DAY
    ahead = parse_date(words, today)
    if ahead is None or ahead <= today or parse_date(words, today + _DAY) == ahead + _DAY:
        return ahead
    last, start = ahead, today - _FAR_ENOUGH
    while (found := parse_date(words, start)) is not None and start <= found <= today:
        last, start = found, found + _DAY
    return last


def spaced_digits(words: str) -> str:
    """« 02031941 » as « 02/03/1941 »: the way many type a birth."""
    match = _RUN_OF_DIGITS.fullmatch(words)
    return "/".join(match.groups()) if match else words


_CLOCK = re.compile(r"([0-9]{1,2})(?: ?[h:] ?([0-9]{2})?)?")


def parse_clock(text: str) -> time | None:
    """Read « 12:30 », « 12h30 », « 12 h », « 8 » as a time of day, or return None."""
    match = _CLOCK.fullmatch(fold(text).strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


_WEEKLY = re.compile(r"(?:tous )?(?:les? )?([a-z]{3,8}?)s?\.?,? (?:de )?(.+?) ?(?:-| a ) ?(.+)")


def parse_weekly(text: str) -> tuple[int, time, time]:
    """Read « jeudi 12:30-14:00 » or « le jeudi de 12 h 30 à 14 h »: weekday (0 = Monday) and times.

    Raises ValueError when the text is of another form.
    """
    match = _WEEKLY.fullmatch(" ".join(fold(text).split()))
    if match:
        weekday, start, end = _weekday(match[1]), parse_clock(match[2]), parse_clock(match[3])
        if weekday is not None and start is not None and end is not None:
            return weekday, start, end
    raise ValueError("not a weekly slot")
