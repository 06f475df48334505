# SPDX-License-Identifier: EUPL-1.2
"""The agenda at the left: a mark and a word for each state, minutes, and who is there."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import CaseId, ItemId
from app.domain.meeting import ItemState
from app.domain.text import dots_ahead, plural, typeset
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.meeting_mode.scrolling import scrolling
from ui.screens.meeting_mode.state import Headcount, RailLine, ReserveLine
from ui.theme import IconName, Radius, Space, TextSize, current_tokens, font, paint_icon
from ui.widgets import Hairline, KeyCap, LabelKind, PlainLabel
from ui.widgets.labels import plain_tooltip
from ui.widgets.paint import draw_box, draw_left_bar, draw_ring, draw_text

WIDTH = 247
_LEFT, _RIGHT, _TOP = 36, 46, 9
_MARKS = {
    ItemState.TO_COME: (IconName.CIRCLE, "muted"),
    ItemState.CURRENT: (IconName.DOT, "accent"),
    ItemState.SEEN: (IconName.CHECK, "accent"),
    ItemState.POSTPONED: (IconName.POSTPONED, "warn"),
    ItemState.WITHDRAWN: (IconName.CLOSE, "late"),
}
_WRAP = int(Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value)


class RailEntry(QAbstractButton):
    """A mark, a bold title, minutes at the right, a smaller line below."""

    stepped = Signal(int)

    def __init__(
        self, icon: IconName, colour: str, title: str, detail: str, figure: str, *, current: bool
    ) -> None:
        super().__init__()
        self.show_words(icon, colour, title, detail, figure, current=current)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(
        self, icon: IconName, colour: str, title: str, detail: str, figure: str, *, current: bool
    ) -> None:
        """Show another state of the line."""
        self._icon, self._colour, self._title = icon, colour, typeset(title)
        self._detail, self._figure, self._current = dots_ahead(typeset(detail)), figure, current
        self.updateGeometry()
        self.update()

    def set_figure(self, figure: str) -> None:
        """Show other minutes."""
        if figure != self._figure:
            self._figure = figure
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(
            WIDTH - 2 * Space.RELATED, int(self._title_height() + self._detail_height()) + 2 * _TOP
        )

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
        box = QRectF(self.rect()).adjusted(0, 0, 0, -1)
        if self._current:
            draw_box(painter, box, fill=tokens.surface, border=tokens.line)
            draw_left_bar(painter, box, tokens.accent, 3)
        elif self.underMouse():
            draw_box(painter, box, fill=tokens.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, QRectF(8, _TOP + 4, 13, 13), self._icon, tokens.colour(self._colour))
        title = QRectF(_LEFT, _TOP, self._room(), self._title_height())
        painter.setFont(font(bold=True))
        painter.setPen(tokens.ink)
        painter.drawText(title, _WRAP, self._title)
        painter.setFont(font(TextSize.SECONDARY))
        painter.setPen(tokens.muted)
        below = QRectF(_LEFT, title.bottom() + 1, self._wide(), self._detail_height())
        painter.drawText(below, _WRAP, self._detail)
        draw_text(
            painter,
            QRectF(self.width() - _RIGHT - 10, _TOP - 1, _RIGHT, 18),
            self._figure,
            colour=tokens.ink,
            type_=font(TextSize.SECONDARY),
            align=Qt.AlignmentFlag.AlignRight,
        )
        if self.hasFocus():
            draw_ring(painter, box, tokens, Radius.CARD)
        painter.end()

    def _room(self) -> float:
        return WIDTH - 2 * Space.RELATED - _LEFT - _RIGHT - 4

    def _wide(self) -> float:
        return WIDTH - 2 * Space.RELATED - _LEFT - Space.RELATED

    def _title_height(self) -> float:
        return _height(self._title, self._room(), bold=True)

    def _detail_height(self) -> float:
        return _height(self._detail, self._wide(), bold=False) + 1 if self._detail else 0


def _height(text: str, width: float, *, bold: bool) -> float:
    metrics = QFontMetricsF(font(bold=True) if bold else font(TextSize.SECONDARY))
    return metrics.boundingRect(QRectF(0, 0, width, 1000), _WRAP, text).height()


class AttendanceButton(QAbstractButton):
    """The foot of the rail: how many are there, and the key that notes it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.words = RunText()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, Space.RELATED, Space.RELATED, Space.RELATED)
        row.setSpacing(Space.HALF)
        row.addWidget(self.words, 1)
        row.addWidget(KeyCap(key), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_count(self, count: Headcount) -> None:
        """Show the figures."""
        present = f"{plural(count.present, 'présent')}"
        rest = f" sur {count.total}"
        if count.excused:
            rest += f" · {plural(count.excused, 'excusé')}"
        small = TextSize.SECONDARY
        self.words.set_runs([Run(present, size=small, bold=True), Run(rest, size=small)])
        self.setAccessibleName(f"Présences : {present}{rest}")

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 16, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            draw_ring(painter, QRectF(self.rect()), current_tokens(), Radius.FIELD)
            painter.end()


class AgendaRail(QFrame):
    """Everything at the left of the screen."""

    entered = Signal(str)
    taken = Signal(str)
    attendance_asked = Signal()

    def __init__(self, attendance_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Ordre du jour")
        self._entries: dict[ItemId, RailEntry] = {}
        self._walk: list[RailEntry] = []
        self._lines: tuple[RailLine, ...] = ()
        self._reserve: tuple[ReserveLine, ...] = ()
        self._unfolded = False
        self.heading = PlainLabel(kind=LabelKind.SECONDARY, wrap=True)
        self.heading.setContentsMargins(10, 0, 0, Space.HALF)
        self.attendance = AttendanceButton(attendance_key)
        self.attendance.clicked.connect(self.attendance_asked)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(Space.HALF)
        self._list.addStretch(1)
        self._area = scrolling(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.RELATED, Space.SNUG, Space.RELATED, Space.HALF)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self._area, 1)
        column.addWidget(Hairline())
        column.addWidget(self.attendance)

    @property
    def lines(self) -> tuple[RailLine, ...]:
        """The agenda as it is shown."""
        return self._lines

    def show_agenda(
        self,
        heading: str,
        lines: Sequence[RailLine],
        reserve: Sequence[ReserveLine],
        count: Headcount,
    ) -> None:
        """Show where the meeting is."""
        self.heading.setText(heading)
        self.attendance.set_count(count)
        before = ([line.item_id for line in self._lines], self._reserve)
        self._reserve, changed = tuple(reserve), tuple(lines) != self._lines
        self._lines = tuple(lines)
        if ([line.item_id for line in lines], self._reserve) != before:
            self._rebuild()
        elif changed:  # another item is current: the same lines say so
            for line in lines:
                self._show_item(self._entries[line.item_id], line)

    def set_minutes(self, spent: int) -> None:
        """Show the minutes used by the current item; `spent` in seconds."""
        for line in self._lines:
            if line.current:
                self._entries[line.item_id].set_figure(f"{spent // 60}/{line.planned}")

    def focus_current(self) -> None:
        """Put the focus on the current item."""
        current = self.current
        if current is not None:
            current.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def current(self) -> QWidget | None:
        """The line of the current item, else the first one."""
        current = next((line.item_id for line in self._lines if line.current), None)
        if current is not None:
            return self._entries[current]
        return self._walk[0] if self._walk else None

    def toggle_reserve(self) -> None:
        """Unfold the reserve, or fold it."""
        self._unfolded = not self._unfolded
        self._rebuild()
        self._walk[len(self._lines)].setFocus()

    def _rebuild(self) -> None:
        had_focus = any(entry.hasFocus() for entry in self._walk)
        for old in self._walk:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._walk, self._entries = [], {}
        for line in self._lines:
            self._entries[line.item_id] = self._add_item(line)
        if self._reserve:
            self._add_reserve()
        if had_focus:
            self.focus_current()

    def _add_item(self, line: RailLine) -> RailEntry:
        entry = RailEntry(IconName.CIRCLE, "ink", "", "", "", current=False)
        self._show_item(entry, line)
        entry.clicked.connect(lambda: self.entered.emit(line.item_id))
        return self._add(entry)

    def _show_item(self, entry: RailEntry, line: RailLine) -> None:
        icon, colour = _MARKS[line.state]
        entry.show_words(icon, colour, line.title, line.detail, line.minutes, current=line.current)
        entry.setAccessibleName(line.spoken)
        entry.setToolTip(plain_tooltip(line.said))

    def _add_reserve(self) -> None:
        icon = IconName.CHEVRON_DOWN if self._unfolded else IconName.CHEVRON_RIGHT
        fold = RailEntry(icon, "ink", "Réserve", "", str(len(self._reserve)), current=False)
        state = "dépliée" if self._unfolded else "repliée"
        fold.setAccessibleName(f"Réserve, {plural(len(self._reserve), 'situation')}, {state}")
        fold.clicked.connect(self.toggle_reserve)
        self._add(fold)
        for line in self._reserve if self._unfolded else ():
            self._add_reserve_line(line.case_id, line.code, line.title)

    def _add_reserve_line(self, case_id: CaseId, code: str, title: str) -> None:
        entry = RailEntry(IconName.PLUS, "muted", code, title, "", current=False)
        entry.setAccessibleName(f"Ajouter {code}, {title}, à l’ordre du jour")
        entry.setToolTip(plain_tooltip("Ajouter à l’ordre du jour"))
        entry.clicked.connect(lambda: self.taken.emit(case_id))
        self._add(entry)

    def _add(self, entry: RailEntry) -> RailEntry:
        entry.stepped.connect(lambda step: self._step(entry, step))
        self._list.insertWidget(self._list.count() - 1, entry)
        entry.show()  # at once: it may be given the focus before the event loop comes to it
        if self._walk:
            QWidget.setTabOrder(self._walk[-1], entry)
        self._walk.append(entry)
        return entry

    def _step(self, entry: RailEntry, step: int) -> None:
        target = self._walk.index(entry) + step
        if 0 <= target < len(self._walk):
            self._walk[target].setFocus(Qt.FocusReason.TabFocusReason)
