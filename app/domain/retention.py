# SPDX-License-Identifier: EUPL-1.2
"""How long files are kept: data of the practice, each rule with its source (domain brief §5)."""

from dataclasses import dataclass
from enum import StrEnum


class RetentionName(StrEnum):
    """The rules: years in use, then in the archive; until which birthday for a minor."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    MINOR_UNTIL = "minor_until"


@dataclass(frozen=True)
class RetentionRule:
    """A number of years, or an age, and where it comes from."""

    name: RetentionName
    years: int
    source: str
