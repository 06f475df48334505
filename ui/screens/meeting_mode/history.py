# SPDX-License-Identifier: EUPL-1.2
"""One history of a meeting: what can be undone, in the order in which it was done."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.ids import ItemId
from app.services.meetings import Line

PAUSE = 1.5
"""Seconds without a key after which typing is another step."""
MOST_STEPS = 400
Lines = tuple[Line, ...]


class Change(Protocol):
    """A part of a step. Both may raise `UserError`; then nothing has changed."""

    def undo(self) -> object:
        """Put back what was before."""
        ...

    def redo(self) -> object:
        """Do it again."""
        ...


@dataclass(eq=False)
class Step:
    """What one Ctrl+Z takes back, on the item where it was done (None: on the whole meeting).

    `place` names where the focus goes.
    """

    item: ItemId | None
    place: str
    changes: tuple[Change, ...]

    @property
    def is_undone(self) -> bool:
        """Somebody took it back otherwise, as by the bin: Ctrl+Z would do nothing."""
        return all(isinstance(each, Exchanged) and each.is_undone for each in self.changes)


@dataclass(frozen=True)
class Acts:
    """A change made of two calls."""

    undo: Callable[[], object]
    redo: Callable[[], object]


@dataclass(frozen=True)
class Exchanged:
    """Lines of an item that went, and those that came; `there` gives those that it has now."""

    exchange: Callable[[Lines, Lines], object]
    again: Callable[[Lines, Lines], object]
    there: Callable[[], Lines]
    gone: Lines
    came: Lines

    def undo(self) -> None:
        """Put back what went."""
        self.exchange(self.came, self.gone)

    def redo(self) -> None:
        """Take it away again."""
        self.again(self.gone, self.came)

    @property
    def is_undone(self) -> bool:
        """All that went is there, and nothing that came."""
        there = self.there()
        return all(line in there for line in self.gone) and not any(
            line in there for line in self.came
        )


@dataclass
class _Typing:
    """The step that the next key may still join."""

    key: Hashable
    at: float
    grow: Callable[[object], object]


class History:
    """Steps done and undone. Another deed after an undo forgets what could be redone."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` gives seconds that never go back."""
        self._now = now
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._typing: _Typing | None = None

    def add(self, step: Step) -> None:
        """Note what was done."""
        self.settle()
        self._push(step)

    def typed(
        self,
        key: Hashable,
        value: object,
        step: Callable[[], Step],
        grow: Callable[[object], object],
    ) -> None:
        """Note a key: it joins the step of the same `key` while one goes on typing there.

        `step` makes a new step; `grow` gives the value to the one that is there.
        """
        now, open_ = self._now(), self._typing
        if open_ is not None and open_.key == key and now - open_.at <= PAUSE:
            open_.grow(value)
            open_.at = now
            return
        self._push(step())
        self._typing = _Typing(key, now, grow)

    def settle(self) -> None:
        """The next key begins another step."""
        self._typing = None

    def next_undo(self) -> Step | None:
        """What Ctrl+Z would take back; what is taken back already is let go."""
        while self._done and self._done[-1].is_undone:
            self._done.pop()
        return self._done[-1] if self._done else None

    def next_redo(self) -> Step | None:
        """What Ctrl+Maj+Z would do again."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> None:
        """Take the last step back. Raises `UserError`; the step is then let go."""
        self.settle()
        step = self._done.pop()
        for change in reversed(step.changes):
            change.undo()
        self._undone.append(step)

    def redo(self) -> None:
        """Do the last undone step again. Raises `UserError`; the step is then let go."""
        self.settle()
        step = self._undone.pop()
        for change in step.changes:
            change.redo()
        self._done.append(step)

    def take_back(self, step: Step) -> bool:
        """Take one step back out of its turn; False when it was already. Raises `UserError`."""
        if step not in self._done:
            return False
        self.settle()
        self._done.remove(step)
        for change in reversed(step.changes):
            change.undo()
        return True

    def forget(self, item: ItemId) -> bool:
        """Let go of everything about an item: its person withdrew. True when there was anything."""
        self.settle()
        before = len(self._done) + len(self._undone)
        self._done = _without(self._done, item)
        self._undone = _without(self._undone, item)
        return len(self._done) + len(self._undone) < before

    def clear(self) -> None:
        """Another meeting begins, or this one is sealed."""
        self.settle()
        self._done, self._undone = [], []

    def _push(self, step: Step) -> None:
        self._undone.clear()
        self._done.append(step)
        del self._done[:-MOST_STEPS]


def _without(steps: Sequence[Step], item: ItemId) -> list[Step]:
    return [step for step in steps if step.item != item]
