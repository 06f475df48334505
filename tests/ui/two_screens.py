# SPDX-License-Identifier: EUPL-1.2
"""Run by a test in a process of its own: Qt with two real screens, of which one is then removed.

Qt reads its screens once, when the application is made: `QT_QPA_PLATFORM` names a file of them.
"""

import sys
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ui.screens.meeting_mode.projection import Beam, Forgetful, ProjectionControl
from ui.screens.meeting_mode.projection_screens import qt_monitors
from ui.screens.meeting_mode.projection_window import Thumbnail


class _NoNames:
    """Nothing that is shown here names anybody."""

    is_open = True

    def ask(self, then: Callable[[], object]) -> None:
        """See `Gate`."""
        then()


def main() -> None:
    """Print what happened, one line each."""
    app = QApplication([])
    operator, said = QWidget(), list[str]()
    operator.setGeometry(100, 100, 800, 500)
    operator.show()
    thumbnail = Thumbnail()
    control = ProjectionControl(
        operator,
        thumbnail,
        lambda: None,
        say=said.append,
        show_beam=lambda _beam, _label: None,
        memory=Forgetful(),
        gate=_NoNames(),
    )
    app.processEvents()
    _tell(str([each.name for each in qt_monitors()]))
    control.toggle()
    app.processEvents()
    window = control.window
    if window is None:
        _tell(f"refused {said}")
        return
    _tell(f"{control.beam} {window.screen().name()} {window.geometry().getRect()}")
    second = next(one for one in QGuiApplication.screens() if one is window.screen())
    app.screenRemoved.emit(second)
    _tell(f"{control.beam is Beam.OFF} {window.isVisible()} {len(said)}")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
