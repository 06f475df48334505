# SPDX-License-Identifier: EUPL-1.2
"""When a screen that is looked at from outside shows a whole window, told from its samples.

A window may come up empty, then be filled in one or several frames. It is whole with the last
change after which nothing moves any more for a while, a blinking caret left out.
"""

from collections.abc import Sequence

Rows = Sequence[bytes]
"""A sample of a picture: some of its rows, always the same ones."""

CARET_BYTES = 16
"""What a caret covers of a row at most: four points of four bytes."""


class Settling:
    """Follows a screen from the sample `before`; moments and `quiet` are seconds of one clock."""

    def __init__(self, before: Rows, quiet: float) -> None:
        self.before = before
        self._shown = before
        self._quiet = quiet
        self._changes: list[float] = []

    @property
    def first(self) -> float:
        """When anything came up. Raises `IndexError` while nothing did."""
        return self._changes[0]

    @property
    def whole(self) -> float:
        """When the last change came. Raises `IndexError` while nothing did."""
        return self._changes[-1]

    def see(self, moment: float, rows: Rows) -> bool:
        """Take in what the screen shows at a moment; whether a window is whole now."""
        # Against the last picture, not the last sample: a caret comes and goes in it.
        if not only_caret(self._shown, rows):
            self._shown = rows
            self._changes.append(moment)
        return self._shown != self.before and moment - self.whole >= self._quiet


def only_caret(before: Rows, after: Rows) -> bool:
    """Whether two samples differ by no more than what a caret covers."""
    left, right = len(before[0]), 0
    for old, new in zip(before, after, strict=True):
        if old != new:
            left = min(left, _same_bytes(old, new))
            right = max(right, len(old) - _same_bytes(old[::-1], new[::-1]))
        if right - left > CARET_BYTES:
            return False
    return True


def _same_bytes(one: bytes, other: bytes) -> int:
    """How many bytes at the beginning are the same in two pieces that are not."""
    same, different = 0, len(one)
    while different - same > 1:
        middle = (same + different) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            different = middle
    return same
