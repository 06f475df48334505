# SPDX-License-Identifier: EUPL-1.2
"""What PyInstaller would take along and the program never asks for.

The lists name what may stay (plugins of Qt) or must go (modules); shared libraries that nothing
kept asks for go with what asked for them. Runs in PyInstaller's spec on all three systems.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]
"""A file of the bundle: its name there, where it comes from, PyInstaller's word for its kind.

The name has the separators of the system.
"""

EXCLUDED_MODULES = [
    # Nothing of ours opens a connection; libraries name these for features that are not used.
    *("PySide6.QtNetwork", "ssl", "_ssl", "ftplib", "smtplib", "xmlrpc"),
    *("tkinter", "unittest", "doctest", "pdb", "pydoc", "setuptools", "pkg_resources"),
    *("asyncio", "defusedxml", "distutils", "numpy", "uharfbuzz", "rlPyCairo", "IPython"),
    # PyInstaller loads it at each start where it is there; we start no process of Python.
    "multiprocessing",
    # A logo is read from PNG and JPEG alone (app/exchange/pixels.py), and drawn by reportlab.
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingtk"),
]

_PLUGINS = {
    "iconengines": {"svgicon"},
    "imageformats": {"ico", "icns", "jpeg", "svg"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"cocoa", "offscreen", "wayland", "windows", "xcb"},
    "platformthemes": {"xdgdesktopportal"},
    "printsupport": {"cupsprintersupport"},
    "styles": {"macstyle", "modernwindowsstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
"""The plugins of Qt that stay, by folder; the rest is for embedded screens, databases, TLS…"""

_TRANSLATIONS = {"qtbase_fr.qm"}
_WITHOUT_CPU_VARIANTS = ("_avx2.", "_sse2.")
"""rapidfuzz has its functions three times; the plain ones are fast enough for a few names."""

_OF_THE_INSTALLER = {"INSTALLER", "RECORD", "REQUESTED"}
"""What pip notes of one installation, in a `.dist-info` folder: it differs from build to build."""
_FRAMEWORK = ".framework"
_OF_THE_SYSTEM = ("libcups.", "libdbus-1.", "libglib-2.0.", "libgthread-2.0.")
"""Libraries of services that run on the machine: they must suit those, are kept safe with them, and
each brings many more along (TLS, Kerberos, systemd). Every system with a desktop has them."""


def kept_files(entries: Iterable[Entry]) -> list[Entry]:
    """The files of the bundle that the program may ask for, in a fixed order."""
    wanted = [entry for entry in entries if _is_wanted(_path(entry)) and not _is_spare_link(entry)]
    needed = _needed(wanted)
    return sorted(entry for entry in wanted if not _is_library(entry) or _base(entry) in needed)


def _is_wanted(path: PurePosixPath) -> bool:
    name, folders = path.name, path.parts[:-1]
    if name.startswith(_OF_THE_SYSTEM) or any(mark in name for mark in _WITHOUT_CPU_VARIANTS):
        return False
    if name in _OF_THE_INSTALLER and folders[-1].endswith(".dist-info"):
        return False
    if "PySide6" not in folders:
        return True
    if "translations" in folders:
        return name in _TRANSLATIONS
    if "plugins" in folders:
        plugin = path.stem.removeprefix("lib").removeprefix("q")
        return plugin in _PLUGINS.get(folders[-1], ())
    return True


def _path(entry: Entry) -> PurePosixPath:
    return PurePosixPath(entry[0].replace("\\", "/"))


def _framework(entry: Entry) -> str:
    """The name of the framework of macOS that a file belongs to, or nothing."""
    parts = _path(entry).parts
    return next((part for part in parts if part.endswith(_FRAMEWORK)), "").removesuffix(_FRAMEWORK)


def _is_spare_link(entry: Entry) -> bool:
    """A link beside a library that is found without it, and that a stick in exFAT cannot hold."""
    return entry[2] == "SYMLINK" and _FRAMEWORK not in entry[0] + entry[1]


def _is_library(entry: Entry) -> bool:
    """A shared library that is loaded because another file asks for it, by its name alone.

    A framework is one: its links and its Info.plist stay or go with it.
    """
    if _framework(entry):
        return True
    return entry[2] in {"BINARY", "SYMLINK"} and "plugins" not in _path(entry).parts


def _base(entry: Entry) -> str:
    return (_framework(entry) or _path(entry).name).casefold()


def _needed(entries: list[Entry]) -> set[str]:
    """The names of all libraries that extensions, plugins and Python itself lead to."""
    sources = {_base(entry): entry[1] for entry in entries if entry[2] == "BINARY"}
    roots = [e for e in entries if e[2] in {"BINARY", "EXTENSION"} and not _is_library(e)]
    waiting = [source for _, source, _ in roots]
    needed = {name for name in sources if name.startswith(("libpython", "python"))}
    waiting += [sources[name] for name in needed]
    while waiting:
        for name in _asked_by(waiting.pop()):
            if name not in needed:
                needed.add(name)
                waiting += [sources[name]] if name in sources else []
    return needed


def _asked_by(file: str) -> Iterator[str]:
    """The names that a library asks for itself; `get_imports` would follow them on Linux."""
    if sys.platform == "linux":
        told = subprocess.run(["objdump", "-p", file], check=True, capture_output=True, text=True)
        yield from (name.casefold() for name in re.findall(r"NEEDED\s+(\S+)", told.stdout))
    else:
        from PyInstaller.depend.bindepend import get_imports  # noqa: PLC0415  only who builds has it

        yield from (Path(name).name.casefold() for name, _ in get_imports(file))
