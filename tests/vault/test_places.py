# SPDX-License-Identifier: EUPL-1.2
"""Places that do not suit a vault are warned of, the others are not."""

from pathlib import Path, PureWindowsPath

import pytest

from app.system.paths import shared_place
from app.vault.places import REMOTE_DRIVE, Surroundings, place_warning, this_machine

HOME = Path("/srv/claire")
MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "nas:/vol /srv/claire/partage nfs4 rw 0 0\n"
    "//nas/msp /media/mon\\040serveur cifs rw 0 0\n"
    "tmpfs /media/mon\\040serveur/local tmpfs rw 0 0\n"
    "cut line\n"
)


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        (HOME / "OneDrive - MSP" / "msp.tdt", "OneDrive"),
        (HOME / "Dropbox" / "msp.tdt", "Dropbox"),
        (HOME / "Google Drive" / "a" / "msp.tdt", "Google Drive"),
        (HOME / "Nextcloud" / "msp.tdt", "Nextcloud"),
        (HOME / "Library/Mobile Documents/com~apple~CloudDocs/msp.tdt", "iCloud"),
        (HOME / "Library/CloudStorage/X/msp.tdt", "un service en ligne"),
    ],
)
def test_a_synchronised_folder_is_warned_of_by_its_name(folder: Path, client: str) -> None:
    assert f"synchronisé par {client}\u00a0:" in place_warning(folder, Surroundings())


def test_a_synchronised_folder_is_known_by_the_mark_in_it_and_by_the_variables(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "travail" / "msp.tdt"
    assert place_warning(folder, Surroundings()) == ""
    moved = Surroundings({"OneDriveCommercial": str(tmp_path)})
    assert "OneDrive" in place_warning(folder, moved)
    assert place_warning(tmp_path.parent / "autre", moved) == ""
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in place_warning(folder, Surroundings())


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        (HOME / "partage" / "msp.tdt", True),
        (Path("/media/mon serveur/msp.tdt"), True),
        (Path("/media/mon serveur/local/msp.tdt"), False),
        (HOME / "msp.tdt", False),
        (HOME / "partager" / "msp.tdt", False),
        (Path("//nas/msp/msp.tdt"), True),
    ],
)
def test_a_network_share_is_known_by_its_mount(folder: Path, *, remote: bool) -> None:
    assert ("partage réseau" in place_warning(folder, Surroundings({}, MOUNTS))) is remote


def test_a_windows_share_is_known_by_its_name_and_by_its_drive() -> None:
    asked = list[str]()

    def drive_type(root: str) -> int:
        asked.append(root)
        return REMOTE_DRIVE if root == "Z:\\" else 3

    machine = Surroundings(drive_type=drive_type)
    windows = {
        r"\\nas\msp\msp.tdt": True,
        r"Z:\msp.tdt": True,
        r"C:\Users\claire\msp.tdt": False,
    }
    for name, remote in windows.items():
        # A Windows path behaves as such on every platform, but it asks no disk.
        folder = _Windows(name)
        assert ("partage réseau" in place_warning(folder, machine)) is remote  # type: ignore[arg-type]  # a pure path stands in
    assert asked == ["Z:\\", "C:\\"]


class _Windows(PureWindowsPath):
    def exists(self) -> bool:
        return False


def test_this_machine_tells_what_it_knows() -> None:
    assert place_warning(Path("/proc/msp.tdt"), this_machine()) == ""


def test_the_place_for_everybody_is_the_public_documents_of_windows_alone() -> None:
    environment = {"PUBLIC": "/c/Users/Public"}
    shared = shared_place("win32", environment)
    assert shared == Path("/c/Users/Public/Documents/Tour de table")
    assert shared_place("win32", {}) is None
    assert shared_place("linux", environment) is None
