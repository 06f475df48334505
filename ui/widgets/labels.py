# SPDX-License-Identifier: EUPL-1.2
"""Text, icons and lines that never read markup in what a user typed."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.domain.text import typeset
from ui.theme import IconName, current_tokens, paint_icon
from ui.theme.icons import ICON_SIZE

_LONGEST_WORD = 36
"""Average letters that a label which wraps claims at the least for one word."""


class LabelKind(StrEnum):
    """The type styles of look.md, plus the colours that a sentence can take."""

    TEXT = "text"
    PAGE_TITLE = "page-title"
    CARD_TITLE = "card-title"
    STRONG = "strong"
    MUTED = "muted"
    SECONDARY = "secondary"
    ACCENT = "accent"
    PRODUCT = "product"
    OK = "ok"
    WARN = "warn"
    LATE = "late"
    LATE_STRONG = "late-strong"
    CLOCK = "clock"


class PlainLabel(QLabel):
    """A label that shows its text as it is, whatever `<b>` or `&` it holds, in French typography.

    What is stored stays as it was typed. A path or a code is shown sign by sign: `verbatim`.
    """

    def __init__(
        self,
        text: str = "",
        kind: LabelKind = LabelKind.TEXT,
        *,
        wrap: bool = False,
        verbatim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.verbatim = verbatim
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("kind", kind.value)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text if self.verbatim else typeset(text))

    def minimumSizeHint(self) -> QSize:
        """A link or a word without end is cut, and pushes no button out of its window."""
        hint = super().minimumSizeHint()
        if self.wordWrap():
            hint.setWidth(min(hint.width(), _LONGEST_WORD * self.fontMetrics().averageCharWidth()))
        return hint

    def set_kind(self, kind: LabelKind) -> None:
        """Change type style and colour."""
        if self.property("kind") != kind.value:
            set_style_property(self, "kind", kind.value)


class Glyph(QWidget):
    """An icon of the kit, drawn in a colour of the current scheme; decoration unless named."""

    def __init__(
        self,
        name: IconName,
        colour: str = "muted",
        size: int = ICON_SIZE,
        *,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`colour` names a token; `spoken` names an icon that says something."""
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size = size
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: IconName, colour: str, spoken: str = "") -> None:
        """Show another icon, in the colour of a token."""
        self._name, self._colour = name, colour
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - self._size) / 2, self._size, self._size)
        paint_icon(painter, box, self._name, current_tokens().colour(self._colour))
        painter.end()


class Hairline(QFrame):
    """One horizontal pixel between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "hairline")
        self.setFixedHeight(1)


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property that the style sheet selects on, and let it take effect."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def show_if(widget: QWidget, wanted: object) -> None:
    """Show `widget` where it stands, or hide it; safe before it has a place.

    `setVisible(True)` on a widget without a parent opens it as a window of its own, which takes
    the focus away from the real one. Such a widget is shown with its parent instead.
    """
    if wanted and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(bool(wanted))


def in_french(text: str) -> str:
    """`text` as it is shown, with French typography."""
    return typeset(text)


def set_plain_tooltip(widget: QWidget, text: str) -> None:
    """Give a tooltip that shows `text` as it is: Qt would guess at markup in it."""
    widget.setToolTip(plain_tooltip(text))


def plain_tooltip(text: str) -> str:
    """`text` in a form that Qt's tooltips show literally."""
    # Not `html.escape`: all the entities there are would be loaded before the first window.
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{shown}</qt>" if text else ""


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say `sentence` now, without moving the focus."""
    # Its enumerations are slow to make, and the first window has nothing to announce.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
