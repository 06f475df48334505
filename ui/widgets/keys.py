# SPDX-License-Identifier: EUPL-1.2
"""Keyboard shortcuts of a screen."""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_key(
    widget: QWidget, keys: str, action: Callable[[], object], *, everywhere: bool = False
) -> QShortcut:
    """Run `action` when `keys` ("Ctrl+T", "Alt+O", "F8") are pressed inside `widget`.

    `everywhere` makes it valid in the whole window, as long as `widget` is visible.
    """
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(
        Qt.ShortcutContext.WindowShortcut
        if everywhere
        else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    shortcut.activated.connect(action)
    return shortcut


def shown_keys(keys: str) -> str:
    """What a French key cap says: "Ctrl+Shift+Return" is "Ctrl Maj Entrée"."""
    names = {"Shift": "Maj", "Return": "Entrée", "Enter": "Entrée", "Space": "Espace"}
    names |= {"Up": "↑", "Down": "↓", "Esc": "Échap", "Del": "Suppr", "Home": "Début"}
    names |= {"Backspace": "Retour", "PgUp": "Page ↑", "PgDown": "Page ↓"}
    if sys.platform == "darwin":
        names |= {"Ctrl": "Cmd", "Meta": "Ctrl", "Alt": "Option"}
    return " ".join(names.get(part, part) for part in keys.split("+"))
