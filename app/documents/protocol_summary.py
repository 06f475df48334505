# SPDX-License-Identifier: EUPL-1.2
"""A protocol for the wall: for whom, whom to call, who does what when; one page, ever.

Letters lessen until all of it fits; at the smallest that a wall allows, what is still too long is
cut and says that the whole protocol has the rest.
"""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from app.documents import theme
from app.documents.filling import Page, fill_pages
from app.documents.flow import Block, Box, Row, Stack, Text
from app.documents.flow_chart import LEAST, FlowChart
from app.documents.kit import TO_COMPLETE, Kit
from app.documents.page import Part, Surround, draw_pages
from app.documents.patient_plan import LargeKit
from app.documents.pen import Pen
from app.documents.protocol_views import ProtocolSummaryView
from app.documents.theme import A4, A4_ACROSS, Paper
from app.domain.flow_picture import flow_picture
from app.domain.protocol import ProtocolStep

REST = "… suite dans le protocole complet"
_SCALES = (1.0, 0.92, 0.84, 0.76, 0.7)
_LETTERS, _MOST_LETTERS = 9.4, 12.0
"""Points of the picture's letters: the least at full scale, and the most."""
_GAP, _PADDING = 11.0, 9.0
_MOST_TOLD = 110.0
"""The most points of height that a text over the picture may take where all is too long."""
_ALERTS_SHARE = 1.35  # of the width of another text
_NO_STEP = "Aucune étape n’est encore écrite."


class ProtocolSummaryPart(Part):
    """The one page."""

    def __init__(self, kit: Kit, view: ProtocolSummaryView) -> None:
        self.sheet, self._kit, self._view = view, kit, view

    def draw(self, canvas: Canvas, pen: Pen, *, named: bool) -> None:
        """Draw the page."""
        draw_pages(canvas, pen, [self._page()], named=named)

    def _page(self) -> tuple[Surround, Page]:
        for scale in _SCALES:
            wall = self._wall(scale)
            page = wall.whole()
            if page is not None:
                return wall.surround, page
        across, upright = self._wall(_SCALES[-1]), self._wall(_SCALES[-1], A4)
        wall = across if across.holds_steps else upright
        return wall.surround, wall.cut()

    def _wall(self, scale: float, paper: Paper = A4_ACROSS) -> "_Wall":
        return _Wall(self._kit, replace(self._view, scale=scale), paper)


class _Wall:
    """The page with letters of one scale."""

    def __init__(self, kit: Kit, view: ProtocolSummaryView, paper: Paper) -> None:
        self._kit, self._view = kit, view
        self._large = LargeKit(kit, view.scale)
        self._width = paper.text_width
        self.surround = Surround(kit.fonts, view, paper)
        self._room, _ = self.surround.rooms()

    def whole(self) -> Page | None:
        """The page with every word, None where there is no room for them."""
        above = self._above()
        if not self._view.steps:
            chart: Block = self._no_step()
            fits = chart.height(self._width) <= self._left(above)
        else:
            least = _LETTERS * self._view.scale
            chart = drawn = self._chart(self._view.steps, self._left(above), least)
            fits = drawn.says_all(self._width)
        return self._set([*above, chart.spaced(_GAP)]) if fits else None

    @property
    def holds_steps(self) -> bool:
        """Whether every step has a box on the page once texts are cut."""
        left = self._left([*self._above(cut=True), self._note()])
        return self._chart(self._view.steps, left, LEAST).fits

    def cut(self) -> Page:
        """The page with what fits on it; each thing that is cut says so."""
        above, note = self._above(cut=True), self._note()
        if not self._view.steps:
            return self._set([*above, self._no_step().spaced(_GAP)])
        left, count = self._left([*above, note]), len(self._view.steps)
        drawn = self._chart(self._view.steps, left, LEAST)
        while count > 1 and not drawn.fits:
            count -= 1
            drawn = self._chart(self._view.steps[:count], left, LEAST)
        said = count == len(self._view.steps) and drawn.says_all(self._width)
        return self._set([*above, drawn.spaced(_GAP), *([] if said else [note])])

    def _no_step(self) -> Block:
        return self._kit.text(_NO_STEP, self._large.muted)

    def _note(self) -> Block:
        return self._kit.text(REST, self._large.muted).spaced(4)

    def _chart(self, steps: Sequence[ProtocolStep], room: float, least: float) -> FlowChart:
        return FlowChart(self._kit.fonts, flow_picture(steps), room, least, _MOST_LETTERS)

    def _left(self, others: Sequence[Block]) -> float:
        """The room that the other blocks leave to the picture."""
        return self._room - _GAP - sum(each.height(self._width) + each.gap for each in others)

    def _set(self, blocks: list[Block]) -> Page:
        page, *others = fill_pages(blocks, self._width, (self._room,))
        assert not others  # noqa: S101  what is set was measured
        return page

    def _above(self, *, cut: bool = False) -> list[Block]:
        """What is over the picture: the title, then for whom and whom to call, side by side."""
        view, room = self._view, _MOST_TOLD if cut else None
        whom = [("Personnes concernées", view.population), ("Inclure", _points(view.inclusion))]
        if view.exclusion:
            whom.append(("Ne pas inclure", _points(view.exclusion)))
        cells = [self._told(label, text, room) for label, text in whom]
        alerts = self._told("En cas d’alerte", view.alerts, room)
        cells.append(Box(alerts, theme.LATE_SOFT, _PADDING))
        told = Row(cells, [*[1.0] * len(whom), _ALERTS_SHARE], gutter=16)
        return [self.surround.header(), told.spaced(_GAP)]

    def _told(self, label: str, text: str, room: float | None) -> Block:
        large = self._large
        words = (text, large.text) if text.strip() else (TO_COMPLETE, large.muted)
        told = self._kit.spans((f"{label}\n", large.strong), words)
        return told if room is None else _Cut(told, self._kit.text(REST, large.muted), room)


class _Cut(Block):
    """A text in a room of a given height, which ends with a note where it is longer."""

    def __init__(self, text: Text, note: Text, room: float) -> None:
        super().__init__()
        self._text, self._note, self._room = text, note, room

    def _shown(self, width: float) -> Block:
        if self._text.height(width) <= self._room:
            return self._text
        parts = self._text.split(width, self._room - self._note.height(width))
        return Stack([parts[0], self._note]) if parts else self._note

    def _measure(self, width: float) -> float:
        return self._shown(width).height(width)

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._shown(width).draw(pen, x, top, width)


def _points(criteria: Sequence[str]) -> str:
    return "\n".join(f"• {each}" for each in criteria)
