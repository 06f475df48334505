# SPDX-License-Identifier: EUPL-1.2
"""Who made what is in the bundle: every file and every module must have an answer."""

from collections.abc import Iterable, Iterator

from bill import own, runtime, system_libraries
from bill.components import Component, Unaccounted, merged
from bill.distributions import Distribution, Owners
from bill.library_parts import LIBRARY_PARTS
from bill.parts import split
from bill.qt_parts import QT_PARTS
from bill.shipped import INTERNAL, Shipped

_FEW = 20
"""So many strangers are named; a bundle with more has another trouble."""


class Account:
    """Sorts the content of a bundle by its makers."""

    def __init__(self, shipped: Shipped, distributions: Iterable[Distribution]) -> None:
        self._shipped = shipped
        self._owners = Owners(distributions)
        self._of_distribution: dict[str, tuple[Distribution, set[str]]] = {}
        self._python: list[str] = []
        self._others: list[Component] = []
        self._strangers: list[str] = []

    def components(self) -> list[Component]:
        """All components of others; what is our own needs no notice.

        Raises:
            Unaccounted: something in the bundle is a stranger's, or under an unknown licence.
        """
        for file in sorted(self._shipped.files):
            self._place(file)
        for module in sorted(self._shipped.modules):
            self._place_module(module)
        if self._strangers:
            named = ", ".join(self._strangers[:_FEW])
            more = len(self._strangers) - _FEW
            rest = f" and {more} more" if more > 0 else ""
            raise Unaccounted(f"Nobody accounts for this in the bundle: {named}{rest}.")
        table = [*QT_PARTS, *LIBRARY_PARTS]
        return merged(
            part for whole in self._wholes() for part in split(whole, table, self._shipped)
        )

    def _wholes(self) -> Iterator[Component]:
        yield runtime.component(self._python)
        yield from self._others
        for distribution, files in self._of_distribution.values():
            yield distribution.component(files)
            yield from distribution.crates()

    def _place(self, file: str) -> None:
        shipped = self._shipped
        if own.is_own_file(shipped, file):
            found = own.resource(file)
            self._others += [found] if found else []
        elif beside := runtime.beside(file):
            self._others.append(beside)
        elif owner := self._owners.of_file(file.removeprefix(f"{INTERNAL}/")):
            self._give(owner, file)
        elif runtime.comes_with_python(shipped, file):
            self._python.append(file)
        elif package := system_libraries.component(shipped, file):
            self._others.append(package)
        else:
            self._strangers.append(file)

    def _place_module(self, module: str) -> None:
        if own.is_own_module(module) or runtime.is_standard(module):
            return
        owner = self._owners.of_module(module)
        if owner:
            self._give(owner)
        else:
            self._strangers.append(f"the module {module}")

    def _give(self, owner: Distribution, *files: str) -> None:
        self._of_distribution.setdefault(owner.name, (owner, set()))[1].update(files)
