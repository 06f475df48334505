# SPDX-License-Identifier: EUPL-1.2
"""Garbage is collected on the thread of the windows, whoever made it."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.heap import Collector
from ui.tasks import Tasks


class Circle:
    """Garbage that says on which thread it was collected."""

    def __init__(self, seen: list[threading.Thread]) -> None:
        self._seen, self._me = seen, self

    def __del__(self) -> None:
        self._seen.append(threading.current_thread())


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.mark.parametrize("by_itself", [False, True])
def test_a_task_that_allocates_collects_nothing(
    qtbot: QtBot, tasks: Tasks, *, by_itself: bool
) -> None:
    seen: list[threading.Thread] = []
    kept: list[list[list[None]]] = []  # what goes again at once asks for no collection
    holder = QObject()
    Collector(holder)
    assert not gc.isenabled()
    if by_itself:  # the control: what Python does when it is let
        gc.collect()  # what earlier tests left holds widgets: the task would end the process
        gc.enable()
    try:
        Circle(seen)
        tasks.run(many, kept.append, raised)
        qtbot.waitUntil(lambda: not tasks.busy and bool(seen))
    finally:
        gc.disable()
    assert (seen[0] is threading.main_thread()) is not by_itself


def many() -> list[list[None]]:
    return [[] for _ in range(100_000)]


def raised(error: Exception) -> None:
    raise error
