# SPDX-License-Identifier: EUPL-1.2
"""The first minutes: the practice, the person and the passphrase, the professionals."""

from ui.screens.first_run.presenter import Foundry, NewPractice, Strength
from ui.screens.first_run.view import FirstRunPage, PeoplePane

__all__ = ["FirstRunPage", "Foundry", "NewPractice", "PeoplePane", "Strength"]
