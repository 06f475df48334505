# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

from app.documents.fonts import Face, FontBook


def test_a_symbol_absent_from_the_text_font_is_drawn_by_another() -> None:
    book = FontBook()
    runs = book.runs("IMC ≤ 16 ☐", Face.BOLD)
    assert [font for font, _ in runs] == [
        "NotoSans-Bold",
        "NotoSansMath-Regular",
        "NotoSans-Bold",
        "NotoSansSymbols2-Regular",
    ]
    assert "".join(text for _, text in runs) == "IMC ≤ 16 ☐"
    assert book.missing == ()


def test_a_character_no_font_has_is_reported_by_every_document_that_holds_it() -> None:
    for _ in range(2):
        book = FontBook()
        assert book.runs("😀ש", Face.REGULAR) == [("NotoSans-Regular", "😀ש")]
        assert book.missing == ("ש", "😀")
        assert book.width("😀", "NotoSans-Regular", 10) == book.width(
            "\ufffd", "NotoSans-Regular", 10
        )


def test_the_replacement_character_itself_is_not_missing() -> None:
    book = FontBook()
    book.runs("\ufffd", Face.REGULAR)
    assert book.missing == ()


def test_every_face_holds_the_letters_and_spaces_of_french() -> None:
    book = FontBook()
    for face in Face:
        runs = book.runs("Cœur, Élodie, ÿ, naïve : « oui\u202f! » 10\u00a0€ — n° 3…", face)
        assert {font for font, _ in runs} == {face.value}


def test_a_missing_font_file_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.documents.fonts.pdfmetrics.getRegisteredFontNames", list)
    with pytest.raises(FileNotFoundError, match=r"NotoSans-Regular\.ttf"):
        FontBook(tmp_path)
