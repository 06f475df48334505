# SPDX-License-Identifier: EUPL-1.2
"""The tables that hold nothing of their own: what is in them is made from the other tables."""

from app.domain.tables import SEARCH

_DIGESTS = frozenset({"row_digest", "row_total"})


def made_again(name: str) -> bool:
    """Whether a table is made again from the others instead of being salvaged."""
    return name in _DIGESTS or name.startswith(SEARCH)
