# SPDX-License-Identifier: EUPL-1.2
"""The process whose windows are watched: `python -m benchmarks.painted MODE [VAULT PASSPHRASE]`.

`bare` shows a widget with one label; `start` runs the program up to its unlock window; `home` goes
on: it waits as long as somebody types, gives the passphrase and waits for the first screen. `lock`
goes on from there: it locks, and the process that takes its place is watched like `start`. What was
seen goes to standard output, in seconds.

Painted means after the first paint event of a window, once Qt has brought the frame to the screen.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

P = ParamSpec("P")
T = TypeVar("T")

TYPING_MS = 1500

Painted = Callable[[QWidget, float], object]


class Watch(QObject):
    """Tells each window's first frame, with the moment it was seen (monotonic clock)."""

    painted: Painted

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at every event of the application; keep none."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            window = watched.window()
            if window not in self._seen:
                self._seen.append(window)
                # The frame is flushed when this event has been dealt with.
                QTimer.singleShot(0, lambda: Watch.painted(window, time.monotonic()))
        return False


class WatchedApplication(QApplication):
    """Qt's application with the watch in it."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.installEventFilter(Watch(self))


def bare() -> None:
    """A window with one label, nothing else."""
    Watch.painted = _say_moment
    app = WatchedApplication(sys.argv[:1])
    window = QWidget()
    QLabel("Phrase de passe", window)
    window.show()
    app.exec()


def start(vault: str) -> None:
    """The program, up to its unlock window."""
    Watch.painted = _say_moment
    _run_program(vault)


def home(vault: str, passphrase: str) -> None:
    """The program, up to its first screen; the key derivation is timed apart."""
    derivation = _time_derivation()
    asked: list[float] = []

    def unlock(gate: QWidget) -> None:
        from ui.screens.unlock import UnlockPage

        page = gate.findChild(UnlockPage)
        assert isinstance(page, UnlockPage), "no unlock page"
        page.passphrase.set_text(passphrase)
        asked.append(time.monotonic())
        page.try_passphrase()

    def painted(window: QWidget, moment: float) -> None:
        if not asked:
            QTimer.singleShot(TYPING_MS, lambda: unlock(window))
        else:
            from ui.shell import MainWindow

            assert isinstance(window, MainWindow), f"{window} instead of the screens"
            _say(moment - asked[0], sum(derivation))

    Watch.painted = painted
    _run_program(vault)


def lock(vault: str, passphrase: str) -> None:
    """The program, from its first screen to its lock; then `start` in the process that follows."""
    asked: list[float] = []
    hidden: list[float] = []

    def painted(window: QWidget, _moment: float) -> None:
        from ui.screens.unlock import UnlockPage
        from ui.shell import MainWindow

        if isinstance(window, MainWindow):
            QTimer.singleShot(TYPING_MS, lambda: ask(window))
        else:
            page = window.findChild(UnlockPage)
            page.passphrase.set_text(passphrase)
            QTimer.singleShot(TYPING_MS, page.try_passphrase)

    def ask(window: QWidget) -> None:
        from ui.shell import MainWindow

        assert isinstance(window, MainWindow)
        asked.append(time.monotonic())
        window.lock()

    def hide_and_note() -> None:
        hide_everything()
        hidden.append(time.monotonic())

    def begin_again(_restart: object) -> None:
        seen = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert not seen, f"{seen} can still be read"
        sys.stdout.write(f"{asked[0]:.6f} {hidden[0]:.6f}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", "benchmarks.painted", "start", vault]
        os.execv(sys.executable, command)  # noqa: S606  ourselves, no shell

    import ui.main
    import ui.program
    from ui.curtain import hide_everything

    vars(ui.program).update(hide_everything=hide_and_note)
    vars(ui.main).update(begin_again=begin_again)
    Watch.painted = painted
    _run_program(vault)


def _run_program(vault: str) -> None:
    import ui.main
    from app.bootstrap import Machine
    from app.system.paths import Paths

    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        # Whoever measures keeps their settings, and sees the frames.
        vars(ui.main).update(
            Machine=lambda: Machine(Paths(here, here, here, here, here)),
            QApplication=WatchedApplication,
        )
        ui.main.main(["--vault", vault])


def _time_derivation() -> list[float]:
    from argon2 import low_level

    taken: list[float] = []
    # Before the vault takes it from there.
    low_level.hash_secret_raw = _clocked(low_level.hash_secret_raw, taken)
    return taken


def _clocked(call: Callable[P, T], taken: list[float]) -> Callable[P, T]:
    def clocked(*arguments: P.args, **options: P.kwargs) -> T:
        begun = time.monotonic()
        try:
            return call(*arguments, **options)
        finally:
            taken.append(time.monotonic() - begun)

    return clocked


def _say_moment(_window: QWidget, moment: float) -> None:
    _say(moment)


def _say(*seconds: float) -> None:
    sys.stdout.write(" ".join(f"{value:.6f}" for value in seconds) + "\n")
    sys.stdout.flush()
    QApplication.quit()


def main(mode: str, *arguments: str) -> None:
    """Show the windows of one mode."""
    if mode == "home":
        home(*arguments)
    elif mode == "lock":
        lock(*arguments)
    elif mode == "start":
        start(*arguments)
    else:
        bare()


if __name__ == "__main__":
    main(*sys.argv[1:])
