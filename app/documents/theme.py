# SPDX-License-Identifier: EUPL-1.2
"""The paper: A4, its colours, its type. Lengths are in points (1/72 inch), colours `#RRGGBB`.

The sizes follow the picture of the care plan, drawn at 96 dots per inch (1 px = 0.75 pt).
"""

from dataclasses import dataclass, replace

from app.documents.fonts import Face
from app.documents.views import Confidentiality
from app.domain.text import fold

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 42.0
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Paper:
    """A page to fill: its size and what stays white on either side, in points."""

    width: float
    height: float
    margin: float

    @property
    def text_width(self) -> float:
        """How wide the column of text is."""
        return self.width - 2 * self.margin


A4 = Paper(PAGE_WIDTH, PAGE_HEIGHT, MARGIN)
A4_ACROSS = Paper(PAGE_HEIGHT, PAGE_WIDTH, MARGIN)
A5 = Paper(PAGE_HEIGHT / 2, PAGE_WIDTH, 32.0)  # half a sheet of A4 laid on its side
BAND_PADDING = 4.75
HEAD_GAP = 22.0  # from the band to the first line
RUNNING_GAP = 8.5  # from the band to the reminder of the title on the pages that follow
FOOT_MARGIN = 24.0  # from the bottom of the sheet to the last line of the footer

INK = "#1E2329"
BLACK, WHITE = "#000000", "#FFFFFF"
MUTED = "#5A616B"
LINE = "#DDD9D0"
FIELD_BORDER = "#8A8578"
SUNK = "#F5F4F0"
ACCENT = "#0B6E69"
ACCENT_SOFT = "#E0F0EE"
LATE, LATE_SOFT = "#B3261E", "#FBE7E5"

HAIRLINE = 0.6
GUTTER = 7.5
PADDING = 5.5  # above and below the text of a table row


@dataclass(frozen=True)
class Style:
    """How a run of text looks; `leading` is the height of its line, `tracking` the extra space."""

    face: Face = Face.REGULAR
    size: float = 9.4
    leading: float = 13.0
    colour: str = INK
    tracking: float = 0.0

    def tinted(self, colour: str) -> "Style":
        """The same style in another colour."""
        return replace(self, colour=colour)

    def scaled(self, factor: float) -> "Style":
        """The same style larger or smaller."""
        return replace(self, size=self.size * factor, leading=self.leading * factor)


TITLE = Style(Face.BOLD, 15.75, 20.5)
SUBTITLE = Style(colour=MUTED)
PRACTICE = Style(Face.BOLD)
TEXT = Style()
STRONG = Style(Face.BOLD)
ASIDE = Style(Face.ITALIC, colour=MUTED)
LABEL = Style(size=7.9, leading=11.5, colour=MUTED)
SECTION = Style(Face.BOLD, 9.75, 13.5, ACCENT)
SUBSECTION = Style(Face.BOLD, 8.5, 12)
CODE = Style(Face.BOLD, 12.5, 16)
CELL = Style(size=8.25, leading=11.25)
CELL_STRONG = Style(Face.BOLD, 8.25, 11.25)
CELL_BLANK = Style(Face.ITALIC, 8.25, 11.25, MUTED)
CELL_HEAD = Style(Face.BOLD, 7.9, 11, MUTED)
FOOT = Style(size=7.25, leading=9.5, colour=MUTED)
PROOF = Style(size=5.6, leading=8, colour=MUTED)  # 128 figures and what they are, in one line
BAND = Style(Face.BOLD, 7.9, 10, tracking=0.35)
LARGE_TITLE = Style(Face.BOLD, 23.25, 31)  # what a patient reads: 31, 22 and 17/25 of the picture
LARGE_SECTION = Style(Face.BOLD, 16.5, 22, ACCENT)
LARGE = Style(size=12.75, leading=18.75)
LARGE_STRONG = Style(Face.BOLD, 12.75, 18.75)
LARGE_MUTED = Style(size=12.75, leading=18.75, colour=MUTED)
SECRET = Style(Face.SEMIBOLD, 25, 34, tracking=2.2)

_BANDS = {
    Confidentiality.NOMINATIVE: ("#6B3FA0", "#F0E9F8"),
    Confidentiality.PERSONAL: ("#6B3FA0", "#F0E9F8"),
    Confidentiality.PSEUDONYMISED: ("#8A5A00", "#FFF3D6"),
    Confidentiality.ANONYMOUS: ("#1D6B3A", "#E3F3E8"),
    Confidentiality.PRACTICE: (ACCENT, ACCENT_SOFT),
    Confidentiality.OPENS_VAULT: ("#B3261E", "#FBE7E5"),
}
_FIELDS = {"organique": "#1F5FA8", "psychique": "#6B3FA0", "social": "#9A5200"}


def band_colours(level: Confidentiality) -> tuple[str, str]:
    """The colours of the band's words and of its ground."""
    return _BANDS[level]


def field_colour(label: str) -> str:
    """The colour of a field by the word that is printed; ink for any other word."""
    return _FIELDS.get(fold(label).strip(), INK)
