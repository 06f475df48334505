# SPDX-License-Identifier: EUPL-1.2
"""The settings that work: the practice, the colours, the place of the vault, the lock."""

from ui.screens.settings.presenter import Machine, SettingsPresenter
from ui.screens.settings.view import SettingsScreen

__all__ = ["Machine", "SettingsPresenter", "SettingsScreen"]
