# SPDX-License-Identifier: EUPL-1.2
"""The titles of protocols: no two share one, whatever door a protocol comes through."""

import re

from app.domain.ids import ProtocolId
from app.domain.protocol_fields import TITLE
from app.domain.text import fold
from app.storage.unit_of_work import Rows


def taken_titles(rows: Rows, but: ProtocolId | None = None) -> frozenset[str]:
    """The titles of all others, folded: of the text at hand and of the version in force."""
    return frozenset(fold(title).strip() for id_, title in rows.protocols.titles() if id_ != but)


def free_title(rows: Rows, title: str, but: ProtocolId | None = None) -> str:
    """The title, or « title (2) » and so on where another protocol has it; never too long."""
    taken, number, free = taken_titles(rows, but), 2, title.strip()
    base = re.sub(r" \(\d{1,3}\)$", "", free)  # never « title (2) (2) »
    while fold(free) in taken:
        end = f" ({number})"
        free = f"{base[: TITLE.most - len(end)].rstrip()}{end}"
        number += 1
    return free
