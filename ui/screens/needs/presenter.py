# SPDX-License-Identifier: EUPL-1.2
"""One year of the register of needs that could not be met, and its table to hand out."""

from collections.abc import Callable
from datetime import date

from app.domain.ids import CaseId
from app.domain.text import plural
from app.services.unmet_needs import NeedsOfYear, UnmetNeedService


class NeedsPresenter:
    """Reads a year; nothing is written here: a need is noted with the plan of its situation."""

    def __init__(self, needs: UnmetNeedService, today: Callable[[], date]) -> None:
        self._needs, self._today = needs, today
        self._year = 0

    def arrive(self) -> NeedsOfYear:
        """The year that was shown, the current one at first."""
        return self.show(self._year or self._today().year)

    def show(self, year: int) -> NeedsOfYear:
        """Another year."""
        self._year = year
        return self._needs.year(year)

    def case_of(self, need_id: str) -> CaseId | None:
        """The situation of a need that is shown."""
        lines = self._needs.year(self._year).lines
        return next((line.need.case_id for line in lines if line.need.id == need_id), None)

    def csv(self) -> tuple[str, bytes]:
        """The file name and the content of the year as a table; journalled."""
        return self._needs.csv(self._year)


def summary(year: NeedsOfYear) -> str:
    """How many, and how many were met since."""
    if not year.lines:
        return ""
    noted = plural(len(year.lines), "besoin noté", "besoins notés")
    met = plural(year.met, "couvert depuis", "couverts depuis") if year.met else "aucun couvert"
    return f"{noted} en {year.year}, {met}"
