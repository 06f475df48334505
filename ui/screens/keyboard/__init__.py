# SPDX-License-Identifier: EUPL-1.2
"""The page on which the keys of the meeting are chosen."""

from ui.screens.keyboard.view import KeyboardScreen, KeyboardSettings

__all__ = ["KeyboardScreen", "KeyboardSettings"]
