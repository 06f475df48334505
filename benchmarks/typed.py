# SPDX-License-Identifier: EUPL-1.2
"""The process that types a whole meeting into its own window: `python -m benchmarks.typed FOLDER`.

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
from ui.screens.meeting_mode import MeetingModeScreen
from ui.shell import Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName, Scheme, apply_theme

CHARACTERS = 20_000
ACTIONS = 60
MEETING = timedelta(minutes=90)
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


class Typist:
    """Types into the meeting window and times it."""

    def __init__(self, demo: Demo, window: MainWindow) -> None:
        self._demo, self._window = demo, window
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
            self._listen()
            self._demo.clock.advance(MEETING / pieces)
        return self._seen

    def _act(self, number: int) -> None:
        self._press("Alt+A")
        for letter in f"{ACTION} {number}":
            self._letter(letter)
        self._press("Tab")
        for letter in "aub":
            self._letter(letter)
        self._press("Return")

    def _letter(self, letter: str) -> None:
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
    window.navigator.go(Intent("meeting", record=demo.next_meeting))
    QTest.qWaitForWindowActive(window)
    try:
        yield demo, window
    finally:
        window.close()
        tasks.close()
        demo.session.close()


def main(folder: str) -> None:
    """Hold the meeting of the fictional practice in `folder`, and say what was seen."""
    app = QApplication(sys.argv[:1])
    apply_theme(app, Scheme.LIGHT)
    with _opened(Path(folder)) as (demo, window):
        seen = Typist(demo, window).hold()
        print(json.dumps(asdict(seen) | _kept(demo)))


def _kept(demo: Demo) -> dict[str, int]:
    """What the vault holds of it: the characters of the fields, the actions."""
    desk = demo.session.desk
    items = [line.item for line in desk.agendas.view(demo.next_meeting).lines]
    return {
        "characters": sum(map(_characters, items)),
        "actions": sum(len(desk.meetings.actions_of(item.id)) for item in items),
    }


def _characters(item: AgendaItem) -> int:
    return len(item.text) + sum(len(item.notes.of(each)) for each in NOTE_FIELDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
