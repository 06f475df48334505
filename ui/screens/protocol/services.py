# SPDX-License-Identifier: EUPL-1.2
"""What the screen of one protocol works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domain.due import read_due
from app.domain.errors import NotFoundError
from app.domain.protocol import Protocol
from app.services.cases import CaseService
from app.services.directory import DirectoryService
from app.services.kept_forms import KeptForms
from app.services.protocol_desk import ProtocolDesk

if TYPE_CHECKING:
    from app.services.desk import Desk


@dataclass(frozen=True)
class ProtocolServices:
    """`today` and `now` are local; `next_meeting` is the day of the first meeting after a day."""

    protocols: ProtocolDesk
    directory: DirectoryService
    cases: CaseService
    kept: KeptForms
    today: Callable[[], date]
    now: Callable[[], datetime]
    next_meeting: Callable[[date], date]

    @classmethod
    def of(cls, desk: "Desk") -> "ProtocolServices":
        """Those of one open vault."""
        return cls(
            protocols=desk.protocols,
            directory=desk.directory,
            cases=desk.cases,
            kept=desk.outbox.forms,
            today=desk.clock.today,
            now=desk.clock.local,
            next_meeting=desk.series.next_after,
        )

    def read_day(self, text: str) -> date | None:
        """What a typed day to come means, None when it is not one."""
        today = self.today()
        return read_due(text, today, lambda: self.next_meeting(today))

    def referent(self, protocol: Protocol) -> str:
        """Who leads it, as the screen says them; empty for nobody."""
        if protocol.referent_id is None:
            return protocol.referent_name
        try:
            return self.directory.get(protocol.referent_id).full_name
        except NotFoundError:
            return protocol.referent_name
