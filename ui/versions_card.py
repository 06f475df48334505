# SPDX-License-Identifier: EUPL-1.2
"""The versions of a record: listed, read, compared word by word with one another or with now."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.text import plural
from app.services.comparing import ComparedPart
from app.services.plan_versions import NOW
from ui.read_parts import ReadParts
from ui.theme import Space
from ui.widgets import (
    Button,
    ChoiceField,
    FoldCard,
    LabelKind,
    PlainLabel,
    RowData,
    RowList,
    announce,
)


class Numbered(Protocol):
    """A version in a list."""

    @property
    def number(self) -> int:
        """Which one, from 1."""
        ...

    @property
    def words(self) -> str:
        """When it was kept, and by whom."""
        ...


class VersionsCard(FoldCard):
    """`read_asked` with a number; `compare_asked` with the older and the newer one."""

    read_asked = Signal(int)
    compare_asked = Signal(int, int)

    def __init__(self, name: str = "Versions du plan", now: str = "Plan actuel") -> None:
        """`name` is what a screen reader says of the list; `now` is the record as it is."""
        super().__init__("Versions", "Voir et comparer")
        self._now = (str(NOW), now)
        self.list = RowList(name, code_width=96)
        self.older = ChoiceField("Comparer", [self._now])
        self.newer = ChoiceField("avec", [self._now])
        self.compare = Button("Comparer mot à mot")
        self.shown = PlainLabel("", LabelKind.CARD_TITLE, wrap=True)
        self.parts = ReadParts()
        self._numbers: list[int] = []
        choices = QHBoxLayout()
        choices.setSpacing(Space.GROUP)
        choices.addWidget(self.older)
        choices.addWidget(self.newer)
        choices.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignBottom)
        choices.addStretch(1)
        self.inside.addWidget(self.list)
        self.inside.addLayout(choices)
        self.inside.addWidget(self.shown)
        self.inside.addWidget(self.parts)
        self.list.opened.connect(lambda key: self.read_asked.emit(int(key)))
        self.compare.clicked.connect(self._compare)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is read or compared, field by field."""
        return self.parts.texts

    def set_versions(self, versions: Sequence[Numbered]) -> None:
        """List other versions; what is read is put away when they change."""
        numbers = [version.number for version in versions]
        self.setVisible(bool(versions))
        self.summary.setText(plural(len(versions), "version") if versions else "")
        if numbers == self._numbers:
            return
        self._numbers = numbers
        self.list.set_rows(
            [
                RowData(
                    key=str(version.number), code=f"Version {version.number}", text=version.words
                )
                for version in versions
            ]
        )
        options = [(str(number), f"Version {number}") for number in numbers]
        self.older.set_options(options)
        self.newer.set_options([self._now, *options])
        self.newer.set_value(self._now[0])
        self.clear()

    def clear(self) -> None:
        """Put away what is read."""
        self.parts.clear()
        self.shown.hide()

    def show_parts(self, title: str, parts: Sequence[ComparedPart], nothing: str) -> None:
        """Show a version, or what differs; `nothing` is said where there is nothing to show."""
        self.shown.setText(title)
        self.shown.show()
        told = self.parts.show_parts(parts, nothing)
        announce(self, title if told else nothing)
        self.parts.give_focus()

    def _compare(self) -> None:
        older, newer = int(self.older.value()), int(self.newer.value())
        if newer != NOW and newer < older:
            older, newer = newer, older
        self.compare_asked.emit(older, newer)
