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

    def follow(self, key: Hashable, text: str, at_first: Sequence[int]) -> tuple[int, ...]:
        """Where it was edited, in letters; `at_first` where it is seen for the first time."""
        known = self._known.get((key, hash(text)))
        if known is None:
            before = self._last.get(key)
            if before is None:
                known = tuple(at_first)
            else:
                known = moved(self._known.get((key, hash(before)), ()), before, text)
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
