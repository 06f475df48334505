# SPDX-License-Identifier: EUPL-1.2
"""A decision of the team, distinct from a note."""

from dataclasses import dataclass

from app.domain.ids import DecisionId, ItemId


@dataclass(frozen=True)
class Decision:
    """One sentence that the team agreed on, in the order in which it was said."""

    id: DecisionId
    item_id: ItemId
    position: int
    text: str
