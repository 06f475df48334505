# SPDX-License-Identifier: EUPL-1.2
"""A window for the widgets under test."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """Put `widgets` under one another in an active window that lives as long as the test."""
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)

    def hide(_: QWidget) -> None:
        # qtbot holds widgets weakly; this closure keeps the window alive until the test is over.
        window.hide()

    qtbot.addWidget(window, before_close_func=hide)
    with qtbot.waitActive(window):
        window.show()
    return window
