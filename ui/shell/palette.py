# SPDX-License-Identifier: EUPL-1.2
"""Ctrl+K: a few letters lead to a screen, a situation, a person, a command. Nothing is inserted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.finding import Finder
from ui.shell.entries import Entry
from ui.shell.navigation import Intent, Navigator
from ui.shell.screen import ScreenSpec
from ui.theme import Radius, Space, TextSize, current_tokens, font
from ui.widgets import LabelKind, LineEdit, PlainLabel, announce, give_focus_back
from ui.widgets.paint import draw_box, draw_text, text_width

WIDTH, ROW, MOST = 620, 34, 9
AT_ONCE = 2
"""Pieces read before it is shown: the people, and the newest situations."""
_KIND = 92
_NOTHING = "Rien ne répond"
_ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class _Letters(LineEdit):
    """The line of the palette: arrows, Enter and Escape belong to the list under it."""

    def __init__(self, palette: "Palette") -> None:
        super().__init__()
        self._palette = palette
        self.setAccessibleName("Aller à… ou faire…")
        self.setPlaceholderText("Aller à… ou faire…")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._palette.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.take()
        elif key == Qt.Key.Key_Escape:
            self._palette.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._palette.hide()


class _Row(QStyledItemDelegate):
    """A kind, a label, what is known of it, and a key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, tokens, box = index.data(_ENTRY), current_tokens(), QRectF(option.rect)
        if not isinstance(entry, Entry):
            return
        small, bold = font(TextSize.SECONDARY), font(bold=True)
        if option.state & QStyle.StateFlag.State_Selected:
            draw_box(painter, box, fill=tokens.accent_soft, radius=Radius.FIELD)
        kind = box.adjusted(Space.SNUG, 0, 0, 0)
        draw_text(painter, kind, entry.kind, colour=tokens.muted, type_=small)
        note = QRectF(box)
        note.setLeft(box.right() - Space.SNUG - text_width(entry.note, small))
        draw_text(painter, note, entry.note, colour=tokens.muted, type_=small)
        words = box.adjusted(Space.SNUG + _KIND, 0, -2 * Space.SNUG - note.width(), 0)
        draw_text(painter, words, entry.label, colour=tokens.ink, type_=bold)
        words.setLeft(words.left() + text_width(entry.label, bold) + Space.RELATED)
        if words.width() > 0:
            draw_text(painter, words, entry.detail, colour=tokens.muted, type_=font())


def window_entries(
    specs: Iterable[ScreenSpec],
    navigator: Navigator,
    lock: Callable[[], object],
    full_screen: Callable[[], object],
) -> tuple[Entry, ...]:
    """What can be done on every screen: go to one of the rail, lock, fill the screen."""
    screens = (
        Entry("Écran", spec.title, partial(navigator.go, Intent(spec.key)))
        for spec in specs
        if spec.in_nav or spec.in_palette
    )
    return (
        *screens,
        Entry("Commande", "Verrouiller maintenant", lock, note="Ctrl L"),
        Entry("Commande", "Plein écran, ou fenêtre", full_screen, note="F11"),
    )


def _way_back_to(focus: QWidget | None) -> Callable[[], object]:
    return partial(give_focus_back, focus, lambda: None)


class Palette(QFrame):
    """A child of the window, never a dialog: leaving it changes nothing.

    `entries` is asked each time it opens; `pieces` gives what is read from the vault, and is read
    on between two keys.
    """

    def __init__(
        self,
        window: QWidget,
        entries: Callable[[], Sequence[Entry]],
        pieces: Callable[[], Iterator[Sequence[Entry]]] = lambda: iter(()),
    ) -> None:
        super().__init__(window)
        self._host, self._entries, self._pieces = window, entries, pieces
        self._coming: Iterator[Sequence[Entry]] = iter(())
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_on)
        self._known: Finder[Entry] = Finder((), lambda entry: entry.words)
        self._found: tuple[Entry, ...] = ()
        self.way_back: Callable[[QWidget | None], Callable[[], object]] = _way_back_to
        """Tells from what has the focus how to return there."""
        self._go_back: Callable[[], object] | None = None
        self.letters = _Letters(self)
        self.letters.textEdited.connect(lambda _text: self._search())
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("kind", "plain")
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setAccessibleName("Propositions")
        self.list.itemClicked.connect(lambda _item: self.take())
        self.none = PlainLabel(f"{_NOTHING}.", LabelKind.SECONDARY)
        self.none.setContentsMargins(Space.SNUG, 0, Space.SNUG, Space.RELATED)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.RELATED)
        column.addWidget(self.letters)
        column.addWidget(self.list)
        column.addWidget(self.none)
        window.installEventFilter(self)
        self.hide()

    @property
    def found(self) -> tuple[Entry, ...]:
        """What is offered."""
        return self._found

    def toggle(self) -> None:
        """Open it, or leave it."""
        if self.isVisible():
            self.leave()
            return
        self._go_back = self.way_back(QApplication.focusWidget())
        self._known = Finder(self._entries(), lambda entry: entry.words)
        self._coming = self._pieces()
        for piece in islice(self._coming, AT_ONCE):
            self._known.add(piece)
        self.letters.clear()
        self._search()
        self.show()
        self._reading.start()
        self.raise_()
        self.letters.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close it; the focus is where it was, or where what ended with its focus leads."""
        go_back, self._go_back = self._go_back, None
        self.hide()
        if go_back is not None:
            go_back()

    def step(self, step: int) -> None:
        """Go to the next entry, or the one before."""
        if self._found:
            self.list.setCurrentRow((self.list.currentRow() + step) % len(self._found))
            self._say()

    def take(self) -> None:
        """Do what is chosen, from where the focus was: a command may speak of that place."""
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            chosen = self._found[row]
            self.leave()
            chosen.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        draw_box(
            painter,
            QRectF(self.rect()),
            fill=tokens.surface,
            border=tokens.field_border,
            radius=Radius.CARD,
        )
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        self._reading.stop()
        self._coming = iter(())
        super().hideEvent(event)

    def _read_on(self) -> None:
        """Read a piece more; what was found stands until all is read, unless there is room."""
        piece = next(self._coming, None)
        if piece is None:
            self._reading.stop()
        else:
            self._known.add(piece)
        if self.letters.text() and (piece is None or len(self._found) < MOST):
            self._search_again()

    def _search_again(self) -> None:
        """Search for the same letters: what was chosen stays so while it is offered."""
        row = self.list.currentRow()
        chosen = self._found[row] if 0 <= row < len(self._found) else None
        if self._known.best(self.letters.text(), MOST) == self._found:
            return
        self._search()
        if chosen in self._found:
            self.list.setCurrentRow(self._found.index(chosen))

    def _search(self) -> None:
        self._found = self._known.best(self.letters.text(), MOST)
        self.list.clear()
        for entry in self._found:
            item = QListWidgetItem()
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _sentence(entry))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self._found else -1)
        self.list.setVisible(bool(self._found))
        self.none.setVisible(not self._found)
        self._place()
        self._say()

    def _say(self) -> None:
        row = self.list.currentRow()
        said = _sentence(self._found[row]) if 0 <= row < len(self._found) else _NOTHING
        self.letters.setAccessibleDescription(said)
        if self.isVisible():
            announce(self, said)

    def _place(self) -> None:
        self.list.setFixedHeight(ROW * max(1, len(self._found)))
        width = min(WIDTH, self._host.width() - 2 * Space.GROUP)
        self.resize(width, self.sizeHint().height())
        self.move((self._host.width() - width) // 2, min(96, self._host.height() // 8))


def _sentence(entry: Entry) -> str:
    parts = (entry.kind, entry.label, entry.detail, entry.note)
    return ", ".join(part for part in parts if part)
