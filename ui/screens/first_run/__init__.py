# SPDX-License-Identifier: EUPL-1.2
"""The first minutes: the practice, the passphrase, the recovery sheet, the professionals."""

from ui.screens.first_run.presenter import Foundry, NewPractice
from ui.screens.first_run.view import FirstRunPage, PeoplePane, SheetPage

__all__ = ["FirstRunPage", "Foundry", "NewPractice", "PeoplePane", "SheetPage"]
