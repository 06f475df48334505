# SPDX-License-Identifier: EUPL-1.2
"""From blocks to a file: band, header, blocks and footer drawn on each page."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from app.documents import theme
from app.documents.built import Built
from app.documents.filling import Page, fill_pages
from app.documents.flow import PLAIN, Block, Row, Rule, Stack, Text
from app.documents.fonts import Face, FontBook
from app.documents.lines import Span, printable
from app.documents.pen import Pen
from app.documents.picture import Picture, with_logo
from app.documents.theme import A4, Paper, Style
from app.documents.views import Sheet
from app.domain.text import NO_BREAK, one_line

_LEAST_RIGHT, _MOST_RIGHT = 0.25, 0.45
"""How much of the width the practice may take beside the title."""
_BEFORE_LOGO = 14.0  # points between a large title and the logo
_APPLICATION = "Tour de table"
_BETWEEN, _UNBROKEN = " · ", 40
"""What stands between the parts of a subtitle, and how long a part may be to stay whole."""


class Part(ABC):
    """One document of a file: it draws its own pages."""

    sheet: Sheet

    @abstractmethod
    def draw(self, canvas: Canvas, pen: Pen, *, named: bool) -> None:
        """Draw the pages; `named` gives it one line in the outline of the file."""


class SheetPart(Part):
    """A document on A4 pages."""

    def __init__(self, fonts: FontBook, sheet: Sheet, blocks: Sequence[Block]) -> None:
        self.sheet, self._blocks = sheet, blocks
        self._surround = Surround(fonts, sheet)

    def draw(self, canvas: Canvas, pen: Pen, *, named: bool) -> None:
        """Draw the pages, with an outline of what is in them."""
        surround, blocks = self._surround, (self._surround.header(), *self._blocks)
        pages = fill_pages(blocks, surround.paper.text_width, surround.rooms())
        draw_pages(canvas, pen, [(surround, page) for page in pages], named=named)


def draw_pages(
    canvas: Canvas, pen: Pen, pages: Sequence["tuple[Surround, Page]"], *, named: bool
) -> None:
    """Draw the pages of one document, each on its own paper; `named` as in `Part.draw`."""
    for number, (surround, page) in enumerate(pages, 1):
        canvas.setPageSize((surround.paper.width, surround.paper.height))
        surround.draw(pen, number, len(pages))
        if named and number == 1:
            pen.bookmark(one_line(printable(surround.name)), surround.top(1))
        if not named:
            _outline(pen, page, surround.top(number))
        surround.draw_text(pen, page, number)
        canvas.showPage()


def _outline(pen: Pen, page: Page, top: float) -> None:
    for placed in page:
        if placed.block.outline:
            pen.bookmark(one_line(printable(placed.block.outline)), top - placed.offset)


def build(fonts: FontBook, sheet: Sheet, blocks: Sequence[Block]) -> Built:
    """Set a document; the same sheet and blocks give the same bytes."""
    return build_all(fonts, sheet.title, [SheetPart(fonts, sheet, blocks)])


def build_all(fonts: FontBook, title: str, parts: Sequence[Part]) -> Built:
    """Set several documents as one file: each keeps its band, its footer and its page numbers.

    Raises ValueError when there is none.
    """
    if not parts:
        raise ValueError("nothing to set")
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(A4.width, A4.height),
        invariant=1,
        pageCompression=1,
        # The library starts each page in this font: its own default is not embedded.
        initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]  # the stub says float
        lang="fr-FR",
    )
    canvas.setTitle(one_line(printable(title)))
    canvas.setAuthor(one_line(printable(parts[0].sheet.letterhead.practice)))
    canvas.setCreator(_APPLICATION)
    canvas.setProducer(_APPLICATION)
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    pen = Pen(canvas)
    for part in parts:
        part.draw(canvas, pen, named=len(parts) > 1)
    canvas.save()
    return Built(out.getvalue(), fonts.missing)


class Surround:
    """Band, header, reminder of the title on the following pages, footer."""

    def __init__(self, fonts: FontBook, sheet: Sheet, paper: Paper = A4) -> None:
        self._fonts, self._sheet, self.paper = fonts, sheet, paper
        print_ = f"empreinte {sheet.fingerprint}" if sheet.fingerprint else ""
        self._origin = " · ".join(part for part in (sheet.origin, print_) if part)

    @property
    def name(self) -> str:
        """Title and subtitle on one line."""
        return " · ".join(p for p in (self._sheet.title, self._sheet.subtitle) if p)

    def header(self) -> Block:
        """Title left, practice right with its logo, one rule: the first block of the first page."""
        if self._sheet.large:
            return self._large_header()
        sheet, width = self._sheet, self.paper.text_width
        practice = [Span(sheet.letterhead.practice, theme.PRACTICE)]
        practice += [Span("\n" + line, theme.SUBTITLE) for line in sheet.letterhead.lines if line]
        at_right = Text(self._fonts, practice, right=True)
        right = min(max(at_right.natural_width + 12, _LEAST_RIGHT * width), _MOST_RIGHT * width)
        practice_block, right = with_logo(at_right, right, sheet.letterhead.logo)
        shares = (width - right, right)
        title = [Span(sheet.title, theme.TITLE)]
        subtitle = self._subtitle(shares[0] - theme.GUTTER, theme.SUBTITLE)
        title += [Span("\n" + line, theme.SUBTITLE) for line in subtitle]
        row = Row((Text(self._fonts, title), practice_block), shares)
        return Stack((row, Rule(theme.ACCENT, 1.5).spaced(7)))

    def _large_header(self) -> Block:
        title, under = (s.scaled(self._sheet.scale) for s in (theme.LARGE_TITLE, theme.LARGE_MUTED))
        room, logo = self.paper.text_width, self._sheet.letterhead.logo
        picture = Picture(logo, min(self._sheet.scale, 1.0), right=True) if logo else None
        if picture:
            room -= picture.wide + _BEFORE_LOGO
        spans = [Span(self._sheet.title, title)]
        subtitle = [f"{s[0].upper()}{s[1:]}" for s in self._subtitle(room, under)]
        text = Text(self._fonts, [*spans, *(Span("\n" + line, under) for line in subtitle)])
        if picture is None:
            return text
        shares = (room + _BEFORE_LOGO, picture.wide + _BEFORE_LOGO)
        return Row((text, picture), shares, PLAIN, gutter=_BEFORE_LOGO)

    def _subtitle(self, room: float, style: Style) -> list[str]:
        """The parts of the subtitle, as many on a line as there is room for.

        A line turns between two parts, without the point that stands between them, or between
        the words of a long part. A short part, a date above all, stays whole.
        """
        lines: list[str] = []
        for part in filter(None, self._sheet.subtitle.split(_BETWEEN)):
            whole = part.replace(" ", NO_BREAK) if len(part) <= _UNBROKEN else part
            longer = _BETWEEN.join((*lines[-1:], whole))
            if lines and Text(self._fonts, [Span(longer, style)]).natural_width <= room:
                lines[-1] = longer
            else:
                lines.append(whole)
        return lines

    def top(self, number: int) -> float:
        """The height of the first line of a page."""
        first = self.paper.height - self._band_height() - theme.HEAD_GAP
        return first if number == 1 else first - self._running().height(self.paper.text_width)

    def rooms(self) -> tuple[float, float]:
        """The height of the column on the first page and on those that follow."""
        bottom = theme.FOOT_MARGIN + self._footer(1, 1).height(self.paper.text_width) + 14
        return self.top(1) - bottom, self.top(2) - bottom

    def draw(self, pen: Pen, number: int, total: int) -> None:
        """Draw all that is not the text itself."""
        self._draw_band(pen)
        if number > 1:
            top = self.paper.height - self._band_height() - theme.RUNNING_GAP
            self._running().draw(pen, self.paper.margin, top, self.paper.text_width)
        footer = self._footer(number, total)
        top = theme.FOOT_MARGIN + footer.height(self.paper.text_width)
        footer.draw(pen, self.paper.margin, top, self.paper.text_width)

    def draw_text(self, pen: Pen, page: Page, number: int) -> None:
        """Draw the blocks of a page in its column."""
        for placed in page:
            top = self.top(number) - placed.offset
            placed.block.draw(pen, self.paper.margin, top, self.paper.text_width)

    def _band(self) -> Block:
        colour, _ = theme.band_colours(self._sheet.confidentiality)
        style = theme.BAND.tinted(colour)
        words = [self._sheet.confidentiality.value, self._sheet.band_note]
        left = Text(self._fonts, [Span(" · ".join(w for w in words if w), style)])
        if not self._sheet.draft:
            return left
        mark = Span(self._sheet.draft_words, style.tinted(theme.LATE))
        draft, width = Text(self._fonts, [mark], right=True), self.paper.text_width
        right = min(max(draft.natural_width + theme.GUTTER, 0.3 * width), _MOST_RIGHT * width)
        return Row((left, draft), (width - right, right))

    def _band_height(self) -> float:
        return self._band().height(self.paper.text_width) + 2 * theme.BAND_PADDING

    def _draw_band(self, pen: Pen) -> None:
        _, ground = theme.band_colours(self._sheet.confidentiality)
        pen.ground(0, self.paper.height, self.paper.width, self._band_height(), ground)
        top = self.paper.height - theme.BAND_PADDING
        self._band().draw(pen, self.paper.margin, top, self.paper.text_width)

    def _running(self) -> Block:
        return Text(self._fonts, [Span(self.name, theme.FOOT)])

    def _footer(self, number: int, total: int) -> Block:
        cells = (
            Text(self._fonts, [Span(self._origin, theme.FOOT)]),
            Text(self._fonts, [Span(f"page {number} / {total}", theme.FOOT)], right=True),
        )
        row = Row(cells, (85, 15), PLAIN).spaced(5)
        return Stack((Rule(theme.LINE, theme.HAIRLINE), row))
