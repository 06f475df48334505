# SPDX-License-Identifier: EUPL-1.2
"""Finding something by a few letters, whatever their case and accents."""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Generic, TypeVar

from app.domain.text import fold

Thing = TypeVar("Thing")
_Known = tuple[int, str, str, Thing]
"""Its place, its folded text, its words each behind a space, and itself."""
_LEAST_IN_ORDER = 3


class Finder(Generic[Thing]):
    """Things to be found by letters, folded once: twenty thousand can be searched at each key.

    Every word typed must begin a word, or be inside, or be some letters of one word in order.
    """

    def __init__(self, things: Iterable[Thing], words: Callable[[Thing], str]) -> None:
        self._words = words
        self._known: list[_Known[Thing]] = []
        self.add(things)

    def add(self, things: Iterable[Thing]) -> None:
        """More things, after those that are there."""
        for thing in things:
            text = fold(self._words(thing))
            self._known.append((len(self._known), text, f" {' '.join(_words(text))}", thing))

    def best(self, letters: str, limit: int) -> tuple[Thing, ...]:
        """Those that the letters may mean, the likeliest first, else in their own order."""
        wanted = fold(letters).strip()
        if not wanted:
            return tuple(known[-1] for known in self._known[:limit])
        # Only what holds each word can be more than letters in order, and few things do.
        holding = self._known
        for needle in _words(wanted):
            holding = [known for known in holding if needle in known[1]]
        found: dict[int, Thing] = {}
        for means in _ways(wanted):  # the likeliest first: whoever was found before is not asked
            more = (known for known in holding if known[0] not in found and means(*known[1:3]))
            found |= {known[0]: known[-1] for known in islice(more, limit - len(found))}
        return (*found.values(), *self._in_order(wanted, limit - len(found)))

    def _in_order(self, wanted: str, limit: int) -> tuple[Thing, ...]:
        """Those of which one word holds the letters in order, and that hold them no better."""
        if limit <= 0 or len(wanted) < _LEAST_IN_ORDER or not wanted.isalnum():
            return ()
        holding = self._known
        for needle in {f" {wanted[0]}", *wanted}:  # cheap, and leaves few
            holding = [known for known in holding if needle in known[2]]
        rest = "".join(f"[^ {letter}]*{letter}" for letter in wanted[1:])
        search = re.compile(f" {wanted[0]}{rest}").search
        found = (known[-1] for known in holding if search(known[2]) and wanted not in known[1])
        return tuple(islice(found, limit))


def _ways(wanted: str) -> tuple[Callable[[str, str], bool], ...]:
    """How a text (and its words, each behind a space) may mean the letters, the likeliest first.

    It begins with them, one of its words does, its words begin with each of them, it holds them.
    """
    begins = f" {wanted}"
    if wanted.isalnum():
        return (
            lambda text, _words: text.startswith(wanted),
            lambda _text, words: begins in words,
            lambda text, _words: wanted in text,
        )
    beginnings = [f" {each}" for each in _words(wanted)]
    return (
        lambda text, _words: text.startswith(wanted),
        lambda text, _words: begins in text,
        lambda _text, words: all(each in words for each in beginnings),
        lambda text, _words: wanted in text,
    )


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
