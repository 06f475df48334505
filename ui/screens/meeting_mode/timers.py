# SPDX-License-Identifier: EUPL-1.2
"""Timers that belong to a widget."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def timer(
    owner: QObject, interval: int, act: Callable[[], object], *, single: bool = False
) -> QTimer:
    """A timer of `owner`, in milliseconds, not started yet."""
    made = QTimer(owner)
    made.setInterval(interval)
    made.setSingleShot(single)
    made.timeout.connect(act)
    return made
