# SPDX-License-Identifier: EUPL-1.2
"""Slow work beside the interface: where it runs, what it brings back, in which order."""

import threading
import time
from collections.abc import Callable
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from ui.tasks import Tasks


def test_results_come_back_on_the_main_thread(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: list[tuple[str, bool]] = []
    busy: list[bool] = []
    tasks.busy_changed.connect(busy.append)
    here = threading.get_ident()

    def work() -> bool:
        return threading.get_ident() == here

    tasks.run(
        work,
        lambda inside: seen.append(("done", inside or threading.get_ident() != here)),
        lambda error: seen.append((type(error).__name__, True)),
    )
    qtbot.waitUntil(lambda: bool(seen), timeout=2000)
    assert seen == [("done", False)]
    assert busy == [True, False]
    tasks.close()


def test_a_failed_task_brings_its_error(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: list[Exception] = []

    def work() -> None:
        raise UserError("Le disque est plein.")

    tasks.run(work, lambda _: None, seen.append)
    qtbot.waitUntil(lambda: bool(seen), timeout=2000)
    assert isinstance(seen[0], UserError)
    tasks.close()


def test_nothing_is_delivered_after_closing(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: list[object] = []
    tasks.run(lambda: 1, seen.append, seen.append)
    tasks.close()
    qtbot.wait(20)
    assert seen == []
    with pytest.raises(RuntimeError):
        tasks.run(lambda: 1, seen.append, seen.append)


def test_a_task_that_holds_lets_no_other_begin_before_it_was_delivered(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: list[object] = []

    def run_both(*, hold: bool) -> list[object]:
        seen.clear()
        tasks.run(lambda: None, lambda _: seen.append("delivered"), seen.append, hold=hold)
        tasks.run(lambda: seen.append("begun"), lambda _: None, seen.append)
        time.sleep(0.2)  # the executor has time, and no event is delivered
        qtbot.waitUntil(lambda: not tasks.busy, timeout=2000)
        return list(seen)

    assert run_both(hold=False) == ["begun", "delivered"]
    assert run_both(hold=True) == ["delivered", "begun"]
    tasks.close()


@pytest.mark.parametrize(
    "end",
    [
        lambda tasks: tasks.close(),
        lambda tasks: tasks.abandon(5),
        lambda tasks: tasks.finish(lambda: None, 5),
    ],
    ids=["close", "abandon", "finish"],
)
def test_a_task_that_holds_does_not_hold_the_end(end: Callable[[Tasks], object]) -> None:
    tasks = Tasks()
    seen: list[object] = []
    tasks.run(lambda: 1, seen.append, seen.append, hold=True)
    time.sleep(0.1)
    begun = time.monotonic()
    assert end(tasks) in {None, True}
    assert time.monotonic() - begun < 2
    assert seen == []
    tasks.close()


def test_a_keeper_whose_timer_fires_while_the_program_ends_finds_nothing_free(
    qtbot: QtBot,
) -> None:
    tasks, held = Tasks(), Event()
    seen = [tasks.free]
    tasks.run(held.wait, lambda _: None, lambda _: None)
    seen.append(tasks.free)
    held.set()
    qtbot.waitUntil(lambda: tasks.free, timeout=2000)
    tasks.close()
    assert [*seen, tasks.busy, tasks.free] == [True, False, False, False]
