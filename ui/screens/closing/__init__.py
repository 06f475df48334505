# SPDX-License-Identifier: EUPL-1.2
"""Leaving a closed meeting: plan lines answered, everything printed in one go, extracts filed."""

from ui.screens.closing.presenter import ClosingPresenter, ClosingServices
from ui.screens.closing.view import ClosingScreen

__all__ = ["ClosingPresenter", "ClosingScreen", "ClosingServices"]
