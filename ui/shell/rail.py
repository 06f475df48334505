# SPDX-License-Identifier: EUPL-1.2
"""The navigation rail at the left of the window."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.shell.screen import ScreenSpec
from ui.theme import IconName, Radius, Space, current_tokens, font, paint_icon
from ui.widgets import Button, ButtonKind, Glyph, LabelKind, PlainLabel
from ui.widgets.paint import draw_box, draw_hairline, draw_left_bar, draw_ring, draw_text

WIDTH = 208
ENTRY_HEIGHT = 34


class RailEntry(QAbstractButton):
    """One screen of the rail; the current one has a surface and the accent edge."""

    stepped = Signal(int)

    def __init__(self, title: str, icon: IconName) -> None:
        super().__init__()
        self._icon = icon
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 16, ENTRY_HEIGHT)

    def nextCheckState(self) -> None:
        """Leave checking to the window: the current entry is the screen that is shown."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.isChecked():
            draw_box(painter, box, fill=tokens.surface)
            draw_left_bar(painter, box, tokens.accent, 3)
        elif self.underMouse():
            draw_box(painter, box, fill=tokens.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spot = QRectF(12, (self.height() - 18) / 2, 18, 18)
        colour = tokens.accent if self.isChecked() else tokens.muted
        paint_icon(painter, spot, self._icon, colour)
        words = box.adjusted(40, 0, -8, 0)
        type_ = font(bold=self.isChecked())
        draw_text(painter, words, self.text(), colour=tokens.ink, type_=type_)
        if self.hasFocus():
            draw_ring(painter, box, tokens, Radius.CARD)
        painter.end()


class Rail(QWidget):
    """Product, practice, the screens that work and the lock."""

    chosen = Signal(str)
    lock_asked = Signal()

    def __init__(self, practice: str, specs: Sequence[ScreenSpec]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Navigation")
        self._entries: dict[str, RailEntry] = {}
        self.practice = PlainLabel(practice, LabelKind.SECONDARY, wrap=True)
        lock = Button("Verrouiller", kind=ButtonKind.QUIET, icon=IconName.LOCK, key="Ctrl L")
        lock.clicked.connect(self.lock_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.RELATED, 20, Space.RELATED, Space.SNUG)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addSpacing(Space.SNUG)
        shown = [spec for spec in specs if spec.in_nav]
        for spec in (spec for spec in shown if not spec.at_foot):
            column.addWidget(self._make_entry(spec))
        column.addStretch(1)
        for spec in (spec for spec in shown if spec.at_foot):
            column.addWidget(self._make_entry(spec))
        column.addSpacing(Space.RELATED + Space.HALF)
        column.addWidget(lock)

    def set_current(self, key: str) -> None:
        """Mark the screen that is shown; a screen without an entry marks none."""
        for name, entry in self._entries.items():
            entry.setChecked(name == key)

    def focus_current(self) -> None:
        """Put the focus on the current entry."""
        entries = list(self._entries.values())
        current = next((entry for entry in entries if entry.isChecked()), None)
        (current or entries[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sunk))
        right = self.width() - 1
        draw_hairline(painter, QPointF(right, 0), QPointF(right, self.height()), tokens.line)
        painter.end()

    def _make_head(self) -> QVBoxLayout:
        name = QHBoxLayout()
        name.setSpacing(Space.HALF)
        name.addWidget(Glyph(IconName.LOGO, "accent", 18))
        name.addWidget(PlainLabel("Tour de table", LabelKind.PRODUCT))
        name.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(Space.SNUG, 0, Space.RELATED, 0)
        head.setSpacing(0)
        head.addLayout(name)
        head.addWidget(self.practice)
        return head

    def _make_entry(self, spec: ScreenSpec) -> RailEntry:
        entry = RailEntry(spec.title, spec.icon)
        entry.clicked.connect(lambda: self.chosen.emit(spec.key))
        entry.stepped.connect(lambda step: self._step(spec.key, step))
        self._entries[spec.key] = entry
        return entry

    def _step(self, key: str, step: int) -> None:
        keys = list(self._entries)
        target = keys.index(key) + step
        if 0 <= target < len(keys):
            self._entries[keys[target]].setFocus(Qt.FocusReason.TabFocusReason)
