# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of one person's rights, and of what is kept how long."""

from app.services.cases import CaseDraft
from ui.screens.case import CaseScreen
from ui.tour.stage import Stage


def keeping(stage: Stage) -> None:
    """A situation that was opened by mistake is in the bin."""
    case_id, _ = stage.desk.cases.open(CaseDraft(title="Ouverte deux fois"))
    stage.desk.person.bin.put_case(case_id)
    stage.go("keeping")


def rights(stage: Stage) -> None:
    """What a person may ask, with the question of erasing open."""
    stage.go("case", stage.case("S26-014"), "rights")
    page = stage.screen("case", CaseScreen).rights
    page.erasure.begin.click()
