# SPDX-License-Identifier: EUPL-1.2
"""A long list of which only the part in sight is read."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

Record = TypeVar("Record")
PAGE = 64
"""Records read at once: more than a window shows."""
_PAGES_KEPT = 8


class Window(Sequence[Record], Generic[Record]):
    """Records by their keys, read when they are asked for, a page at a time.

    `read` gives the records of some keys in their order, every one of them: a list whose records
    changed is made anew.
    """

    def __init__(
        self, keys: Sequence[str], read: Callable[[Sequence[str]], Sequence[Record]]
    ) -> None:
        self.keys = keys
        self._read = read
        self._pages: OrderedDict[int, Sequence[Record]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return self._read(self.keys[index])
        place = index + len(self.keys) if index < 0 else index
        if not 0 <= place < len(self.keys):
            raise IndexError(index)
        number, within = divmod(place, PAGE)
        return self._page(number)[within]

    def row_of(self, key: str) -> int:
        """The place of a key, or -1: nothing is read for it."""
        return self.keys.index(key) if key in self.keys else -1

    def _page(self, number: int) -> Sequence[Record]:
        known = self._pages.get(number)
        if known is None:
            known = self._read(self.keys[number * PAGE : (number + 1) * PAGE])
            self._pages[number] = known
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return known
