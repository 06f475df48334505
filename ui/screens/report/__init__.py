# SPDX-License-Identifier: EUPL-1.2
"""A problem is reported by a file that says nothing of anybody and is shown before it is saved."""

from ui.screens.report.cover import report_cover
from ui.screens.report.presenter import Gather, ReportPresenter
from ui.screens.report.view import ReportScreen

__all__ = ["Gather", "ReportPresenter", "ReportScreen", "report_cover"]
