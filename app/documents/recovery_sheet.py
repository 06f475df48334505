# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet: one page, the code large enough to be copied at arm's length."""

import segno

from app.documents import theme
from app.documents.built import Built
from app.documents.flow import Block, Box, Frame, Row, Stack
from app.documents.fonts import FontBook
from app.documents.kit import Kit
from app.documents.page import build
from app.documents.pen import Pen
from app.documents.recovery_view import RecoverySheetView

_ACROSS = 2
_QR_SIDE = 132.0
_CENTRED = Frame(above=0, below=0, rule=None, centred=True)
_QUIET = 4  # modules that the standard asks around the code


class SquareCode(Block):
    """A QR code drawn as vector squares on white, its quiet zone included."""

    def __init__(self, text: str) -> None:
        super().__init__()
        # Correction « M »: a fold or a stain on 15 % of it does no harm.
        matrix = segno.make_qr(text, error="m", boost_error=False).matrix
        self._runs = [run for row, bits in enumerate(matrix) for run in _runs(row, bits)]
        self._modules = len(matrix) + 2 * _QUIET

    def _measure(self, width: float) -> float:
        return width

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        side = width / self._modules
        pen.ground(x, top, width, width, theme.WHITE)
        pen.squares(self._runs, x + _QUIET * side, top - _QUIET * side, side)


def build_recovery_sheet(view: RecoverySheetView) -> Built:
    """Print the sheet; raises FileNotFoundError when a font file is missing."""
    kit = Kit(FontBook())
    keeping = [kit.text(line).spaced(4) for line in view.keeping]
    blocks = [
        *kit.facts(view.facts),
        _code(kit, view),
        kit.text(view.reading, theme.ASIDE).spaced(8),
        kit.section("Ce que fait cette fiche"),
        kit.text(view.purpose).spaced(3),
        kit.section("Où la garder"),
        *keeping,
        kit.section("Comment s’en servir"),
        *kit.numbered(view.uses),
        kit.section("Si elle est perdue"),
        kit.text(view.lost).spaced(3),
    ]
    return build(kit.fonts, view, blocks)


def _code(kit: Kit, view: RecoverySheetView) -> Block:
    """The groups in two columns, read line by line, and the square beside them."""
    rows = [
        Row([_group(kit, at, view.groups[at]) for at in range(start, start + _ACROSS)], (1, 1))
        for start in range(0, len(view.groups), _ACROSS)
    ]
    room = theme.TEXT_WIDTH - 2 * 14 - _QR_SIDE
    cells = (Stack(rows), SquareCode(view.code))
    inner = Row(cells, (room, _QR_SIDE), _CENTRED, gutter=18)
    return Box(inner, theme.SUNK, padding=14).spaced(16)


def _group(kit: Kit, at: int, text: str) -> Block:
    number = kit.text(str(at + 1), theme.LABEL, right=True)
    return Row((number, kit.text(text, theme.SECRET)), (9, 91), _CENTRED, gutter=9)


def _runs(row: int, bits: bytearray) -> list[tuple[int, int, int]]:
    """The dark runs of a row: (row, first column, length)."""
    runs: list[tuple[int, int, int]] = []
    for column, bit in enumerate(bits):
        if not bit:
            continue
        last = runs[-1] if runs else None
        if last and last[1] + last[2] == column:
            runs[-1] = (row, last[1], last[2] + 1)
        else:
            runs.append((row, column, 1))
    return runs
