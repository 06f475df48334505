# SPDX-License-Identifier: EUPL-1.2
"""Who read or changed what of one situation: the journal for a person who asks."""

from app.documents import theme
from app.documents.flow import Block
from app.documents.kit import Kit
from app.documents.views import AccessLogView

_HEADS = ("Quand", "Qui", "Quoi", "Sur quoi")
_SHARES = (22, 20, 32, 26)


def access_log_blocks(kit: Kit, view: AccessLogView) -> list[Block]:
    """What is on the pages."""
    blocks: list[Block] = kit.facts(view.facts)
    if view.lines:
        rows = [
            [
                kit.text(line.at, theme.CELL),
                kit.text(line.who, theme.CELL),
                kit.text(line.what, theme.CELL_STRONG),
                kit.text(line.about, theme.CELL),
            ]
            for line in view.lines
        ]
        blocks.append(kit.table(_HEADS, _SHARES, rows).spaced(14))
    else:
        blocks.append(kit.text("Aucune entrée.", theme.ASIDE).spaced(14))
    blocks.append(kit.text(view.foot, theme.LABEL).spaced(12))
    return blocks
