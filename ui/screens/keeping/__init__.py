# SPDX-License-Identifier: EUPL-1.2
"""How long files are kept, which were kept long enough, and the bin."""

from ui.screens.keeping.presenter import KeepingPresenter
from ui.screens.keeping.view import KeepingScreen

__all__ = ["KeepingPresenter", "KeepingScreen"]
