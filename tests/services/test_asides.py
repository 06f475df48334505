# SPDX-License-Identifier: EUPL-1.2
"""What restores put aside within the vault: listed with its moment and size, erased on demand."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError, UserError
from app.services.asides import AsideService
from app.services.restoring import Restorer
from app.services.vault import Session
from app.vault.asides import AsideGone, forget_old_asides
from app.vault.restoring import with_passphrase
from tests.services.safe import CHIEF, OTHER, PHRASE, Safe, events, let_in
from tests.vault.support import data_of

NOON = "aside-2026-11-26-120000"


@pytest.fixture
def safe(tmp_path: Path) -> Safe:
    """A vault that was restored once, at noon."""
    safe = Safe(tmp_path / "port.tdt")
    session = safe.make()
    let_in(session)
    backups = session.desk.backups
    assert backups is not None
    file = backups.make_at_close()
    assert file is not None
    session.close()
    restorer = Restorer(safe.clock)
    restorer.restore(file.made.path, safe.folder, with_passphrase(CHIEF, PHRASE))
    return safe


@pytest.fixture
def chief(safe: Safe) -> Iterator[Session]:
    with safe.open() as session:
        yield session


def asides_of(session: Session) -> AsideService:
    assert session.desk.keys is not None
    return session.desk.keys.asides


def test_what_a_restore_put_aside_is_listed_with_its_moment_and_size(
    safe: Safe, chief: Session
) -> None:
    (aside,) = asides_of(chief).all()
    assert aside.name == NOON
    assert aside.made == datetime(2026, 11, 26, 12, 0)  # noqa: DTZ001  as people read it
    assert aside.size == sum(file.stat().st_size for file in (safe.folder / NOON).iterdir())
    assert aside.size > 100_000
    assert not aside.returned


def test_the_newest_comes_first_and_other_folders_are_none_of_them(
    safe: Safe, chief: Session, tmp_path: Path
) -> None:
    for name in ("aside-retour-2026-11-25-080000", "aside-2026-11-26-120000-2"):
        shutil.copytree(safe.folder / NOON, safe.folder / name)
    for name in ("aside-", "aside-2026-13-40-000000", "aside-photos", "photos"):
        (safe.folder / name).mkdir()
    (tmp_path / "elsewhere").mkdir()
    (safe.folder / "aside-2026-11-20-120000").symlink_to(tmp_path / "elsewhere")
    found = asides_of(chief).all()
    assert {aside.name for aside in found[:2]} == {NOON, f"{NOON}-2"}
    assert [(aside.name, aside.returned) for aside in found[2:]] == [
        ("aside-retour-2026-11-25-080000", True)
    ]


def test_an_erasure_removes_that_one_alone_and_is_journalled(safe: Safe, chief: Session) -> None:
    shutil.copytree(safe.folder / NOON, safe.folder / f"{NOON}-2")
    kept = data_of(safe.folder / f"{NOON}-2")
    asides_of(chief).erase(NOON)
    assert not (safe.folder / NOON).exists()
    assert data_of(safe.folder / f"{NOON}-2") == kept
    entry = chief.store.rows.journal.entries()[-1]
    assert (entry.event, entry.record_id) == ("aside.erased", NOON)
    with pytest.raises(AsideGone):
        asides_of(chief).erase(NOON)
    assert events(chief).count("aside.erased") == 1


@pytest.mark.parametrize("name", ["..", "../port.tdt", "data.db", "", "aside-photos"])
def test_nothing_else_can_be_erased_by_that_way(safe: Safe, chief: Session, name: str) -> None:
    (safe.folder / "aside-photos").mkdir()
    with pytest.raises(AsideGone):
        asides_of(chief).erase(name)
    assert (safe.folder / "data.db").exists()
    assert (safe.folder / "aside-photos").exists()


def test_only_the_coordination_erases(safe: Safe) -> None:
    with safe.open() as session:
        reader = session.desk.accounts.all()[1].id
    with safe.open(OTHER, reader) as session:
        asides = asides_of(session)
        assert len(asides.all()) == 1
        assert not asides.may_erase
        with pytest.raises(NotAllowedError, match="coordination"):
            asides.erase(NOON)
    assert (safe.folder / NOON / "data.db").exists()


def test_what_the_disk_refuses_to_remove_is_listed_still_and_not_journalled(
    safe: Safe, chief: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_place: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(UserError):
        asides_of(chief).erase(NOON)
    assert [aside.name for aside in asides_of(chief).all()] == [NOON]
    assert "aside.erased" not in events(chief)


RETURN = "aside-retour-2026-11-26-080000"
DAY = date(2026, 11, 26)


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """A folder with what a return put aside."""
    (tmp_path / RETURN).mkdir()
    (tmp_path / RETURN / "data.db").write_bytes(b"x")
    return tmp_path


def opened_on(folder: Path, *days: int) -> list[bool]:
    """Whether it is still there after each opening, so many days after the return."""
    there = []
    for day in days:
        forget_old_asides(folder, DAY + timedelta(days=day))
        there.append((folder / RETURN).exists())
    return there


def test_what_a_return_put_aside_goes_by_itself_after_thirty_days_of_weekly_use(
    returned: Path,
) -> None:
    weekly = opened_on(returned, *range(0, 50, 7))
    assert all(weekly[:5])
    assert not weekly[-1]


@pytest.mark.parametrize("jump", [95, 900])
def test_one_opening_with_the_clock_ahead_removes_nothing_that_a_return_put_aside(
    returned: Path, jump: int
) -> None:
    assert all(opened_on(returned, 0, 1, jump, 2, 3, *range(4, 31)))


def test_a_return_dated_long_ago_by_a_clock_that_was_late_is_kept_thirty_days_all_the_same(
    returned: Path,
) -> None:
    assert all(opened_on(returned, *range(700, 731)))
    assert not all(opened_on(returned, *range(731, 740)))
