# SPDX-License-Identifier: EUPL-1.2
"""The colours can be read, the icons exist, and a switch reaches the whole application."""

import sys
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox

from ui.theme import IconName, Scheme, Theme, apply_theme, current_tokens, font, icon_pixmap
from ui.theme.contrast import contrast
from ui.theme.fonts import FALLBACKS, FAMILY
from ui.theme.resources import RESOURCES
from ui.theme.tokens import BORDER_PAIRS, DARK, LIGHT, PAGES, TEXT_PAIRS, Tokens, Tone

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_matches_the_examples_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize(("ink", "page"), TEXT_PAIRS)
def test_every_text_reads_on_its_background(tokens: Tokens, ink: str, page: str) -> None:
    assert contrast(tokens.colour(ink), tokens.colour(page)) >= 4.5


@SCHEMES
@pytest.mark.parametrize(("border", "page"), BORDER_PAIRS)
def test_every_field_border_stands_out(tokens: Tokens, border: str, page: str) -> None:
    assert contrast(tokens.colour(border), tokens.colour(page)) >= 3.0


def test_no_colour_escapes_the_sums() -> None:
    summed = {name for pair in (*TEXT_PAIRS, *BORDER_PAIRS) for name in pair}
    # A hairline parts what is parted by space already: nobody needs to see it (WCAG 1.4.11).
    assert {each.name for each in fields(Tokens)} - summed == {"line"}


@SCHEMES
def test_control_the_hairline_would_not_pass_as_text(tokens: Tokens) -> None:
    assert contrast(tokens.line, tokens.surface) < 3


@SCHEMES
@pytest.mark.parametrize("tone", list(Tone))
def test_a_tone_is_told_from_the_page_as_a_graphic_too(tokens: Tokens, tone: Tone) -> None:
    ink, _ = tokens.pair(tone)
    for page in PAGES:
        assert contrast(ink, tokens.colour(page)) >= 3.0


def test_every_icon_name_has_its_file_and_every_file_its_name() -> None:
    files = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    assert files == {name.value for name in IconName}


@pytest.mark.parametrize("name", list(IconName))
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: IconName) -> None:
    image = icon_pixmap(name, "#FF0000").toImage()
    drawn = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 150
    ]
    assert drawn
    assert all(colour.red() > 200 and colour.green() < 60 for colour in drawn)


def test_a_switch_changes_palette_and_style_sheet(qapp: QApplication) -> None:
    switch = apply_theme(qapp, Scheme.LIGHT)
    assert current_tokens() == LIGHT
    switch.use(Scheme.DARK)
    assert current_tokens() == DARK
    assert qapp.palette().base().color() == QColor(DARK.surface)
    assert DARK.accent in qapp.styleSheet()
    switch.use(Scheme.LIGHT)


def test_the_shipped_font_is_used_and_has_the_narrow_space(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)
    assert QFontInfo(font()).family() == "Noto Sans"
    # By number: PySide reads a letter given as text through the locale.
    assert QFontMetrics(font()).inFontUcs4(0x202F)
    assert {FAMILY, *FALLBACKS} <= set(QFontDatabase.families())
    assert QFontInfo(font(strong=True)).weight() == 600


def test_what_windows_gives_a_type_of_its_own_has_the_shipped_one(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)
    own = QFont("Noto Sans Math", 30)
    for kind in ("QMessageBox", "QMenu", "QTipLabel"):
        QApplication.setFont(own, kind)  # type: ignore[arg-type]  # it refuses the bytes it names
    try:
        box = QMessageBox(QMessageBox.Icon.Warning, "", "Rien n’a été fait.")
        (label,) = box.findChildren(QLabel, "qt_msgbox_label")
        menu = QMenu()
        for widget in (box, label, menu):
            widget.ensurePolished()
            seen = widget.font()
            assert (seen.families()[0], seen.pixelSize()) == (FAMILY, 14)
    finally:
        qapp.setFont(font())  # clears those of kinds


def test_a_hundred_thousand_qt_calls_do_not_use_up_the_constants(qapp: QApplication) -> None:
    # PySide6 6.12 under Python 3.11 takes one reference away with each call that returns None.
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > 1_000_000
    for _ in range(100_000):
        qapp.setObjectName("tour-de-table")
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > 1_000_000


def test_the_desktop_is_followed_while_the_program_runs_unless_a_choice_was_made(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch = apply_theme(qapp, Scheme.SYSTEM)
    changed = QGuiApplication.styleHints().colorSchemeChanged
    for named, tokens in (("dark", DARK), ("light", LIGHT)):
        monkeypatch.setattr(Theme, "system", getattr(Theme, named))
        changed.emit(Qt.ColorScheme.Unknown)  # Qt names the new one; what counts is what it is now
        assert current_tokens() == tokens
    switch.use(Scheme.DARK)
    changed.emit(Qt.ColorScheme.Light)
    assert current_tokens() == DARK
    switch.use(Scheme.LIGHT)
