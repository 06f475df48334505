# SPDX-License-Identifier: EUPL-1.2
"""The first screen: the next meeting, what must not be forgotten, the last minutes."""

from ui.screens.home.presenter import HomePresenter
from ui.screens.home.view import HomeScreen

__all__ = ["HomePresenter", "HomeScreen"]
