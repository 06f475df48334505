# SPDX-License-Identifier: EUPL-1.2
"""What stands on the page of a situation and cannot be kept in it: a text too long, half a date."""

from app.domain.ids import CaseId
from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTypedOf
from ui.screens.case.plan_page import PlanPage
from ui.screens.case.summary_page import SummaryPage


class BegunCase:
    """Keeps it whenever the page is left or the vault locks, and shows it again."""

    def __init__(self, pages: UnfinishedForms, summary: SummaryPage, plan: PlanPage) -> None:
        self._half = HalfTypedOf(pages, KeptPage.CASE)
        self._summary, self._plan = summary, plan

    def keep(self, case_id: CaseId | None) -> None:
        """Of the situation that is shown."""
        if case_id is not None:
            self._half.keep(case_id, self._summary.begun() | self._plan.begun())

    def show(self, case_id: CaseId) -> None:
        """Over what the vault has of a situation, which is shown."""
        texts = self._half.of(case_id)
        if texts:
            self._summary.show_begun(texts)
            self._plan.show_begun(texts)
