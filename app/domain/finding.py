# SPDX-License-Identifier: EUPL-1.2
"""Finding something by a few letters, whatever their case and accents."""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Generic, TypeVar

from app.domain.text import fold

Thing = TypeVar("Thing")
_IN_ORDER = 20
"""The likeness of some letters of one word in order."""
_LEAST_IN_ORDER = 3


def likeness(letters: str, words: str) -> int:
    """How well a few letters mean some words: 0 not at all, 100 they begin with them.

    Every word typed must begin a word, or be inside, or be some letters of one word in order.
    """
    return _likeness(fold(letters).strip(), fold(words))


class Finder(Generic[Thing]):
    """Things to be found by letters, folded once: ten thousand can be searched at each key."""

    def __init__(self, things: Iterable[Thing], words: Callable[[Thing], str]) -> None:
        self._words = words
        self._things: list[tuple[str, Thing]] = []
        self.add(things)

    def add(self, things: Iterable[Thing]) -> None:
        """More things, after those that are there."""
        self._things += [(fold(self._words(thing)), thing) for thing in things]

    def best(self, letters: str, limit: int) -> tuple[Thing, ...]:
        """Those that the letters may mean, the likeliest first, else in their own order."""
        wanted = fold(letters).strip()
        if not wanted:
            return tuple(thing for _, thing in self._things[:limit])
        # Only what holds each word can be more than letters in order, and few things do.
        needles = _words(wanted)
        holding = [pair for pair in self._things if all(each in pair[0] for each in needles)]
        ranked = [(_likeness(wanted, text), thing) for text, thing in holding]
        kept = [pair for pair in ranked if pair[0] > _IN_ORDER]
        kept.sort(key=lambda pair: -pair[0])
        found = [thing for _, thing in kept[:limit]]
        return (*found, *self._in_order(wanted, limit - len(found)))

    def _in_order(self, wanted: str, limit: int) -> tuple[Thing, ...]:
        """Those of which one word holds the letters in order, and that hold them no better."""
        if limit <= 0 or len(wanted) < _LEAST_IN_ORDER or not wanted.isalnum():
            return ()
        pattern = re.compile(r"(?<![^\W_])" + r"[^\W_]*?".join(wanted))
        found = (
            thing
            for text, thing in self._things
            if pattern.search(text) and _likeness(wanted, text) == _IN_ORDER
        )
        return tuple(islice(found, limit))


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
    skipping = len(wanted) >= _LEAST_IN_ORDER and any(_in_order(wanted, part) for part in parts)
    return _IN_ORDER if skipping else 0


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
