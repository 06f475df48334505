# SPDX-License-Identifier: EUPL-1.2
"""What stands over the steps: the titles of the cells, and each moment with what adds a step."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.protocol import Moment
from ui.screens.protocol.step_columns import TITLES, cell_places, cells_a_line
from ui.theme import IconName, Space, TextSize, current_tokens, font
from ui.widgets import IconButton, LabelKind, PlainLabel
from ui.widgets.paint import draw_hairline, draw_text

_HEAD = 24


class TitlesHead(QWidget):
    """The titles of the cells, where they stand beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(_HEAD if cells_a_line(self.width()) == len(TITLES) else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if cells_a_line(self.width()) < len(TITLES):
            return
        tokens, painter = current_tokens(), QPainter(self)
        for title, place in zip(TITLES, cell_places(self.width()), strict=True):
            spot = QRectF(place.left, 0, place.width, _HEAD)
            type_ = font(TextSize.SECONDARY, bold=True)
            draw_text(painter, spot, title, colour=tokens.muted, type_=type_)
        bottom = self.height() - 1
        draw_hairline(
            painter, QPointF(0, bottom), QPointF(self.width(), bottom), tokens.field_border
        )
        painter.end()


class MomentHead(QWidget):
    """A moment over its steps, with what adds one."""

    def __init__(self, moment: Moment) -> None:
        super().__init__()
        self.add = IconButton(IconName.PLUS, f"Ajouter une étape à « {moment.label} »")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.RELATED, 0, 0)
        row.setSpacing(Space.RELATED)
        row.addWidget(PlainLabel(moment.label, LabelKind.STRONG))
        row.addWidget(self.add)
        row.addStretch(1)
