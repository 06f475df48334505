# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import theme
from app.documents.fonts import FontBook
from app.documents.lines import Line, Span, break_lines, printable


def _set(text: str, width: float, style: theme.Style = theme.TEXT) -> list[str]:
    return [_words(line) for line in break_lines(FontBook(), [Span(text, style)], width)]


def _words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def test_line_ends_and_inner_spaces_are_kept() -> None:
    assert _set("un\r\n\r\n  deux   trois\tquatre", 500) == ["un", "", "  deux   trois    quatre"]


def test_markup_is_text_like_any_other() -> None:
    assert _set("<b>a</b> & <para> <img src='x'>", 500) == ["<b>a</b> & <para> <img src='x'>"]


def test_a_line_never_turns_at_a_space_that_must_not_break() -> None:
    lines = _set("Pourquoi ? Voici : « oui »" * 8, 60)
    assert not any(line[0] in "?:»" or line[-1] == "«" for line in lines)


def test_an_unbreakable_word_is_cut_at_the_width_of_the_line() -> None:
    lines = break_lines(FontBook(), [Span("début " + "m" * 200 + " fin", theme.TEXT)], 100)
    assert "".join(_words(line) for line in lines).replace(" ", "") == "début" + "m" * 200 + "fin"
    assert all(line.width <= 100.01 for line in lines)


def test_a_compound_word_turns_after_its_hyphen_and_a_code_does_not() -> None:
    assert _set("masseur-kinésithérapeute", 80) == ["masseur-", "kinésithérapeute"]
    assert _set("la situation S26-014", 85) == ["la situation", "S26-014"]


def test_a_telephone_number_stays_on_one_line() -> None:
    words = [line.replace("\u00a0", " ") for line in _set("Sa fille, 01 99 00 20 15, le soir", 70)]
    assert words == ["Sa fille,", "01 99 00 20 15,", "le soir"]


def test_spans_without_a_space_between_them_stay_together() -> None:
    spans = [Span("chez Nadia Aubry", theme.STRONG), Span(", médecin", theme.TEXT)]
    before_the_comma = break_lines(FontBook(), spans[:1], 500)[0].width
    lines = break_lines(FontBook(), spans, before_the_comma + 1)
    assert [_words(line) for line in lines] == ["chez Nadia", "Aubry, médecin"]


@pytest.mark.parametrize("sign", ["\0", "\x07", "\u202e", "\u200b", "\ufeff", "\u00ad", "\ufe0f"])
def test_a_sign_without_shape_is_left_out(sign: str) -> None:
    assert printable(f"a{sign}b") == "ab"


def test_letters_typed_in_two_parts_are_composed() -> None:
    assert printable("e\u0301te\u0301") == "été"


def test_an_empty_text_takes_one_line() -> None:
    assert _set("", 100) == [""]
    assert break_lines(FontBook(), [], 100)[0].leading > 0


@given(st.text(max_size=200), st.floats(40, 400))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = break_lines(FontBook(), [Span(text, theme.TEXT)], width)
    kept = "".join("".join(_words(line).split()) for line in lines)
    assert kept == "".join(printable(text).split())
    for line in lines:
        if not line.pieces or any(p.text.isspace() for p in line.pieces[:1]):
            continue  # the spaces a line begins with have no ink
        assert line.width <= width + 0.02
