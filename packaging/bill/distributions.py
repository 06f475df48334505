# SPDX-License-Identifier: EUPL-1.2
"""The Python distributions of the build environment, and which files and modules are theirs."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath

from bill import licences, texts
from bill.components import Component

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)


@dataclass(frozen=True)
class Distribution:
    """What an installed distribution says of itself."""

    name: str
    """As registries compare names: small letters and hyphens."""
    version: str
    declared: str
    """Its licence expression, or nothing."""
    files: Mapping[str, Path]
    """Its installed files: the name from the top of the environment, and where it lies."""

    @property
    def purl(self) -> str:
        """Its name for programs that compare lists of components."""
        return f"pkg:pypi/{self.name}@{self.version}"

    def component(self, shipped: Iterable[str]) -> Component:
        """The distribution with the files of it that are shipped.

        Raises:
            Unaccounted: nobody knows its licence.
        """
        licence = licences.of_distribution(self.name, self.declared)
        own = texts.read(path for name, path in sorted(self.files.items()) if _is_licence(name))
        every = (*own, *texts.of_licence(licence))
        return Component(self.name, self.version, licence, self.purl, every, tuple(sorted(shipped)))

    def crates(self) -> list[Component]:
        """The Rust crates compiled in, as the distribution's own CycloneDX list tells them."""
        lists = [path for name, path in sorted(self.files.items()) if _is_parts_list(name)]
        return [
            self._crate(part)
            for path in lists
            for part in json.loads(path.read_text(encoding="utf-8")).get("components", ())
            if str(part.get("purl", "")).startswith("pkg:cargo/")
        ]

    def _crate(self, part: Mapping[str, object]) -> Component:
        licence = _expression(part)
        every = (*texts.stored("wheels.txt"), *texts.of_licence(licence))
        purl = str(part["purl"]).split("?")[0]
        name, version = str(part["name"]), str(part["version"])
        return Component(name, version, licence, purl, every, inside=self.purl)


class Owners:
    """Who a file or a module belongs to."""

    def __init__(self, distributions: Iterable[Distribution]) -> None:
        self._file: dict[str, Distribution] = {}
        self._module: dict[str, Distribution] = {}
        for distribution in distributions:
            for name in distribution.files:
                self._file[name] = distribution
                self._module.setdefault(_module(name), distribution)
                if PurePosixPath(name).stem.startswith(("pyi_rth_", "pyimod", "pyiboot")):
                    self._module[PurePosixPath(name).stem] = distribution

    def of_file(self, name: str) -> Distribution | None:
        """Whose a file is; the name is counted from the top of the environment."""
        return self._file.get(name)

    def of_module(self, name: str) -> Distribution | None:
        """Whose a module is, by its full name."""
        return self._module.get(name)


def installed() -> list[Distribution]:
    """The distributions of the environment that runs this."""
    return [_read(found) for found in metadata.distributions()]


def normalised(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _read(found: metadata.Distribution) -> Distribution:
    listed = {file.as_posix(): Path(str(file.locate())) for file in found.files or ()}
    declared = str(found.metadata.json.get("license_expression", ""))
    name = normalised(found.metadata["Name"])
    return Distribution(name, found.version, declared, listed)


def _is_licence(name: str) -> bool:
    path = PurePosixPath(name)
    if not path.parts[0].endswith(".dist-info") or path.suffix in {".py", ".json"}:
        return False
    return "licenses" in path.parts or bool(_LICENCE_FILE.match(path.name))


def _is_parts_list(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[0].endswith(".dist-info") and "sboms" in path.parts


def _module(name: str) -> str:
    """The module that a file holds: `a/b/__init__.py` and `a/b.cpython-311.so` are `a.b`."""
    path = PurePosixPath(name)
    if path.parts[:2] == ("PyInstaller", "fake-modules"):
        path = PurePosixPath(*path.parts[2:])
    parts = [*path.parts[:-1], path.name.split(".")[0]]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _expression(part: Mapping[str, object]) -> str:
    told = part.get("licenses")
    expressions = [
        str(one.get("expression") or one.get("license", {}).get("id") or "")
        for one in (told if isinstance(told, list) else [])
    ]
    return " AND ".join(filter(None, expressions))
