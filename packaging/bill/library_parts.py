# SPDX-License-Identifier: EUPL-1.2
"""What is compiled into Python, its libraries and their companions.

Pillow's own licence file covers what its wheel brings. The others were found in the symbols and
strings of the files; not each was looked up in its sources, so a new version of a library, or a
lawyer's question, is the moment to do it.
"""

from bill.parts import Part

_WHEELS = ("wheels.txt",)
_ANY = r"\.(so|pyd|dylib)"


def _companion(file: str, name: str, licence: str, version: str = "") -> Part:
    """A library that a wheel brings in a file of its own."""
    return Part("pillow", file, name, licence, version=version, whole=True)


_PYTHON = [
    Part("Python", "_decimal", "libmpdec", "BSD-2-Clause", unless="libmpdec.so"),
    Part(
        "Python", "pyexpat", "Expat", "MIT", version=r"expat_(\d+\.\d+\.\d+)", unless="libexpat.so"
    ),
    Part("Python", "_sha3", "tiny_sha3", "MIT"),
    Part("Python", "_blake2", "BLAKE2", "CC0-1.0"),
    Part("Python", "_random", "Mersenne Twister", "BSD-3-Clause"),
    Part("Python", r"python3\d+\.dll$|zlib", "zlib", "Zlib", unless="libz.so.1"),
    Part("Python", r"_bz2\.pyd", "bzip2", "bzip2-1.0.6"),
    Part("Python", r"_lzma\.pyd", "liblzma", "LicenseRef-public-domain"),
]

_VAULT = [
    Part(
        *("sqlcipher3", _ANY, "SQLCipher", "BSD-3-Clause", ("sqlcipher.txt",)),
        version=r"\0(4\.\d+\.\d+)(?: community)?\0",
    ),
    Part("sqlcipher3", _ANY, "SQLite", "blessing", version=r"(?<![\w.])(3\.[4-9]\d\.\d+)\0"),
    Part(
        *("sqlcipher3|cryptography", _ANY, "OpenSSL", "Apache-2.0"),
        version=r"OpenSSL (\d+\.\d+\.\d+) ",
    ),
    Part("cryptography", _ANY, "Rust standard library", "MIT OR Apache-2.0", _WHEELS),
    Part("cffi", _ANY, "libffi", "MIT", _WHEELS, unless="libffi.so"),
    Part("argon2-cffi-bindings", _ANY, "Argon2", "CC0-1.0 OR Apache-2.0", _WHEELS),
]

_WORDS = [
    Part(
        *("chunspell", "libhunspell", "Hunspell", "LGPL-2.1-or-later", ("hunspell.txt",)),
        version=r"libhunspell-(\d+\.\d+)",
        whole=True,
    ),
    Part("chunspell", r"\.pyd", "Hunspell", "LGPL-2.1-or-later", ("hunspell.txt",)),
    Part("chunspell|rapidfuzz", _ANY, "Cython run-time code", "Apache-2.0", _WHEELS),
    Part("rapidfuzz", _ANY, "rapidfuzz-cpp", "MIT", _WHEELS),
    Part("rapidfuzz", _ANY, "Taskflow", "MIT", _WHEELS),
    Part("charset-normalizer", _ANY, "mypyc run-time code", "MIT", _WHEELS),
]

_PICTURES = [
    _companion("libXau", "libXau", "X11"),
    _companion(
        "libjpeg", "libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", r"turbo version ([\d.]+)"
    ),
    _companion("liblzma", "liblzma", "0BSD", r"liblzma-\w+\.so\.([\d.]+)"),
    _companion("libopenjp2", "OpenJPEG", "BSD-2-Clause", r"openjpeg-(\d+\.\d+\.\d+)"),
    _companion("libtiff", "LibTIFF", "libtiff", r"LIBTIFF, Version ([\d.]+)"),
    _companion("libxcb", "libxcb", "X11"),
    _companion("libzstd", "Zstandard", "BSD-3-Clause", r"libzstd-\w+\.so\.([\d.]+)"),
    _companion(r"libz[-.]", "zlib-ng", "Zlib", r"(\d+\.\d+\.\d+)\.zlib-ng"),
    Part("pillow", "_imaging", "zlib-ng", "Zlib", _WHEELS),
    Part("pyinstaller", "", "zlib", "Zlib", _WHEELS),
]

LIBRARY_PARTS = [*_PYTHON, *_VAULT, *_WORDS, *_PICTURES]
