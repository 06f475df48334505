# SPDX-License-Identifier: EUPL-1.2
"""What a reader of the PDF gets: its pages, its words, its fonts."""

import re
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from app.documents.lines import printable

_FOOTER, _BAND = 45.0, 798.0  # points from the bottom of the sheet


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def pages(pdf: bytes) -> list[str]:
    """The text of each page, on one line."""
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def solid(text: str) -> str:
    """A text as printed, without any space: lines may turn anywhere."""
    return re.sub(r"\s", "", printable(text))


def solid_pdf(pdf: bytes) -> str:
    return "".join(re.sub(r"\s", "", page) for page in pages(pdf))


def body(pdf: bytes) -> str:
    """The text without spaces and without what surrounds it on each page: band, title, footer."""
    kept: list[str] = []

    def visit(text: str, _matrix: object, place: list[float], *_font: object) -> None:
        if _FOOTER < place[5] < _BAND:
            kept.append(text)

    for page in reader(pdf).pages:
        page.extract_text(visitor_text=visit)
    return re.sub(r"\s", "", "".join(kept))


def font_names(pdf: bytes) -> set[str]:
    return {str(font["/BaseFont"]) for font in _fonts(pdf)}


def unembedded(pdf: bytes) -> set[str]:
    """The fonts a printer would have to replace."""
    return {
        str(font["/BaseFont"])
        for font in _fonts(pdf)
        if "/FontFile2" not in str(font.get("/FontDescriptor", DictionaryObject()).get_object())
    }


def _fonts(pdf: bytes) -> list[DictionaryObject]:
    found: list[DictionaryObject] = []
    for page in reader(pdf).pages:
        resources = page.get("/Resources", DictionaryObject()).get_object()
        assert isinstance(resources, DictionaryObject)
        fonts = resources["/Font"].get_object()
        assert isinstance(fonts, DictionaryObject)
        for entry in fonts.values():
            font = entry.get_object()
            assert isinstance(font, DictionaryObject)
            found.append(font)
    return found
