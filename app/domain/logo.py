# SPDX-License-Identifier: EUPL-1.2
"""The logo of the practice: pixels ready for paper and screen."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Logo:
    """A PNG without anything but its pixels; `width` and `height` count them.

    It is made by `app.exchange.picture` alone, which answers for what the bytes are.
    """

    png: bytes = field(repr=False)
    width: int
    height: int

    @property
    def ratio(self) -> float:
        """How many times wider than high."""
        return self.width / self.height
