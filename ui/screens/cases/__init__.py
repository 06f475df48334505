# SPDX-License-Identifier: EUPL-1.2
"""The list of situations: search as you type, filter, open, begin a new one."""

from ui.screens.cases.presenter import CaseFilter, CasesPresenter
from ui.screens.cases.view import CasesScreen

__all__ = ["CaseFilter", "CasesPresenter", "CasesScreen"]
