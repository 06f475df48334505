# SPDX-License-Identifier: EUPL-1.2
"""Creating a vault: whole or not at all, and never over something else."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import app.vault.vault
from app.domain.ids import NewId
from app.system.clock import HeldClock
from app.vault.errors import NameUnfit, PassphraseTooWeak, PlaceReadOnly, PlaceTaken
from app.vault.keys import FLOOR_KDF
from app.vault.rotation import backups_in
from app.vault.vault import OpenVault, create_vault, unlock_vault
from tests.vault.backing import back_up, source_of
from tests.vault.support import PASSPHRASE

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


class Maker:
    """Creates vaults with the test's clock."""

    def __init__(self, clock: HeldClock, new_id: NewId) -> None:
        self.clock = clock
        self.new_id = new_id

    def __call__(self, folder: Path, passphrase: str = PASSPHRASE) -> OpenVault:
        return create_vault(
            folder,
            practice_name="MSP des Tilleuls",
            account_name="Claire Vasseur",
            passphrase=passphrase,
            clock=self.clock,
            new_id=self.new_id,
            kdf=FLOOR_KDF,
        )


@pytest.fixture
def make(clock: HeldClock, new_id: NewId) -> Maker:
    return Maker(clock, new_id)


def test_a_new_vault_is_open_at_the_latest_schema_and_its_folder_is_private(
    make: Maker, tmp_path: Path
) -> None:
    folder = tmp_path / "not yet" / "Été.tdt"
    with closing(make(folder)) as vault:
        assert vault.identities.available
        vault.connection.execute("SELECT * FROM practice").fetchall()
    assert [path.name for path in folder.parent.iterdir()] == ["Été.tdt"]
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_two_vaults_share_no_key(make: Maker, tmp_path: Path) -> None:
    with closing(make(tmp_path / "a.tdt")) as one, closing(make(tmp_path / "b.tdt")) as two:
        assert one.vault_id != two.vault_id
        assert one._master != two._master
    assert not any(one._master)  # wiped by close


@pytest.mark.parametrize("kind", ["file", "folder", "empty folder", "dangling link"])
def test_what_exists_is_never_overwritten(make: Maker, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "msp.tdt"
    match kind:
        case "file":
            place.write_bytes(b"precious")
        case "folder":
            place.mkdir()
            (place / "data.db").write_bytes(b"precious")
        case "empty folder":
            place.mkdir()
        case _:
            if sys.platform == "win32":
                pytest.skip("links need a right on Windows")
            place.symlink_to(tmp_path / "nowhere")
    before = [(path, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*")]
    with pytest.raises(PlaceTaken):
        make(place)
    assert [(path, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*")] == before


def test_a_weak_passphrase_creates_nothing(make: Maker, tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooWeak):
        make(tmp_path / "msp.tdt", "MSP des Tilleuls 2026")
    assert list(tmp_path.iterdir()) == []


def test_a_creation_that_fails_half_way_leaves_nothing(
    make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(app.vault.vault, "write_slot_file", full_disk)
        with pytest.raises(RuntimeError):
            make(tmp_path / "msp.tdt")
    assert list(tmp_path.iterdir()) == []


def test_a_creation_killed_half_way_looks_like_no_vault_and_does_not_bar_the_next(
    make: Maker, tmp_path: Path
) -> None:
    script = (
        "import os, pathlib, sys\n"
        "import app.vault.vault as vault\n"
        "from app.system.clock import SystemClock\n"
        "from app.vault.keys import FLOOR_KDF\n"
        "vault.write_slot_file = lambda *_: os._exit(9)\n"
        "vault.create_vault(pathlib.Path(sys.argv[1]), practice_name='P', account_name='C',"
        " passphrase=sys.argv[2], clock=SystemClock(), new_id=lambda: 'x', kdf=FLOOR_KDF)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "msp.tdt"), PASSPHRASE]
    assert subprocess.run(command, check=False).returncode == 9
    assert len(list(tmp_path.iterdir())) == 1
    assert not (tmp_path / "msp.tdt").exists()
    assert list(tmp_path.glob("*.tdt")) == []
    make(tmp_path / "msp.tdt").close()
    assert [path.name for path in tmp_path.iterdir()] == ["msp.tdt"]


@contextmanager
def as_nobody() -> Iterator[Path]:
    """A folder anybody may read and only its owner write, seen by a person without that right."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        yield place


@contextmanager
def powerless() -> Iterator[None]:
    """Root may write everywhere: be somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
def test_a_folder_that_cannot_be_written_is_named_and_left_alone(make: Maker) -> None:
    with as_nobody() as place:
        place.chmod(0o555)
        with powerless(), pytest.raises(PlaceReadOnly):
            make(place / "msp.tdt")
        assert list(place.iterdir()) == []
        place.chmod(0o755)


@posix
def test_a_vault_in_a_read_only_folder_is_refused_untouched(
    make: Maker, clock: HeldClock, new_id: NewId
) -> None:
    with as_nobody() as place:
        folder = place / "msp.tdt"
        make(folder).close()
        (folder / "lock").unlink()
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        with powerless(), pytest.raises(PlaceReadOnly):
            unlock_vault(folder, None, PASSPHRASE, clock=clock, new_id=new_id)
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
        folder.chmod(0o755)


@pytest.mark.parametrize("name", ["x" * 201, "é" * 101, "deux\nlignes", "\x07"])
def test_a_name_that_leaves_its_backups_no_room_is_refused_and_said(
    make: Maker, tmp_path: Path, name: str
) -> None:
    with pytest.raises(NameUnfit):
        make(tmp_path / f"{name}.tdt")
    assert list(tmp_path.iterdir()) == []


LINES = pytest.param(
    "a\nb", marks=pytest.mark.skipif(sys.platform == "win32", reason="no name there has two lines")
)


@pytest.mark.parametrize("name", ["x" * 200, "é" * 100, "x" * 245, LINES])
def test_a_vault_of_any_name_is_backed_up_and_found_again(
    make: Maker, tmp_path: Path, name: str
) -> None:
    """The two last ones were given by an older version, or by renaming the folder."""
    make(tmp_path / "v.tdt").close()
    folder = (tmp_path / "v.tdt").rename(tmp_path / f"{name}.tdt")
    vault = unlock_vault(folder, None, PASSPHRASE, clock=make.clock, new_id=make.new_id)
    with closing(vault):
        made = [back_up(source_of(vault), tmp_path / "b").path for _ in range(2)]
    assert all(len(path.name.encode()) < 230 for path in made)
    assert {found.path for found in backups_in(tmp_path / "b", folder.stem)} == set(made)
