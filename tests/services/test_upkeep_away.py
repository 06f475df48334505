# SPDX-License-Identifier: EUPL-1.2
"""The commands on a vault whose work goes on elsewhere, and on one that can only be read."""

import shutil
import stat
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import Machine
from app.domain.practice import Practice
from tests.services.typed import Run, filled, run, vault
from tests.storage.damage import destroy
from tests.vault.conftest import clock, door, folder, new_id, pristine
from tests.vault.support import PASSPHRASE, data_of
from tests.vault.test_creation import powerless

__all__ = ["clock", "door", "filled", "folder", "new_id", "pristine", "run", "vault"]


@pytest.fixture
def copy(run: Run, vault: Path, tmp_path: Path) -> Path:
    """The vault has a backup, and then left."""
    assert run("backup", vault) == 0
    (tmp_path / "clé").mkdir()
    with closing(Machine().unlock(vault, PASSPHRASE)) as session:
        assert session.desk.carry is not None
        return session.desk.carry.take_away(tmp_path / "clé")


def test_a_sound_vault_that_is_away_is_said_so_and_no_backup_is_offered(
    run: Run, vault: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("check", vault) == 0
    said = capsys.readouterr().out
    assert "en bon état" in said
    assert "Ce coffre a été emporté par" in said
    assert "Ne restaurez pas de sauvegarde à sa place." in said
    assert ".tdtb" not in said
    assert run("check", copy) == 0
    assert "Ne restaurez pas" not in capsys.readouterr().out


def test_a_damaged_vault_that_is_away_ends_with_3_and_offers_the_copy_not_a_backup(
    run: Run, vault: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    destroy(vault / "data.db", 5)
    capsys.readouterr()
    assert run("check", vault) == 3
    said = capsys.readouterr().out
    assert "Rapportez la copie" in said
    assert ".tdtb" not in said


def test_a_copy_that_came_back_is_sound_and_salvaged_whole(
    run: Run, vault: Path, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Machine().unlock(vault, PASSPHRASE)) as session:
        assert session.desk.carry is not None
        session.desk.carry.bring_back(copy, PASSPHRASE)
    with closing(Machine().unlock(vault, PASSPHRASE)) as session:
        session.desk.practice.save(Practice("MSP du Port"))
    capsys.readouterr()
    assert run("check", copy) == 0
    assert "Cette copie a été rapportée" in capsys.readouterr().out
    assert run("salvage", copy, tmp_path / "neuf.tdt") == 0
    assert run("check", vault) == 0


def loaded(run: Run, vault: Path) -> None:
    """Load what the commands need while this process may still read its own modules."""
    run("check", vault)
    run("salvage", vault, vault.parent / "warm.tdt")
    run("backup", vault, "--to", vault.parent / "warm")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("damaged", [False, True], ids=["sound", "damaged"])
def test_a_vault_on_a_medium_that_is_only_read_is_checked_salvaged_and_backed_up(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    if damaged:
        destroy(vault / "data.db", 5)
    loaded(run, vault)
    with tempfile.TemporaryDirectory() as name:
        ground = Path(name)
        medium, home = ground / "clé" / "msp.tdt", ground / "home"
        shutil.copytree(vault, medium)
        home.mkdir()
        home.chmod(0o777)
        for place in (ground, ground / "clé", medium):
            place.chmod(0o555)
        for file in medium.iterdir():
            file.chmod(0o444)
        phrase = home / "phrase.txt"
        phrase.write_text(PASSPHRASE, encoding="utf-8")
        phrase.chmod(0o644)
        for each in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(each, str(home))
        monkeypatch.setattr(tempfile, "tempdir", str(home))
        before = data_of(medium)
        with powerless():
            codes = [
                run("check", medium, passphrase_file=phrase),
                run("salvage", medium, home / "neuf.tdt", passphrase_file=phrase),
                run("backup", medium, "--to", home / "b", passphrase_file=phrase),
            ]
            assert data_of(medium) == before
        assert codes == ([3, 0, 3] if damaged else [0, 0, 0])
        if not damaged:
            with powerless():
                (made,) = (home / "b").iterdir()
                assert made.name.startswith("msp-")
                assert run("check", made, passphrase_file=phrase) == 0
                wrong = home / "autre.txt"
                wrong.write_text("une autre phrase", encoding="utf-8")
                assert run("check", medium, passphrase_file=wrong) == 1
        for place in (ground, ground / "clé", medium):
            place.chmod(stat.S_IRWXU)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_vault_that_is_only_read_is_refused_while_somebody_works_in_it(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded(run, vault)
    with tempfile.TemporaryDirectory() as name:
        ground = Path(name)
        ground.chmod(0o755)
        (ground / "home").mkdir()
        (ground / "home").chmod(0o777)
        for each in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.setenv(each, str(ground / "home"))
        shutil.copytree(vault, ground / "msp.tdt")
        phrase = ground / "phrase.txt"
        phrase.write_text(PASSPHRASE, encoding="utf-8")
        with closing(Machine().unlock(ground / "msp.tdt", PASSPHRASE)):
            (ground / "msp.tdt").chmod(0o755)
            for file in (ground / "msp.tdt").iterdir():
                file.chmod(0o644)
            with powerless():
                assert run("check", ground / "msp.tdt", passphrase_file=phrase) == 1
        assert "déjà ouvert" in capsys.readouterr().err
