# SPDX-License-Identifier: EUPL-1.2
"""`packaging/zipped.py`: the archive for a USB stick, the same from the same folder."""

import os
import runpy
import zipfile
from pathlib import Path

import pytest

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "zipped.py"))


def _folder(home: Path, names: tuple[str, ...], seconds: int) -> Path:
    folder = home / "tour-de-table"
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"contenu de {name}\n", encoding="utf-8")
        os.utime(path, (seconds, seconds))
    return folder


def test_the_same_folder_makes_the_same_archive_whenever_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    names = ("_internal/é.txt", "_internal/a/b.txt", "tour-de-table.exe")
    for place, order, seconds in (("one", names, 10**9), ("two", names[::-1], 15 * 10**8)):
        folder = _folder(tmp_path / place, order, seconds)
        SCRIPT["main"](folder, tmp_path / f"{place}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()

    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(f"tour-de-table/{name}" for name in names)
        assert archive.read("tour-de-table/_internal/é.txt").decode() == (
            "contenu de _internal/é.txt\n"
        )
        assert {entry.date_time for entry in archive.infolist()} == {(2027, 1, 15, 8, 0, 0)}


def test_an_hour_before_all_archives_is_the_earliest_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    SCRIPT["main"](_folder(tmp_path, ("a",), 0), tmp_path / "early.zip")
    with zipfile.ZipFile(tmp_path / "early.zip") as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
