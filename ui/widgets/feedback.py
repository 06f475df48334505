# SPDX-License-Identifier: EUPL-1.2
"""What the program says about what it just did: saved, added, undone."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, QRectF, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QWidget

from ui.theme import Space, current_tokens
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.labels import LabelKind, PlainLabel, announce, set_plain_tooltip, show_if
from ui.widgets.paint import draw_box

FADE_MS = 120
TOAST_MS = 6000


class SaveWord(PlainLabel):
    """Whether the last keys are safe, in words: "Enregistré à 12:47"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", LabelKind.OK, parent=parent)

    def saved(self, at: str) -> None:
        """Everything typed is on the disk since `at`, a time for people."""
        self._say(f"Enregistré à {at}", LabelKind.OK)

    def saving(self) -> None:
        """Something typed is not on the disk yet."""
        self._say("Enregistrement…", LabelKind.SECONDARY)

    def nothing(self) -> None:
        """Nothing was typed that is to be saved."""
        self._say("", LabelKind.OK)

    def failed(self, reason: str) -> None:
        """What was typed could not be saved; said aloud, because it must not be missed.

        The first sentence of the reason is seen, the rest is in the tooltip and read aloud.
        """
        first, _, rest = reason.partition(". ")
        self._say(f"NON ENREGISTRÉ · {first}{'.' if rest else ''}", LabelKind.LATE_STRONG)
        whole = f"NON ENREGISTRÉ · {reason}"
        self.setAccessibleName(whole)
        set_plain_tooltip(self, reason)
        announce(self, whole)

    def _say(self, words: str, kind: LabelKind) -> None:
        self.setText(words)
        self.set_kind(kind)
        self.setToolTip("")
        self.setAccessibleName(words)


def motion_is_reduced() -> bool:
    """The system asks for less motion (QAccessibilityHints.motionPreference, since Qt 6.11)."""
    hints = QGuiApplication.styleHints()  # held: PySide drops the child's wrapper with this one
    preference = hints.accessibility().property("motionPreference")
    return getattr(preference, "name", "") == "ReducedMotion"


class Toast(QFrame):
    """A short message at the foot of a window, with "Annuler" when the deed can be undone."""

    def __init__(self, host: QWidget, clear_foot: Callable[[], int] = lambda: 0) -> None:
        """`clear_foot` is how many pixels at the foot of the host stay free: one types there."""
        super().__init__(host)
        self._host, self._clear_foot = host, clear_foot
        self._undo: Callable[[], object] | None = None
        self.label = PlainLabel()
        self.button = Button("Annuler", kind=ButtonKind.QUIET, small=True)
        self.button.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.GROUP, Space.RELATED, Space.RELATED, Space.RELATED)
        row.setSpacing(Space.SNUG)
        row.addWidget(self.label)
        row.addWidget(self.button)
        self.setMinimumHeight(44)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.finished.connect(self._on_faded)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    def show_message(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Show `sentence` for a few seconds and say it aloud; the focus does not move."""
        self._undo = undo
        self.label.setText(sentence)
        show_if(self.button, undo)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._run(1.0)
        self._timer.start()
        announce(self, sentence)

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._run(0.0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        draw_box(painter, QRectF(self.rect()), fill=tokens.surface, border=tokens.field_border)
        painter.end()

    def _place(self) -> None:
        left = (self._host.width() - self.width()) // 2
        foot = self._clear_foot()
        self.move(left, self._host.height() - foot - self.height() - (8 if foot else 24))

    def _run(self, opacity: float) -> None:
        if motion_is_reduced():
            self._effect.setOpacity(opacity)
            self._on_faded()
            return
        self._fade.stop()
        self._fade.setStartValue(self._effect.opacity() if self.isVisible() else 0.0)
        self._fade.setEndValue(opacity)
        self._fade.start()

    def _on_faded(self) -> None:
        if self._effect.opacity() == 0.0:
            self.hide()

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.dismiss()
        if undo is not None:
            undo()
