# SPDX-License-Identifier: EUPL-1.2
"""The logo on paper: how large it is, and where it stands beside or over a text.

No logo is larger than a head of some three lines, whatever its shape: it never moves what the page
is about. White shows through where it is clear.
"""

from app.documents.flow import PLAIN, Block, Row, Stack
from app.documents.pen import Pen
from app.domain.logo import Logo

_HIGH, _WIDE = 40.0, 150.0
_AREA = 60.0 * 40.0
"""Points²: a square and a line of letters then weigh the same to the eye."""
_LONG = 2.6
"""Times wider than high from which a logo stands over the name, not beside it."""
_BESIDE, _OVER = 10.0, 4.0


class Picture(Block):
    """A logo in a box of a fixed size, at the left of its column, or at the right of it."""

    def __init__(self, logo: Logo, scale: float = 1.0, *, right: bool = False) -> None:
        super().__init__()
        self._logo, self._right = logo, right
        self.wide, self.high = shown_size(logo, scale)

    def _measure(self, width: float) -> float:
        del width
        return self.high

    def _paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        at = x + width - self.wide if self._right else x
        pen.picture(self._logo, at, top, self.wide, self.high)


def shown_size(logo: Logo, scale: float = 1.0) -> tuple[float, float]:
    """Width and height on paper in points, the shape kept."""
    high = min((_AREA / logo.ratio) ** 0.5, _HIGH, _WIDE / logo.ratio) * scale
    return high * logo.ratio, high


def is_long(logo: Logo) -> bool:
    """Whether it is rather a line than a stamp."""
    return logo.ratio > _LONG


def with_logo(text: Block, width: float, logo: Logo | None) -> tuple[Block, float]:
    """A text of that width, set to the right, with the logo there too; and how wide both are.

    A long logo stands over the text, any other one beside it.
    """
    if logo is None:
        return text, width
    picture = Picture(logo, right=True)
    if is_long(logo):
        return Stack((picture, text.spaced(_OVER))), max(width, picture.wide)
    both = width + _BESIDE + picture.wide
    shares = (width + _BESIDE, picture.wide + _BESIDE)
    return Row((text, picture), shares, PLAIN, gutter=_BESIDE), both
