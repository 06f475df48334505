# SPDX-License-Identifier: EUPL-1.2
"""The convocation: when, where, who; nothing about any situation."""

from app.documents import theme
from app.documents.flow import Block, Frame, Row, Table
from app.documents.kit import Kit
from app.documents.views import ConvocationView, PersonLine

_HEADS = ("Nom", "Profession", "Champ", "Présence")
_SHARES = (30, 34, 16, 28)
_HEADER = Frame(above=3, below=4, rule=theme.INK)
_LINE = Frame()


def convocation_blocks(kit: Kit, view: ConvocationView) -> list[Block]:
    """What is on the convocation."""
    blocks: list[Block] = [*kit.facts(view.facts)]
    if view.people:
        header = Row([kit.text(head, theme.CELL_HEAD) for head in _HEADS], _SHARES, _HEADER)
        blocks.append(kit.section("Personnes invitées"))
        blocks.append(Table(header, [_row(kit, person) for person in view.people]).spaced(6))
    return [*blocks, *(kit.text(line).spaced(14) for line in view.foot)]


def _row(kit: Kit, person: PersonLine) -> Block:
    cells = (
        kit.text(person.name, theme.CELL_STRONG),
        kit.text(person.profession, theme.CELL),
        kit.text(person.field, theme.CELL),
        kit.text(person.state, theme.CELL),
    )
    return Row(cells, _SHARES, _LINE)
