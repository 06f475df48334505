# SPDX-License-Identifier: EUPL-1.2
"""Where a window stands and how large it is, kept from one start to the next; no Qt here."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

_FARTHEST = 1 << 16
"""Pixels. A wall of monitors is smaller; more than that was written by nobody."""


@dataclass(frozen=True)
class Room:
    """What a screen leaves to windows, its task bar excepted; `left` and `top` on the desktop."""

    name: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Frame:
    """A window that is not maximised, in pixels that the scale does not change.

    `left` and `top` are counted from the room of its screen, so that monitors may be rearranged;
    `title` is the height of the bar that the desktop puts above. `maximised` says that it fills
    its screen, and the rest where it goes when it does so no more.
    """

    screen: str
    left: int
    top: int
    width: int
    height: int
    title: int = 0
    maximised: bool = False

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, written: str) -> "Frame | None":
        """A frame as `str` wrote it; None for anything else."""
        try:
            raw = json.loads(written)
        except (ValueError, RecursionError):
            return None
        if not isinstance(raw, dict) or set(raw) != {field.name for field in fields(cls)}:
            return None
        numbers = [raw[name] for name in ("left", "top", "width", "height", "title")]
        if any(type(number) is not int or abs(number) > _FARTHEST for number in numbers):
            return None
        sizes = min(raw["width"], raw["height"]) > 0 and raw["title"] >= 0
        kinds = isinstance(raw["screen"], str) and isinstance(raw["maximised"], bool)
        return cls(**raw) if sizes and kinds else None

    def room_among(self, rooms: Sequence[Room]) -> Room:
        """The room of its screen; the first of `rooms`, never empty, when that one is gone."""
        return next((room for room in rooms if room.name == self.screen), rooms[0])

    def within(self, room: Room) -> "Frame":
        """The same, made smaller and moved as far as needed to be seen whole in `room`."""
        width = min(self.width, room.width)
        title = min(self.title, max(0, room.height - 1))
        height = min(self.height, room.height - title)
        left = max(0, min(self.left, room.width - width))
        top = max(title, min(self.top, room.height - height))
        return Frame(room.name, left, top, width, height, title, self.maximised)
