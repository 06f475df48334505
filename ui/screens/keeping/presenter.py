# SPDX-License-Identifier: EUPL-1.2
"""What is proposed of files that were kept long enough, the rules behind it, and the bin."""

from collections.abc import Callable, Mapping
from datetime import date

from app.domain.changes import Changes
from app.domain.dates import medium_date
from app.domain.ids import BinnedId
from app.domain.retention import RetentionName, RetentionRule
from app.services.bin import BinService, InBin
from app.services.retention import Proposed, RetentionService, shipped_rules

MOST_YEARS = 40
"""Years offered for a rule: a longer one is no longer a duration of keeping."""


class KeepingPresenter:
    """Reads the proposals, the rules and the bin; writes what is decided."""

    def __init__(
        self, retention: RetentionService, bin_: BinService, today: Callable[[], date]
    ) -> None:
        self._retention, self._bin, self._today = retention, bin_, today

    def proposals(self) -> tuple[Proposed, ...]:
        """The files to decide on, by code."""
        return self._retention.proposals()

    def rules(self) -> Mapping[RetentionName, RetentionRule]:
        """The rules in force."""
        return self._retention.rules()

    def set_rule(self, name: RetentionName, years: int) -> Changes:
        """Change a rule; its source is the day on which the practice decided it."""
        shipped = shipped_rules()[name]
        decided = f"décision de la structure, {medium_date(self._today())}"
        source = shipped.source if shipped.years == years else decided
        return self._retention.save_rule(name, years, source)

    def restore_rule(self, rule: RetentionRule) -> Changes:
        """Take a change back: the length with the source that it had."""
        return self._retention.save_rule(rule.name, rule.years, rule.source)

    def sweep(self) -> Changes:
        """Let go what has been in the bin for thirty days."""
        return self._bin.sweep()

    def binned(self) -> tuple[InBin, ...]:
        """What can be put back, the latest first."""
        return self._bin.all()

    def put_back(self, key: str) -> Changes:
        """Put a thing back. Raises `UserError`."""
        return self._bin.put_back(BinnedId(key))
