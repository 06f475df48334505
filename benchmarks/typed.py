# SPDX-License-Identifier: EUPL-1.2
"""The process that types a whole meeting into its own window: `python -m benchmarks.typed FOLDER`.

With `paced` after it the hand keeps a pace: twenty times that of a room, four and a half minutes,
every timer of the window running; without, it types as fast as it can.
Ninety minutes of the meeting's clock pass while twenty thousand characters are typed in the three
fields and sixty actions; the clock moves with the keys, and now and then the scribe listens, so
that timer, autosave and prediction do what they do in a room. Each key is timed up to the painted
text; while nobody types a heartbeat tells how long the window stood still. What was seen goes to
standard output as one line of JSON.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.demo.practice import Demo, build_demo
from app.domain.field import NOTE_FIELDS
from app.domain.meeting import AgendaItem
from app.vault.keys import FLOOR_KDF
from ui.dialogs import QtDialogs
from ui.heap import Collector, settle_heap
from ui.screens.meeting_mode import MeetingModeScreen
from ui.shell import Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName, Scheme, apply_theme

CHARACTERS = 20_000
ACTIONS = 60
MEETING = timedelta(minutes=90)
SPEED = 20
"""How much faster than a room the paced meeting goes."""
BEAT_MS = 4
LISTENING_MS = 900
"""Longer than the autosave waits."""
FIELDS = ("Alt+O", "Alt+P", "Alt+S")
NOTE = "Chute dans la cuisine, hanche douloureuse ; la fille passe matin et soir. "
ACTION = "Appeler le pharmacien pour le pilulier"
NOW = datetime(2026, 11, 26, 12, 25, tzinfo=UTC)
WIDTH, HEIGHT = 1366, 768


@dataclass
class Seen:
    """What was seen, in seconds.

    A letter up to its painted text, a chord (Tab, Enter, another field) up to what it shows,
    another item up to its painted fields, and standstills of the window while nobody typed.
    """

    keys: list[float] = field(default_factory=list)
    chords: list[float] = field(default_factory=list)
    switches: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)


class Pace:
    """Lets the meeting's time pass with the real one, `SPEED` times as fast, and waits in between.

    Deeds are spread evenly over the meeting; one that comes late takes nothing from the others.
    """

    def __init__(self, demo: Demo, deeds: int) -> None:
        self._demo = demo
        self._gap = MEETING.total_seconds() / SPEED / deeds
        self._due = self._seen = time.perf_counter()

    def wait(self) -> None:
        """Wait until the next deed is due; what Qt has to do is done meanwhile."""
        self._due += self._gap
        left = self._due - time.perf_counter()
        if left > 0:
            QTest.qWait(round(left * 1000))
        now = time.perf_counter()
        self._demo.clock.advance(timedelta(seconds=(now - self._seen) * SPEED))
        self._seen = now


class Typist:
    """Types into the meeting window and times it; with a pace, it waits before each deed."""

    def __init__(self, demo: Demo, window: MainWindow, pace: Pace | None = None) -> None:
        self._demo, self._window, self._pace = demo, window, pace
        self._seen = Seen()
        self._last = 0.0
        self._beat = QTimer(window)
        self._beat.timeout.connect(self._on_beat)

    def hold(self) -> Seen:
        """The whole meeting."""
        pieces = ACTIONS
        letters = CHARACTERS // pieces
        fields, text = cycle(FIELDS), cycle(NOTE)
        for piece in range(pieces):
            self._press(next(fields))
            for _ in range(letters):
                self._letter(next(text))
            self._act(piece)
            if piece % 5 == 4:
                self._switch("F8" if piece < pieces // 2 else "Shift+F8")
            if self._pace is None:
                self._listen()
                self._demo.clock.advance(MEETING / pieces)
        return self._seen

    def watch(self) -> None:
        """Tell of every turn of events from now on, not only of those while nobody types."""
        self._last = time.perf_counter()
        self._beat.start(BEAT_MS)

    def _act(self, number: int) -> None:
        self._press("Alt+A")
        for letter in f"{ACTION} {number}":
            self._letter(letter)
        self._press("Tab")
        for letter in "aub":
            self._letter(letter)
        self._press("Return")

    def _letter(self, letter: str) -> None:
        if self._pace is not None:
            self._pace.wait()
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        begun = time.perf_counter()
        QTest.keyClicks(focus, letter)
        _paint()
        self._seen.keys.append(time.perf_counter() - begun)

    def _switch(self, chord: str) -> None:
        self._press(chord)
        self._seen.switches.append(self._seen.chords.pop())

    def _press(self, chord: str) -> None:
        if self._pace is not None:
            self._pace.wait()
        combination = QKeySequence(chord)[0]
        focus = QApplication.focusWidget() or self._window
        begun = time.perf_counter()
        QTest.keyClick(focus, combination.key(), combination.keyboardModifiers())
        _paint()
        self._seen.chords.append(time.perf_counter() - begun)

    def _listen(self) -> None:
        self._last = time.perf_counter()
        self._beat.start(BEAT_MS)
        QTest.qWait(LISTENING_MS)
        self._beat.stop()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self._seen.idle.append(max(0.0, now - self._last - BEAT_MS / 1000))
        self._last = now


def _paint() -> None:
    """Let Qt lay out, paint into the window's frame and run what is due."""
    QApplication.processEvents()


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Demo, MainWindow]]:
    demo = build_demo(folder, NOW.replace(tzinfo=None), UTC, kdf=FLOOR_KDF)
    desk, tasks = demo.session.desk, Tasks()

    def meeting(shell: Shell) -> Screen:
        return MeetingModeScreen(desk, shell, lambda: None)

    specs = [ScreenSpec("meeting", "Réunion", IconName.MEETING, meeting)]
    window = MainWindow("MSP", specs, tasks=tasks, dialogs=QtDialogs(), full_screen=False)
    window.resize(WIDTH, HEIGHT)
    window.show()
    Collector(window)  # as the program does, and it settles with its first frame
    settle_heap()
    window.navigator.go(Intent("meeting", record=demo.next_meeting))
    QTest.qWaitForWindowActive(window)
    try:
        yield demo, window
    finally:
        window.close()
        tasks.close()
        demo.session.close()


DEEDS = CHARACTERS + ACTIONS * (len(ACTION) + 10)
"""About how many keys the whole meeting takes."""


def main(folder: str, how: str = "") -> None:
    """Hold the meeting of the fictional practice in `folder`, and say what was seen."""
    app = QApplication(sys.argv[:1])
    apply_theme(app, Scheme.LIGHT)
    with _opened(Path(folder)) as (demo, window):
        typist = Typist(demo, window, Pace(demo, DEEDS) if how == "paced" else None)
        if how == "paced":
            typist.watch()
        begun, instant = time.perf_counter(), demo.clock.now()
        seen = asdict(typist.hold())
        took = {
            "seconds": time.perf_counter() - begun,
            "minutes": (demo.clock.now() - instant).total_seconds() / 60,
            "spent": sum(item.spent for item in _items(demo)),
        }
        print(json.dumps(seen | took | _kept(demo)))


def _kept(demo: Demo) -> dict[str, int]:
    """What the vault holds of it: the characters of the fields, the actions."""
    desk, items = demo.session.desk, _items(demo)
    return {
        "characters": sum(map(_characters, items)),
        "actions": sum(len(desk.meetings.actions_of(item.id)) for item in items),
    }


def _items(demo: Demo) -> list[AgendaItem]:
    return [line.item for line in demo.session.desk.agendas.view(demo.next_meeting).lines]


def _characters(item: AgendaItem) -> int:
    return len(item.text) + sum(len(item.notes.of(each)) for each in NOTE_FIELDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
