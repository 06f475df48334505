# SPDX-License-Identifier: EUPL-1.2
"""When and where Python collects its garbage: on the thread of the windows, between two events."""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 250


class Collector(QObject):
    """Collects on the thread of the windows, and nowhere else, as long as it lives.

    Python collects on whatever thread allocates. A cycle that holds a widget, found by a task
    beside the interface, would be deleted there: Qt does not survive it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_due)
        timer.start(LOOK_MS)


def collect_due() -> None:
    """Collect what Python would have collected by itself by now: each generation at its count."""
    due = [
        number
        for number, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(max(due))


def settle_heap() -> None:
    """Set apart, once the screens stand, what stays until the program ends.

    A full collection looks at every container that is alive: with the libraries and the screens
    that took 70 ms, in the middle of a key. What is set apart is looked at no more; objects that
    are let go of are freed as before, and only cycles among them would stay.
    """
    gc.collect()
    gc.freeze()
