# SPDX-License-Identifier: EUPL-1.2
"""What is compiled into a library is found in its files, with its version where they tell it."""

from pathlib import Path

import pytest
from bill.components import Component
from bill.library_parts import LIBRARY_PARTS
from bill.parts import Part, split
from bill.qt_parts import QT_PARTS
from bill.shipped import Shipped
from bill.texts import FOLDER

from tests.bundle.fake import lay

WHOLE = Component(
    "vault", "1.0", "Zlib", "pkg:pypi/vault@1.0", ("text",), ("vault.so", "vault.txt")
)


def parts(folder: Path, content: bytes, *table: Part) -> dict[str, Component]:
    lay(folder, {"vault.so": content, "vault.txt": b""})
    shipped = Shipped(folder, frozenset(WHOLE.files), frozenset())
    return {part.name: part for part in split(WHOLE, list(table), shipped)}


def test_a_version_is_read_from_the_file(tmp_path: Path) -> None:
    ssl = Part("vault", r"\.so", "OpenSSL", "Apache-2.0", version=r"OpenSSL (\d+\.\d+\.\d+) ")
    found = parts(tmp_path, b"\x00OpenSSL 3.6.0 1 Oct 2025\x00\xff", ssl)["OpenSSL"]
    assert (found.version, found.purl) == ("3.6.0", "pkg:generic/openssl@3.6.0")
    assert found.inside == WHOLE.reference


def test_a_part_without_a_version_is_listed_all_the_same(tmp_path: Path) -> None:
    ssl = Part("vault", r"\.so", "OpenSSL", "Apache-2.0", version=r"OpenSSL (\d+\.\d+\.\d+) ")
    assert parts(tmp_path, b"", ssl)["OpenSSL"].purl == "pkg:generic/openssl"


def test_a_part_is_left_out_where_the_systems_library_is_asked_for(tmp_path: Path) -> None:
    zlib = Part("vault", r"\.so", "zlib", "Zlib", unless="libz.so.1")
    assert "zlib" in parts(tmp_path, b"inflate", zlib)
    assert "zlib" not in parts(tmp_path, b"\x00libz.so.1\x00", zlib)


def test_a_part_that_is_a_file_takes_it_from_the_whole(tmp_path: Path) -> None:
    found = parts(tmp_path, b"", Part("vault", r"\.so", "engine", "MIT", whole=True))
    assert found["engine"].files == ("vault.so",)
    assert found["vault"].files == ("vault.txt",)
    assert found["engine"].texts == WHOLE.texts  # its own licence files tell it


def test_a_part_of_a_part_is_found(tmp_path: Path) -> None:
    engine = Part("vault", r"\.so", "engine", "MIT", whole=True)
    found = parts(tmp_path, b"", engine, Part("engine", "", "wheel", "MIT"))
    assert found["wheel"].inside == found["engine"].reference


@pytest.mark.parametrize(
    "file",
    [
        "_internal/PySide6/Qt/lib/libQt6Core.so.6",
        "_internal/PySide6/Qt6Core.dll",
        "_internal/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
    ],
)
def test_a_library_of_qt_is_told_from_its_binding_on_every_system(
    tmp_path: Path, file: str
) -> None:
    binding = "_internal/PySide6/QtCore.abi3.so"
    lay(tmp_path, {file: b"10.48 2026-08-31", binding: b""})
    wheel = Component(
        *("pyside6-essentials", "6.12.0.140", "LGPL-3.0-only", "pkg:pypi/pyside6@6", ("t",)),
        (file, binding),
    )
    shipped = Shipped(tmp_path, frozenset(wheel.files), frozenset())
    found = {part.name: part for part in split(wheel, QT_PARTS, shipped)}
    assert found["pyside6-essentials"].files == (binding,)
    assert (found["Qt Core"].files, found["Qt Core"].version) == ((file,), "6.12.0")
    assert found["PCRE2"].version == "10.48"


def test_every_text_that_the_tables_name_is_kept_and_every_kept_text_is_named() -> None:
    named = {text for part in (*QT_PARTS, *LIBRARY_PARTS) for text in part.texts}
    sources = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.glob("bill/*.py"))
    kept = {path.name for path in FOLDER.iterdir()}
    assert named <= kept
    assert [name for name in kept if f'"{name}"' not in sources] == []
