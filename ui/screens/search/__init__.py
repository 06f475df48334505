# SPDX-License-Identifier: EUPL-1.2
"""One box over everything that was written."""

from ui.screens.search.presenter import SearchPresenter
from ui.screens.search.view import SearchScreen

__all__ = ["SearchPresenter", "SearchScreen"]
