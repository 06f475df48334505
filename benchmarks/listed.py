# SPDX-License-Identifier: EUPL-1.2
"""The process whose list of situations is watched: `python -m benchmarks.listed FOLDER`.

Says in one line: first paint of the list, the longest frame of a scroll to its end, the opening of
a situation and of its timeline (medians), all in seconds; then the memory of the process, in MB.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from benchmarks.situations import LIVED, OTHER, opened
from ui.dialogs import QtDialogs
from ui.screens.case import CaseScreen, CaseServices
from ui.screens.cases import CasesScreen
from ui.shell import Intent, MainWindow, ScreenSpec
from ui.tasks import Tasks
from ui.theme import IconName, Scheme, apply_theme

SIZE = (1366, 768)
OPENINGS = 15


def main(folder: Path) -> None:
    """Show the list over the database of a folder, scroll it, open a situation."""
    app = QApplication([])
    apply_theme(app, Scheme.LIGHT)
    tasks = Tasks()
    desk, close = opened(folder)
    window = _window(desk, tasks)
    window.show()
    app.processEvents()

    def seen(screen: str, record: str = "", choice: str = "") -> float:
        start = time.perf_counter()
        window.navigator.go(Intent(screen, record, choice))
        window.repaint()
        app.processEvents()
        return time.perf_counter() - start

    seen("start")
    first = seen("cases")
    longest = _scrolled(window, app.processEvents)
    for choice in ("", "timeline"):  # the screen is made with its first opening
        seen("case", OTHER, choice)
    plain, past = [], []
    for _ in range(OPENINGS):
        seen("case", OTHER)
        plain.append(seen("case", LIVED))
        seen("case", OTHER)
        past.append(seen("case", LIVED, "timeline"))
    print(first, longest, statistics.median(plain), statistics.median(past), _memory())
    window.hide()
    tasks.close()
    close()


def _window(desk: Desk, tasks: Tasks) -> MainWindow:
    services = CaseServices.of(desk)
    specs = (
        ScreenSpec("start", "Début", IconName.HOME, lambda s: CaseScreen(s, services)),
        ScreenSpec("cases", "Situations", IconName.CASES, lambda s: CasesScreen(s, desk.cases)),
        ScreenSpec("case", "Situation", IconName.CASES, lambda s: CaseScreen(s, services)),
    )
    window = MainWindow("Mesure", specs, tasks=tasks, dialogs=QtDialogs(), full_screen=False)
    window.resize(*SIZE)
    return window


def _scrolled(window: MainWindow, process: Callable[[], object]) -> float:
    """The longest frame of a scroll by pages to the end and of a jump back to the middle."""
    screen = window.screen_of("cases")
    if not isinstance(screen, CasesScreen):
        raise TypeError("the list is not there")
    bar, longest = screen.table.verticalScrollBar(), 0.0
    pages = range(0, bar.maximum(), max(bar.pageStep(), 1))
    for value in (*pages[:200], *pages[-50:], bar.maximum() // 2):
        start = time.perf_counter()
        bar.setValue(value)
        screen.table.viewport().repaint()
        process()
        longest = max(longest, time.perf_counter() - start)
    return longest


def _memory() -> float:
    """The memory of this process now, in MB; 0 where the system does not tell it in this way."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
