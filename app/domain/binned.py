# SPDX-License-Identifier: EUPL-1.2
"""What was taken out and can be put back for thirty days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.changes import Kind
from app.domain.ids import BinnedId, CaseId

KEPT = timedelta(days=30)
"""How long the bin holds a thing before it goes for good."""


@dataclass(frozen=True)
class Binned:
    """A record as it was (`record` is JSON of its content), who took it out and when (UTC).

    `kind` is None for what another version of the program put there.
    """

    id: BinnedId
    kind: Kind | None
    record_id: str
    case_id: CaseId | None
    at: datetime
    account_id: str
    record: str

    @property
    def until(self) -> datetime:
        """When it goes for good."""
        return self.at + KEPT
