# SPDX-License-Identifier: EUPL-1.2
"""Finding a record with three letters: the first candidate is taken by Tab or Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from ui.widgets.fields import LabeledField
from ui.widgets.labels import announce, set_style_property
from ui.widgets.line_edit import HintedLineEdit

_ROW = 28
_MOST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate: `key` for the program, `label` for the field, `detail` only in the list.

    `offer` is said in the list in their place, where taking it adds something.
    """

    key: str
    label: str
    detail: str = ""
    offer: str = ""

    @property
    def line(self) -> str:
        """What the list says."""
        return self.offer or (f"{self.label} · {self.detail}" if self.detail else self.label)


Source = Callable[[str], Sequence[Suggestion]]
"""Candidates for typed letters, best first; the last may offer to add what is unknown."""


class SuggestEdit(HintedLineEdit):
    """The bare line, with its list of candidates under it while there is a choice."""

    picked = Signal(object)

    def __init__(
        self, source: Source, *, own_undo: bool = True, parent: QWidget | None = None
    ) -> None:
        """`picked` carries a Suggestion, or None when the text no longer stands for one."""
        super().__init__(own_undo=own_undo, parent=parent)
        self._source = source
        self._candidates: list[Suggestion] = []
        self._index = 0
        self._choice: Suggestion | None = None
        self._list: QListWidget | None = None
        self.textEdited.connect(self._on_edited)

    def choice(self) -> Suggestion | None:
        """What was taken."""
        return self._choice

    def set_choice(self, choice: Suggestion | None) -> None:
        """Show a record as taken, or empty the line; says nothing to `picked`."""
        self._choice, self._candidates = choice, []
        self.setText(choice.label if choice else "")
        set_style_property(self, "strong", "true" if choice else "false")
        self._hide_list()
        if not self.hasFocus():
            self._show_beginning()

    def _show_beginning(self) -> None:
        """Of a name that is longer than the line, how it begins: its end tells nobody who it is."""
        if self._choice is not None:
            self.setCursorPosition(0)

    def show_letters(self, letters: str) -> None:
        """Show letters as they were typed, nothing being taken yet; says nothing to `picked`."""
        self.set_choice(None)
        self.setText(letters)
        self._candidates = self._found(letters)
        self._index = self._first(self._candidates)

    def search_again(self) -> None:
        """There may be more to find; what was chosen of the candidates stays so."""
        before, chosen = self._candidates, self.candidate()
        found = self._found(self.text()) if self._choice is None else before
        if found == before:
            return
        was_open = self._list_is_open()
        self._candidates = found
        self._index = found.index(chosen) if chosen in found else self._first(found)
        if was_open or (self.hasFocus() and len(found) > 1):
            self._show_list()
        self.update()

    def candidate(self) -> Suggestion | None:
        """What Tab or Enter would take now."""
        return self._candidates[self._index] if self._candidates and self._index >= 0 else None

    def take(self) -> None:
        """Take the candidate shown, if there is one."""
        candidate = self.candidate()
        if candidate is not None:
            self.set_choice(candidate)
            announce(self, candidate.label)
            self.picked.emit(candidate)

    def hint(self) -> str:
        candidate = self.candidate()
        return candidate.label if candidate else ""

    def says_it_whole(self) -> bool:
        return self._list_is_open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and self._candidates:
            here = max(self._index, 0) if step < 0 else self._index
            self._index = (here + step) % len(self._candidates)
            self._show_list()
            self.update()
        elif event.key() == Qt.Key.Key_Escape and self._list_is_open():
            self._hide_list()
        else:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's own signature
        if forward:
            self.take()
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide_list()
        self._show_beginning()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hide_list()

    def _on_edited(self, text: str) -> None:
        had_choice = self._choice is not None
        self._choice = None
        set_style_property(self, "strong", "false")
        self._candidates = self._found(text)
        self._index = self._first(self._candidates)
        if had_choice:
            self.picked.emit(None)
        if len(self._candidates) > 1 or (self._candidates and self._index < 0):
            self._show_list()
        else:
            self._hide_list()

    def _found(self, letters: str) -> list[Suggestion]:
        return list(self._source(letters.strip()))[:_MOST] if letters.strip() else []

    def _first(self, candidates: Sequence[Suggestion]) -> int:
        """Which candidate Tab or Enter takes at once: the likeliest; -1 for none of them."""
        return 0 if candidates else -1

    def _list_is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _show_list(self) -> None:
        shown = self._list or self._make_list()
        shown.clear()
        for each in self._candidates:
            shown.addItem(each.line)
        shown.setCurrentRow(self._index)
        height = _ROW * len(self._candidates) + 10
        shown.resize(max(self.width(), 280), height)
        shown.move(self._place(height, shown.width()))
        shown.show()
        shown.raise_()

    def _place(self, height: int, width: int) -> QPoint:
        """Under the line, or above it when the window ends there."""
        window = self.window()
        under = self.mapTo(window, QPoint(0, self.height() + 2))
        if under.y() + height > window.height():
            under = self.mapTo(window, QPoint(0, -height - 2))
        return QPoint(max(min(under.x(), window.width() - width - 8), 0), under.y())

    def _make_list(self) -> QListWidget:
        # A child of the window, not a pop-up: it never takes the focus away from the line.
        self._list = made = QListWidget(self.window())
        made.setProperty("kind", "popup")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setUniformItemSizes(True)
        made.setAccessibleName("Propositions")
        made.itemClicked.connect(self._on_clicked)
        self.destroyed.connect(made.deleteLater)
        return made

    def _on_clicked(self) -> None:
        if self._list is not None:
            self._index = self._list.currentRow()
            self.take()

    def _hide_list(self) -> None:
        if self._list is not None:
            self._list.hide()


class SuggestField(LabeledField):
    """A `SuggestEdit` with its label."""

    picked = Signal(object)

    def __init__(
        self, label: str, source: Source, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self.suggest = SuggestEdit(source)
        super().__init__(label, placeholder=placeholder, editor=self.suggest, parent=parent)
        self.suggest.picked.connect(self.picked)

    def choice(self) -> Suggestion | None:
        """What was taken."""
        return self.suggest.choice()

    def set_choice(self, choice: Suggestion | None) -> None:
        """Show a record as taken, or empty the field."""
        self.suggest.set_choice(choice)
