# SPDX-License-Identifier: EUPL-1.2
"""Reporting a problem before a vault is open: many are met there."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.dialogs import Dialogs
from ui.screens.report.pane import ReportPane
from ui.screens.report.presenter import Gather, ReportPresenter
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import Button, ButtonKind, LabelKind, PlainLabel, bind_key

_WIDTH = 760


def report_cover(
    gather: Gather, dialogs: Dialogs, tasks: Tasks, close: Callable[[], object]
) -> QWidget:
    """The pane with its title and a way back; without a vault no name is known."""
    today = datetime.now(UTC).astimezone().date
    pane = ReportPane(ReportPresenter(gather, today), dialogs, tasks)
    back = Button("Retour", kind=ButtonKind.QUIET, key="Échap")
    back.clicked.connect(close)
    pane.foot.addWidget(back)
    cover = QWidget()
    cover.setFixedWidth(_WIDTH)
    column = QVBoxLayout(cover)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.RELATED)
    column.addWidget(PlainLabel("Signaler un problème", LabelKind.PAGE_TITLE))
    column.addWidget(pane, 1)
    bind_key(cover, "Esc", close, everywhere=True)
    cover.setFocusProxy(pane)
    pane.gather()
    return cover
