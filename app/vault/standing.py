# SPDX-License-Identifier: EUPL-1.2
"""How a vault stands: open for work, or read-only, and then why and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Why a vault may or may not be written."""

    WRITABLE = "writable"
    AWAY = "away"
    """Its work goes on in the copy that left on a stick."""
    RETURNED = "returned"
    """This copy came back to its place: the work goes on there."""
    PREPARED = "prepared"
    """This copy was cut short of its departure: the vault that it is of may be at work."""
    ROLLED_BACK = "rolled_back"
    """The file is older than what this vault said of itself outside."""
    DAMAGED = "damaged"
    UNFINISHED = "unfinished"
    """New keys are decided and their files not in place: an opening ends that."""


@dataclass(frozen=True)
class VaultState:
    """The standing with its French words; both empty while all is well."""

    standing: Standing = Standing.WRITABLE
    sentence: str = ""
    remedy: str = ""

    @property
    def may_write(self) -> bool:
        """Whether the practice's records may change."""
        return self.standing is Standing.WRITABLE

    @property
    def may_note(self) -> bool:
        """Whether readings may still be journalled: not into a file that is damaged or closed."""
        return self.standing not in {Standing.DAMAGED, Standing.UNFINISHED}
