# SPDX-License-Identifier: EUPL-1.2
"""The centre: demand and wish on one line each and three fields, or the one text of a point."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.meeting import AgendaItem, ItemKind
from app.services.meetings import ItemText
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.point_page import PointPage
from ui.theme import IconName, Space, Tone
from ui.widgets import BoxedLine, FieldPane, TextPane, set_plain_tooltip, shown_keys

PANES = (
    (ItemText.ORGANIC, "Organique", Tone.ORGANIC, IconName.ORGANIC, Command.ORGANIC),
    (ItemText.PSYCHIC, "Psychique", Tone.PSYCHIC, IconName.PSYCHIC, Command.PSYCHIC),
    (ItemText.SOCIAL, "Social", Tone.SOCIAL, IconName.SOCIAL, Command.SOCIAL),
)
LINES = (
    (ItemText.QUESTION, "Demande", "Qu’attend-on de l’équipe ?"),
    (ItemText.WISHES, "Ce que la personne souhaite", "Avec ses mots, si possible"),
)

STACK_BELOW = 920
"""Width in pixels under which the three fields stand under one another: what a window of 1,200 has
left beside the rail, and what the drawer leaves of a larger one."""
STACK_FROM_HEIGHT, LEAST_BESIDE = 360, 600
"""With less height they would be one line each: beside one another then, from this width on."""


class FieldsArea(QWidget):
    """`typed` at each key, `left` when the focus leaves a text that was changed."""

    typed = Signal(ItemText, str)
    left = Signal(ItemText)

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = {
            name: BoxedLine(label, placeholder=placeholder, own_undo=False)
            for name, label, placeholder in LINES
        }
        self.panes = {
            name: FieldPane(
                title, tone=tone, icon=icon, key=shown_keys(keymap.shown(command)), own_undo=False
            )
            for name, title, tone, icon, command in PANES
        }
        for name, line in self.lines.items():
            # The signal carries the text verbatim; the widget's own text() is for one-line values.
            line.edit.textEdited.connect(lambda text, name=name: self.typed.emit(name, text))
            line.edit.editingFinished.connect(lambda name=name: self.left.emit(name))
        self.point = PointPage(shown_keys(keymap.shown(Command.ORGANIC)))
        self._case = self._make_case_page()
        # Among the panes, so that it is typed, kept and shown as the other texts are.
        self.panes[ItemText.TEXT] = self.point.pane
        for name, pane in self.panes.items():
            pane.setMinimumHeight(76)
            # The room that is left, not the room that Qt would like for a text: stacked, three such
            # wishes would scroll the dock out of sight.
            pane.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            pane.text.edited.connect(lambda text, name=name: self.typed.emit(name, text))
            pane.text.committed.connect(lambda _text, name=name: self.left.emit(name))
        self._pages = QStackedWidget()
        for page in (self._case, self.point):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def show_form(self, item: AgendaItem) -> None:
        """Show the fields of a situation, or the one text of a point."""
        point = item.kind is ItemKind.FREE
        if point:
            self.point.show_topic(item.topic)
        self._pages.setCurrentWidget(self.point if point else self._case)

    @property
    def is_point(self) -> bool:
        """The current item has one text."""
        return self._pages.currentWidget() is self.point

    def text_of(self, name: ItemText) -> TextPane:
        """Where a field is written: a point has one text for all three."""
        return self.point.pane.text if self.is_point else self.panes[name].text

    def shows(self, place: str) -> bool:
        """Whether the text of that name can be seen, or is none of these fields."""
        if place not in {name.value for name in ItemText}:
            return True
        return (place == ItemText.TEXT.value) is self.is_point

    def _make_case_page(self) -> QWidget:
        page = QWidget()
        top = QHBoxLayout()
        top.setSpacing(Space.SNUG)
        for line in self.lines.values():
            top.addWidget(line)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(Space.SNUG)
        for pane in self.panes.values():
            self._beside.addWidget(pane, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addLayout(top)
        column.addLayout(self._beside, 1)
        return page

    def set_stacked(self, *, stacked: bool) -> None:
        """Put the three fields under one another, for a narrow window."""
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(down if stacked else right)

    def show_text(self, name: ItemText, text: str) -> None:
        """Show a text of another item; nothing is said to be typed."""
        if name in self.panes:
            self.panes[name].text.set_text(text)
            return
        edit = self.lines[name].edit
        if QLineEdit.text(edit) != text:
            edit.setText(text)
            edit.setCursorPosition(0)
        set_plain_tooltip(edit, text)

    def place_caret(self, name: ItemText, place: int) -> None:
        """Put the caret after so many letters of a text."""
        if name in self.panes:
            self.panes[name].text.place_caret(place)
        else:
            self.lines[name].edit.setCursorPosition(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, low = self.width() < STACK_BELOW, self.height() < STACK_FROM_HEIGHT
        self.set_stacked(stacked=narrow and not (low and self.width() >= LEAST_BESIDE))
        for line in self.lines.values():
            if not line.edit.hasFocus():
                line.edit.setCursorPosition(0)

    def commit(self) -> None:
        """Say what was typed in the field that has the focus."""
        for pane in self.panes.values():
            pane.text.commit()
