# SPDX-License-Identifier: EUPL-1.2
"""Buttons: one primary a screen, the rest secondary or quiet, keys shown as caps."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import IconName, Radius, TextSize, Tokens, current_tokens, font, paint_icon
from ui.theme.icons import ICON_SIZE
from ui.widgets.labels import set_plain_tooltip
from ui.widgets.paint import (
    RING,
    cap_width,
    draw_box,
    draw_key_cap,
    draw_ring,
    draw_text,
    text_width,
)

HEIGHT = 36
SMALL_HEIGHT = 28
_PADDING = 14
_GAP = 8


class ButtonKind(StrEnum):
    """How much a button calls for attention."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


class Button(QPushButton):
    """A push button of the kit; Space and Enter press it."""

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: IconName | None = None,
        key: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`key` is only shown; the screen binds it with `bind_key`."""
        super().__init__(parent)
        self._kind, self._icon, self._key = kind, icon, key
        self._height = SMALL_HEIGHT if small else HEIGHT
        self._caption = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_caption(text)

    @property
    def caption(self) -> str:
        """The words on the button."""
        return self._caption

    @property
    def kind(self) -> ButtonKind:
        """How it is drawn."""
        return self._kind

    def set_caption(self, text: str) -> None:
        """Change the words; an ampersand stays an ampersand."""
        self._caption = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: ButtonKind) -> None:
        """Make another button of the screen the primary one."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        widths = [text_width(self._caption, self._type())] if self._caption else []
        if self._icon:
            widths.append(ICON_SIZE)
        if self._key:
            widths.append(self._key_width())
        padding = _PADDING if self._caption else _GAP
        inner = sum(widths) + _GAP * max(len(widths) - 1, 0)
        return QSize(int(inner) + 2 * padding, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        box = QRectF(self.rect())
        ink = self._draw_ground(painter, box, tokens)
        left = (self.width() - (self.sizeHint().width() - 2 * self._side())) / 2
        if self._icon:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spot = QRectF(left, (self.height() - ICON_SIZE) / 2, ICON_SIZE, ICON_SIZE)
            paint_icon(painter, spot, self._icon, ink)
            left += ICON_SIZE + _GAP
        if self._caption:
            words = QRectF(left, 0, text_width(self._caption, self._type()), self.height())
            draw_text(painter, words, self._caption, colour=ink, type_=self._type())
            left = words.right() + _GAP
        if self._key:
            self._draw_key(painter, QRectF(left, 0, self._key_width(), self.height()), tokens)
        painter.end()

    def _side(self) -> int:
        return _PADDING if self._caption else _GAP

    def _type(self) -> QFont:
        return font(TextSize.TEXT, bold=self._kind is ButtonKind.PRIMARY)

    def _key_width(self) -> float:
        if self._kind is ButtonKind.PRIMARY:
            return text_width(self._key, font())
        return cap_width(self._key)

    def _draw_key(self, painter: QPainter, box: QRectF, tokens: Tokens) -> None:
        if self._kind is ButtonKind.PRIMARY and self.isEnabled():
            draw_text(painter, box, self._key, colour=tokens.accent_ink, type_=font())
        else:
            draw_key_cap(painter, box, self._key, tokens)

    def _draw_ground(self, painter: QPainter, box: QRectF, tokens: Tokens) -> str:
        """Draw background, border and ring; returns the colour to write in."""
        hovered = self.underMouse() and self.isEnabled()
        active = hovered or self.isDown() or self.isChecked()
        if self._kind is ButtonKind.PRIMARY and self.isEnabled():
            draw_box(painter, box, fill=tokens.accent, radius=Radius.FIELD)
            if self.hasFocus():
                inner = box.adjusted(RING, RING, -RING, -RING)
                draw_box(painter, inner, border=tokens.accent_ink, width=RING, radius=4)
            return tokens.accent_ink
        if self._kind is not ButtonKind.QUIET:
            fill = tokens.accent_soft if active else tokens.surface
            draw_box(painter, box, fill=fill, border=tokens.line, radius=Radius.FIELD)
        elif active:
            draw_box(painter, box, fill=tokens.accent_soft, radius=Radius.FIELD)
        if self.hasFocus():
            draw_ring(painter, box, tokens, Radius.FIELD)
        if not self.isEnabled():
            return tokens.muted
        return tokens.late if self._kind is ButtonKind.DANGER else tokens.ink


class IconButton(Button):
    """A quiet button without words; its name is spoken and shown as a tooltip."""

    def __init__(
        self, icon: IconName, name: str, *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind=ButtonKind.QUIET, icon=icon, parent=parent)
        self.setAccessibleName(name)
        set_plain_tooltip(self, f"{name} ({key})" if key else name)

    def set_icon(self, icon: IconName, name: str) -> None:
        """Change icon and name together: the eye of a passphrase opens and closes."""
        self._icon = icon
        self.setAccessibleName(name)
        set_plain_tooltip(self, name)
        self.update()
