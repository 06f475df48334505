# SPDX-License-Identifier: EUPL-1.2
"""Libraries copied from the Linux system that builds, and the packages that they come from."""

import filecmp
import functools
import platform
import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

from bill import licences, texts
from bill.components import Component
from bill.shipped import INTERNAL, Shipped

_COPYRIGHT = "usr/share/doc/{package}/copyright"


def component(shipped: Shipped, file: str) -> Component | None:
    """The package that a library at the top of the bundle was copied from, byte for byte.

    None when it is no such library, or the system has no Debian packages.

    Raises:
        Unaccounted: the package is known, its licence is not.
    """
    path = PurePosixPath(file)
    if path.parent.as_posix() != INTERNAL or not shutil.which("dpkg-query"):
        return None
    for place in _places().get(path.name, ()):
        if filecmp.cmp(place, shipped.path(file), shallow=False):
            package = _package(place)
            return _component(package, file) if package else None
    return None


def _component(package: str, file: str) -> Component:
    version, architecture = _ask("-W", "-f=${Version} ${Architecture}", package).split()
    licence = licences.of_system_package(package)
    copyright_file = Path("/", _COPYRIGHT.format(package=package))
    own = texts.read([copyright_file]) if copyright_file.is_file() else ()
    release = platform.freedesktop_os_release()
    system = release.get("ID", "debian")
    purl = (
        f"pkg:deb/{system}/{_encoded(package)}@{_encoded(version)}"
        f"?arch={architecture}&distro={system}-{release.get('VERSION_ID', 'sid')}"
    )
    return Component(package, version, licence, purl, (*own, *texts.of_licence(licence)), (file,))


def _package(place: Path) -> str | None:
    """The package that installed a file; it may know the file by its name before `/usr` was one."""
    real = place.resolve()
    names = dict.fromkeys([real, place, *(_before_merge(path) for path in (real, place))])
    for name in names:
        told = subprocess.run(
            ["dpkg-query", "-S", str(name)], check=False, capture_output=True, text=True
        )
        if told.returncode == 0:
            return re.split(r"[:,]", told.stdout)[0]
    return None


def _before_merge(path: Path) -> Path:
    return Path("/", path.relative_to("/usr")) if path.is_relative_to("/usr") else path


@functools.cache
def _places() -> dict[str, list[Path]]:
    """Where the loader finds a library, by its name."""
    loader = shutil.which("ldconfig") or "/sbin/ldconfig"
    told = subprocess.run([loader, "-p"], check=True, capture_output=True, text=True)
    found: dict[str, list[Path]] = {}
    for name, place in re.findall(r"^\s+(\S+) .* => (\S+)$", told.stdout, re.MULTILINE):
        found.setdefault(name, []).append(Path(place))
    return found


def _ask(*arguments: str) -> str:
    return subprocess.run(
        ["dpkg-query", *arguments], check=True, capture_output=True, text=True
    ).stdout


def _encoded(text: str) -> str:
    return text.replace("+", "%2B").replace(":", "%3A").replace("~", "~")
