# SPDX-License-Identifier: EUPL-1.2
"""Whether a place suits a vault: warned of, never refused.

A folder that a cloud client synchronises sends the encrypted vault away and may put an older piece
of it back; on a network share the lock and the flush to the disk are another computer's to keep.
Known by names, environment variables and marker files: a client that uses none of them is missed.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

REMOTE_DRIVE = 4
"""DRIVE_REMOTE of the Windows API GetDriveTypeW."""

_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_FOLDERS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("kdrive", "kDrive"),
    ("pcloud", "pCloud"),
    ("megasync", "MEGA"),
    ("synologydrive", "Synology Drive"),
    ("proton drive", "Proton Drive"),
    ("cloudstorage", "un service en ligne"),
)
"""How a client's folder begins, in lower case, and what to call the client."""
_MARKS = (
    (".dropbox", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".stfolder", "Syncthing"),
)
_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "ncpfs", "ceph", "davfs", "fuse.davfs2"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs"}
)
_NETWORK = (
    "Ce dossier est sur un partage réseau : une coupure peut abîmer le coffre. "
    "Un dossier de cet ordinateur est plus sûr."
)


@dataclass(frozen=True)
class Surroundings:
    """What is known of this machine; `mounts` is the text of /proc/mounts where there is one."""

    environment: Mapping[str, str] = field(default_factory=dict)
    mounts: str = ""
    drive_type: Callable[[str], int] = lambda _root: 0


def this_machine() -> Surroundings:
    """What this computer tells of itself."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        mounts = ""
    return Surroundings(os.environ, mounts, _drive_type)


def place_warning(folder: Path, machine: Surroundings) -> str:
    """A French sentence about a place where a vault or a backup lies ill; empty where it is fine.

    The folder need not exist yet.
    """
    client = _cloud_of(folder, machine)
    if client:
        return (
            f"Ce dossier est synchronisé par {client} : le coffre chiffré y serait envoyé, et deux "
            "ordinateurs pourraient l’abîmer. Un dossier qui n’est pas synchronisé est plus sûr."
        )
    return _NETWORK if _is_remote(folder, machine) else ""


def _cloud_of(folder: Path, machine: Surroundings) -> str:
    for variable in _VARIABLES:
        root = machine.environment.get(variable)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    for part in folder.parts:
        for beginning, client in _FOLDERS:
            if part.lower().startswith(beginning):
                return client
    return next((client for client in _marked(folder)), "")


def _marked(folder: Path) -> Iterator[str]:
    for ancestor in (folder, *folder.parents):
        for mark, client in _MARKS:
            try:
                if (ancestor / mark).exists():
                    yield client
            except OSError:
                continue


def _is_remote(folder: Path, machine: Surroundings) -> bool:
    said = str(folder)
    if said.startswith(("\\\\", "//")):
        return True
    if folder.drive and machine.drive_type(f"{folder.drive}\\") == REMOTE_DRIVE:
        return True
    return _mounted_as(folder, machine.mounts) in _NETWORK_TYPES


def _mounted_as(folder: Path, mounts: str) -> str:
    """The type of the file system that holds a folder, by the deepest mount point above it."""
    found, deepest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) > deepest:
            found, deepest = fields[2], len(point.parts)
    return found


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  loaded nowhere else

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0
