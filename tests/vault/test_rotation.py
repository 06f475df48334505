# SPDX-License-Identifier: EUPL-1.2
"""Which backups stay; simulated over years, as they would be made."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.vault.rotation import (
    BackupName,
    backups_in,
    clear_leftovers,
    free_name,
    name_for,
    read_name,
    to_remove,
)

NOON = datetime(2026, 11, 26, 12, 0)  # noqa: DTZ001  names bear local times


def named(made: datetime) -> BackupName:
    return BackupName(Path(name_for("msp", made)), "msp", made)


def run(days: int, a_day: int) -> set[datetime]:
    """What is left after `days` days of `a_day` backups each, rotated after each one."""
    kept: set[datetime] = set()
    now = NOON
    for number in range(days * a_day):
        now = NOON + timedelta(days=number // a_day, minutes=17 * (number % a_day))
        kept.add(now)
        kept -= {one.made for one in to_remove(map(named, kept), now)}
    return kept


def test_seven_days_five_weeks_and_twelve_months_stay() -> None:
    kept = run(800, 2)
    last = max(kept)
    days = {made.date() for made in kept}
    assert {last.date() - timedelta(days=n) for n in range(7)} <= days
    assert len({made.isocalendar()[:2] for made in kept}) >= 5
    months = {(made.year, made.month) for made in kept}
    assert len(months) == 12
    assert len(kept) <= 7 + 5 + 12 + 3


def test_the_newest_stay_even_when_all_are_of_one_day() -> None:
    kept = run(1, 20)
    assert sorted(kept)[-3:] == [NOON + timedelta(minutes=17 * n) for n in (17, 18, 19)]


def test_a_single_backup_a_year_is_never_removed() -> None:
    yearly = [named(NOON - timedelta(days=365 * n)) for n in range(10)]
    assert to_remove(yearly, NOON) == ()


def test_dates_of_a_clock_that_was_wrong_push_nothing_out() -> None:
    future = [named(NOON + timedelta(days=400 + n)) for n in range(30)]
    present = [named(NOON - timedelta(days=n)) for n in range(7)]
    assert to_remove(future + present, NOON) == ()


def test_a_name_says_which_vault_and_when(tmp_path: Path) -> None:
    first = free_name(tmp_path, "centre-des-tilleuls", NOON)
    assert first.name == "centre-des-tilleuls-2026-11-26-120000.tdtb"
    first.touch()
    second = free_name(tmp_path, "centre-des-tilleuls", NOON)
    assert second.name == "centre-des-tilleuls-2026-11-26-120000-2.tdtb"
    second.touch()
    (tmp_path / "autre-2026-11-26-120000.tdtb").touch()
    (tmp_path / "notes.txt").touch()
    found = backups_in(tmp_path, "centre-des-tilleuls")
    assert {one.path for one in found} == {first, second}
    assert len(backups_in(tmp_path)) == 3
    assert {one.made for one in found} == {NOON}


@pytest.mark.parametrize(
    "name",
    ["msp.tdtb", "msp-2026-13-01-120000.tdtb", "msp-2026-11-26-120000.zip", ".msp-2026.tdtb.part"],
)
def test_another_name_is_no_backup(name: str) -> None:
    assert read_name(Path(name)) is None


def test_only_what_a_backup_left_is_cleared(tmp_path: Path) -> None:
    leftovers = [
        ".msp-2026-11-26-120000.tdtb.part",
        ".msp-2026-11-26-120000.tdtb.db.part",
        ".msp-2026-11-26-120000.tdtb.db.part-journal",
    ]
    kept = ["msp-2026-11-26-120000.tdtb", "lettre.part", "notes.txt"]
    for name in leftovers + kept:
        (tmp_path / name).touch()
    assert clear_leftovers(tmp_path) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
    assert clear_leftovers(tmp_path / "absent") == 0
