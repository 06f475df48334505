# SPDX-License-Identifier: EUPL-1.2
"""The shipped typeface: the same letters on every machine, U+202F included."""

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.resources import RESOURCES
from ui.theme.tokens import TextSize

FAMILY = "Noto Sans"
FALLBACKS = ("Noto Sans Symbols2", "Noto Sans Math")
_FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Italic.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansMath-Regular.ttf",
)


def load_fonts() -> None:
    """Register the shipped fonts with the application; a missing file raises FileNotFoundError."""
    for name in _FILES:
        path = RESOURCES / "fonts" / name
        if not path.is_file():
            raise FileNotFoundError(path)
        QFontDatabase.addApplicationFont(str(path))


def font(size: int = TextSize.TEXT, *, strong: bool = False, bold: bool = False) -> QFont:
    """The product's font at `size` pixels; `strong` is semibold (titles), `bold` is for codes."""
    chosen = QFont([FAMILY, *FALLBACKS])
    chosen.setPixelSize(size)
    if bold:
        chosen.setWeight(QFont.Weight.Bold)
    elif strong:
        chosen.setWeight(QFont.Weight.DemiBold)
    return chosen
