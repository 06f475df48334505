# SPDX-License-Identifier: EUPL-1.2
"""Python itself: its library, its standard modules, and on Windows what it brings beside them."""

import platform
import re
import sys
import sysconfig
import zipfile
from pathlib import Path, PurePosixPath

from bill import texts
from bill.components import Component, Unaccounted
from bill.shipped import INTERNAL, Shipped

_LIBRARY = re.compile(r"libpython3[\w.]*\.(so|dylib)[\d.]*|python3\d*\.dll|Python", re.IGNORECASE)
_FRAMEWORK = f"{INTERNAL}/Python.framework/"
_BASE = f"{INTERNAL}/base_library.zip"

_BESIDE = {
    r"lib(crypto|ssl)[-.]3.*\.(dll|dylib)": ("OpenSSL", "Apache-2.0", ()),
    r"libffi-?\d*\.(dll|dylib)": ("libffi", "MIT", ("wheels.txt",)),
    r"sqlite3\.dll": ("SQLite", "blessing", ()),
    r"(msvcp|vcruntime|concrt)140[-\w]*\.dll|ucrtbase\.dll|api-ms-win-.*\.dll": (
        "Microsoft Visual C++ Runtime",
        "LicenseRef-Microsoft-Visual-C-Runtime",
        ("microsoft.txt",),
    ),
}
"""Libraries that are no wheel's and no system package's: name, licence, texts."""


def is_standard(module: str) -> bool:
    """Whether a module belongs to Python's standard library."""
    top = module.split(".", maxsplit=1)[0]
    return top in sys.stdlib_module_names or top.startswith("_sysconfigdata_")


def comes_with_python(shipped: Shipped, file: str) -> bool:
    """Whether a file of the bundle comes with Python.

    Raises:
        Unaccounted: the archive of standard modules holds something else.
    """
    path = PurePosixPath(file)
    if file == _BASE:
        _check_archive(shipped.path(file))
        return True
    if path.parent.name == "lib-dynload" or (
        path.parent.as_posix() == INTERNAL and path.suffix == ".pyd"
    ):
        return is_standard(path.name.split(".")[0])
    return file.startswith(_FRAMEWORK) or (
        path.parent.as_posix() == INTERNAL and bool(_LIBRARY.fullmatch(path.name))
    )


def component(files: list[str]) -> Component:
    """Python with its files in the bundle."""
    version = platform.python_version()
    every = (*texts.read([_licence_file()]), *texts.stored("python.txt"))
    purl = f"pkg:generic/python@{version}"
    return Component("Python", version, "PSF-2.0", purl, every, tuple(sorted(files)))


def beside(file: str) -> Component | None:
    """The component of a library that the table of those beside Python knows."""
    for pattern, (name, licence, names) in _BESIDE.items():
        if re.fullmatch(pattern, PurePosixPath(file).name, re.IGNORECASE):
            slug = re.sub(r"\W+", "-", name.lower()).strip("-")
            every = (*texts.stored(*names), *texts.of_licence(licence))
            return Component(name, "", licence, f"pkg:generic/{slug}", every, (file,))
    return None


def _licence_file() -> Path:
    """Where this Python's licence lies: beside its library, or in Debian's place."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE"),
        Path(sys.base_prefix, "share", "doc", f"lib{python}-minimal", "copyright"),
    )
    for place in places:
        if place.is_file():
            return place
    raise Unaccounted("This Python comes without the text of its licence.")


def _check_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not is_standard(name.split("/")[0].split(".")[0]):
                raise Unaccounted(f"{name} in {path.name} is no module of Python's.")
