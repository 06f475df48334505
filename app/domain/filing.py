# SPDX-License-Identifier: EUPL-1.2
"""What is owed to the patient's own record after a meeting: the extract, put there by somebody."""

from dataclasses import dataclass
from datetime import date

from app.domain.ids import CaseId, FilingId, MeetingId, MinutesId, ProfessionalId


@dataclass(frozen=True)
class Filing:
    """The extract of one situation of sealed minutes; owed until `filed_on` is set.

    The ACI asks that minutes be in the patient's record (domain brief §1). `minutes_id` is the
    version that was or must be filed: a corrected one is owed again.
    """

    id: FilingId
    case_id: CaseId
    meeting_id: MeetingId
    minutes_id: MinutesId
    filed_on: date | None = None
    filed_by: ProfessionalId | None = None
    filed_by_name: str = ""
