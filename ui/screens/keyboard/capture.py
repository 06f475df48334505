# SPDX-License-Identifier: EUPL-1.2
"""A field that takes the next chord as it is pressed, whatever the screen does with it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.domain.text import typeset
from ui.theme import Radius, Space, current_tokens
from ui.widgets import Button, ButtonKind, LabelKind, PlainLabel, show_if
from ui.widgets.paint import draw_box, draw_ring

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Control,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_unknown,
    }
)


class ChordCapture(QFrame):
    """Shown while a key is chosen. `pressed` carries the chord as Qt writes it."""

    pressed = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)
        self.words = PlainLabel(kind=LabelKind.STRONG, wrap=True)
        self.error = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self.cancel = Button("Renoncer", kind=ButtonKind.QUIET, key="Échap", small=True)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cancel.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.GROUP, Space.SNUG, Space.GROUP, Space.SNUG)
        row.setSpacing(Space.GROUP)
        row.addWidget(self.words)
        row.addWidget(self.error, 1)
        row.addWidget(self.cancel)
        self.hide()

    def ask(self, says: str) -> None:
        """Wait for the new key of a command."""
        self.words.setText(typeset(f"« {says} » : appuyez sur la nouvelle touche"))
        self.setAccessibleName(self.words.text())
        self.refuse("")
        self.show()
        self.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why that one cannot be; another may be pressed."""
        self.error.setText(typeset(sentence))
        show_if(self.error, sentence)
        self.setAccessibleDescription(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the key is pressed here, no shortcut answers it
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._on_key(event)
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=tokens.accent_soft, radius=Radius.CARD)
        if self.hasFocus():
            draw_ring(painter, box, tokens, Radius.CARD)
        painter.end()

    def _on_key(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.closed.emit()
        elif key not in _MODIFIERS:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if key is Qt.Key.Key_Backtab:
                key, held = Qt.Key.Key_Tab, held | Qt.KeyboardModifier.ShiftModifier
            sequence = QKeySequence(held.value | key.value)
            self.pressed.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))
