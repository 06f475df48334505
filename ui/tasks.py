# SPDX-License-Identifier: EUPL-1.2
"""Slow work beside the interface: one background thread, results on the main one.

For key derivation, backups, documents, import and export. The database stays on the main thread,
so a task receives plain values and returns plain values.
"""

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")


class Tasks(QObject):
    """The one executor. Tasks run in the order in which they were given."""

    busy_changed = Signal(bool)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: ThreadPoolExecutor | None = None
        self._running = 0
        self._closed = False
        self._given: set[Future[Any]] = set()
        self._gates: set[Event] = set()
        # Queued: the executor's thread emits, the thread of this object delivers.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Something was started whose result has not been delivered."""
        return self._running > 0

    @property
    def free(self) -> bool:
        """Nothing is under way and a task may be given: a timer may fire after the closing."""
        return not self.busy and not self._closed

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object],
        *,
        hold: bool = False,
    ) -> None:
        """Run `work` in the background, then `done` or `failed` on the main thread.

        With `hold` no other task begins before that call has returned: what it puts in force is in
        force then. After `close()` neither is called any more. Raises RuntimeError when already
        closed.
        """
        gate = Event()

        def deliver(future: "Future[Result]") -> None:
            try:
                error = future.exception()
                if error is None:
                    done(future.result())
                elif isinstance(error, Exception):
                    failed(error)
                else:
                    raise error
            finally:
                gate.set()
                self._gates.discard(gate)

        def finish(future: "Future[Result]") -> None:
            if not future.cancelled():
                self._finished.emit(lambda: deliver(future))

        future = self._started().submit(work)
        self._given = {each for each in self._given if not each.done()} | {future}
        self._running += 1
        if self._running == 1:
            self.busy_changed.emit(True)  # noqa: FBT003  a signal has no keywords
        future.add_done_callback(finish)
        if hold:
            self._gates.add(gate)
            self._started().submit(gate.wait)

    def close(self) -> None:
        """Drop what waits, let the running task end, deliver nothing more."""
        self._end()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def abandon(self, seconds: float) -> bool:
        """Drop what waits, and wait no longer than `seconds` for what runs; True when it ended.

        For a lock: what is abandoned (a backup, a document) leaves at most a file that the next
        start clears.
        """
        self._end()
        if self._executor is None:
            return True
        self._executor.shutdown(wait=False, cancel_futures=True)
        from concurrent.futures import wait  # noqa: PLC0415  as below

        return not wait(self._given, timeout=seconds).not_done

    def finish(self, work: Callable[[], object], seconds: float) -> bool:
        """Run a last task after those under way, and wait for it; True when it ended in time.

        For the end of the program: nothing is delivered any more. What fails is not raised.
        """
        from concurrent.futures import wait  # noqa: PLC0415  as below

        last = self._started().submit(work)
        self._end()
        return not wait([last], timeout=seconds).not_done

    def _end(self) -> None:
        """Deliver nothing any more, so let nothing wait for a delivery."""
        self._closed = True
        for gate in self._gates:
            gate.set()

    def _started(self) -> "ThreadPoolExecutor":
        if self._closed:
            raise RuntimeError("closed")
        if self._executor is None:
            # With the first task: the first window is painted without it.
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tasks")
        return self._executor

    def _deliver(self, deliver: object) -> None:
        if self._closed or not callable(deliver):
            return
        self._running -= 1
        if self._running == 0:
            self.busy_changed.emit(False)  # noqa: FBT003  a signal has no keywords
        deliver()
