# SPDX-License-Identifier: EUPL-1.2
"""The libraries of Qt within the wheels of PySide6, and what is compiled into each.

The wheels say nothing of it. After "Qt PDF Licensing" and the attributions in Qt's sources, and
the copyright files of Debian's Qt 6.4; the next version of Qt is the moment to compare it with
"Third-Party Code Used in Qt" of Qt's documentation.
"""

from bill.parts import Part

_PYSIDE = "pyside6-.*|shiboken6"
_QT, _PDF, _ICU = ("qt.txt",), ("pdfium.txt", "qt.txt"), ("icu.txt",)
_JPEG = "IJG AND BSD-3-Clause AND Zlib"
_MODULES = {
    "Core": "Qt Core",
    "DBus": "Qt D-Bus",
    "Gui": "Qt GUI",
    "Network": "Qt Network",
    "OpenGL": "Qt OpenGL",
    "Pdf": "Qt PDF",
    "PdfWidgets": "Qt PDF Widgets",
    "PrintSupport": "Qt Print Support",
    "Svg": "Qt SVG",
    "SvgWidgets": "Qt SVG Widgets",
    "WaylandClient": "Qt Wayland Client",
    "Widgets": "Qt Widgets",
    "WlShellIntegration": "Qt Wayland Shell Integration",
    "XcbQpa": "Qt XCB",
}
"""Qt's libraries by the name in their files; each is found on all three systems."""


def _library(name: str) -> str:
    return (
        rf"PySide6/(Qt/lib/libQt6{name}\.so\.6|Qt6{name}\.dll"
        rf"|Qt/lib/Qt{name}\.framework/.*)$"
    )


_LIBRARIES = [
    *(
        Part(_PYSIDE, _library(name), title, "LGPL-3.0-only", whole=True, follows=True)
        for name, title in _MODULES.items()
    ),
    Part(
        *(_PYSIDE, r"PySide6/(Qt/)?(plugins|translations)/", "Qt plugins and translation"),
        *("LGPL-3.0-only",),
        whole=True,
        follows=True,
    ),
    Part(
        *(_PYSIDE, r"PySide6/(Qt/lib/)?(lib)?icu\w+", "ICU", "Unicode-DFS-2016", _ICU),
        version=r"icudt(\d+)",
        whole=True,
    ),
]

_WITHIN = [
    Part("Qt Core", "", "Apache Tika file types", "Apache-2.0", _QT),
    Part("Qt Core", "", "BLAKE2", "CC0-1.0 OR Apache-2.0", _QT),
    Part("Qt Core", "", "brg_endian", "BSD-2-Clause", _QT),
    Part("Qt Core", "", "double-conversion", "BSD-3-Clause", _QT),
    Part("Qt Core", "", "Easing equations", "BSD-3-Clause", _QT),
    Part("Qt Core", "", "forkfd", "MIT", _QT),
    Part("Qt Core", "", "FreeBSD strtoll", "BSD-3-Clause", _QT),
    Part("Qt Core", "", "Keccak", "CC0-1.0", _QT),
    Part("Qt Core", "", "MD4, MD5, SHA-1", "LicenseRef-public-domain", _QT),
    Part(
        *("Qt Core", ".", "PCRE2", "BSD-3-Clause WITH PCRE2-exception", _QT),
        version=r"(10\.\d+) 20\d\d-\d\d-\d\d",
    ),
    Part("Qt Core", "", "RFC 6234 SHA-2", "BSD-3-Clause", _QT),
    Part("Qt Core", "", "SipHash", "CC0-1.0", _QT),
    Part("Qt Core", "", "sljit", "BSD-2-Clause", _QT),
    Part("Qt Core", "", "TinyCBOR", "MIT", _QT),
    Part("Qt Core", "", "Unicode data and CLDR", "Unicode-3.0", _QT),
    Part("Qt Core", ".", "zlib", "Zlib", _QT, unless="libz.so.1"),
    Part("Qt GUI", "", "Adobe Glyph List for New Fonts", "BSD-3-Clause", _QT),
    Part("Qt GUI", "", "Emoji segmenter", "Apache-2.0", _QT),
    Part("Qt GUI", ".", "FreeType", "FTL", _QT, unless="libfreetype.so.6"),
    Part("Qt GUI", "", "FreeType rasteriser", "FTL", _QT),
    Part("Qt GUI", "", "Graphics memory allocators of AMD", "MIT", _QT),
    Part("Qt GUI", "", "HarfBuzz", "MIT-Modern-Variant", _QT),
    Part("Qt GUI", "", "Khronos headers", "MIT", _QT),
    Part(
        *("Qt GUI", ".", "libpng", "libpng-2.0", _QT),
        version=r"libpng version (\d+\.\d+\.\d+)",
        unless="libpng16.so",
    ),
    Part("Qt GUI", "", "MD4C", "MIT", _QT),
    Part("Qt GUI", "", "pixman", "MIT", _QT),
    Part("Qt GUI", "", "Smooth scaling of Imlib2", "Imlib2 AND BSD-2-Clause", _QT),
    Part("Qt GUI", "", "sRGB2014", "LicenseRef-ICC", _QT),
    Part("Qt GUI", "", "WebGradients", "MIT", _QT),
    Part("Qt GUI", "", "X server helper, XCB-XInput", "MIT", _QT),
    Part("Qt GUI", r"\.dll$", "IAccessible2", "BSD-3-Clause", _QT),
    Part("Qt plugins.*", "qcocoa", "Cocoa platform plugin", "BSD-3-Clause", _QT),
    Part(
        *("Qt plugins.*", "qjpeg", "libjpeg-turbo", _JPEG, _QT),
        version=r"libjpeg-turbo version (\d+\.\d+\.\d+)",
        unless="libjpeg.so",
    ),
    Part("Qt Network", "", "Public Suffix List", "MPL-2.0", _QT),
    Part("Qt Network", "", "libpsl lookup", "BSD-3-Clause", _QT),
    Part("Qt SVG", "", "XSVG", "HPND-sell-variant", _QT),
    Part("Qt Wayland Client", "", "Wayland protocols", "MIT AND HPND-sell-variant", _QT),
    Part("Qt PDF", "", "PDFium", "BSD-3-Clause AND Apache-2.0", _PDF),
    Part("Qt PDF", "", "Parts of Chromium", "BSD-3-Clause", _PDF),
    Part("Qt PDF", "", "Abseil", "Apache-2.0", _PDF),
    Part("Qt PDF", "", "Anti-Grain Geometry", "LicenseRef-AGG-2.3", _PDF),
    Part("Qt PDF", "", "fast_float", "MIT", _PDF),
    Part("Qt PDF", "", "FreeType", "FTL", _PDF),
    Part("Qt PDF", "", "ICU", "Unicode-3.0", _ICU),
    Part("Qt PDF", "", "libjpeg-turbo", _JPEG, _PDF),
    Part("Qt PDF", "", "libpng", "libpng-2.0", _PDF),
    Part("Qt PDF", "", "LibTIFF", "libtiff", _PDF),
    Part("Qt PDF", "", "Little CMS", "MIT", _PDF),
    Part("Qt PDF", "", "OpenJPEG", "BSD-2-Clause", _PDF),
    Part("Qt PDF", ".", "zlib", "Zlib", _PDF, unless="libz.so.1"),
]

QT_PARTS = [*_LIBRARIES, *_WITHIN]
