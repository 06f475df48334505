# SPDX-License-Identifier: EUPL-1.2
"""The ways to the report about a problem: from the first window, and from an unexpected error."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.dialogs import Dialogs
from ui.gate import GateWindow, MakeCover
from ui.tasks import Tasks
from ui.theme import IconName

if TYPE_CHECKING:
    from app.domain.trouble import Section
    from app.services.desk import Desk
    from ui.screens.report import Gather
    from ui.shell import ScreenSpec

_BEFORE = "pas de chiffres : signalé depuis la première fenêtre"


def report_maker(about: "Gather", dialogs: Dialogs, tasks: Tasks) -> MakeCover:
    """Makes the report of the first window, which knows nothing of a vault."""

    def make(close: Callable[[], object]) -> QWidget:
        # With the first report: the unlock window comes sooner without it.
        from app.domain.trouble import Section  # noqa: PLC0415
        from ui.screens.report import report_cover  # noqa: PLC0415

        before = Section("Le coffre", (_BEFORE,))
        return report_cover(lambda: _with(about(), (before,)), dialogs, tasks, close)

    return make


def report_spec(about: "Gather", desk: "Desk", vault: Path) -> "ScreenSpec":
    """The same over an open vault, which adds its figures: a screen that the palette leads to."""
    from app.services.trouble_names import TroubleNames  # noqa: PLC0415  after the first window
    from ui.screens.report import ReportPresenter, ReportScreen  # noqa: PLC0415  as above
    from ui.shell import Screen, ScreenSpec, Shell  # noqa: PLC0415  as above

    figures = desk.figures

    def gather() -> "tuple[Section, ...]":
        return _with(about(), figures.sections() if figures is not None else ())

    def make(shell: Shell) -> Screen:
        names = TroubleNames(desk.anonymity, desk.directory, desk.cases, desk.practice)
        presenter = ReportPresenter(gather, desk.clock.today, vault=vault, names=names)
        return ReportScreen(shell, presenter, desk.outbox.pages)

    title = "Signaler un problème"
    return ScreenSpec("report", title, IconName.WARNING, make, in_nav=False, in_palette=True)


def show_report(window: QWidget | None) -> None:
    """Let a problem be reported in whatever window there is."""
    from ui.shell import Intent, MainWindow  # noqa: PLC0415  not before the first window is painted

    if isinstance(window, GateWindow):
        window.show_report()
    elif isinstance(window, MainWindow):
        window.navigator.go(Intent("report"))


def _with(about: "tuple[Section, ...]", vault: "tuple[Section, ...]") -> "tuple[Section, ...]":
    """The log, which is long, stays the last."""
    return (*about[:-1], *vault, *about[-1:])
