# SPDX-License-Identifier: EUPL-1.2
"""The bar on top: which situation, is it saved, how much time is left."""

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.text import NARROW
from ui.screens.meeting_mode.autosave import SaveState, SaveStatus
from ui.screens.meeting_mode.state import TimerLevel, Timing, minutes_seconds
from ui.theme import IconName, Space, current_tokens, font
from ui.widgets import (
    Button,
    ButtonKind,
    Gauge,
    IconButton,
    LabelKind,
    PlainLabel,
    SaveWord,
    set_plain_tooltip,
    set_style_property,
    show_if,
)
from ui.widgets.paint import draw_hairline, draw_text

HEIGHT = 56
GAUGE_WIDTH = 150
_CODE_LEAST, _CODE_MOST = 96, 320
"""Pixels that a code or a title always gets, and that the other parts make room for."""
_TONES = {TimerLevel.QUIET: "", TimerLevel.NEAR: "warn", TimerLevel.OVER: "late"}
_GAUGES = {TimerLevel.QUIET: "accent", TimerLevel.NEAR: "warn", TimerLevel.OVER: "late"}


class ElidedLabel(PlainLabel):
    """A line that ends with … where the bar has no room for it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        painter, ink = QPainter(self), self.palette().windowText().color()
        draw_text(painter, QRectF(self.rect()), self.text(), colour=ink.name(), type_=self.font())
        painter.end()


class TopBar(QFrame):
    """Says; its buttons leave, list the commands and lock."""

    leave_asked = Signal()
    lock_asked = Signal()
    help_asked = Signal()
    projection_asked = Signal()

    def __init__(
        self,
        lock_key: str,
        leave_key: str,
        help_key: str,
        project_key: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow = False
        self.leave = IconButton(
            IconName.LOGO, "Revenir à l’accueil, la réunion reste ouverte", key=leave_key
        )
        self.leave.clicked.connect(self.leave_asked)
        self.code = ElidedLabel(kind=LabelKind.CARD_TITLE)
        self.code.setMinimumWidth(_CODE_LEAST)
        self.title = ElidedLabel(kind=LabelKind.MUTED)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.save_word = SaveWord()
        self.save_word.setWordWrap(True)
        self.gauge = Gauge()
        self.gauge.setMaximumWidth(GAUGE_WIDTH)
        self.clock = PlainLabel(kind=LabelKind.CLOCK)
        self.planned = PlainLabel(kind=LabelKind.MUTED)
        self.end = PlainLabel(kind=LabelKind.SECONDARY)
        self.help = IconButton(IconName.INFO, "Touches et commandes", key=help_key)
        self.help.clicked.connect(self.help_asked)
        self.projection = Button("Projeter", key=project_key, kind=ButtonKind.QUIET)
        self.projection.clicked.connect(self.projection_asked)
        self.lock = Button("Verrouiller", key=lock_key)
        self.lock.clicked.connect(self.lock_asked)
        self._lay_out()

    def show_item(self, code: str, title: str, requester: str) -> None:
        """Say which item is current."""
        self.code.setText(code or title)
        set_plain_tooltip(self.code, code or title)
        rest = " · ".join(part for part in (title if code else "", requester) if part)
        self.title.setText(rest)
        set_plain_tooltip(self.title, rest)

    def show_save(self, state: SaveState) -> None:
        """Say whether what was typed is safe."""
        if state.status is SaveStatus.FAILED:
            self.save_word.setMinimumWidth(300)
            self.save_word.failed(state.reason)
            return
        self.save_word.setMinimumWidth(0)
        if state.status is SaveStatus.SAVED:
            self.save_word.saved(state.at)
        elif state.status is SaveStatus.SAVING:
            self.save_word.saving()
        else:
            self.save_word.nothing()

    def show_timing(self, timing: Timing | None) -> None:
        """Show the timer; its colours are said in words too."""
        shown = timing is not None
        for part in (self.clock, self.planned, self.end):
            part.setVisible(shown)
        self.gauge.setVisible(shown and not self._narrow)
        if timing is None:
            return
        spent, planned = minutes_seconds(timing.spent), minutes_seconds(timing.planned)
        self.clock.setText(spent)
        if self.clock.property("tone") != _TONES[timing.level]:
            for label in (self.clock, self.planned):
                set_style_property(label, "tone", _TONES[timing.level])
        self.planned.setText(" · ".join(part for part in (f"/ {planned}", timing.words) if part))
        self.gauge.set_share(
            timing.share, spoken=f"{spent} sur {planned}", colour=_GAUGES[timing.level]
        )
        late = f" (+{timing.late_by}{NARROW}min)" if timing.late_by else ""
        self.end.setText(f"fin prévue\n{timing.ends_at}{late}")
        self.end.set_kind(LabelKind.LATE if timing.late_by else LabelKind.SECONDARY)

    def show_projection(self, words: str) -> None:
        """Say what the room sees."""
        self.projection.set_caption(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        foot = self.height() - 1
        draw_hairline(painter, QPointF(0, foot), QPointF(self.width(), foot), tokens.line)
        painter.end()

    def _lay_out(self) -> None:
        # The figures of the timer keep their place while they change, in the type that they get.
        self.clock.ensurePolished()
        self.clock.setMinimumWidth(self.clock.fontMetrics().horizontalAdvance("00:00"))
        self.end.setFont(font())
        self._first, self._second, time = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.HALF, 0, Space.GROUP, 1)
        column.setSpacing(0)
        self._second.setContentsMargins(Space.SNUG, 0, 0, 0)
        for row in (self._first, self._second):
            row.setSpacing(Space.GROUP)
            column.addLayout(row)
        self._first.addWidget(self.leave)
        self._first.addSpacing(-Space.RELATED)
        self._first.addWidget(self.code)
        self._first.addWidget(self.title, 1)
        self._first.addWidget(self.save_word)
        self._time = QWidget()
        self._time.setLayout(time)
        time.setContentsMargins(0, 0, 0, 0)
        time.setSpacing(Space.HALF)
        time.addWidget(self.clock)
        time.addWidget(self.planned)
        self._place()

    def fit(self, width: int, *, narrow: bool) -> bool:
        """Put the time under the rest, in a narrow window or where one row is wider than it.

        True where that changed something.
        """
        narrow = narrow or width < self._of_one_row()
        if narrow is self._narrow:
            return False
        self._narrow = narrow
        self._place()
        return True

    def _of_one_row(self) -> int:
        code = min(self.code.sizeHint().width(), _CODE_MOST)
        parts = (self.leave, self.save_word, self.gauge, self._time)
        ends = (self.end, self.projection, self.help, self.lock)
        shown = [part for part in (*parts, *ends) if part is self.gauge or not part.isHidden()]
        widths = (max(part.minimumWidth(), part.minimumSizeHint().width()) for part in shown)
        return code + sum(widths) + Space.GROUP * (len(shown) + 2)

    def _place(self) -> None:
        """Give each part its row; the gauge says no more than the figures beside it."""
        self.setFixedHeight(HEIGHT * 2 if self._narrow else HEIGHT)
        time, ends = (self._time, self.end, self.projection), (self.help, self.lock)
        for part in (self.gauge, *time, *ends):
            self._first.removeWidget(part)
            self._second.removeWidget(part)
        show_if(self.gauge, not self._narrow and self.clock.text())
        self._first.addWidget(self.gauge, 1)  # shorter before the window scrolls sideways
        for part in time:
            stretch = 1 if self._narrow and part is self.end else 0
            (self._second if self._narrow else self._first).addWidget(part, stretch)
        for part in ends:
            self._first.addWidget(part)
