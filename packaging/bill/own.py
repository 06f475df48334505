# SPDX-License-Identifier: EUPL-1.2
"""What the bundle has from this repository, and the few things in it that others made."""

import filecmp
import re
from pathlib import Path, PurePosixPath

from bill import texts
from bill.components import Component, Unaccounted
from bill.shipped import INTERNAL, Shipped, is_program

NAME = "tour-de-table"
LICENCE = "EUPL-1.2"
ROOT = Path(__file__).parents[2]

_RESOURCES = f"{INTERNAL}/resources/"
_FOLDERS = (_RESOURCES, f"{INTERNAL}/app/", f"{INTERNAL}/ui/")
_MODULES = {"app", "ui", "windows", "commands"}
"""The packages of the program and the scripts that start it, `packaging/entry`."""

_OF_OTHERS = {
    r"fonts/Noto.*\.ttf|fonts/OFL\.txt": (
        *("Noto Sans, Noto Sans Math, Noto Sans Symbols 2", "20201225", "OFL-1.1"),
        *("pkg:generic/noto-fonts@20201225", "fonts/OFL.txt"),
    ),
    r"spelling/fr\.(dic|aff)|spelling/MPL-2\.0\.txt": (
        *("Dictionnaire « classique » de Dicollecte", "7.0", "MPL-2.0"),
        *("pkg:generic/dicollecte-classique@7.0", "spelling/MPL-2.0.txt"),
    ),
    r"vocabularies/passphrase/(words|MPL-2\.0)\.txt": (
        *("Mots des phrases de passe, d’après Dicollecte", "7.0", "MPL-2.0"),
        *("pkg:generic/dicollecte-mots@7.0", "vocabularies/passphrase/MPL-2.0.txt"),
    ),
}
"""Files below `resources`: name, version, licence, purl, licence text. See THIRD-PARTY.md."""

_LICENCE_TEXT = re.compile(r"(OFL|[AL]?GPL|MPL|CC|LICEN[CS]E|COPYING)\b.*", re.IGNORECASE)


def is_own_module(name: str) -> bool:
    """Whether a module of the executables comes from this repository."""
    return name.split(".", maxsplit=1)[0] in _MODULES


def is_own_file(shipped: Shipped, file: str) -> bool:
    """Whether a file of the bundle is one of the programs or an unchanged file of ours."""
    if is_program(file):
        return PurePosixPath(file).name.removesuffix(".exe") in {NAME, f"{NAME}-console"}
    source = ROOT / file.removeprefix(f"{INTERNAL}/")
    return (
        file.startswith(_FOLDERS)
        and source.is_file()
        and filecmp.cmp(source, shipped.path(file), shallow=False)
    )


def resource(file: str) -> Component | None:
    """The component of somebody else that a resource belongs to; None when it is ours.

    Raises:
        Unaccounted: a licence text lies among the resources and nobody is named for it.
    """
    name = file.removeprefix(_RESOURCES)
    for pattern, (title, version, licence, purl, text) in _OF_OTHERS.items():
        if re.fullmatch(pattern, name):
            every = texts.read([ROOT / "resources" / text])
            return Component(title, version, licence, purl, every, (file,))
    if file.startswith(_RESOURCES) and _LICENCE_TEXT.fullmatch(PurePosixPath(file).name):
        raise Unaccounted(f"{file} is a licence, and packaging/bill/own.py does not say whose.")
    return None
