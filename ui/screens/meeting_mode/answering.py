# SPDX-License-Identifier: EUPL-1.2
"""An answer given on a point: told to the others, shown, and one step of the meeting's undo."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.ids import ItemId
from ui.screens.meeting_mode.history import Acts
from ui.screens.meeting_mode.undo_control import UndoControl


@dataclass(frozen=True)
class Answering:
    """How an answer is kept, and taken back: `published` tells the others, `changed` shows it."""

    published: Callable[[Changes], object]
    changed: Callable[[], object]
    undo: UndoControl

    def carry_out(
        self, place: str, item: ItemId, write: Callable[[], Changes], back: Callable[[], Changes]
    ) -> None:
        """Write, and note `back` as what takes it back at `place`. Raises `UserError`."""

        def give() -> None:
            self.published(write())

        def take() -> None:
            self.published(back())

        give()
        self.undo.note(place, Acts(take, give), item)
