# SPDX-License-Identifier: EUPL-1.2
"""The agenda on paper: Heure, Code, Accord, Thème, Demandeur; codes only."""

from app.documents import theme
from app.documents.flow import Block, Frame, Row, Table
from app.documents.kit import Kit
from app.documents.views import AgendaSheetLine, AgendaSheetView

_HEADS = ("Heure", "Code", "Accord", "Thème", "Demandeur")
_SHARES = (11, 18, 21, 38, 26)
_HEADER = Frame(above=3, below=4, rule=theme.INK)
_LINE = Frame(above=5, below=6)


def agenda_sheet_blocks(kit: Kit, view: AgendaSheetView) -> list[Block]:
    """What is on the sheet."""
    blocks: list[Block] = [*kit.facts(view.facts)]
    if not view.lines:
        return [*blocks, kit.text("Rien n’est encore à l’ordre du jour.").spaced(14)]
    header = Row([kit.text(head, theme.CELL_HEAD) for head in _HEADS], _SHARES, _HEADER)
    return [*blocks, Table(header, [_row(kit, line) for line in view.lines]).spaced(14)]


def _row(kit: Kit, line: AgendaSheetLine) -> Block:
    theme_cell = kit.text(line.theme, theme.CELL)
    if line.guests:
        muted = theme.CELL.tinted(theme.MUTED)
        theme_cell = kit.spans((f"{line.theme}\n", theme.CELL), (line.guests, muted))
    cells = (
        kit.text(line.at, theme.CELL),
        kit.text(line.code, theme.CELL_STRONG),
        kit.text(line.consent, theme.CELL),
        theme_cell,
        kit.text(line.requester, theme.CELL),
    )
    return Row(cells, _SHARES, _LINE)
