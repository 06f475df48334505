# SPDX-License-Identifier: EUPL-1.2
"""One situation: summary, consent, sealed identity, plan."""

from ui.screens.case.rights_presenter import RightsServices
from ui.screens.case.view import CaseScreen, CaseServices

__all__ = ["CaseScreen", "CaseServices", "RightsServices"]
