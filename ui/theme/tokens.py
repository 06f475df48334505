# SPDX-License-Identifier: EUPL-1.2
"""The colours, type and space of the product, as data: look.md's table and nothing else.

Colours are `#RRGGBB`. Whatever is painted takes its colour from here, so that a test can compute
the contrast of every pair that meets on the screen.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a chip, a header or a line means; always shown together with a word."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    ORGANIC = "organic"
    PSYCHIC = "psychic"
    SOCIAL = "social"
    OK = "ok"
    WARN = "warn"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme."""

    bg: str
    surface: str
    sunk: str
    line: str
    field_border: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    accent_soft: str
    organic: str
    organic_soft: str
    psychic: str
    psychic_soft: str
    social: str
    social_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    late: str
    late_soft: str

    def colour(self, name: str) -> str:
        """The colour called `name`, a field of this class."""
        return str(getattr(self, name))

    def pair(self, tone: Tone) -> tuple[str, str]:
        """The text and background colours of a tone."""
        if tone is Tone.NEUTRAL:
            return self.ink, self.sunk
        return self.colour(tone.value), self.colour(f"{tone.value}_soft")


LIGHT = Tokens(
    bg="#F5F4F0",
    surface="#FFFFFF",
    sunk="#EFEDE7",
    line="#DDD9D0",
    field_border="#8A8578",
    ink="#1E2329",
    muted="#5A616B",
    accent="#0B6E69",
    accent_ink="#FFFFFF",
    accent_soft="#E0F0EE",
    organic="#1F5FA8",
    organic_soft="#E6EFF9",
    psychic="#6B3FA0",
    psychic_soft="#F0E9F8",
    social="#9A5200",
    social_soft="#FBEFDF",
    ok="#1D6B3A",
    ok_soft="#E3F3E8",
    warn="#8A5A00",
    warn_soft="#FFF3D6",
    late="#B3261E",
    late_soft="#FBE7E5",
)

DARK = Tokens(
    bg="#15181C",
    surface="#1D2126",
    sunk="#181B20",
    line="#353B44",
    field_border="#6F7681",
    ink="#E9E6E0",
    muted="#A7AEB8",
    accent="#5CC4BA",
    accent_ink="#0E1C1B",
    accent_soft="#16302E",
    organic="#8DBBF2",
    organic_soft="#1B2A3D",
    psychic="#C3A3EE",
    psychic_soft="#2A2139",
    social="#F0B46A",
    social_soft="#36291A",
    ok="#86D3A0",
    ok_soft="#17301F",
    warn="#F2C661",
    warn_soft="#332A12",
    late="#F2938C",
    late_soft="#3B1E1C",
)

PAGES = ("bg", "surface", "sunk")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, page) for ink in ("ink", "muted", "accent") for page in PAGES),
    *((tone, page) for tone in ("ok", "warn", "late") for page in PAGES),
    *((tone.value, f"{tone.value}_soft") for tone in Tone if tone is not Tone.NEUTRAL),
    ("accent_ink", "accent"),
    ("ink", "accent_soft"),
    ("muted", "accent_soft"),
    ("ink", "warn_soft"),
    ("ink", "late_soft"),
)
"""Every text colour with every background it may stand on; each is held to WCAG AA, 4.5:1."""

BORDER_PAIRS: tuple[tuple[str, str], ...] = tuple(
    (border, page) for border in ("field_border", "accent") for page in PAGES
)
"""Borders that say where a field is or has the focus: at least 3:1."""


class Space:
    """Distances in pixels, all of the 8 px grid or its half."""

    HALF = 4
    RELATED = 8
    SNUG = 12
    GROUP = 16
    PAGE = 32


class Radius:
    """Corner radii in pixels."""

    FIELD = 6
    CARD = 8


class TextSize:
    """Type sizes in pixels."""

    PAGE_TITLE = 22
    CARD_TITLE = 16
    TEXT = 14
    SECONDARY = 12
    KEY_CAP = 11


TARGET = 24
"""Smallest side of anything that can be pressed, in pixels (WCAG 2.2, 2.5.8)."""
