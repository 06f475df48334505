# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet: one page, the whole code, and a square that says the same."""

import segno

from app.documents.recovery_sheet import SquareCode, build_recovery_sheet
from app.documents.recovery_view import RecoverySheetView
from app.documents.views import Fact
from tests.documents import samples
from tests.documents.reading import font_names, pages, solid, solid_pdf, unembedded

GROUPS = ("50MJS", "0000E", "0000N", "0000W", "0000=", "00005", "WWWWC", "MMMMK")
VIEW = RecoverySheetView(
    letterhead=samples.LETTERHEAD,
    subtitle="Coffre « Maison de santé des Tilleuls »",
    facts=(
        Fact("Coffre", "Maison de santé des Tilleuls"),
        Fact("Fiche n°", "A3F-21C"),
        Fact("Tirée le", "28 nov. 2026, par Émile Marchand"),
    ),
    groups=GROUPS,
    code="-".join(GROUPS),
    origin="Fiche de secours n° A3F-21C",
)


def test_the_sheet_is_one_page_with_the_whole_code_in_order_and_its_band() -> None:
    built = build_recovery_sheet(VIEW)
    assert built.missing == ()
    [page] = pages(built.pdf)
    assert page.startswith("CONFIDENTIEL — OUVRE LE COFFRE")
    text = solid_pdf(built.pdf)
    places = [text.index(f"{i}{group}") for i, group in enumerate(GROUPS, 1)]
    assert places == sorted(places)


def test_the_sheet_says_what_it_does_where_it_lies_how_it_is_used_and_what_if_lost() -> None:
    text = solid_pdf(build_recovery_sheet(VIEW).pdf)
    for said in (VIEW.purpose, VIEW.reading, *VIEW.keeping, *VIEW.uses, VIEW.lost, "A3F-21C"):
        assert solid(said) in text


def test_the_square_holds_the_same_code_as_the_groups() -> None:
    expected = segno.make_qr(VIEW.code, error="m", boost_error=False).matrix
    runs = SquareCode(VIEW.code)._runs
    drawn = {(row, first + n) for row, first, count in runs for n in range(count)}
    dark = {(y, x) for y, bits in enumerate(expected) for x, bit in enumerate(bits) if bit}
    assert drawn == dark


def test_the_sheet_prints_the_same_twice_with_embedded_fonts_only() -> None:
    first, second = build_recovery_sheet(VIEW).pdf, build_recovery_sheet(VIEW).pdf
    assert first == second
    assert not unembedded(first)
    assert all("NotoSans" in font for font in font_names(first))
