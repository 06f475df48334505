# SPDX-License-Identifier: EUPL-1.2
"""The real program in a child, with hands on its keys: `python -m tests.durability.puppet FOLDER`.

What is typed comes on the standard input, in one line of JSON: arguments and environment survive
into the process that a lock begins. The child says `typed` once all of it is on the screen and
saved, and ends as it was told to when the file `go` lies in its folder.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.services.meetings import ItemText
from tests.ui.typing import press, type_text
from ui import main as program
from ui.asked_file import Application
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.unlock import UnlockPage
from ui.shell import Intent, MainWindow

GO = "go"
STEP_MS = 30
WidgetType = TypeVar("WidgetType", bound=QWidget)


@dataclass(frozen=True)
class Orders:
    """What to type, and how to end: `crash` or `lock`."""

    passphrase: str
    case: str
    meeting: str
    notes: dict[str, str]
    decision: str
    action: str
    who: str
    begun: str
    end: str

    def text(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))


def found(kind: type[WidgetType]) -> WidgetType | None:
    """The visible widget of a kind, in any window."""
    for window in QApplication.topLevelWidgets():
        for widget in (window, *window.findChildren(kind)):
            if isinstance(widget, kind) and widget.isVisible():
                return widget
    return None


class Puppet:
    """Takes one step each time it is asked, as soon as what it waits for is there."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._steps = self._live()

    def step(self) -> None:
        next(self._steps, None)

    def _live(self) -> Iterator[None]:
        yield from unlock(self._orders.passphrase)
        yield from self._type()
        os.write(1, b"typed\n")
        while not Path(GO).exists():
            yield
        if self._orders.end == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        press(found(MainWindow), "Ctrl+L")

    def _type(self) -> Iterator[None]:
        window = yield from open_window()
        window.navigator.go(Intent("case", record=self._orders.case))
        yield from pause(0.3)
        window.navigator.go(Intent("meeting", record=self._orders.meeting))
        yield from pause(0.3)
        screen = found(MeetingModeScreen)
        while screen is None:
            yield
            screen = found(MeetingModeScreen)
        parts = screen.parts
        for name, text in self._orders.notes.items():
            type_text(parts.fields.panes[ItemText(name)].text, text)
            yield
        yield from self._dock(parts)
        yield from until(lambda: parts.bar.save_word.text().startswith("Enregistré"))

    def _dock(self, parts: MeetingLayout) -> Iterator[None]:
        decisions, actions = parts.dock.decisions_pane, parts.dock.actions_pane
        press(parts, "Alt+D")
        type_text(decisions.new, self._orders.decision)
        press(decisions.new, "Return")
        yield from until(lambda: decisions.new.text() == "")
        press(parts, "Alt+A")
        type_text(actions.new.text, self._orders.action)
        press(actions.new.text, "Tab")
        type_text(actions.new.who, self._orders.who)
        press(actions.new.who, "Down")  # nobody of the directory: somebody from outside is chosen
        press(actions.new.who, "Tab")
        press(None, "Return")
        yield from until(lambda: actions.new.text.text() == "")
        type_text(decisions.new, self._orders.begun)
        yield


def unlock(passphrase: str) -> Iterator[None]:
    """Type the passphrase once the unlock window knows whose it is."""
    page: UnlockPage | None = None
    while page is None or not page.state.account:
        yield
        page = found(UnlockPage)
    type_text(page.passphrase.edit, passphrase)
    press(page.passphrase.edit, "Return")


def open_window() -> Generator[None, None, MainWindow]:
    """Wait for the window of the open vault."""
    window: MainWindow | None = None
    while window is None or not window.isActiveWindow():
        yield
        window = found(MainWindow)
    return window


def until(done: Callable[[], bool]) -> Iterator[None]:
    """Wait."""
    while not done():
        yield


def pause(seconds: float) -> Iterator[None]:
    """Wait for a time."""
    end = time.monotonic() + seconds
    yield from until(lambda: time.monotonic() > end)


def run_with(step: Callable[[], object], vault: str) -> int:
    """Run the program over a vault, with a step of the hands every `STEP_MS`."""
    make = program.make_application

    def make_with_puppet() -> Application:
        app = make()
        timer = QTimer(app)
        timer.timeout.connect(step)
        timer.start(STEP_MS)
        return app

    program.make_application = make_with_puppet
    return program.main(["--vault", vault])


def main() -> int:
    """Run the program with a puppet in it."""
    puppet = Puppet(Orders(**json.loads(sys.stdin.readline())))
    return run_with(puppet.step, sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
