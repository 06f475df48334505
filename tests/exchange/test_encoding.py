# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.exchange.encoding import MAX_BYTES, read_bytes, read_file

TEXT = "Cissé;Inês;œuvre\r\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_whatever_program_saved_it(codec: str) -> None:
    assert read_bytes(TEXT.encode(codec)) == "Cissé;Inês;œuvre\n"


def test_big_endian_text_is_read_by_its_mark() -> None:
    assert read_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be")) == "Cissé;Inês;œuvre\n"


def test_bytes_that_mean_nothing_show_as_such() -> None:
    assert read_bytes(b"caf\xe9 \x81") == "café \ufffd"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest", b"%PDF-1.7", b"{\\rtf1", b"a\0b\0"]
)
def test_a_file_of_another_program_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UserError) as refusal:
        read_bytes(data)
    assert "CSV" in refusal.value.remedy


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "grand.csv"
    file.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(UserError, match="2 Mo"):
        read_file(file)
    with pytest.raises(UserError, match="2 Mo"):
        read_bytes(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize("name", ["absent.csv", ".", "n" * 300])
def test_a_file_that_cannot_be_read_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="ne peut pas être lu"):
        read_file(tmp_path / name)
