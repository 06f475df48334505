# SPDX-License-Identifier: EUPL-1.2
"""What a builder returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Built:
    """A finished document.

    `pdf` is the whole file: the same view gives the same bytes. `missing` are the characters no
    font has, sorted: each shows as a visible placeholder and is to be reported to the user.
    """

    pdf: bytes
    missing: tuple[str, ...] = ()
