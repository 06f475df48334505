# SPDX-License-Identifier: EUPL-1.2
"""Boxes to tick with long words beside them: the words turn, and a click on them ticks too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets import LabelKind, PlainLabel


@dataclass(frozen=True)
class Tick:
    """One box; `details` stand under its words. `fixed` says why there is nothing to tick."""

    key: str
    words: str
    details: str = ""
    on: bool = False
    fixed: str = ""


class TickRow(QWidget):
    """Space ticks it; so does a click anywhere on it."""

    def __init__(self, tick: Tick) -> None:
        super().__init__()
        self.tick = tick
        self.box = QCheckBox()
        self.box.setAccessibleName(", ".join(part for part in (tick.words, tick.details) if part))
        self.box.setChecked(tick.on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(tick.words, wrap=True))
        if tick.details:
            words.addWidget(PlainLabel(tick.details, LabelKind.SECONDARY, wrap=True))
        row.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.toggle()


class TickList(QWidget):
    """`changed` whenever a box is ticked; what is fixed is said, and never among what is ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[TickRow, ...] = ()
        self._held: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.HALF)

    def set_ticks(self, groups: Iterable[tuple[str, Sequence[Tick]]]) -> None:
        """Show other boxes, under a heading for each group; one of nothing is left."""
        for old in self._held:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._held = []
        rows: list[TickRow] = []
        for heading, ticks in groups:
            if heading and ticks:
                self._hold(PlainLabel(heading, LabelKind.SECONDARY))
            for tick in ticks:
                if tick.fixed:
                    said = f"{tick.words} ({tick.fixed})"
                    self._hold(PlainLabel(said, LabelKind.SECONDARY, wrap=True))
                    continue
                row = TickRow(tick)
                row.box.toggled.connect(self.changed)
                self._hold(row)
                rows.append(row)
        self.rows = tuple(rows)

    def ticked(self) -> tuple[str, ...]:
        """The keys of what is ticked, in order."""
        return tuple(row.tick.key for row in self.rows if row.box.isChecked())

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these, and nothing else."""
        wanted = set(keys)
        for row in self.rows:
            row.box.setChecked(row.tick.key in wanted)

    def _hold(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()
        self._held.append(widget)
