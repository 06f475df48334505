# SPDX-License-Identifier: EUPL-1.2
"""The extract of a meeting for one patient's record: only that situation, who was there, the seal.

The fields are those of the record that the ACI asks for (domain brief §1, field list).
"""

from dataclasses import replace

from app.documents import theme
from app.documents.flow import PLAIN, Block, Row, WritingLine
from app.documents.kit import Kit
from app.documents.minutes import item_blocks, people_rows
from app.documents.views import ExtractView

_TO_SIGN = ("Versé au dossier le", "Par (nom, profession)")
_ROOM = 24.0  # above a line to write on: a date, a name


def extract_blocks(kit: Kit, view: ExtractView) -> list[Block]:
    """What is on the pages."""
    blocks = kit.facts(view.facts)
    if view.people:
        blocks += [kit.section("Participants"), *people_rows(kit, view.people)]
    blocks += item_blocks(kit, replace(view.item, fate=""))
    sentences = [line for line in (view.item.fate, *view.follow_up) if line.strip()]
    if sentences:
        # Tied to the lines to write on: those never stand alone on a page.
        lines = [kit.text(line).spaced(2, keep_next=True) for line in sentences]
        blocks += [kit.section("Et ensuite", gap=14), *lines]
    blocks.append(_filing(kit, view))
    return blocks


def _filing(kit: Kit, view: ExtractView) -> Block:
    if view.filed:
        return kit.text(view.filed, theme.STRONG).spaced(12)
    cells = [WritingLine(kit.text(label, theme.LABEL), _ROOM) for label in _TO_SIGN]
    return Row(cells, [1] * len(cells), PLAIN, gutter=18).spaced(4)
