# SPDX-License-Identifier: EUPL-1.2
"""The extracts that are in no patient's record yet, and the noting of those put there."""

from ui.screens.filings.presenter import FilingsPresenter
from ui.screens.filings.view import FilingsScreen

__all__ = ["FilingsPresenter", "FilingsScreen"]
