# SPDX-License-Identifier: EUPL-1.2
"""Remembers where texts were edited: a word that was left unended stays hidden from the room."""

from collections.abc import Hashable, Sequence

from ui.screens.meeting_mode.projection_text import moved

_MOST_KNOWN = 2000


class EditedPlaces:
    """The places of each text by its key; an undo that brings a text back brings them back too."""

    def __init__(self) -> None:
        self._last: dict[Hashable, str] = {}
        self._known: dict[tuple[Hashable, int], tuple[int, ...]] = {}
        self._carried: dict[str, tuple[int, ...]] = {}

    def carry(self, words: str) -> None:
        """These words are about to move to another text, which nobody ended by doing so.

        What was left unended in them stays so there, and so does their end.
        """
        places = {len(words)}
        for key, text in self._last.items():
            start = text.find(words)
            if start >= 0:
                known = self._known.get((key, hash(text)), ())
                places |= {at - start for at in known if start <= at <= start + len(words)}
        self._carried[words] = tuple(sorted(places | set(self._carried.get(words, ()))))

    def brought(self, key: Hashable, text: str) -> tuple[int, ...]:
        """The unended places of words that moved to this text."""
        before = self._last.get(key, "")
        found: list[int] = []
        for words, places in self._carried.items():
            start = text.rfind(words)
            if start >= 0 and words not in before:
                found += [start + at for at in places]
        return tuple(found)

    def follow(self, key: Hashable, text: str, at_first: Sequence[int]) -> tuple[int, ...]:
        """Where it was edited, in letters; `at_first` where it is seen for the first time."""
        known = self._known.get((key, hash(text)))
        if known is None:
            before = self._last.get(key)
            if before is None:
                known = tuple(at_first)
            else:
                known = moved(self._known.get((key, hash(before)), ()), before, text)
            known = (*self.brought(key, text), *known)
            self._keep(key, text, known)
        self._last[key] = text
        return known

    def end(self, key: Hashable, text: str) -> None:
        """Somebody said, by Enter, that all of it is as it should be."""
        self._last[key] = text
        self._keep(key, text, ())

    def is_known(self, key: Hashable, text: str) -> bool:
        """Whether the text was followed before."""
        return (key, hash(text)) in self._known

    def _keep(self, key: Hashable, text: str, places: tuple[int, ...]) -> None:
        while len(self._known) >= _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[key, hash(text)] = places
