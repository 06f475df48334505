# SPDX-License-Identifier: EUPL-1.2
"""Finding something by a few letters, whatever their case and accents."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from app.domain.text import fold

Thing = TypeVar("Thing")


def likeness(letters: str, words: str) -> int:
    """How well a few letters mean some words: 0 not at all, 100 they begin with them.

    Every word typed must begin a word, or be inside, or be some letters of one word in order.
    """
    return _likeness(fold(letters).strip(), fold(words))


class Finder(Generic[Thing]):
    """Things to be found by letters, folded once: thousands can be searched at each key."""

    def __init__(self, things: Iterable[Thing], words: Callable[[Thing], str]) -> None:
        self._things = [(fold(words(thing)), thing) for thing in things]

    def best(self, letters: str, limit: int) -> tuple[Thing, ...]:
        """Those that the letters may mean, the likeliest first, else in their own order."""
        wanted = fold(letters).strip()
        ranked = [(_likeness(wanted, text), thing) for text, thing in self._things]
        kept = [pair for pair in ranked if pair[0]]
        kept.sort(key=lambda pair: -pair[0])
        return tuple(thing for _, thing in kept[:limit])


def _likeness(wanted: str, text: str) -> int:
    if not wanted:
        return 1
    if text.startswith(wanted):
        return 100
    parts = _words(text)
    if any(part.startswith(wanted) for part in parts) or f" {wanted}" in text:
        return 90
    if all(any(part.startswith(each) for part in parts) for each in _words(wanted)):
        return 80
    if wanted in text:
        return 60
    skipping = len(wanted) > 2 and any(_in_order(wanted, part) for part in parts)
    return 20 if skipping else 0


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def _in_order(letters: str, text: str) -> bool:
    """The letters follow one another in the word, from its first one."""
    place = 0
    if text[:1] != letters[:1]:
        return False
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True
