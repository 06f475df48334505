# SPDX-License-Identifier: EUPL-1.2
"""The list of components as a program reads it: CycloneDX 1.6, its bytes told by its content."""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Iterable

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Entry
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.spdx import is_expression
from packageurl import PackageURL

from bill import own
from bill.components import Component, Unaccounted
from bill.shipped import Shipped

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, own.NAME)


def written(components: list[Component], shipped: Shipped, version: str, moment: int) -> str:
    """The list as JSON; `moment` is the day of the sources, in seconds since 1970 (UTC)."""
    strangers = {file for component in components for file in component.files}
    program = Entry(
        name=own.NAME,
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=own.NAME,
        licenses=[LicenseExpression(own.LICENCE)],
        components=_files(shipped.files - strangers, shipped),
    )
    bom = Bom(serial_number=uuid.UUID(int=0))
    bom.metadata.component = program
    bom.metadata.timestamp = dt.datetime.fromtimestamp(moment, tz=dt.UTC)
    entries = {one.reference: _entry(one, shipped) for one in components}
    for entry in entries.values():
        bom.components.add(entry)
    for component in components:
        whole = entries[component.inside] if component.inside else program
        bom.register_dependency(whole, [entries[component.reference]])
        bom.register_dependency(entries[component.reference])
    first = JsonV1Dot6(bom).output_as_string(indent=2)
    bom.serial_number = uuid.uuid5(_NAMESPACE, first)
    return f"{JsonV1Dot6(bom).output_as_string(indent=2)}\n"


def _entry(component: Component, shipped: Shipped) -> Entry:
    data = component.licence.startswith(("OFL", "MPL")) and component.files
    return Entry(
        name=component.name,
        version=component.version or None,
        type=ComponentType.DATA if data else ComponentType.LIBRARY,
        bom_ref=component.reference,
        licenses=[_licence(component.licence)],
        purl=PackageURL.from_string(component.purl),
        components=_files(component.files, shipped),
    )


def _licence(expression: str) -> LicenseExpression:
    """The licence of an entry.

    Raises:
        Unaccounted: it is no SPDX expression.
    """
    if not is_expression(re.sub(r"LicenseRef-[\w.-]+", "MIT", expression)):
        raise Unaccounted(f"{expression} is no SPDX licence expression.")
    return LicenseExpression(expression)


def _files(names: Iterable[str], shipped: Shipped) -> list[Entry]:
    """The shipped files of a component, each with what proves it unchanged."""
    return [
        Entry(
            name=name,
            type=ComponentType.FILE,
            bom_ref=f"file:{name}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=_digest(name, shipped))],
        )
        for name in sorted(names)
    ]


def _digest(name: str, shipped: Shipped) -> str:
    return hashlib.sha256(shipped.path(name).read_bytes()).hexdigest()
