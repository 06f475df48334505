# SPDX-License-Identifier: EUPL-1.2
"""A component: what somebody made, under one licence, that is found inside the bundle."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


class Unaccounted(Exception):
    """Something in the bundle has no known origin, licence or licence text: it must not ship."""


@dataclass(frozen=True, order=True)
class Component:
    """One line of the notices and of the list of components."""

    name: str
    version: str
    licence: str
    """An SPDX expression."""
    purl: str
    texts: tuple[str, ...] = ()
    """The licence texts themselves, with the names of the holders."""
    files: tuple[str, ...] = ()
    """Its files in the bundle, relative, with slashes; none when it is compiled into others."""
    inside: str = ""
    """The reference of the component whose files hold it; empty when it stands for itself."""

    @property
    def reference(self) -> str:
        """What no other component of the bundle is called."""
        within = f"{self.inside}#" if self.inside else ""
        return f"{within}{self.purl}"


def merged(components: Iterable[Component]) -> list[Component]:
    """One component for each reference, with the files of all of them, in a fixed order."""
    found: dict[str, Component] = {}
    for component in components:
        known = found.get(component.reference)
        if known:
            files = tuple(sorted({*known.files, *component.files}))
            component = replace(known, files=files)  # noqa: PLW2901  what is kept
        found[component.reference] = component
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.reference))
