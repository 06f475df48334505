# SPDX-License-Identifier: EUPL-1.2
"""How everything looks: tokens, fonts, icons and the style sheet that follows from them."""

from ui.theme.fonts import font
from ui.theme.icons import IconName, icon_pixmap, paint_icon
from ui.theme.pyside_python311 import keep_constants_alive
from ui.theme.theme import Scheme, Theme, ThemeSwitch, apply_theme, current_tokens
from ui.theme.tokens import Radius, Space, TextSize, Tokens, Tone

# Every use of Qt by the interface passes here first.
keep_constants_alive()

__all__ = [
    "IconName",
    "Radius",
    "Scheme",
    "Space",
    "TextSize",
    "Theme",
    "ThemeSwitch",
    "Tokens",
    "Tone",
    "apply_theme",
    "current_tokens",
    "font",
    "icon_pixmap",
    "paint_icon",
]
