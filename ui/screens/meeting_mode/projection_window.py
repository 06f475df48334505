# SPDX-License-Identifier: EUPL-1.2
"""The second screen: a window of its own that shows a `ProjectionState`, or nothing but black."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.screens.meeting_mode.projection_paint import ProjectionPainter
from ui.screens.meeting_mode.projection_screens import Monitor
from ui.screens.meeting_mode.projection_state import ProjectionState
from ui.theme import Radius, current_tokens
from ui.widgets.labels import set_plain_tooltip
from ui.widgets.paint import draw_box

BLACK = "#000000"
THUMBNAIL_HEIGHT = 130


class Picture(QWidget):
    """Draws what it was given last; without a state it is black."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: ProjectionState | None = None

    def show_state(self, state: ProjectionState | None) -> None:
        """Show another state; None is black at once."""
        if state != self.state:
            self.state = state
            self.update()

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw the picture into `box`."""
        if self.state is None:
            painter.fillRect(box, QColor(BLACK))
        else:
            painter.save()
            painter.setClipRect(box)
            ProjectionPainter(painter, box, current_tokens()).paint(self.state)
            painter.restore()


class ProjectionWindow(Picture):
    """Stands on the monitor of the room; takes neither focus nor keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # The program must end with its own window, whatever the room is shown.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setWindowTitle("Projection")
        self.setAccessibleName("Projection pour la salle, sans identité")

    def stand_on(self, monitor: Monitor) -> None:
        """Fill a monitor."""
        if monitor.screen is not None:
            self.setScreen(monitor.screen)
        self.setGeometry(monitor.geometry)
        if monitor.screen is not None:
            # Not `showFullScreen`, which would take the keys away from the scribe.
            self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter, QRectF(self.rect()))
        painter.end()


class Thumbnail(Picture):
    """What the room sees, small, for the operator. A click does what the key does."""

    clicked = Signal()
    hidden = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(THUMBNAIL_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Ce que voit la salle")
        set_plain_tooltip(self, "Ce que voit la salle. F7 passe au noir.")
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(THUMBNAIL_HEIGHT * 16 // 9, THUMBNAIL_HEIGHT)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.hidden.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), current_tokens()
        painter.fillRect(self.rect(), QColor(tokens.sunk))
        width = min(self.width() - 16.0, (self.height() - 8) * 16 / 9)
        box = QRectF((self.width() - width) / 2, 0, width, width * 9 / 16)
        self.draw(painter, box)
        draw_box(painter, box, border=tokens.field_border, radius=Radius.FIELD / 3)
        painter.end()
