# SPDX-License-Identifier: EUPL-1.2
"""The three fields of a situation, and the one for people who belong to none of them."""

from enum import StrEnum


class Field(StrEnum):
    """A field of the minutes, of the plan, or the one a profession belongs to."""

    ORGANIC = "organic"
    PSYCHIC = "psychic"
    SOCIAL = "social"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word on the screen and on paper."""
        return _LABELS[self]


_LABELS = {
    Field.ORGANIC: "Organique",
    Field.PSYCHIC: "Psychique",
    Field.SOCIAL: "Social",
    Field.OTHER: "Autre",
}

NOTE_FIELDS = (Field.ORGANIC, Field.PSYCHIC, Field.SOCIAL)
"""The three fields in which minutes are taken, in the order of the screen."""
