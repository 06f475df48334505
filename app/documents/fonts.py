# SPDX-License-Identifier: EUPL-1.2
"""The embedded fonts: which one draws a character, and what is done with one that none has."""

from enum import StrEnum
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
PLACEHOLDER = 0xFFFD
_BEYOND_BMP = 0xFFFF
_CMAP_BLOCK = 100  # entries a `beginbfchar` block may hold (Adobe technical note 5411)


class Face(StrEnum):
    """The faces of the text, by file name."""

    REGULAR = "NotoSans-Regular"
    ITALIC = "NotoSans-Italic"
    SEMIBOLD = "NotoSans-SemiBold"
    BOLD = "NotoSans-Bold"


_FALLBACKS = ("NotoSansMath-Regular", "NotoSansSymbols2-Regular")


class EmbeddedFont(TTFont):
    """A TrueType font whose text can be copied out of the PDF as it was typed.

    The library's own map from glyphs to characters is wrong beyond U+FFFF and breaks the limit of
    its blocks; and it draws an unknown character as one that reads as NUL.
    """

    def covers(self, char: str) -> bool:
        """Whether the font draws the character itself."""
        glyph = self.face.charToGlyph.get(ord(char))
        return glyph is not None and (
            ord(char) == PLACEHOLDER or glyph != self.face.charToGlyph.get(PLACEHOLDER)
        )

    def stand_in(self, char: str) -> None:
        """Draw the character as the placeholder; what is copied stays the character."""
        face = self.face
        face.charToGlyph[ord(char)] = face.charToGlyph[PLACEHOLDER]
        face.charWidths[ord(char)] = face.charWidths[PLACEHOLDER]

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 (the library's name)
        """Embed the subsets this document uses, each with a map back to what was typed."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        internal = [self.getSubsetInternalName(n, doc)[1:] for n in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"]
        assert isinstance(fonts, PDFDictionary)  # noqa: S101 (narrows the library's type)
        for subset, name in zip(subsets, internal, strict=True):
            base = str(fonts.dict[name].BaseFont)
            back = doc.idToObject[f"toUnicodeCMap:{base}"]
            assert isinstance(back, PDFStream)  # noqa: S101 (narrows the library's type)
            back.content = _to_unicode(base, subset)


def _to_unicode(name: str, subset: list[int]) -> str:
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
    ]
    blocks = [entries[i : i + _CMAP_BLOCK] for i in range(0, len(entries), _CMAP_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


class FontBook:
    """The fonts of one document, and the characters it asked for that none of them has.

    Raises FileNotFoundError when a font file is missing from the folder.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._fonts = {name: _font(name, folder) for name in (*Face, *_FALLBACKS)}
        self._missing: set[str] = set()

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters shown as the placeholder, sorted."""
        return tuple(sorted(self._missing))

    def runs(self, text: str, face: Face) -> list[tuple[str, str]]:
        """Cut a text into (font name, text) runs, each drawn by one font."""
        runs: list[tuple[str, str]] = []
        for char in text:
            name = self._name_for(char, face)
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + char)
            else:
                runs.append((name, char))
        return runs

    def width(self, text: str, font: str, size: float) -> float:
        """The width of a run in points."""
        return float(self._fonts[font].stringWidth(text, size))

    def _name_for(self, char: str, face: Face) -> str:
        for name in (face.value, *_FALLBACKS):
            if self._fonts[name].covers(char):
                return name
        self._fonts[face].stand_in(char)
        self._missing.add(char)
        return face.value


def _font(name: str, folder: Path) -> EmbeddedFont:
    # The library keeps one table of fonts per process and looks them up by name when it draws.
    if name in pdfmetrics.getRegisteredFontNames():
        known = pdfmetrics.getFont(name)
        if isinstance(known, EmbeddedFont):
            return known
    path = folder / f"{name}.ttf"
    if not path.is_file():
        raise FileNotFoundError(path)
    font = EmbeddedFont(name, str(path))
    pdfmetrics.registerFont(font)
    return font
