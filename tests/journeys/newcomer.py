# SPDX-License-Identifier: EUPL-1.2
"""Somebody in front of the program for the first time: what the hands do, told in seconds.

The keystroke-level model of Card, Moran and Newell, "The keystroke-level model for user performance
time with interactive systems", Communications of the ACM 23(7), 1980. Its constants, in seconds:
K for a key of an average non-secretary typist (40 words a minute), P to point with the mouse, H to
move a hand between keyboard and mouse, M to prepare mentally, once for each field and decision.
The press of the mouse's button is a K.
"""

from PySide6.QtWidgets import QWidget

from tests.journeys.hands import Hands
from ui.widgets import PlainLabel

K, P, H, M = 0.28, 1.1, 0.4, 1.35
READ = 238 / 60
"""Words of a second of silent reading: Brysbaert, "How many words do we read per minute?", Journal
of Memory and Language 109, 2019."""


class Newcomer(Hands):
    """Counts what `Hands` counts, and with it thoughts, changes of hand and waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.thoughts = 0
        self.changes = 0
        self.waited = 0.0
        self.words = 0
        self._at_mouse = True

    def think(self, times: int = 1) -> None:
        """Read a field or a page, and decide."""
        self.thoughts += times

    def wait(self, seconds: float) -> None:
        """Wait for the machine, the printer or another program."""
        self.waited += seconds

    def fill(self, text: str) -> None:
        """Read what is asked where the focus is, and type it."""
        self.think()
        self.type(text)

    def type(self, letters: str) -> None:
        self._move(mouse=False)
        super().type(letters)

    def press(self, *chords: str) -> None:
        self._move(mouse=False)
        super().press(*chords)

    def click(self, widget: QWidget) -> None:
        self.think()
        self._move(mouse=True)
        super().click(widget)

    def elsewhere(self, *, clicks: int = 0, keys: int = 0, thoughts: int = 0) -> None:
        """What is done outside of the program: a dialog of the system, a spreadsheet."""
        if clicks:
            self._move(mouse=True)
        if keys:
            self._move(mouse=False)
        self.clicks += clicks
        self.keys += keys
        self.thoughts += thoughts

    def read(self, page: QWidget) -> None:
        """Read every sentence of a page once."""
        shown = (label.text() for label in page.findChildren(PlainLabel) if label.isVisible())
        self.words += sum(len(text.split()) for text in shown)

    @property
    def reading(self) -> float:
        """Seconds of reading, which the model leaves out: it is of people who know the pages."""
        return self.words / READ

    @property
    def seconds(self) -> float:
        """By the model."""
        clicks, keys = self.clicks * (P + K), (self.keys + self.useful) * K
        return clicks + keys + self.changes * H + self.thoughts * M + self.waited

    def _move(self, *, mouse: bool) -> None:
        self.changes += mouse is not self._at_mouse
        self._at_mouse = mouse
