# SPDX-License-Identifier: EUPL-1.2
"""What the screen of one protocol asks of each of its pages, and what it gives them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.protocol import Protocol
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.writing import Writing
from ui.shell import Shell

Edited = Callable[[Changes], object]
"""Told what a page changed by other means than `Writing`: the screen reads and shows it again."""


class ProtocolPage(QWidget):
    """One side of a protocol. What it writes of the text goes through `Writing`, nothing else does.

    A page over `Writing` lays what it shows over `writing.typed`, which another page may have
    changed since, and never over a text that it kept.
    """

    def show_protocol(self, protocol: Protocol) -> None:
        """Show it as it stands: when the side is chosen, after a move, an undo, others' changes."""

    def refresh(self, changes: Changes) -> None:
        """Others changed something else than the protocol; called while the side is shown."""

    def commit_drafts(self) -> None:
        """Hand over what is half typed. Raises `UserError` when it cannot be kept."""

    def primary_focus(self) -> QWidget | None:
        """Where typing begins."""
        return None

    def go_to(self, place: str) -> None:
        """Put the focus where an edit was undone; `place` is what was given to `Writing.write`."""


@dataclass(frozen=True)
class PageSpec:
    """A side that works: no other has a tab. `key` is the choice of an intent."""

    key: str
    words: str
    make: Callable[[Shell, ProtocolServices, Edited, Writing], ProtocolPage]
