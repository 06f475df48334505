# SPDX-License-Identifier: EUPL-1.2
"""Reading an outside JSON object key by key: what is wrong becomes a sentence, never an exception.

Nothing of a text is quoted in a sentence, only keys, dates and counts: sentences may be logged.
"""

from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from app.domain.dates import parse_clock
from app.domain.text import clean, one_line

FIRST_YEAR, LAST_YEAR = 1800, 2999
"""Dates of people and of their care; beyond, adding a day or an hour could leave the calendar."""

Choice = TypeVar("Choice", bound=StrEnum)


class JsonRecord:
    """One JSON object; `where` begins every sentence (« Situation S26-014 »)."""

    def __init__(self, value: object, where: str, problems: list[str]) -> None:
        """Problems are appended to the given list; a value that is no object is read as empty."""
        self._where = where
        self._problems = problems
        self._values: dict[str, object] = value if isinstance(value, dict) else {}
        self.misshapen = value is not None and not isinstance(value, dict)
        if self.misshapen:
            self.report("une fiche était attendue, ce qui est écrit n’est pas repris.")

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    @property
    def empty(self) -> bool:
        """No key holds anything."""
        return all(value is None for value in self._values.values())

    def report(self, sentence: str) -> None:
        """Note a problem, `sentence` going on after the place."""
        self._problems.append(f"{self._where} : {sentence}")

    def record(self, key: str, where: str = "") -> "JsonRecord":
        """The object under a key, empty when it is missing."""
        return JsonRecord(self._values.get(key), where or self._where, self._problems)

    def text(self, key: str) -> str:
        """A text in its stored form, empty when missing."""
        value = self._values.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return clean(value)
        self.report(f"« {key} » devrait être un texte.")
        return ""

    def line(self, key: str) -> str:
        """A text on one line: a name, a code."""
        return one_line(self.text(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """One name or a list of names; blank ones and repetitions are left out."""
        value = self._values.get(key)
        if value is None:
            return ()
        names = self.entries(key) if isinstance(value, list) else (value,)
        lines = [one_line(clean(name)) for name in names if isinstance(name, str)]
        if len(lines) < len(names):
            self.report(f"« {key} » contient autre chose que des noms.")
        return tuple(dict.fromkeys(line for line in lines if line))

    def entries(self, key: str) -> Sequence[object]:
        """The values of a list, empty when it is missing."""
        value = self._values.get(key)
        if isinstance(value, list):
            return value
        if value is not None:
            self.report(f"« {key} » devrait être une liste.")
        return ()

    def day(self, key: str) -> date | None:
        """An ISO date; an impossible one, or one that no living person can mean, is refused."""
        text = self.line(key)
        if not text:
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError:
            self.report(f"la date « {_shown(text)} » ({key}) n’existe pas, elle n’est pas reprise.")
            return None
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
        self.report(
            f"la date « {_shown(text)} » ({key}) est hors du temps, elle n’est pas reprise."
        )
        return None

    def clock(self, key: str, default: time) -> time:
        """A time of day as HH:MM."""
        text = self.line(key)
        found = parse_clock(text)
        if text and found is None:
            self.report(f"l’heure « {_shown(text)} » ({key}) n’existe pas.")
        return default if found is None else found

    def flag(self, key: str) -> bool:
        """True or false, false when missing."""
        value = self._values.get(key)
        if isinstance(value, bool) or value is None:
            return bool(value)
        self.report(f"« {key} » devrait être vrai ou faux, il est lu comme faux.")
        return False

    def minutes(self, key: str, default: int, longest: int = 24 * 60) -> int:
        """A whole number of minutes, at least one."""
        value = self._values.get(key)
        if value is None:
            return default
        if isinstance(value, int | float) and value is not True and 1 <= value <= longest:
            return int(value)
        self.report(f"« {key} » devrait être un nombre de minutes, {default} est retenu.")
        return default

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One of the words of an enum, None when missing or unknown (then reported)."""
        word = self.line(key)
        if not word:
            return None
        try:
            return choices(word)
        except ValueError:
            known = ", ".join(choices)
            self.report(f"« {_shown(word)} » ({key}) est inconnu ; attendu : {known}.")
            return None


def _shown(text: str) -> str:
    """A wrong value, short enough for a sentence."""
    return text if len(text) <= 24 else f"{text[:23]}…"
