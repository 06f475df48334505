# SPDX-License-Identifier: EUPL-1.2
"""How long files are kept: data of the practice, each rule with its source (domain brief §5).

Years in use after the last care, then years in the archive; for a minor not before a birthday. The
rules come from texts for health establishments, taken over by analogy: they are proposed, and
nothing goes by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.case import CaseStatus


class RetentionName(StrEnum):
    """The rules: years in use, then in the archive; until which birthday for a minor."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    MINOR_UNTIL = "minor_until"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _NAMES[self]


_NAMES = {
    RetentionName.ACTIVE: "Années en base active après le dernier soin",
    RetentionName.ARCHIVED: "Années en archive ensuite",
    RetentionName.MINOR_UNTIL: "Personne mineure : jusqu’à cet anniversaire",
}
MOST_YEARS = 100


@dataclass(frozen=True)
class RetentionRule:
    """A number of years, or an age, and where it comes from."""

    name: RetentionName
    years: int
    source: str


@dataclass(frozen=True)
class Retention:
    """The clock of one file: the last care, when it may be archived, when nothing keeps it."""

    last: date
    archive_on: date
    over_on: date
    for_minor: bool = False
    """Whether the birthday of somebody who was a minor makes it last longer."""
    birth_unknown: bool = False
    """Whether a minor's year of birth is missing: `over_on` may then be too early."""

    def to_archive(self, status: CaseStatus, today: date) -> bool:
        """Whether a closed file has been in use long enough."""
        return status is CaseStatus.CLOSED and self.archive_on <= today

    def is_over(self, today: date) -> bool:
        """Whether no rule keeps it any more."""
        return self.over_on <= today and not self.birth_unknown


def retention_of(
    rules: Mapping[RetentionName, RetentionRule],
    last: date,
    *,
    birth_year: int | None,
    minor: bool,
) -> Retention:
    """The clock of a file whose last care was on `last`.

    Of a birth date only the year is outside of the sealed identity: the end of the year of the
    birthday is taken, some months too long rather than too short.
    """
    archive_on = years_later(last, rules[RetentionName.ACTIVE].years)
    over_on = years_later(archive_on, rules[RetentionName.ARCHIVED].years)
    if birth_year is None:
        return Retention(last, archive_on, over_on, birth_unknown=minor)
    grown = date(min(birth_year + rules[RetentionName.MINOR_UNTIL].years, date.max.year), 12, 31)
    if grown > over_on:
        return Retention(last, archive_on, grown, for_minor=True)
    return Retention(last, archive_on, over_on)


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 1 March for a 29 February, the calendar's last day at most."""
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
