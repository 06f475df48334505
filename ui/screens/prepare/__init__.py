# SPDX-License-Identifier: EUPL-1.2
"""Préparer: the next meeting before it begins."""

from ui.screens.prepare.presenter import PreparePresenter
from ui.screens.prepare.view import PrepareScreen

__all__ = ["PreparePresenter", "PrepareScreen"]
