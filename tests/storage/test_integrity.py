# SPDX-License-Identifier: EUPL-1.2
"""Both checks, on files that were broken on purpose."""

from pathlib import Path

import pytest

from app.storage.driver import PAGE_BYTES, open_database
from app.storage.integrity import Soundness, examine
from tests.storage.damage import KEY, destroy, filled, pages_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    filled(tmp_path / "data.db").close()
    return tmp_path / "data.db"


def examined(path: Path) -> Soundness:
    return examine(path, KEY)


def test_a_sound_file_has_nothing_to_report(path: Path) -> None:
    assert examined(path) == Soundness()


def test_the_page_that_was_altered_is_named(path: Path) -> None:
    destroy(path, 33)
    destroy(path, 57)
    assert examined(path).pages == (33, 57)


def test_pages_cut_from_the_end_are_found_by_the_second_check_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -3 * PAGE_BYTES])
    found = examined(path)
    assert found.pages == ()  # the control: the first check is blind to this
    assert not found.sound


def test_a_cut_in_the_middle_of_a_page_is_found(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])
    assert not examined(path).sound
    assert pages_of(path) > 10


def test_a_row_without_the_row_it_refers_to_is_counted(path: Path) -> None:
    opened = open_database(path, KEY)
    with opened.maintenance():
        opened.execute("PRAGMA foreign_keys = OFF")
        opened.execute("INSERT INTO identity (case_id, sealed) VALUES ('nobody', x'00')")
    opened.close()
    assert examined(path).orphans == (("identity", 1),)
