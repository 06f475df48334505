# SPDX-License-Identifier: EUPL-1.2
"""The plan as a booklet: A5 pages, laid out so that folded A4 sheets read in order."""

from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from app.documents import theme
from app.documents.filling import Page, Placed, fill_pages
from app.documents.flow import PLAIN, Block, Row, Rule, Space, WritingLine
from app.documents.fonts import FontBook
from app.documents.kit import Kit
from app.documents.page import Part, Surround
from app.documents.patient_plan import LargeKit, plan_blocks
from app.documents.pen import Pen
from app.documents.personal_views import BookletView
from app.documents.picture import Picture
from app.documents.theme import A4, A5
from app.domain.text import one_line

_SCALE = 0.88  # of the large type: an A5 page is read from nearer
_LINE_ROOM = 26.0  # between two lines to write on
_MOST_LINES = 6  # for more contacts
_TOP_OF_COVER, _UNDER_LOGO = 96.0, 6.0
_MOST_OF_BACK = 0.5  # of the last page, for the call
_APPOINTMENT = ("Le", "À", "Avec", "Pour")
_SHARES = (18, 12, 34, 36)


def imposed(pages: int) -> tuple[tuple[int, int], ...]:
    """Which two pages lie side by side on each side of each sheet, left then right, from 1.

    The sides follow each other as a printer takes them: front and back of the outer sheet, then of
    the next one inside. Turned on the short edge and folded, they read in order. Raises ValueError
    where the pages do not fill whole sheets.
    """
    if pages % 4 or pages < 4:
        raise ValueError("a folded sheet has four pages")
    sides: list[tuple[int, int]] = []
    for first in range(1, pages // 2, 2):
        last = pages + 1 - first
        sides += [(last, first), (first + 1, last - 1)]
    return tuple(sides)


class BookletPart(Part):
    """The booklet as A4 sheets on their side."""

    def __init__(self, fonts: FontBook, view: BookletView) -> None:
        self.sheet, self._view = view, view
        self._kit = Kit(fonts)
        self._large = LargeKit(self._kit, _SCALE * view.scale)
        self._surround = Surround(fonts, view, A5)

    def draw(self, canvas: Canvas, pen: Pen, *, named: bool) -> None:
        """Draw the sides of the sheets, two pages on each."""
        pages = self._pages()
        canvas.setPageSize((A4.height, A4.width))
        if not named:  # alone in its file: readers then offer to print it as it has to be
            canvas.setViewerPreference("Duplex", "DuplexFlipShortEdge")
        for side, (left, right) in enumerate(imposed(len(pages))):
            if named and side == 0:
                pen.bookmark(one_line(self._surround.name), A5.height)
            self._draw_page(pen, pages, left)
            with pen.moved(A5.width):
                self._draw_page(pen, pages, right)
            canvas.showPage()

    def _draw_page(self, pen: Pen, pages: list[Page], number: int) -> None:
        self._surround.draw(pen, number, len(pages))
        self._surround.draw_text(pen, pages[number - 1], number)

    def _pages(self) -> list[Page]:
        """Every page in the order in which it is read; the last one is the back of the booklet."""
        first, following = self._surround.rooms()
        inside = fill_pages(plan_blocks(self._large, self._view.plan), A5.text_width, (following,))
        cover = fill_pages(self._cover(), A5.text_width, (first, following))
        contacts = fill_pages(self._contacts(), A5.text_width, (following,))
        _fill_up(contacts[-1], following, _line(), _MOST_LINES)
        read = [*cover, *inside, *contacts, self._appointments(following)]
        back = fill_pages(self._back(following), A5.text_width, (following,))
        notes = -(len(read) + len(back)) % 4
        return [*read, *[self._notes(following)] * notes, *back]

    def _cover(self) -> list[Block]:
        view, kit, large = self._view, self._kit, self._large
        title = theme.LARGE_TITLE
        facts = [large.labelled(fact.label, fact.value).spaced(5) for fact in view.facts]
        head: list[Block] = [kit.text(view.letterhead.practice, theme.PRACTICE.tinted(theme.MUTED))]
        above = 0.0
        if view.letterhead.logo is not None:
            picture = Picture(view.letterhead.logo)
            head = [picture, head[0].spaced(_UNDER_LOGO)]
            above = picture.high + _UNDER_LOGO
        return [
            *head,
            Space(_TOP_OF_COVER - above),
            kit.text(view.title, title),
            Rule(theme.ACCENT, 2).spaced(10),
            kit.text(view.person, theme.LARGE_SECTION.tinted(theme.INK)).spaced(14),
            kit.text(view.subtitle, large.muted).spaced(4),
            Space(18),
            *facts,
        ]

    def _contacts(self) -> list[Block]:
        """Who helps, and room to add others by hand."""
        lines = [self._large.contact(contact) for contact in self._view.plan.contacts]
        return [self._large.section("Les personnes qui m’aident"), *lines, _line()]

    def _appointments(self, room: float) -> Page:
        head: list[Block] = [self._kit.text(word, self._large.muted) for word in _APPOINTMENT]
        blocks = [self._large.section("Mes rendez-vous"), Row(head, _SHARES, PLAIN).spaced(8)]
        return _fill_up(_placed(blocks), room, Row([_line() for _ in _SHARES], _SHARES))

    def _notes(self, room: float) -> Page:
        return _fill_up(_placed([self._large.section("Mes questions, mes notes")]), room, _line())

    def _back(self, room: float) -> list[Block]:
        view, kit, large = self._view, self._kit, self._large
        call = large.call(view.plan.call)
        if call and call.height(A5.text_width) > room * _MOST_OF_BACK:
            call = large.call(replace(view.plan.call, when=""))  # when to call is said inside too
        blocks = [call] if call else []
        blocks.append(large.section("Ma maison de santé"))
        blocks.append(kit.text(view.letterhead.practice, large.strong).spaced(4))
        blocks += [kit.text(line, large.text) for line in view.letterhead.lines if line]
        if view.found.strip():
            blocks.append(kit.text(view.found, large.muted).spaced(17))
        return blocks


def _line() -> Block:
    return WritingLine(Space(), _LINE_ROOM, theme.FIELD_BORDER)


def _placed(blocks: list[Block]) -> Page:
    """The head of a page to write on."""
    [page] = fill_pages(blocks, A5.text_width, (A5.height,))
    return page


def _fill_up(page: Page, room: float, line: Block, most: int = 99) -> Page:
    """Add lines to write on while there is room, at most so many."""
    last = page[-1]
    at, height = last.offset + last.block.height(A5.text_width), line.height(A5.text_width)
    while at + height <= room and most:
        page.append(Placed(line, at))
        at, most = at + height, most - 1
    return page
