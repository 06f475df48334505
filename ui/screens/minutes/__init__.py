# SPDX-License-Identifier: EUPL-1.2
"""Sealed minutes: read, verified, printed, corrected by a new version."""

from ui.screens.minutes.presenter import MinutesPresenter
from ui.screens.minutes.view import MinutesScreen

__all__ = ["MinutesPresenter", "MinutesScreen"]
