# SPDX-License-Identifier: EUPL-1.2
"""The vocabulary of the documents: the arrangements of blocks that several of them share."""

from collections.abc import Sequence
from itertools import zip_longest

from app.documents import theme
from app.documents.flow import PLAIN, Block, Box, Frame, Row, Table, Text, WritingLine
from app.documents.fonts import FontBook
from app.documents.lines import Span
from app.documents.theme import Style
from app.documents.views import Fact

TO_COMPLETE = "à compléter"
HEAD = Frame(above=3, below=4, rule=theme.INK)
"""The first row of a table."""
_COLUMNS = 3
_SIGNING_ROOM = 36.0
_SHORT_ENTRY = 4 * theme.TEXT.leading
_LEAST_MARGIN = 0.03 * theme.TEXT_WIDTH  # of the numbers of a list


class Kit:
    """Makes blocks with the fonts of one document."""

    def __init__(self, fonts: FontBook) -> None:
        self.fonts = fonts

    def spans(self, *spans: tuple[str, Style]) -> Text:
        """A text in several styles."""
        return Text(self.fonts, [Span(text, style) for text, style in spans])

    def text(self, text: str, style: Style = theme.TEXT, *, right: bool = False) -> Text:
        """A text in one style."""
        return Text(self.fonts, [Span(text, style)], right=right)

    def cell(self, text: str, style: Style = theme.CELL) -> Text:
        """A cell of a table; a blank one says that it is to be completed."""
        return self.text(text, style) if text.strip() else self.text(TO_COMPLETE, theme.CELL_BLANK)

    def section(self, title: str, gap: float = 18.0) -> Block:
        """The title of a section, tied to what follows."""
        return self.text(title, theme.SECTION).spaced(gap, keep_next=True)

    def subsection(self, title: str, gap: float = 9.0, colour: str = theme.MUTED) -> Block:
        """A smaller title, tied to what follows."""
        return self.text(title, theme.SUBSECTION.tinted(colour)).spaced(gap, keep_next=True)

    def labelled(self, label: str, text: str, style: Style = theme.TEXT) -> Text:
        """A label in small letters over its text."""
        return self.spans((label + "\n", theme.LABEL), (text, style))

    def facts(self, facts: Sequence[Fact], gap: float = 12.0) -> list[Block]:
        """Key facts in three columns, row by row."""
        rows: list[Block] = []
        for start in range(0, len(facts), _COLUMNS):
            cells = [self._fact(fact) for fact in facts[start : start + _COLUMNS]]
            cells += [self.text("")] * (_COLUMNS - len(cells))
            rows.append(Row(cells, (1, 1, 1), gutter=14).spaced(gap if start == 0 else 8.0))
        return rows

    def _fact(self, fact: Fact) -> Block:
        if fact.value.strip():
            return self.labelled(fact.label, fact.value, theme.STRONG)
        return self.labelled(fact.label, TO_COMPLETE, theme.ASIDE)

    def box(self, label: str, text: str, gap: float = 12.0) -> Block:
        """A labelled text on a tinted ground."""
        return Box(self.labelled(label, text), theme.ACCENT_SOFT).spaced(gap)

    def numbered(self, texts: Sequence[str], gap: float = 3.0) -> list[Block]:
        """A numbered list over the whole width, the numbers in a column as wide as the widest.

        Neither the first nor the last of several is left alone on a page where both are short.
        """
        style = theme.STRONG.tinted(theme.ACCENT)
        numbers = [self.text(str(i), style) for i in range(1, len(texts) + 1)]
        margin = max([_LEAST_MARGIN, *(n.natural_width + theme.GUTTER for n in numbers)])
        shares = (margin, theme.TEXT_WIDTH + theme.GUTTER - margin)
        rows: list[Block] = [
            Row((number, self.text(text)), shares, PLAIN).spaced(gap)
            for number, text in zip(numbers, texts, strict=True)
        ]
        for one, other in (rows[:2], rows[-2:]) if len(rows) > 1 else ():
            both = one.height(theme.TEXT_WIDTH), other.height(theme.TEXT_WIDTH)
            one.keep_next = max(both) <= _SHORT_ENTRY
        return rows

    def table(
        self,
        heads: Sequence[str],
        shares: Sequence[float],
        rows: Sequence[Sequence[Block]],
        again: Sequence[str] = (),
    ) -> Table:
        """A table by rows and hairlines, without any vertical line.

        `again` says, row by row, how its first cell is called on a page where the row goes on.
        """
        header = Row([self.text(head, theme.CELL_HEAD) for head in heads], shares, HEAD)
        named = [self.text(words, theme.CELL_BLANK) for words in again]
        pairs = zip_longest(rows, named)
        return Table(header, [Row(row, shares, Frame(), again=name) for row, name in pairs])

    def signatures(
        self, labels: Sequence[str], gap: float = 10.0, style: Style = theme.TEXT
    ) -> Block:
        """Lines to sign on, side by side."""
        cells = [WritingLine(self.text(label, style), _SIGNING_ROOM) for label in labels]
        return Row(cells, [1] * len(cells), PLAIN, gutter=18).spaced(gap)
