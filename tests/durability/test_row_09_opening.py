# SPDX-License-Identifier: EUPL-1.2
"""Row 9: a page of a closed vault is destroyed: what its opening says of it."""

import logging
import random
import shutil
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services.failed_reads import damage_told, tried_again
from app.storage.errors import DatabaseDamaged, ReadFailed
from app.vault.folder import DATABASE
from app.vault.place_errors import PlaceUnreadable
from tests.durability.conftest import Count
from tests.durability.meeting import note_figure
from tests.services.safe import Safe, copied, known_patient
from tests.storage.damage import destroy, pages_of

DAMAGED = ("La base de données du coffre est abîmée", "reprenez une sauvegarde")
OF_THE_FIRST = ("ne correspond pas aux clés", "reprenez une sauvegarde")
"""What tells a database from that of another vault stands at its head."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """A closed vault of a few situations, and the first pages of its journal and its indexes."""
    safe = Safe(tmp_path_factory.mktemp("row-9-opened") / "msp.tdt")
    session = safe.make()
    for _ in range(40):
        known_patient(session)
    roots = session.vault.connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'journal' AND rootpage > 0"
    )
    journal = [row.integer("rootpage") for row in roots.fetchall()]
    session.close()
    return safe.folder, journal


def opening_without(page: int, model: Path, place: Path) -> str:
    """Destroy a page of a copy and open it; what it is refused with, empty where it opens."""
    safe = copied(model, place / f"{page}.tdt")
    destroy(safe.folder / DATABASE, page)
    try:
        with safe.open():
            return ""
    except UserError as refusal:
        return refusal.text
    finally:
        shutil.rmtree(safe.folder)


@pytest.mark.timeout(3600)
def test_row_09_an_opening_that_a_destroyed_page_refuses_says_damage_and_never_the_disk(
    small: tuple[Path, list[int]], tmp_path: Path, count: Count, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "tdt.vault")  # a bin that could not be swept, for some
    model, journal = small
    pages = range(1, pages_of(model / DATABASE) + 1)
    chosen = sorted({*journal, *random.Random(9).sample(pages, count(6, len(pages)))})
    refused = 0
    for page in chosen:
        said = opening_without(page, model, tmp_path)
        expected = OF_THE_FIRST if page == 1 else DAMAGED
        assert not said or all(words in said for words in expected), (page, said)
        refused += bool(said)
    assert refused > 1
    note_figure(f"row 9: {len(chosen)} openings without a page, {refused} refused")


def test_row_09_control_one_read_that_fails_is_a_hiccup_and_is_tried_again() -> None:
    answers: list[ReadFailed | str] = [ReadFailed(), "open"]

    def step() -> str:
        answer = answers.pop(0)
        if isinstance(answer, ReadFailed):
            raise answer
        return answer

    assert tried_again(step) == "open"


def test_row_09_control_a_disk_that_gives_nothing_is_not_said_to_be_damage(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(bytes(8192))
    with pytest.raises(DatabaseDamaged), damage_told(tmp_path):
        raise ReadFailed
    (tmp_path / DATABASE).unlink()
    with pytest.raises(PlaceUnreadable), damage_told(tmp_path):
        raise ReadFailed
