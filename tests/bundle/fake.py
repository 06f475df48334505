# SPDX-License-Identifier: EUPL-1.2
"""A bundle of a few small files, as PyInstaller would lay them."""

from pathlib import Path

from bill.account import Account
from bill.components import Component
from bill.distributions import Distribution
from bill.own import ROOT
from bill.shipped import Shipped, files_of

MODULES = frozenset({"app", "app.domain.text", "ui.main", "windows", "json", "encodings.utf_8"})
FONT = "_internal/resources/fonts/NotoSans-Regular.ttf"


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Put files of these contents below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def bundle(folder: Path, *modules: str, **files: bytes) -> Shipped:
    """A program with one font, and what a test adds: files by name, `__` for a slash."""
    font = (ROOT / FONT.removeprefix("_internal/")).read_bytes()
    added = {f"_internal/{name.replace('__', '/')}": content for name, content in files.items()}
    lay(folder, {"tour-de-table": b"program", FONT: font, **added})
    return Shipped(folder, files_of(folder), MODULES | set(modules))


def distribution(
    name: str, home: Path, files: dict[str, bytes], declared: str = ""
) -> Distribution:
    """An installed distribution with these files."""
    lay(home, files)
    return Distribution(name, "1.2.3", declared, {file: home / file for file in files})


def account(shipped: Shipped, *distributions: Distribution) -> dict[str, Component]:
    """The components of a bundle by name."""
    found = Account(shipped, distributions).components()
    return {component.name: component for component in found}
