# SPDX-License-Identifier: EUPL-1.2
"""The agenda being made: rows to reorder with Alt and the arrows, minutes to type, a sum."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.ids import ItemId
from ui.screens.prepare.guest_line import GuestLine
from ui.screens.prepare.people_picker import FindPeople
from ui.screens.prepare.state import AgendaRowState
from ui.screens.prepare.two_lines import HEIGHT, TwoLines, draw_two_lines
from ui.theme import IconName, Radius, Space, current_tokens
from ui.widgets import (
    IconButton,
    LabelKind,
    LineEdit,
    PlainLabel,
    bind_key,
    set_plain_tooltip,
)
from ui.widgets.paint import draw_hairline, draw_ring


class AgendaRow(QFrame):
    """One item: its words are painted, its fields and buttons are at the right."""

    moved = Signal(int)
    removed = Signal()
    stepped = Signal(int)
    timed = Signal(str)
    guests_asked = Signal()

    def __init__(self, state: AgendaRowState) -> None:
        super().__init__()
        self.state = state
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.minutes = LineEdit()
        self.minutes.setFixedWidth(48)
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.minutes.setAccessibleName(f"Durée de {state.code or state.title}, en minutes")
        self.minutes.editingFinished.connect(self._on_minutes)
        self._buttons = (
            self._button(IconName.PERSON, "Inviter pour", "I", self.guests_asked.emit),
            self._button(IconName.ARROW_UP, "Monter", "Alt ↑", lambda: self.moved.emit(-1)),
            self._button(IconName.ARROW_DOWN, "Descendre", "Alt ↓", lambda: self.moved.emit(1)),
            self._button(IconName.TRASH, "Retirer", "Suppr", self.removed.emit),
        )
        bind_key(self, "Alt+Up", lambda: self.moved.emit(-1))
        bind_key(self, "Alt+Down", lambda: self.moved.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        row.addSpacing(Space.HALF)
        row.addWidget(self.minutes)
        row.addWidget(PlainLabel("min", LabelKind.SECONDARY))
        self._show_buttons()
        self.show_state(state)

    def show_state(self, state: AgendaRowState) -> None:
        """Show the same item as it stands now."""
        self.state = state
        self._words = TwoLines(state.code, state.title, state.badge, state.note)
        set_plain_tooltip(self, state.note)
        self.minutes.setText(str(state.planned))
        self.setAccessibleName(state.spoken)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle_minutes()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() == Qt.Key.Key_I and self.hasFocus():
            self.guests_asked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_buttons()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_buttons()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_buttons()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        draw_hairline(painter, QPointF(0, 0), QPointF(self.width(), 0), tokens.line)
        first = self._buttons[0] if self._buttons[0].isVisible() else self.minutes
        box = QRectF(Space.RELATED, 0, first.x() - 2 * Space.RELATED, self.height())
        draw_two_lines(painter, box, self._words, tokens)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), tokens, Radius.FIELD)
        painter.end()

    def _on_minutes(self) -> None:
        # Said once: what was refused is put right, and the focus then leaves the field.
        if self.minutes.text() != str(self.state.planned):
            self.timed.emit(self.minutes.text())

    def _toggle_minutes(self) -> None:
        """Enter goes to the minutes, and from there back (a line edit lets Enter through)."""
        if self.minutes.hasFocus():
            self.setFocus()
        else:
            self.minutes.setFocus()
            self.minutes.selectAll()

    def _button(self, icon: IconName, name: str, key: str, act: Callable[[], object]) -> IconButton:
        button = IconButton(icon, f"{name} {self.state.code or self.state.title}", key=key)
        button.setFixedSize(26, 28)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.hide()
        button.clicked.connect(act)
        return button

    def _show_buttons(self) -> None:
        shown = self.underMouse() or self.hasFocus()
        for button in self._buttons:
            button.setVisible(shown and self.isVisible())
        self.update()


class AgendaList(QWidget):
    """The rows; the focus stays on an item while it moves. One item at a time shows its guests."""

    moved = Signal(str, int)
    removed = Signal(str)
    timed = Signal(str, str)
    invited = Signal(str, str)
    uninvited = Signal(str, str)
    covered = Signal(str, str)

    def __init__(self, find: FindPeople, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Ordre du jour")
        self._find = find
        self._rows: list[AgendaRow] = []
        self.guests: GuestLine | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """What is shown, in order."""
        return tuple(self._rows)

    def typed(self) -> dict[str, str]:
        """Durations that are typed and not planned, by the ids of their items."""
        typed = {row: row.minutes.text() for row in self._rows}
        changed = {row for row, text in typed.items() if text != str(row.state.planned)}
        return {row.state.item_id: text for row, text in typed.items() if row in changed}

    def show_minutes(self, typed: Mapping[str, str]) -> None:
        """Show again durations that could not be planned, by the ids of their items."""
        for row in self._rows:
            row.minutes.setText(typed.get(row.state.item_id, row.minutes.text()))

    def show_rows(self, states: Sequence[AgendaRowState]) -> None:
        """Show the agenda."""
        if [row.state.item_id for row in self._rows] == [state.item_id for state in states]:
            for row, state in zip(self._rows, states, strict=True):
                row.show_state(state)
            self._show_guests()
            return
        held = self._focused()
        for old in self._rows:
            self._discard(old)
        self._rows = [self._make(state) for state in states]
        self._show_guests()
        if held is not None:
            self.focus_item(*held)

    def focus_item(self, item_id: ItemId, place: int = 0) -> None:
        """Put the focus on an item; on the one at its place when it is gone."""
        found = [row for row in self._rows if row.state.item_id == item_id]
        if not found and self._rows:
            found = [self._rows[min(place, len(self._rows) - 1)]]
        if found:
            found[0].setFocus()

    def refuse_guest(self, error: UserError) -> None:
        """Say under the item why somebody cannot be asked."""
        if self.guests is not None:
            self.guests.refuse(error)

    def _focused(self) -> tuple[ItemId, int] | None:
        for place, row in enumerate(self._rows):
            if row.hasFocus() or row.minutes.hasFocus():
                return row.state.item_id, place
        return None

    def _make(self, state: AgendaRowState) -> AgendaRow:
        row = AgendaRow(state)
        row.moved.connect(lambda step: self.moved.emit(state.item_id, step))
        row.removed.connect(lambda: self.removed.emit(state.item_id))
        row.timed.connect(lambda typed: self.timed.emit(state.item_id, typed))
        row.stepped.connect(lambda step: self._step(row, step))
        row.guests_asked.connect(lambda: self._toggle_guests(row))
        self._column.addWidget(row)
        return row

    def _step(self, row: AgendaRow, step: int) -> None:
        target = self._rows.index(row) + step
        if 0 <= target < len(self._rows):
            self._rows[target].setFocus()

    # --- guests --------------------------------------------------------------------------------

    def _toggle_guests(self, row: AgendaRow) -> None:
        shown = self.guests is not None and self.guests.item_id == row.state.item_id
        self._close_guests()
        if shown:
            row.setFocus()
            return
        item_id, line = row.state.item_id, GuestLine(row.state, self._find)
        line.invited.connect(lambda person: self.invited.emit(item_id, person))
        line.uninvited.connect(lambda person: self.uninvited.emit(item_id, person))
        line.covered.connect(lambda person: self.covered.emit(item_id, person))
        line.closed.connect(lambda: self._toggle_guests(self._row_of(item_id) or row))
        self.guests = line
        self._show_guests()
        line.picker.line.setFocus()

    def _show_guests(self) -> None:
        """Keep the line under its item, wherever that is now."""
        if self.guests is None:
            return
        row = self._row_of(self.guests.item_id)
        if row is None:
            self._close_guests()
            return
        self.guests.show_item(row.state)
        self._column.removeWidget(self.guests)
        self._column.insertWidget(self._column.indexOf(row) + 1, self.guests)
        self.guests.show()

    def _row_of(self, item_id: ItemId) -> AgendaRow | None:
        return next((row for row in self._rows if row.state.item_id == item_id), None)

    def _close_guests(self) -> None:
        if self.guests is not None:
            self._discard(self.guests)
            self.guests = None

    def _discard(self, widget: QWidget) -> None:
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
