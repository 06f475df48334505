# SPDX-License-Identifier: EUPL-1.2
"""A protocol on paper: its texts, its steps as a table and as one picture, and a page to sign.

Fields and the columns « Qui, Quoi, Où, Quand, Pourquoi, Comment »: HAS 2015 and the ACI's annex 3
(domain brief §3).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from app.documents import theme
from app.documents.filling import Page, fill_pages
from app.documents.flow import Block, Box, Frame, Row, Stack, Table, Text
from app.documents.flow_chart import FlowChart
from app.documents.kit import HEAD, TO_COMPLETE, Kit
from app.documents.page import Part, Surround, draw_pages
from app.documents.pen import Pen
from app.documents.protocol_views import ProtocolView, SignerView, TextsView
from app.documents.theme import A4, A4_ACROSS, Paper
from app.documents.views import PersonLine
from app.domain.flow_picture import FlowPicture, flow_picture
from app.domain.protocol import Indicator, Measure, ProtocolStep
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    REFERENCE_FIELDS,
    STEP_FIELDS,
    ProtocolField,
)
from app.domain.text import NO_BREAK

_STEP_SHARES = (20, 28, 17, 18, 20, 26)
_REFERENCE_SHARES = (24, 40, 14, 36)
_INDICATOR_SHARES = (24, 24, 24, 14, 18, 16, 20)
_SIGNING = (26, 26, 18, 40)
_SIGNING_HEADS = ("Nom", "Profession", "Date", "Signature")
_LINE_TO_SIGN = Frame(
    above=4, below=4, rule=theme.FIELD_BORDER, thickness=0.4, least=31.0, centred=True
)
_NO_STEP = "Aucune étape n’est encore écrite."
_PICTURE = "Le protocole en une page"
_UNDER_TITLE = 8.0


class ProtocolPart(Part):
    """The pages of a protocol: upright, but for the picture, which lies on its side."""

    def __init__(self, kit: Kit, view: ProtocolView) -> None:
        self.sheet, self._kit, self._view = view, kit, view

    def draw(self, canvas: Canvas, pen: Pen, *, named: bool) -> None:
        """Draw the pages, with an outline of what is in them."""
        draw_pages(canvas, pen, self._pages(), named=named)

    def _pages(self) -> list[tuple[Surround, Page]]:
        kit, view = self._kit, self._view
        upright = Surround(kit.fonts, view)
        first, other = upright.rooms()
        width = upright.paper.text_width
        texts = (upright.header(), *_before(kit, view))
        pages = [(upright, page) for page in fill_pages(texts, width, (first, other))]
        if view.steps:
            pages.append(_picture_page(kit, view))
        after = [kind for kind in (_after(kit, view), _signing(kit, view)) if kind]
        for blocks in after:
            pages += [(upright, page) for page in fill_pages(blocks, width, (other,))]
        return pages


def _picture_page(kit: Kit, view: ProtocolView) -> tuple[Surround, Page]:
    """The picture on one page: across, unless only an upright page has room for its rows."""
    picture = flow_picture(view.steps)
    title = kit.section(_PICTURE).spaced(0, keep_next=True, outline=_PICTURE)
    tried = [_tried(kit, view, title, picture, paper) for paper in (A4_ACROSS, A4)]
    whole = [each for each in tried if each[1].says_all(each[0].paper.text_width)]
    held = [each for each in tried if each[1].fits]  # fifty rows are held by an upright page
    surround, chart, room = (*whole, *held)[0]
    return surround, fill_pages([title, chart], surround.paper.text_width, (room,))[0]


def _tried(
    kit: Kit, view: ProtocolView, title: Block, picture: FlowPicture, paper: Paper
) -> tuple[Surround, FlowChart, float]:
    surround = Surround(kit.fonts, view, paper)
    _, room = surround.rooms()
    left = room - title.height(paper.text_width) - _UNDER_TITLE
    return surround, FlowChart(kit.fonts, picture, left).spaced(_UNDER_TITLE), room


def _before(kit: Kit, view: ProtocolView) -> list[Block]:
    """What comes before the picture: who and when, the texts, the table of the steps."""
    blocks = kit.facts(view.facts)
    for section in view.sections:
        blocks += _texts(kit, section)
    blocks.append(_section(kit, "Étapes"))
    if not view.steps:
        blocks.append(kit.text(_NO_STEP, theme.ASIDE).spaced(4))
    if view.steps:
        header = Row(
            [kit.text(head, theme.CELL_HEAD) for head in _labels(STEP_FIELDS)], _STEP_SHARES, HEAD
        )
        blocks.append(Table(header, list(_step_rows(kit, view.steps))).spaced(6))
    return blocks


def _step_rows(kit: Kit, steps: Sequence[ProtocolStep]) -> Iterator[Block]:
    """The rows of the steps, the name of a moment over the first of its own."""
    for moment, own in groupby(enumerate(steps, 1), key=lambda each: each[1].moment):
        rows = [_step(kit, number, step) for number, step in own]
        title = Box(kit.text(moment.label, theme.SUBSECTION), theme.ACCENT_SOFT, padding=3.5)
        yield Stack([title.spaced(0, keep_next=True), rows[0]])
        yield from rows[1:]


def _section(kit: Kit, title: str) -> Block:
    return kit.section(title).spaced(18, keep_next=True, outline=title)


def _texts(kit: Kit, section: TextsView) -> list[Block]:
    blocks: list[Block] = [_section(kit, section.title)]
    for fact in section.texts:
        blank = not fact.value.strip()
        words = (TO_COMPLETE, theme.ASIDE) if blank else (fact.value, theme.TEXT)
        blocks.append(kit.labelled(fact.label, *words).spaced(5))
    return blocks


def _step(kit: Kit, number: int, step: ProtocolStep) -> Row:
    who, what, *rest = (str(getattr(step, field.name)) for field in STEP_FIELDS)
    said = bool(who.strip())
    words = (who, theme.CELL_STRONG) if said else (TO_COMPLETE, theme.CELL_BLANK)
    first = kit.spans((f"{number} · ", theme.CELL_STRONG.tinted(theme.ACCENT)), words)
    cells = [first, kit.cell(what), *(_or_dash(kit, text) for text in rest)]
    again = kit.text(f"{number} · suite", theme.CELL_BLANK)
    return Row(cells, _STEP_SHARES, Frame(), again=again)


def _or_dash(kit: Kit, text: str) -> Block:
    """Not every step has a place or a reason to be told."""
    return kit.cell(text if text.strip() else "—")


def _after(kit: Kit, view: ProtocolView) -> list[Block]:
    """What comes after the picture: sources, indicators, how this version was validated."""
    blocks: list[Block] = []
    if view.references:
        rows = [_cells(kit, each, REFERENCE_FIELDS) for each in view.references]
        table = kit.table(_labels(REFERENCE_FIELDS), _REFERENCE_SHARES, rows)
        blocks += [_section(kit, "Références"), table.spaced(6)]
    if view.indicators:
        rows = [_indicator(kit, each) for each in view.indicators]
        table = kit.table(_labels(INDICATOR_FIELDS), _INDICATOR_SHARES, rows)
        blocks += [_section(kit, "Indicateurs"), table.spaced(6)]
    if view.validation or view.present:
        blocks.append(_section(kit, "Validation de cette version"))
        blocks += [kit.text(sentence).spaced(4) for sentence in view.validation]
        blocks += _present(kit, view.present)
    return blocks


def _labels(fields: Sequence[ProtocolField]) -> tuple[str, ...]:
    return tuple(field.label for field in fields)


def _cells(kit: Kit, row: object, fields: Sequence[ProtocolField]) -> list[Block]:
    return [_or_dash(kit, str(getattr(row, field.name))) for field in fields]


def _indicator(kit: Kit, indicator: Indicator) -> list[Block]:
    """One whose figures the program counts says how, where nobody wrote it."""
    name, *cells = _cells(kit, indicator, INDICATOR_FIELDS)
    if not indicator.name.strip():
        name = kit.cell("")
    if indicator.measure is Measure.BY_HAND:
        return [name, *cells]
    said = (indicator.name or TO_COMPLETE, theme.CELL)
    return [kit.spans(said, (f"\n{indicator.measure.label}", theme.CELL_BLANK)), *cells]


def _present(kit: Kit, people: Sequence[PersonLine]) -> list[Block]:
    """Who was there, two side by side."""
    cells = [_person(kit, person) for person in people]
    cells += [kit.text("")] * (len(cells) % 2)
    return [Row(cells[at : at + 2], (1, 1), gutter=14).spaced(3) for at in range(0, len(cells), 2)]


def _person(kit: Kit, person: PersonLine) -> Text:
    trade = f", {person.profession}" if person.profession.strip() else ""
    state = f" ({person.state.replace(' ', NO_BREAK)})" if person.state.strip() else ""
    return kit.spans((person.name, theme.STRONG), (trade + state, theme.TEXT))


def _signing(kit: Kit, view: ProtocolView) -> list[Block]:
    """The page to sign, a page of its own."""
    people = (*view.signers, *[SignerView("")] * view.spare_lines)
    if not people:
        return []
    rows = [Row(_signer(kit, person), _SIGNING, _LINE_TO_SIGN) for person in people]
    header = Row([kit.text(head, theme.CELL_HEAD) for head in _SIGNING_HEADS], _SIGNING, HEAD)
    table = Table(header, rows).spaced(10)
    return [_section(kit, "Signatures"), kit.text(view.pledge).spaced(4, keep_next=True), table]


def _signer(kit: Kit, person: SignerView) -> list[Block]:
    return [
        kit.text(person.name, theme.CELL_STRONG),
        kit.text(person.profession, theme.CELL),
        kit.text(person.on, theme.CELL),
        kit.text(""),
    ]
