# SPDX-License-Identifier: EUPL-1.2
"""The public holidays of France, and the two more of Alsace-Moselle (art. L3133-1, L3134-13 CT)."""

from datetime import date
from functools import cache

from app.domain.practice import Region

_MOSELLE = "57"
"""The département that stands for the three: their law is one."""


def public_holiday(day: date, region: Region = Region.METROPOLE) -> str:
    """The French name of the public holiday of a day; empty on any other day."""
    return _of_year(day.year, region).get(day, "")


@cache
def _of_year(year: int, region: Region) -> dict[date, str]:
    from holidays.countries.france import France  # noqa: PLC0415 - costs 50 ms, for few screens

    subdivision = _MOSELLE if region is Region.ALSACE_MOSELLE else None
    days = France(years=year, subdiv=subdivision, language="fr")  # type: ignore[no-untyped-call]  # its signature lacks a return type
    return dict(days)
