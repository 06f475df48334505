# SPDX-License-Identifier: EUPL-1.2
"""Row 9 on the fictional practice, where rows refer to each other: any lost page is salvaged.

A row whose situation, meeting or person is lost stays without it where the schema lets it, and is
set aside where a CHECK does not.
"""

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.demo.practice import DEMO_PASSPHRASE, build_demo
from app.domain.ids import random_ids
from app.storage.errors import ConstraintBroken
from app.storage.leaf_pages import LEAF_TABLE, kind_of
from app.storage.sealed_pages import SealedPages
from app.system.clock import HeldClock
from app.vault.closed_copy import closed_copy
from app.vault.keys import FLOOR_KDF
from app.vault.restoring import with_passphrase
from app.vault.salvaging import salvage_vault
from app.vault.vault import unlock_vault
from tests.durability.conftest import Count
from tests.durability.meeting import note_figure
from tests.storage.damage import destroy

NOON = datetime(2026, 1, 8, 12, tzinfo=UTC)
KEYS = with_passphrase(None, DEMO_PASSPHRASE)
REFERRED = ("cases", "meeting", "professional", "minutes", "care_plan", "agenda_item")
_INTERIOR_TABLE = 0x05


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed vault of the fictional practice; no test may touch it."""
    folder = tmp_path_factory.mktemp("row-9-practice") / "centre.tdt"
    demo = build_demo(folder, NOON.replace(tzinfo=None), UTC, kdf=FLOOR_KDF)
    demo.session.close()
    return folder


def leaves(pages: SealedPages, page: int) -> Iterator[int]:
    """The leaves of a table's tree, after SQLite's description of its file format."""
    content = pages.page(page)
    assert content is not None
    if kind_of(content, page) == LEAF_TABLE:
        yield page
        return
    assert content[0] == _INTERIOR_TABLE
    count = int.from_bytes(content[3:5], "big")
    cells = [int.from_bytes(content[12 + 2 * n : 14 + 2 * n], "big") for n in range(count)]
    for place in (*cells, 8):
        yield from leaves(pages, int.from_bytes(content[place : place + 4], "big"))


def leaves_of(folder: Path) -> Mapping[str, list[int]]:
    """The leaves of the tables that others refer to."""
    with closed_copy(folder, KEYS, NOON) as copy:
        with closing(copy.open()) as sound:
            roots = {
                row.text("name"): row.integer("rootpage")
                for row in sound.execute("SELECT name, rootpage FROM sqlite_master")
            }
        with copy.pages() as pages:
            return {name: list(leaves(pages, roots[name])) for name in REFERRED}


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("table", REFERRED)
def test_row_09_a_lost_page_that_others_refer_to_is_salvaged_and_the_account_adds_up(
    practice: Path, tmp_path: Path, table: str, count: Count
) -> None:
    pages = leaves_of(practice)[table]
    chosen = random.Random(9).sample(pages, min(count(2, len(pages)), len(pages)))
    lost = 0
    for page in chosen:
        folder = Path(shutil.copytree(practice, tmp_path / f"{page}.tdt"))
        destroy(folder / "data.db", page)
        target = tmp_path / f"{page}-neuf.tdt"
        saved = salvage_vault(folder, target, KEYS, NOON)
        found = {one.name: one for one in saved.tables}
        assert found[table].lost > 0, page
        assert not saved.whole
        with closed_copy(target, KEYS, NOON) as copy, closing(copy.open()) as database:
            for name, one in found.items():
                rows = database.execute(f"SELECT count(*) AS n FROM {name}").fetchone()  # noqa: S608
                assert rows is not None
                assert rows.integer("n") == one.read - one.set_aside, (page, name)
                assert one.loosened <= rows.integer("n"), (page, name)
                if one.expected is not None:
                    assert one.expected == rows.integer("n") + one.lost, (page, name)
            assert database.execute("PRAGMA foreign_key_check").fetchone() is None
        if table == "cases":  # a motif of the agenda that is a situation is none without it
            assert found["agenda_item"].set_aside > 0, page
        clock, new_id = HeldClock(NOON), random_ids(lambda: 0)
        unlock_vault(target, None, DEMO_PASSPHRASE, clock=clock, new_id=new_id).close()
        lost += saved.lost
    note_figure(f"row 9: {len(chosen)} leaves of {table} of a practice, {lost} rows lost in all")


def test_row_09_control_the_schema_lets_no_motif_of_a_situation_go_without_it(
    practice: Path,
) -> None:
    """The statement that stopped a salvage: to give up the reference alone."""
    with (
        closed_copy(practice, KEYS, NOON) as copy,
        closing(copy.open()) as database,
        pytest.raises(ConstraintBroken),
    ):
        database.execute("UPDATE agenda_item SET case_id = NULL WHERE kind = 'case'")
