# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of one person's rights, and of what is kept how long."""

from app.services.cases import CaseDraft
from ui.tour.stage import Stage


def keeping(stage: Stage) -> None:
    """A situation that was opened by mistake is in the bin."""
    case_id, _ = stage.desk.cases.open(CaseDraft(title="Ouverte deux fois"))
    stage.desk.person.bin.put_case(case_id)
    stage.go("keeping")
