# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of the life of a situation: who is around, a closing, the past."""

from app.domain.case import CaseStatus
from app.domain.ids import CaseId
from app.services.cases import CaseDraft
from ui.screens.case import CaseScreen
from ui.screens.case.protocol_card import ProtocolCard
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


def protocols(stage: Stage) -> None:
    """The protocols of a person, one that speaks against them being ticked."""
    card = _protocols(stage)
    card.begin()
    card.form.criteria.rows[-1].box.setChecked(True)
    _into_sight(stage)


def steps(stage: Stage) -> None:
    """The steps of a protocol, ticked before they are proposed to the plan."""
    card = _protocols(stage)
    included = next(row for row in card.rows if row.shown.inclusion.is_open)
    included.steps_asked.emit()
    _into_sight(stage)


def _protocols(stage: Stage) -> ProtocolCard:
    return _shown(stage).summary.protocols


def _into_sight(stage: Stage) -> None:
    screen = stage.screen("case", CaseScreen)
    stage.settle()
    screen.sides.bring_into_sight("summary", screen.summary.protocols)
    stage.settle()
