# SPDX-License-Identifier: EUPL-1.2
"""Text into lines. User text is drawn as it is: there is no markup here, hence none to escape."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.documents.fonts import FontBook
from app.documents.theme import Style
from app.domain import text as french

# Everything that may be broken at: not U+00A0, U+202F nor U+2007.
_BLANKS = " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_TOKENS = re.compile(rf"\n|[{_BLANKS}]+|[^{_BLANKS}\n]+")
# A compound word may break after its hyphen; a code such as S26-014 or a date may not.
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_]{2}[-‐/])(?=[^\W\d_]{2})")
_FOUR_SPACES = "    "
_PHONE = re.compile(r"(?<!\d)0\d(?: \d\d){4}(?!\d)")
_ROUNDING = 0.01


@dataclass(frozen=True)
class Span:
    """A stretch of text in one style."""

    text: str
    style: Style


@dataclass(frozen=True)
class Piece:
    """A stretch of a line drawn by one font."""

    text: str
    font: str
    style: Style
    width: float


@dataclass
class Line:
    """One line: its pieces, and the style that gives its height when it has none."""

    style: Style
    pieces: list[Piece] = field(default_factory=list)

    @property
    def leading(self) -> float:
        """The height of the line in points."""
        return max((p.style.leading for p in self.pieces), default=self.style.leading)

    @property
    def size(self) -> float:
        """The size of its largest letters."""
        return max((p.style.size for p in self.pieces), default=self.style.size)

    @property
    def width(self) -> float:
        """The width of what is drawn."""
        return sum(p.width for p in self.pieces)


@dataclass
class _Unit:
    """What stays together on a line, then the blank after it."""

    style: Style
    pieces: list[Piece] = field(default_factory=list)
    blank: list[Piece] = field(default_factory=list)
    closed: bool = False  # a break is allowed after it
    ends_line: bool = False

    @property
    def width(self) -> float:
        return sum(p.width for p in self.pieces)


def printable(text: str) -> str:
    """Return the text as it is printed: French typography, composed letters, no invisible sign.

    A telephone number stays on one line.

    Controls, joiners, variation selectors and direction marks have no shape: they are left out.
    """
    settled = unicodedata.normalize("NFC", french.typeset(french.clean(text)))
    settled = _PHONE.sub(lambda number: number[0].replace(" ", french.NO_BREAK), settled)
    return "".join(c for c in settled.replace("\t", _FOUR_SPACES) if c == "\n" or _has_shape(c))


def _has_shape(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf") and not "\ufe00" <= char <= "\ufe0f"


def break_lines(fonts: FontBook, spans: Sequence[Span], width: float) -> list[Line]:
    """Set the spans in lines of at most `width` points.

    Line ends of the text are kept, a word wider than the line is cut, at least one line comes back.
    """
    lines: list[Line] = []
    line: Line | None = None
    waiting: list[Piece] = []  # the blank that is drawn only if a word follows on the same line
    for unit in _units(fonts, spans):
        room = width - (line.width + sum(p.width for p in waiting) if line else 0)
        if line is not None and line.pieces and unit.width > room + _ROUNDING:
            line = None
        if line is None:
            line, waiting = Line(unit.style), []
            lines.append(line)
        line.pieces += waiting
        for piece in unit.pieces:
            for bit in _fitting(fonts, piece, width, line):
                if line.pieces and line.width + bit.width > width + _ROUNDING:
                    line = Line(unit.style)
                    lines.append(line)
                line.pieces.append(bit)
        waiting = unit.blank
        if unit.ends_line:
            line, waiting = None, []
    return lines or [Line(spans[0].style if spans else Style())]


def _units(fonts: FontBook, spans: Sequence[Span]) -> Iterator[_Unit]:
    unit: _Unit | None = None
    for span in spans:
        for word in _TOKENS.findall(printable(span.text)):
            if word == "\n":
                yield _ended(unit or _Unit(span.style))
                unit = None
            elif word[0] in _BLANKS:
                unit = unit or _Unit(span.style)
                unit.blank += _pieces(fonts, word, span.style)
                unit.closed = True
            else:
                for part, closed in _breakable(word):
                    if unit is not None and unit.closed:
                        yield unit
                        unit = None
                    unit = unit or _Unit(span.style)
                    unit.pieces += _pieces(fonts, part, span.style)
                    unit.closed = closed
    if unit is not None:
        yield unit


def _breakable(word: str) -> Iterator[tuple[str, bool]]:
    """The parts of a word, and whether the line may break after each."""
    *parts, last = _AFTER_HYPHEN.split(word)
    yield from ((part, True) for part in parts)
    yield last, False


def _ended(unit: _Unit) -> _Unit:
    unit.ends_line = True
    return unit


def _pieces(fonts: FontBook, text: str, style: Style) -> list[Piece]:
    return [_piece(fonts, part, font, style) for font, part in fonts.runs(text, style.face)]


def _piece(fonts: FontBook, text: str, font: str, style: Style) -> Piece:
    width = fonts.width(text, font, style.size) + style.tracking * len(text)
    return Piece(text, font, style, width)


def _fitting(fonts: FontBook, piece: Piece, width: float, line: Line) -> Iterator[Piece]:
    """Cut a piece that is wider than a whole line; the first cut fills the current line."""
    if piece.width <= width:
        yield piece
        return
    start, used = 0, line.width
    for end in range(len(piece.text)):
        char = piece.text[end]
        step = fonts.width(char, piece.font, piece.style.size) + piece.style.tracking
        if end > start and used + step > width and not unicodedata.combining(char):
            yield _piece(fonts, piece.text[start:end], piece.font, piece.style)
            start, used = end, 0.0
        used += step
    yield _piece(fonts, piece.text[start:], piece.font, piece.style)
