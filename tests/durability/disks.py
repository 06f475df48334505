# SPDX-License-Identifier: EUPL-1.2
"""Disks of a test's own: file systems that can be cut off, and a small one in memory.

The former lie on loop devices.

They need root and a kernel that lends them; a test skips with the reason elsewhere.
"""

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_IMAGE_BYTES = 320 << 20
"""XFS wants 300 MB; the file is sparse."""

_SHUTDOWN = 0x8004587D
"""FS_IOC_SHUTDOWN of the Linux kernel (ext4, XFS and others answer it)."""

KEEP_LOG, DROP_LOG = 1, 2
"""Whether the log of the file system is still written to the disk before it is cut off."""


def image(kind: str, file: Path) -> Path:
    """An empty file system of a kind in a file."""
    maker = shutil.which(f"mkfs.{kind}")
    if maker is None:
        pytest.skip(f"mkfs.{kind} is missing")
    with file.open("wb") as made:
        made.truncate(_IMAGE_BYTES)
    subprocess.run([maker, "-q", str(file)], check=True)
    return file


@contextmanager
def mounted(what: str, place: Path, *options: str) -> Iterator[Path]:
    """A mount until the end of the block; skips where it is refused."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    place.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", *options, what, str(place)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip(f"the kernel lends no disk: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def cut_off(mount: Path, log: int) -> None:
    """Let nothing more reach the disk of a mount, as a pulled plug would: what waits is gone."""
    import fcntl  # Linux alone comes here

    descriptor = os.open(mount, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", log))
    finally:
        os.close(descriptor)
