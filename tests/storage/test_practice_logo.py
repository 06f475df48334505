# SPDX-License-Identifier: EUPL-1.2
"""The logo in a real encrypted file: apart from the practice’s row, watched, never in clear."""

from pathlib import Path

import pytest

from app.domain.logo import Logo
from app.storage.driver import open_database
from app.storage.errors import ConstraintBroken
from app.storage.row_digests import RowDigests, RowFault
from tests import pictures
from tests.services.office import KEY, PRACTICE, Office


def test_a_logo_comes_back_as_it_went_in(office: Office) -> None:
    rows, logo = office.store.rows.practice, pictures.logo(200, 120)
    assert rows.logo() is None
    rows.save_logo(logo)
    assert rows.logo() == logo
    other = pictures.logo(90, 90)
    rows.save_logo(other)
    assert rows.logo() == other
    assert rows.get() == PRACTICE
    rows.save_logo(None)
    assert rows.logo() is None


@pytest.mark.parametrize("logo", [Logo(b"", 1, 1), Logo(bytes(3 << 20), 9, 9), Logo(b"x", 0, 1)])
def test_what_is_no_logo_is_not_kept(office: Office, logo: Logo) -> None:
    with pytest.raises(ConstraintBroken):
        office.store.rows.practice.save_logo(logo)


def test_there_is_one_logo(office: Office) -> None:
    with pytest.raises(ConstraintBroken):
        office.connection.execute("INSERT INTO practice_logo VALUES (2, x'00', 1, 1)")


def test_its_digest_is_kept_in_step_and_finds_what_was_put_back(office: Office) -> None:
    digests = RowDigests(office.connection, bytes(range(32)))
    digests.rebuild()
    digests.watch()
    office.desk.practice.save_logo(pictures.logo(100, 100))
    before = office.connection.execute("SELECT * FROM practice_logo").fetchall()
    office.desk.practice.save_logo(pictures.logo(100, 50))
    assert [fault for fault in digests.faults() if fault] == []
    for event in ("INSERT", "UPDATE", "DELETE"):  # an old page knows no trigger
        office.connection.execute(f"DROP TRIGGER temp.touched_practice_logo_{event}")
    office.connection.execute("UPDATE practice_logo SET png = ?", (before[0].blob("png"),))
    assert list(filter(None, digests.faults())) == [RowFault("practice_logo", "1")]


def test_no_pixel_of_it_is_in_clear_on_the_disk(tmp_path: Path, office: Office) -> None:
    logo = pictures.logo()
    office.desk.practice.save_logo(logo)
    office.close()
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(mark in data for data in files for mark in (b"IHDR", logo.png[64:96]))
    again = open_database(tmp_path / "data.db", KEY)
    assert again.execute("SELECT png FROM practice_logo").fetchall()[0].blob("png") == logo.png
    again.close()
