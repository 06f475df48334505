# SPDX-License-Identifier: EUPL-1.2
"""Which consents the practice is to ask again; noting another statement settles one.

A rule of the practice, not of the law: a consent is valid until it is withdrawn (décret 2016-1349).
"""

from datetime import date

from app.domain.consent import RENEWED_AHEAD
from app.domain.dates import moved
from app.domain.ids import CaseId
from app.storage.unit_of_work import Rows


def to_renew(rows: Rows, today: date) -> dict[CaseId, date]:
    """The situations that go on and whose consent is to be asked again soon, or was: by when."""
    until = moved(today, RENEWED_AHEAD)
    return {
        consent.case_id: consent.renew_on
        for consent in rows.consents.to_renew(until)
        if consent.renew_on is not None
    }
