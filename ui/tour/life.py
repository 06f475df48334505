# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of the life of a situation: who is around, a closing, the past."""

from app.domain.case import CaseStatus
from app.domain.ids import CaseId
from app.services.cases import CaseDraft
from ui.screens.case import CaseScreen
from ui.tour.stage import Stage

_CODE = "S26-014"


def _shown(stage: Stage, choice: str = "") -> CaseScreen:
    stage.go("case", stage.case(_CODE), choice)
    return stage.screen("case", CaseScreen)


def around(stage: Stage) -> None:
    """Three people around the person, the page scrolled to them."""
    circles, case_id = stage.desk.lives.circles, CaseId(stage.case(_CODE))
    people = stage.desk.directory.all()
    for person in (people[0], next(each for each in people if not each.member)):
        circles.add(case_id, person.id)
    circles.add(case_id, None, "Une voisine")
    screen = _shown(stage)
    stage.settle()
    screen.sides.bring_into_sight("summary", screen.summary.feedback)


def closing(stage: Stage) -> None:
    """A closing that waits for its reason."""
    screen = _shown(stage)
    screen.sides.go_to_top()
    card = screen.summary.life
    card.move_button.click()
    card.choice_buttons[CaseStatus.CLOSED].click()
    stage.settle()
    screen.sides.go_to_top()


def joined(stage: Stage) -> None:
    """A file that was opened twice for one person, once it was joined: it is there to be read."""
    case_id, _ = stage.desk.cases.open(CaseDraft(title="Chutes", question="Ouverte deux fois"))
    stage.desk.lives.joining.join(CaseId(stage.case(_CODE)), case_id)
    stage.go("case", case_id)
