# SPDX-License-Identifier: EUPL-1.2
"""What is owed to the patient after a meeting: somebody reports back, and it is dated."""

from dataclasses import dataclass
from datetime import date

from app.domain.ids import CaseId, FeedbackId, MeetingId, ProfessionalId

REPORT_WITHIN = 15
"""Days after the meeting: the ACI follows the share of reports made within them."""


@dataclass(frozen=True)
class PatientFeedback:
    """The report owed by the requester after one meeting; owed until `done_on` is set.

    `reaction` is what the person answered or refused, as told by whoever reported back.
    """

    id: FeedbackId
    case_id: CaseId
    meeting_id: MeetingId
    owed_by: ProfessionalId | None = None
    owed_by_name: str = ""
    done_on: date | None = None
    done_by: ProfessionalId | None = None
    reaction: str = ""
