# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of a plan besides its lines."""

from dataclasses import replace

from PySide6.QtWidgets import QScrollArea, QWidget

from app.domain.care_plan import PlanPart
from app.domain.ids import CaseId
from ui.screens.case import CaseScreen
from ui.screens.case.plan_page import PlanPage
from ui.tour.stage import Stage

_CODE = "S26-014"


def line(stage: Stage) -> None:
    """A line being typed, with its words for the person."""
    page = _page(stage)
    page.tables[PlanPart.CARE].edit_asked.emit(_first(stage), 1)
    _scroll(stage, page, 0)


def needs(stage: Stage) -> None:
    """What could not be met, and one more being noted."""
    page = _page(stage)
    page.needs.add_button.click()
    _scroll(stage, page, 0.95)


def versions(stage: Stage) -> None:
    """A validated plan changed since, compared with its version."""
    page, plans = _page(stage), stage.desk.care_plans
    page.needs.close_form()
    case_id = CaseId(stage.case(_CODE))
    known = plans.line(plans.facts(case_id).lines[0].id)
    plans.save_line(replace(known, objective=f"{known.objective}, puis marcher au parc"))
    page.reload()
    page.versions.set_folded(folded=False)
    page.versions.compare.click()
    _scroll(stage, page, 1)


def _page(stage: Stage) -> PlanPage:
    stage.go("case", stage.case(_CODE), "plan")
    return stage.screen("case", CaseScreen).plan


def _first(stage: Stage) -> str:
    return stage.desk.care_plans.facts(CaseId(stage.case(_CODE))).lines[0].id


def _scroll(stage: Stage, page: PlanPage, share: float) -> None:
    """Show what is that far down the page, at the size of the first picture."""
    stage.window.resize(1366, 768)
    stage.settle()
    area: QWidget | None = page
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        bar = area.verticalScrollBar()
        bar.setValue(int(bar.maximum() * share))
