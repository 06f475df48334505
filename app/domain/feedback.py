# SPDX-License-Identifier: EUPL-1.2
"""What is owed to the patient after a meeting: somebody reports back, and it is dated."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.dates import moved
from app.domain.ids import CaseId, FeedbackId, MeetingId, ProfessionalId

REPORT_WITHIN = 15
"""Days after the meeting: the ACI follows the share of reports made within them."""


class Agreement(StrEnum):
    """What the person said to what was proposed; empty where nobody noted it."""

    UNSAID = ""
    AGREES = "agrees"
    PARTLY = "partly"
    REFUSES = "refuses"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _AGREEMENTS[self]


_AGREEMENTS = {
    Agreement.UNSAID: "",
    Agreement.AGREES: "D’accord",
    Agreement.PARTLY: "En partie d’accord",
    Agreement.REFUSES: "Refuse",
}


@dataclass(frozen=True)
class PatientFeedback:
    """The report owed by the requester after one meeting; owed until `done_on` is set.

    `reaction` is what the person answered, as told by whoever reported back; `refused` what they
    would not have. `departure` says why the plan departs from the team's opinion (HAS criteria for
    RCP: the reasons are traced). `due` is the day by which it is promised.
    """

    id: FeedbackId
    case_id: CaseId
    meeting_id: MeetingId
    owed_by: ProfessionalId | None = None
    owed_by_name: str = ""
    done_on: date | None = None
    done_by: ProfessionalId | None = None
    reaction: str = ""
    due: date | None = None
    agreement: Agreement = Agreement.UNSAID
    refused: str = ""
    departure: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether somebody told the person, or noted anything of what they said."""
        noted = (self.reaction, self.refused, self.departure)
        return self.done_on is not None or bool(self.agreement) or any(map(str.strip, noted))


def due_of(feedback: PatientFeedback, met_on: date) -> date:
    """By when somebody reports back: the day that was promised, else within the ACI's days."""
    return feedback.due or moved(met_on, REPORT_WITHIN)
