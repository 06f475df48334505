# SPDX-License-Identifier: EUPL-1.2
"""The real program in a child, with a scribe at the meeting: `python -m … VAULT SEED FAULT`.

Goes back to the running meeting by the one key that the home screen offers, says what stands there,
then types words that are said nowhere else, in the three fields and as decisions, now and then on
another item, until it is killed. Its standard output holds one line of JSON per event; the first
line of its input is the passphrase. The machine's seconds run `SPEED` times as fast, so that the
timer has something to lose. `FAULT` breaks it, for the controls: `liar` says that what is typed is
saved before the screen does, `timeless` never commits the time.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from app.domain.ids import ItemId
from app.services.meetings import ItemText, MeetingService
from app.system.clock import SystemClock
from tests.durability.puppet import open_window, run_with, unlock, until
from tests.ui.typing import focused, press, type_text
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.meeting_mode.drafts import DraftName
from ui.screens.meeting_mode.sentence_edit import SentenceEdit

SPEED = 20
FIELDS = {"Alt+O": ItemText.ORGANIC, "Alt+P": ItemText.PSYCHIC, "Alt+S": ItemText.SOCIAL}
LETTERS = 3
"""How many letters are typed before the screen is looked at."""


class ScreenScribe:
    """Takes one step each time it is asked, and says what it did."""

    def __init__(self, passphrase: str, seed: int, fault: str) -> None:
        self._passphrase, self._liar = passphrase, fault == "liar"
        self._stays = fault == "timeless"
        self._chance, self._seed = random.Random(seed), seed
        self._words = 0
        self._typed: dict[str, tuple[str, str]] = {}
        self._screen: MeetingModeScreen
        self._steps = self._live()

    def step(self) -> None:
        next(self._steps, None)

    def _live(self) -> Iterator[None]:
        yield from unlock(self._passphrase)
        window = yield from open_window()
        yield from until(lambda: window.isActiveWindow() and window.navigator.here is not None)
        keys = 0
        while not isinstance(window.current, MeetingModeScreen):
            press(focused(), "Return")
            keys += 1
            yield
        self._screen = window.current
        yield from until(lambda: self._screen.presenter.item is not None)
        shown = {"texts": self._texts, "begun": self._row.text()}
        say("back", item=self._item, spent=self._spent, keys=keys, **shown)
        if self._seed % 2 == 0:
            yield from self._begin_decision()
            yield from self._listen()
        deeds: tuple[Callable[[], Iterator[None]], ...] = (self._note, self._decide, self._move)
        while True:
            (deed,) = self._chance.choices(deeds, (6, 2, 0 if self._stays else 1))
            yield from deed()

    # --- deeds -------------------------------------------------------------------------------

    def _note(self) -> Iterator[None]:
        chord, name = self._chance.choice(tuple(FIELDS.items()))
        press(focused(), chord)
        press(focused(), "Ctrl+End")
        pane = self._screen.parts.fields.panes[name].text
        ref = f"{self._item}:{name.value}"
        for letters in self._sentence():
            self._begin("text", ref, pane.text() + letters)
            type_text(pane, letters)
            yield
            self._look()
        if self._chance.random() < 0.5:  # listens: the words are saved after a moment
            yield from self._listen()

    def _decide(self) -> Iterator[None]:
        row, begun = self._row, f"{self._item}:begun {DraftName.DECISION.value}"
        yield from self._begin_decision()
        ref = self._screen.presenter.drafts.line_id(self._item, DraftName.DECISION_ID)
        self._begin("decision", ref, row.text())
        self._begin("begun", begun, "")
        press(row, "Return")
        yield from until(lambda: not row.text())
        self._look()

    def _begin_decision(self) -> Iterator[None]:
        """Half a line: it is saved too, and stands in its row again."""
        press(focused(), "Alt+D")
        press(self._row, "Ctrl+End")
        for letters in self._sentence():
            type_text(self._row, letters)
            begun = f"{self._item}:begun {DraftName.DECISION.value}"
            self._begin("begun", begun, self._row.text())
            yield
            self._look()

    def _move(self) -> Iterator[None]:
        press(focused(), self._chance.choice(("F8", "Shift+F8")))
        yield
        self._look()
        say("at", item=self._item)

    def _listen(self) -> Iterator[None]:
        end = time.perf_counter() + 1
        while time.perf_counter() < end:
            yield
            self._look()

    # --- what is said ------------------------------------------------------------------------

    def _sentence(self) -> Iterator[str]:
        self._words += 1
        words = f"mot {self._seed} {self._words} dit. "
        return (words[here : here + LETTERS] for here in range(0, len(words), LETTERS))

    def _begin(self, kind: str, ref: str, text: str) -> None:
        self._typed[ref] = (kind, text)
        say("typed", kind=kind, ref=ref, text=text, item=self._item)

    def _look(self) -> None:
        """Say what the screen claims to have saved, and the timer that it shows."""
        word = self._screen.parts.bar.save_word.text()
        if self._typed and (word.startswith("Enregistré à ") or self._liar):
            for ref, (kind, text) in self._typed.items():
                say("saved", kind=kind, ref=ref, text=text, item=self._item)
            self._typed.clear()
        say("timer", spent=self._spent, item=self._item)

    @property
    def _item(self) -> ItemId:
        item = self._screen.presenter.item
        assert item is not None
        return item.item.id

    @property
    def _row(self) -> SentenceEdit:
        return self._screen.parts.dock.decisions_pane.new

    @property
    def _spent(self) -> int:
        minutes, _, seconds = self._screen.parts.bar.clock.text().partition(":")
        return int(minutes) * 60 + int(seconds)

    @property
    def _texts(self) -> dict[str, str]:
        panes = self._screen.parts.fields.panes
        return {name.value: panes[name].text.text() for name in FIELDS.values()}


def say(what: str, **more: object) -> None:
    """One event."""
    os.write(1, (json.dumps({"said": what, **more}) + "\n").encode())


@contextmanager
def hurried() -> Iterator[None]:
    """Let the machine's seconds run faster; its date stays."""
    begun = time.monotonic()

    def monotonic(_clock: SystemClock) -> float:
        return begun + (time.monotonic() - begun) * SPEED

    with patch.object(SystemClock, "monotonic", monotonic):
        yield


def main() -> int:
    """Run the program with a scribe at it."""
    vault, seed, fault = sys.argv[1:]
    scribe = ScreenScribe(sys.stdin.readline().rstrip("\n"), int(seed), fault)
    with hurried():
        if fault != "timeless":
            return run_with(scribe.step, vault)
        with patch.object(MeetingService, "spend"):
            return run_with(scribe.step, vault)


if __name__ == "__main__":
    sys.exit(main())
