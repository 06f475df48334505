# SPDX-License-Identifier: EUPL-1.2
"""The sheet on which a person's answer is noted: boxes to tick, lines to write and to sign on."""

from collections.abc import Sequence

from app.documents import theme
from app.documents.cards import FilledLine, TickBox
from app.documents.consent_views import ConsentFormView, TickGroup, TickLine
from app.documents.flow import PLAIN, Block, Box, Row, Space, Stack
from app.documents.kit import Kit
from app.documents.views import Fact

_BETWEEN = 3.5  # two lines to tick
_ROOM = 22.0  # to write on a line


def consent_form_blocks(kit: Kit, view: ConsentFormView) -> list[Block]:
    """What is on the page."""
    blocks = _facts(kit, view.facts)
    if view.intro.strip():
        blocks.append(kit.text(view.intro).spaced(12))
    for group in view.groups:
        blocks += _group(kit, group)
    if view.told:
        lines: list[Block] = [kit.text(sentence).spaced(3) for sentence in view.told]
        blocks.append(Box(Stack(lines), theme.ACCENT_SOFT).spaced(14))
    if view.law.strip():
        blocks.append(kit.text(view.law, theme.LABEL).spaced(9))
    if view.signatures:
        blocks.append(kit.signatures(view.signatures))
    return blocks


def _facts(kit: Kit, facts: Sequence[Fact]) -> list[Block]:
    """Two columns: what is known is printed, what is not is a line to write on."""
    rows: list[Block] = []
    for start in range(0, len(facts), 2):
        cells: list[Block] = [_fact(kit, fact) for fact in facts[start : start + 2]]
        cells += [Space()] * (2 - len(cells))
        rows.append(Row(cells, (1, 1), PLAIN, gutter=18).spaced(12 if start == 0 else 8))
    return rows


def _fact(kit: Kit, fact: Fact) -> Block:
    if fact.value.strip():
        return kit.labelled(fact.label, fact.value, theme.STRONG)
    label = kit.text(fact.label, theme.LABEL)
    return Stack([label, FilledLine(kit.text(""), room=_ROOM)])


def _group(kit: Kit, group: TickGroup) -> list[Block]:
    blocks = [kit.section(group.title, gap=13)]
    if group.note.strip():
        blocks.append(kit.text(group.note, theme.LABEL).spaced(1, keep_next=True))
    rows: list[Block] = []
    for start in range(0, len(group.lines), group.columns):
        cells: list[Block] = [
            _line(kit, line) for line in group.lines[start : start + group.columns]
        ]
        cells += [Space()] * (group.columns - len(cells))
        rows.append(Row(cells, [1] * group.columns, PLAIN, gutter=18).spaced(_BETWEEN))
    for tied in {0, len(rows) - 2} if len(rows) > 1 else ():
        rows[tied].keep_next = True  # no answer is alone on its page
    return [*blocks, *rows]


def _line(kit: Kit, line: TickLine) -> Block:
    text = kit.text(line.text)
    return TickBox(FilledLine(text) if line.write else text, ticked=line.ticked)
