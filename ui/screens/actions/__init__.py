# SPDX-License-Identifier: EUPL-1.2
"""The one list of actions: whose, about which situation, how late, and what became of them."""

from ui.screens.actions.presenter import ActionFilter, ActionsPresenter
from ui.screens.actions.view import ActionsScreen

__all__ = ["ActionFilter", "ActionsPresenter", "ActionsScreen"]
