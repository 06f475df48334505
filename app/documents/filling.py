# SPDX-License-Identifier: EUPL-1.2
"""How blocks are shared between pages, and how a document avoids to end with a tail."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.flow import Block

_TAIL = 0.3  # of a page: a last page that holds less is a tail
_COMPANY = 40.0  # points that a card at the end takes with it, never to stand alone
_TIGHTER = (0.85, 0.7)  # of the space between the blocks, tried so that a tail finds room before


@dataclass(frozen=True)
class Placed:
    """A block and the distance from the top of the column to its top."""

    block: Block
    offset: float


Page = list[Placed]


def fill_pages(blocks: Sequence[Block], width: float, rooms: Sequence[float]) -> list[Page]:
    """Share the blocks between pages; `rooms` are the heights, the last one for all that follow.

    A block with `keep_next` stays with the beginning of what follows, one that is `whole` is cut
    only where it is taller than a page. Where the last page would hold a tail or one card alone,
    the blocks come closer if that spares the page; if not, more of the page before goes over too.
    """
    pages = _Filling(width, rooms).fill(blocks)
    if len(pages) == 1:
        return pages
    missing = _TAIL * rooms[-1] - _end(pages[-1], width)
    if len(pages[-1]) == 1 and pages[-1][0].block.whole:
        missing = max(missing, _COMPANY)
    if missing <= 0:
        return pages
    for gaps in _TIGHTER:
        tighter = _Filling(width, rooms, gaps).fill(blocks)
        if len(tighter) < len(pages):
            return tighter
    before = len(pages) - 2
    full = [rooms[min(i, len(rooms) - 1)] for i in range(before)]
    shorter = _Filling(width, (*full, _end(pages[before], width) - missing, rooms[-1])).fill(blocks)
    return shorter if len(shorter) == len(pages) else pages


def _end(page: Page, width: float) -> float:
    """How far down a page is filled."""
    return page[-1].offset + page[-1].block.height(width)


@dataclass(frozen=True)
class _Filling:
    """One way to fill: `gaps` is the share of the space between the blocks that is kept."""

    width: float
    rooms: Sequence[float]
    gaps: float = 1.0

    def fill(self, blocks: Sequence[Block]) -> list[Page]:
        pages: list[Page] = [[]]
        used, waiting = 0.0, deque(blocks)
        while waiting:
            group = _next_group(waiting)
            left = self.rooms[min(len(pages), len(self.rooms)) - 1] - used
            rest = self._place(group, pages[-1], used, left)
            waiting.extendleft(reversed(rest))
            if rest:
                pages.append([])
                used = 0.0
            else:
                used = _end(pages[-1], self.width)
        return pages

    def _place(self, group: list[Block], page: Page, used: float, left: float) -> list[Block]:
        """Put on the page what fits of a group; return what must go to the next page."""
        offsets, end, width = [], 0.0, self.width
        for i, block in enumerate(group):
            end += block.gap * self.gaps if page or i else 0.0
            offsets.append(used + end)
            end += block.height(width)
        placed = [Placed(block, at) for block, at in zip(group, offsets, strict=True)]
        if end <= left:
            page += placed
            return []
        parts = None
        if not (group[-1].whole and group[-1].height(width) <= self.rooms[-1]):
            parts = group[-1].split(width, used + left - offsets[-1])
        if parts is not None:
            page += [*placed[:-1], Placed(parts[0], offsets[-1])]
            return [parts[1]]
        if page:
            return group
        # An empty page: the tie is given up, and a first block taller than it is cut by itself.
        first = group[0]
        cut = first.split(width, left) if first.height(width) > left else None
        page.append(Placed(cut[0] if cut else first, 0.0))
        tail = [cut[1].spaced(0, keep_next=first.keep_next)] if cut else []
        return [*tail, *group[1:]]


def _next_group(waiting: deque[Block]) -> list[Block]:
    group = [waiting.popleft()]
    while group[-1].keep_next and waiting:
        group.append(waiting.popleft())
    return group
