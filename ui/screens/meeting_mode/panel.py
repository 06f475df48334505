# SPDX-License-Identifier: EUPL-1.2
"""A panel takes the place of the fields; never a dialog. The list of keys is one."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.text import typeset
from ui.keymap import INLINE_KEYS, Command, Keymap
from ui.screens.meeting_mode.scrolling import scrolling
from ui.theme import Radius, Space, current_tokens
from ui.widgets import Button, ButtonKind, KeyCap, LabelKind, PlainLabel, shown_keys
from ui.widgets.paint import draw_box, draw_ring

_CAPS = 176
"""Width in pixels of the column of keys."""
_SHOWN = 2
"""How many chords of a command are listed; the settings list them all."""
_TWO_COLUMNS = 900
"""Width in pixels from which the keys are listed side by side."""


class Panel(QFrame):
    """A title with its buttons, a body that scrolls; Escape closes it (the screen sees to it)."""

    closed = Signal()

    def __init__(self, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.setAccessibleName(title)
        self.title = PlainLabel(title, LabelKind.PAGE_TITLE)
        self.subtitle = PlainLabel(subtitle, LabelKind.MUTED, wrap=True)
        self.close_button = Button("Revenir", kind=ButtonKind.QUIET, key="Échap")
        self.close_button.clicked.connect(self.closed)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.RELATED)
        self.buttons.addWidget(self.close_button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.buttons)
        self.error = PlainLabel(kind=LabelKind.LATE_STRONG, wrap=True)
        self.error.hide()
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, Space.RELATED, 0)
        self.body.setSpacing(Space.RELATED)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.PAGE, 24, Space.PAGE, Space.GROUP)
        column.setSpacing(Space.GROUP)
        column.addLayout(head)
        column.addWidget(self.error)
        column.addWidget(scrolling(content), 1)

    def say(self, sentence: str) -> None:
        """Say why something was refused; an empty sentence takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


class CommandRow(QAbstractButton):
    """A command with its keys; it can be clicked, for those who do not know them."""

    def __init__(self, keys: Sequence[str], says: str) -> None:
        super().__init__()
        caps = list(dict.fromkeys(shown_keys(chord) for chord in keys))[:_SHOWN]
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.HALF, 2, Space.HALF, 2)
        row.setSpacing(Space.HALF)
        column = QHBoxLayout()
        column.setSpacing(Space.HALF)
        column.addStretch(1)
        for cap in caps:
            column.addWidget(KeyCap(cap))
        holder = QWidget()
        holder.setFixedWidth(_CAPS)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder)
        row.addSpacing(Space.RELATED)
        row.addWidget(PlainLabel(typeset(says), wrap=True), 1)
        for part in (holder, *self.findChildren(PlainLabel)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{says}, {' ou '.join(caps)}")
        self.setMinimumHeight(28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            draw_box(painter, box, fill=tokens.sunk, radius=Radius.FIELD)
        if self.hasFocus():
            draw_ring(painter, box, tokens, Radius.FIELD)
        painter.end()


class KeysPanel(Panel):
    """F1: the keys that work, from the table that binds them; `chosen` asks for a command."""

    chosen = Signal(Command)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(
            "Touches du mode réunion",
            "Un clic sur une ligne fait la même chose. Elles se changent dans les Réglages.",
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.GROUP)
        self._grid.setVerticalSpacing(0)
        self._rows: list[QWidget] = []
        for line in keymap.bindings:
            row = CommandRow(line.keys, line.says)
            row.clicked.connect(lambda _on=False, command=line.command: self.chosen.emit(command))
            self._rows.append(row)
        self._rows += [_listed(key, says) for key, says in INLINE_KEYS]
        self._columns = 0
        self._in_columns(2)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._in_columns(1 if event.size().width() < _TWO_COLUMNS else 2)
        super().resizeEvent(event)

    def _in_columns(self, count: int) -> None:
        if count == self._columns:
            return
        self._columns, each = count, (len(self._rows) + count - 1) // count
        for index, row in enumerate(self._rows):
            column, place = divmod(index, each)
            self._grid.addWidget(row, place, column)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, count - 1)


def _listed(key: str, says: str) -> QWidget:
    """A key that one widget answers: it is only listed."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(Space.HALF, 2, Space.HALF, 2)
    row.setSpacing(Space.HALF)
    holder = QHBoxLayout()
    holder.addStretch(1)
    holder.addWidget(KeyCap(key))
    caps = QWidget()
    caps.setFixedWidth(_CAPS)
    holder.setContentsMargins(0, 0, 0, 0)
    caps.setLayout(holder)
    row.addWidget(caps)
    row.addSpacing(Space.RELATED)
    row.addWidget(PlainLabel(typeset(says), wrap=True), 1)
    line.setMinimumHeight(28)
    return line
