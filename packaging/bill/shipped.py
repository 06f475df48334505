# SPDX-License-Identifier: EUPL-1.2
"""What really lies in the folder of the program: its files, and the Python modules in them."""

from dataclasses import dataclass
from pathlib import Path

from bill.components import Unaccounted

INTERNAL = "_internal"
NOTICES = "THIRD_PARTY_NOTICES.txt"


@dataclass(frozen=True)
class Shipped:
    """The content of a bundle, before anybody has said whose it is."""

    folder: Path
    files: frozenset[str]
    """Relative to the folder, with slashes. Links are not among them: they lead to one."""
    modules: frozenset[str]
    """Full names of the Python modules and scripts inside the executables."""

    def path(self, file: str) -> Path:
        """Where a file of the bundle lies now."""
        return self.folder / file


def files_of(folder: Path) -> frozenset[str]:
    """All files of a bundle but the notices of an earlier run.

    Raises:
        Unaccounted: a link leads out of the folder.
    """
    home = folder.resolve()
    found = set()
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            target = path.resolve()
            if not (target.is_relative_to(home) and target.exists()):
                raise Unaccounted(f"{name} leads out of the program's folder, to {target}.")
        elif path.is_file() and name != NOTICES:
            found.add(name)
    return frozenset(found)


def read(folder: Path) -> Shipped:
    """The bundle that PyInstaller made in this folder.

    Raises:
        Unaccounted: there is no program in it.
    """
    files = files_of(folder)
    programs = [folder / name for name in files if is_program(name)]
    modules = frozenset(name for program in programs for name in _modules_of(program))
    if not modules:
        raise Unaccounted(f"No program made by PyInstaller lies in {folder}.")
    return Shipped(folder, files, modules)


def is_program(file: str) -> bool:
    """Whether a file of the bundle is one of its executables: they lie at the top."""
    return "/" not in file


def _modules_of(program: Path) -> set[str]:
    """The modules in an executable; a file that is none of PyInstaller's holds nothing of ours."""
    from PyInstaller.archive.readers import (  # noqa: PLC0415  only a build has it
        ArchiveReadError,
        CArchiveReader,
    )

    try:
        archive = CArchiveReader(str(program))
    except ArchiveReadError:
        return set()
    names = set()
    for name, entry in archive.toc.items():
        if entry[-1] == "z":
            names |= set(archive.open_embedded_archive(name).toc)
        elif entry[-1] in {"m", "M", "s"}:
            names.add(name)
    return names
