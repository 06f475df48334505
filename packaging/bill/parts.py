# SPDX-License-Identifier: EUPL-1.2
"""What libraries carry inside: other people's code that was compiled into them.

The makers of the wheels do not list it, so it is listed here, and looked for in the files:
versions are read from them, and a part is left out where the system's own library is asked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bill import texts
from bill.components import Component
from bill.shipped import Shipped


@dataclass(frozen=True)
class Part:
    """A piece of somebody else's work within the files of a component."""

    within: str
    """A pattern for the name of the component."""
    file: str
    """A pattern for the files that hold it; empty when it is everywhere in the component."""
    name: str
    licence: str
    texts: tuple[str, ...] = ()
    """In `packaging/licences`; none where the component's own licence files tell it."""
    version: str = ""
    """A pattern with the version in its first group, within the file or its name."""
    unless: str = ""
    """A library whose name in the file says that this part is not in it, but in that library."""
    whole: bool = False
    """Whether the files are nothing but this part."""
    follows: bool = False
    """Whether its version is that of the component, three numbers long."""

    def found_in(self, component: Component, shipped: Shipped) -> Component | None:
        """This part of a component that is in the bundle."""
        if not re.fullmatch(self.within, component.name):
            return None
        files = [file for file in component.files if self.file and re.search(self.file, file)]
        if self.file and not files:
            return None
        content = b""
        if self.unless or self.version:
            content = b"".join(shipped.path(file).read_bytes() for file in files)
        if self.unless and self.unless.encode() in content:
            return None
        version = self._version(files, content)
        if self.follows:
            version = ".".join(component.version.split(".")[:3])
        slug = re.sub(r"\W+", "-", self.name.lower()).strip("-")
        every = (*texts.stored(*self.texts), *texts.of_licence(self.licence))
        return Component(
            self.name,
            version,
            self.licence,
            f"pkg:generic/{slug}" + (f"@{version}" if version else ""),
            every or component.texts,
            tuple(files) if self.whole else (),
            component.reference,
        )

    def _version(self, files: list[str], content: bytes) -> str:
        for text in (content.decode("latin-1"), *files):
            found = self.version and re.search(self.version, text)
            if found:
                return found[1]
        return ""


def split(component: Component, table: list[Part], shipped: Shipped) -> Iterator[Component]:
    """The component and, beside it, what the table finds inside it, at any depth."""
    found = [(part, part.found_in(component, shipped)) for part in table]
    taken = {file for part, one in found if one and part.whole for file in one.files}
    yield replace(component, files=tuple(file for file in component.files if file not in taken))
    for part, one in found:
        if one:
            rest = [other for other in table if other is not part]
            yield from split(one, rest, shipped)
