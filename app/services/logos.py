# SPDX-License-Identifier: EUPL-1.2
"""Reading the picture that somebody chose as a logo, before or beside an open vault."""

from pathlib import Path

from app.domain.logo import Logo
from app.exchange.picture import open_picture

__all__ = ["Logo", "open_logo"]


def open_logo(path: Path) -> Logo:
    """The logo that a picture holds. Slow; safe on any thread. Raises `UserError`."""
    return open_picture(path)
