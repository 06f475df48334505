# SPDX-License-Identifier: EUPL-1.2
"""The product's line icons: named by what they mean, recoloured when they are drawn."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme.resources import RESOURCES

APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICON_SIZE = 20
"""Side of the box in which every icon is drawn, in pixels."""


class IconName(StrEnum):
    """One file of `resources/icons` each."""

    ACTIONS = "actions"
    ARROW_DOWN = "arrow-down"
    ARROW_UP = "arrow-up"
    CALENDAR = "calendar"
    CARRIED_OVER = "carried-over"
    CASES = "cases"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CIRCLE = "circle"
    CLOCK = "clock"
    CLOSE = "close"
    DECISIONS = "decisions"
    DIRECTORY = "directory"
    DOCUMENT = "document"
    DOT = "dot"
    EDIT = "edit"
    EYE = "eye"
    EYE_OFF = "eye-off"
    FOLDER = "folder"
    HOME = "home"
    IMPORT = "import"
    INFO = "info"
    KEY = "key"
    LOCK = "lock"
    LOGO = "logo"
    MEETING = "meeting"
    MINUS = "minus"
    MINUTES = "minutes"
    ORGANIC = "organic"
    PERSON = "person"
    PLAN = "plan"
    PLUS = "plus"
    POSTPONED = "postponed"
    PREPARE = "prepare"
    PRINT = "print"
    PROJECTION = "projection"
    PROTOCOL = "protocol"
    PSYCHIC = "psychic"
    SAVE = "save"
    SEARCH = "search"
    SETTINGS = "settings"
    SOCIAL = "social"
    TRASH = "trash"
    UNDO = "undo"
    UNLOCK = "unlock"
    VAULT = "vault"
    WARNING = "warning"


@cache
def _source(name: IconName) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, box: QRectF, name: IconName, colour: str) -> None:
    """Draw an icon in `box`, its lines in `colour` (`#RRGGBB`)."""
    svg = _source(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, box)


def icon_pixmap(name: IconName, colour: str, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon as a transparent pixmap of `size` logical pixels at a device pixel ratio."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill("transparent")
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, QRectF(0, 0, size, size), name, colour)
    painter.end()
    return pixmap


def app_icon() -> QIcon:
    """The icon of the program, as task bars show it; `packaging/app_icon.py` draws its sizes."""
    icon = QIcon()
    for size in APP_ICON_SIZES:
        icon.addFile(str(RESOURCES / "app-icon" / f"tour-de-table-{size}.png"), QSize(size, size))
    return icon
