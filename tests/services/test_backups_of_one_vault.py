# SPDX-License-Identifier: EUPL-1.2
"""Which backups are a vault's, whatever it was called and whatever the clock said when."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.practice import Practice
from app.services.backup_places import known_backups, last_good
from app.services.backups import BackupService, Reason
from app.services.vault import Session, Workshop
from tests.services.test_backups import backups, clock_of, session, workshop
from tests.vault.support import PASSPHRASE

__all__ = ["backups", "session", "workshop"]


def moved_to(workshop: Workshop, backups: BackupService, name: str) -> Session:
    """The vault, closed, renamed and opened again."""
    backups.vault.close()
    folder = backups.vault.folder.rename(backups.vault.folder.with_name(name))
    return workshop.unlock(folder, PASSPHRASE)


def test_a_renamed_vault_keeps_its_backups_in_its_lists_and_in_its_rotation(
    workshop: Workshop, backups: BackupService, tmp_path: Path
) -> None:
    backups.use_second(tmp_path / "clé")
    before = []
    for _ in range(10):
        before.append(backups.make(Reason.ASKED).made.path)
        clock_of(backups).advance(timedelta(hours=1))
    kept = [path for path in before if path.exists()]
    with closing(moved_to(workshop, backups, "tilleuls.tdt")) as session:
        renamed = session.desk.backups
        assert renamed is not None
        assert {line.path for line in renamed.all()} == set(kept)
        assert renamed.count() == len(kept)
        assert renamed.state().last == datetime(2026, 11, 26, 21, 0)  # noqa: DTZ001  local
        for _ in range(4):
            clock_of(backups).advance(timedelta(days=1))
            renamed.make(Reason.ASKED)
        assert sum(path.exists() for path in kept) < len(kept)
        assert len(list((tmp_path / "clé").iterdir())) == len(renamed.all())
        newest = renamed.all()[0].path
    folder = session.vault.folder
    places = workshop.backups
    offered = [name.path for name in known_backups(folder, places, workshop.clock.local())]
    assert offered[0] == newest
    assert set(kept) & set(offered)
    (folder / "data.db").write_bytes(b"")  # the keys still say whose it is
    assert last_good(folder, places, workshop.clock.local()) == newest


def test_a_vault_of_the_same_name_is_neither_offered_nor_let_go(
    workshop: Workshop, backups: BackupService, tmp_path: Path
) -> None:
    mine = backups.make(Reason.ASKED).made.path
    (tmp_path / "elsewhere").mkdir()
    with closing(
        workshop.create(
            tmp_path / "elsewhere" / "msp.tdt", Practice("MSP du Port"), "Yann Le Goff", PASSPHRASE
        )
    ) as other:
        assert other.desk.backups is not None
        for _ in range(8):
            clock_of(backups).advance(timedelta(hours=1))
            other.desk.backups.make(Reason.ASKED)
        assert mine.is_file()
        folder = other.vault.folder
        offered = known_backups(folder, workshop.backups, workshop.clock.local())
        assert mine not in {name.path for name in offered}
        assert len(offered) == other.desk.backups.count()


def test_a_backup_made_by_a_clock_in_the_future_hides_no_newer_one(
    workshop: Workshop, session: Session, backups: BackupService
) -> None:
    clock = clock_of(backups)
    clock.advance(timedelta(days=1500))
    ahead = backups.check().made.path
    due = [backups.check_due]
    clock.advance(-timedelta(days=1500))
    assert [*due, backups.check_due] == [False, True]
    assert backups.state().ahead
    assert backups.state().late
    assert backups.make_at_close() is not None  # one that counts, although nothing changed
    assert not backups.state().late
    newest = backups.check().made.path
    due.append(backups.check_due)
    assert due == [False, False]
    assert backups.all()[-1].path == ahead
    folder, local = session.vault.folder, clock.local()
    assert known_backups(folder, workshop.backups, local)[-1].path == ahead
    assert last_good(folder, workshop.backups, local) == newest


def test_a_second_place_that_leads_to_the_first_is_none(
    backups: BackupService, tmp_path: Path
) -> None:
    first = backups.make(Reason.ASKED).made.path.parent
    (tmp_path / "clé").symlink_to(first)
    for place in (tmp_path / "clé", tmp_path / "clé" / "dedans"):
        with pytest.raises(UserError, match="déjà celui des sauvegardes"):
            backups.use_second(place)
    backups.use_second(tmp_path / "autre clé")  # control
