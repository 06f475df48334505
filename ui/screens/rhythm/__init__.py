# SPDX-License-Identifier: EUPL-1.2
"""Calendrier: the coming weeks, what differs in each, and who is away."""

from ui.screens.rhythm.presenter import RhythmPresenter
from ui.screens.rhythm.view import RhythmScreen

__all__ = ["RhythmPresenter", "RhythmScreen"]
