# SPDX-License-Identifier: EUPL-1.2
"""How everything looks: tokens, fonts, icons and the style sheet that follows from them."""

from ui.theme.fonts import font
from ui.theme.icons import IconName, app_icon, icon_pixmap, paint_icon
from ui.theme.theme import Scheme, Theme, ThemeSwitch, apply_theme, current_tokens
from ui.theme.tokens import Radius, Space, TextSize, Tokens, Tone

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
    "app_icon",
    "apply_theme",
    "current_tokens",
    "font",
    "icon_pixmap",
    "paint_icon",
]
