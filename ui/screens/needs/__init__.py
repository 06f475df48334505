# SPDX-License-Identifier: EUPL-1.2
"""The needs that could not be met, by year: what the territory lacks."""

from ui.screens.needs.presenter import NeedsPresenter
from ui.screens.needs.view import NeedsScreen

__all__ = ["NeedsPresenter", "NeedsScreen"]
