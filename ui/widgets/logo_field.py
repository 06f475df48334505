# SPDX-License-Identifier: EUPL-1.2
"""A logo that is chosen from a file: how it looks on paper, another one, none any more."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_tokens
from ui.widgets.buttons import HEIGHT, Button, ButtonKind
from ui.widgets.fields import Field
from ui.widgets.labels import announce, show_if
from ui.widgets.paint import draw_box

_PAPER = "#FFFFFF"  # in the dark too: it is printed on white
_MARGIN = 5
_WIDEST, _HIGHEST = 180, 60


class Preview(QWidget):
    """The picture as it shows on paper, whole; `name` is what a screen reader says of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image, self._shown = QImage(), QImage()
        self._room = QSize()
        """Pixels that `_shown` was made for: the first paint may come before the layout."""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return self._image.isNull()

    def set_picture(self, data: bytes) -> None:
        """Show the picture that those bytes are; none for none."""
        self._image, self._room = QImage.fromData(data) if data else QImage(), QSize()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        room = QSize(_WIDEST - 2 * _MARGIN, _HIGHEST - 2 * _MARGIN)
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        return QSize(
            max(size.width() + 2 * _MARGIN, HEIGHT), max(size.height() + 2 * _MARGIN, HEIGHT)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), fill=_PAPER, border=current_tokens().line)
        if not self.empty:
            image = self._at_this_scale()
            size = image.deviceIndependentSize()
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
        painter.end()

    def _at_this_scale(self) -> QImage:
        """The picture in the pixels of this screen: a painter that lessens it leaves lines out."""
        ratio = self.devicePixelRatioF()
        room = (self.size() - QSize(2 * _MARGIN, 2 * _MARGIN)) * ratio
        if (self._room, self._shown.devicePixelRatio()) != (room, ratio):
            self._room = room
            keep, smooth = (
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._shown = self._image.scaled(room, keep, smooth)
            self._shown.setDevicePixelRatio(ratio)
        return self._shown


class LogoField(Field):
    """A label, the picture where there is one, and what may be done; its owner asks for the file.

    `choose` and `remove` are the buttons; the second is there while there is a picture.
    """

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        self.choose = Button("Choisir une image…", small=True)
        super().__init__(label, self.choose, parent)
        self.choose.setAccessibleName(f"{self.choose.caption} pour le logo")
        self.preview = Preview("Aperçu du logo")
        self.remove = Button("Retirer", kind=ButtonKind.QUIET, small=True)
        self.remove.setAccessibleName("Retirer le logo")
        self.line.setStretch(0, 0)
        self.line.insertWidget(0, self.preview)
        self.line.addWidget(self.remove)
        self.line.addStretch(1)
        self.setTabOrder(self.choose, self.remove)
        self.set_picture(b"")

    def set_picture(self, data: bytes) -> None:
        """Show a picture, or that there is none; what was wrong before is taken away."""
        had_focus = self.remove.hasFocus()
        self.preview.set_picture(data)
        show_if(self.preview, not self.preview.empty)
        show_if(self.remove, not self.preview.empty)
        self.set_error("")
        if had_focus and self.preview.empty:
            self.choose.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why a picture was not taken; the one that was there stays."""
        self.set_error(sentence)
        announce(self.choose, sentence)
