# SPDX-License-Identifier: EUPL-1.2
"""Naming outside structures, one a line; each line proposes those of the directory."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets import Field, SuggestEdit, Suggestion

Structures = Callable[[str], Sequence[str]]
"""The structures that letters may mean (`DirectoryService.structures`)."""


class StructureLines(Field):
    """A line for each structure, and an empty one for the next."""

    changed = Signal()

    def __init__(self, find: Structures) -> None:
        lines = QWidget()
        self._column = QVBoxLayout(lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.HALF)
        self.edits: list[SuggestEdit] = []
        super().__init__("Structures extérieures, une par ligne", lines)
        self._find = find
        self._add()

    def text(self) -> str:
        """The structures named, one a line."""
        return "\n".join(text for edit in self.edits if (text := edit.text().strip()))

    def set_text(self, text: str) -> None:
        """Show these structures."""
        names = [*text.splitlines(), ""]
        while len(self.edits) < len(names):
            self._add()
        for edit, name in zip(self.edits, [*names, *[""] * len(self.edits)], strict=False):
            edit.set_choice(None)
            edit.setText(name)
            edit.setCursorPosition(0)
        self._show_needed()

    def _add(self) -> None:
        edit = SuggestEdit(self._suggestions)
        edit.setAccessibleName(f"Structure extérieure {len(self.edits) + 1}")
        edit.setPlaceholderText("Une autre, s’il y a lieu" if self.edits else "Nom de la structure")
        edit.textChanged.connect(self._on_changed)
        self.edits.append(edit)
        self._column.addWidget(edit)
        self.setFocusProxy(self.edits[0])

    def _on_changed(self) -> None:
        if self.edits[-1].text().strip():
            self._add()
        self._show_needed()
        self.changed.emit()

    def _show_needed(self) -> None:
        """The lines up to the first empty one after the last that is filled."""
        filled = max((at for at, edit in enumerate(self.edits) if edit.text().strip()), default=-1)
        for at, edit in enumerate(self.edits):
            edit.setVisible(at <= filled + 1)

    def _suggestions(self, letters: str) -> list[Suggestion]:
        known = [Suggestion(name, name, "annuaire") for name in self._find(letters)]
        here = any(each.label == letters for each in known)
        return known if here else [*known, Suggestion("", letters)]
