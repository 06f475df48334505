# SPDX-License-Identifier: EUPL-1.2
"""The text of a protocol in three lines, for whoever writes the minutes while it is spoken of."""

from collections.abc import Mapping, Sequence

from app.domain.protocol import Protocol, ProtocolContent
from app.domain.protocol_fields import SECTIONS, TITLE
from app.domain.text import ellipsis, one_line, plural
from app.services.protocol_versions import content_in_force
from app.storage.unit_of_work import Rows

_LONGEST_OBJECTIVE = 160
_MOST_NAMED = 4


def summary_of(rows: Rows, protocol: Protocol) -> tuple[str, ...]:
    """What it aims at, how much there is of it, what changed since the version in force."""
    content = protocol.content
    objective = ellipsis(one_line(content.objective), _LONGEST_OBJECTIVE)
    sizes = (
        (len(content.ordered), "étape"),
        (len(content.indicators), "indicateur"),
        (len(content.references), "référence"),
    )
    counts = [plural(size, noun) for size, noun in sizes if size] or ["aucune étape encore"]
    applied = content_in_force(rows, protocol) if protocol.in_force != protocol.version else None
    changes = what_changed(applied, content) if applied is not None else ""
    since = f"Depuis la version {protocol.in_force} : {changes}" if changes else ""
    return tuple(filter(None, (objective, " · ".join(counts), since)))


def what_changed(older: ProtocolContent, newer: ProtocolContent) -> str:
    """The fields that are no longer the same, then how many rows came, went and changed."""
    every = (TITLE, *(field for section in SECTIONS for field in section.fields))
    fields = [f.label for f in every if getattr(older, f.name) != getattr(newer, f.name)]
    named = fields[:_MOST_NAMED]
    if len(fields) > _MOST_NAMED:
        more = len(fields) - _MOST_NAMED
        named.append(plural(more, "autre texte", "autres textes"))
    steps = _rows("étape", "e", _by_id(older.steps), _by_id(newer.steps))
    indicators = _rows("indicateur", "", _by_id(older.indicators), _by_id(newer.indicators))
    parts = [*named, *steps, *indicators]
    if not steps and older.steps != newer.steps:
        parts.append("étapes dans un autre ordre")
    if older.references != newer.references:
        parts.append("références")
    return ", ".join(parts) or "rien n’a changé"


def _rows(
    noun: str, ending: str, older: Mapping[str, object], newer: Mapping[str, object]
) -> list[str]:
    common = older.keys() & newer.keys()
    counts = (
        ("ajouté", len(newer.keys() - older.keys())),
        ("modifié", sum(older[id_] != newer[id_] for id_ in common)),
        ("retiré", len(older.keys() - newer.keys())),
    )
    return [
        plural(count, f"{noun} {word}{ending}", f"{noun}s {word}{ending}s")
        for word, count in counts
        if count
    ]


def _by_id(records: Sequence[object]) -> Mapping[str, object]:
    return {str(getattr(record, "id", place)): record for place, record in enumerate(records)}
