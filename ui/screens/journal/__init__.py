# SPDX-License-Identifier: EUPL-1.2
"""The journal: looked through, verified, exported for a patient, pruned by the coordination."""

from ui.screens.journal.presenter import JournalPresenter
from ui.screens.journal.view import JournalScreen

__all__ = ["JournalPresenter", "JournalScreen"]
