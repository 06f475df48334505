# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of an accord that lives, and of a report that meets a refusal."""

from dataclasses import replace

from app.domain.case import Protection
from app.domain.dates import moved
from app.domain.feedback import Agreement
from app.domain.ids import CaseId
from app.services.consents import ConsentDraft
from ui.screens.case import CaseScreen
from ui.screens.feedback import FeedbackScreen
from ui.tour.stage import Stage

CHILD = "S26-013"


def _card(stage: Stage, code: str, choice: str = "") -> CaseScreen:
    stage.go("case", stage.case(code), choice)
    return stage.screen("case", CaseScreen)


def answer(stage: Stage) -> None:
    """An answer that names structures, its details unfolded."""
    form = _card(stage, "S26-014", "consent").summary.consent.form
    form.reach.set_value("outside")
    form.reach.chosen.emit("outside")
    form.structures.set_text("CCAS\nÉquipe mobile de gériatrie")
    form.more.click()


def withdrawal(stage: Stage) -> None:
    """What a withdrawal would do, before it is confirmed."""
    _card(stage, "S26-014", "withdrawal")


def minor(stage: Stage) -> None:
    """A minor who asked for secrecy from the parents."""
    stage.screen("case", CaseScreen).summary.consent.form.cancel.click()
    line = _card(stage, CHILD).summary.consent.protection
    line.protection.set_value(Protection.MINOR.value)
    line.protection.chosen.emit(Protection.MINOR.value)
    line.secrecy.click()
    stage.screen("case", CaseScreen).summary.identity.show_button.click()
    stage.screen("case", CaseScreen).summary.identity.recto.title.click()


def renewal(stage: Stage) -> None:
    """An accord that the practice is to ask again in a fortnight."""
    case_id = CaseId(stage.case("S26-017"))
    known = stage.desk.cases.file(case_id).consent
    if known is not None:
        soon = moved(stage.desk.clock.today(), 14)
        stage.desk.consents.record(case_id, replace(ConsentDraft.of(known), renew_on=soon))
    _card(stage, "S26-017")


def refused(stage: Stage) -> None:
    """A report whose person refuses: what is asked then, and where it leads."""
    stage.go("feedback")
    report = stage.screen("feedback", FeedbackScreen).report
    report.agreement.set_value(Agreement.REFUSES.value)
    report.agreement.chosen.emit(Agreement.REFUSES.value)


def told(stage: Stage) -> None:
    """The reports that were made."""
    report = stage.screen("feedback", FeedbackScreen).report
    report.agreement.set_value(Agreement.UNSAID.value)
    report.agreement.chosen.emit(Agreement.UNSAID.value)
    stage.go("feedback", choice="done")
