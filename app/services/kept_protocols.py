# SPDX-License-Identifier: EUPL-1.2
"""A protocol that the disk did not take: as texts by field, and laid over what the vault holds.

A row of its lists is found again by its id: what nobody changed meanwhile takes what was typed, a
row that was taken out meanwhile comes back rather than being lost. References have no id: where
they were changed on both sides, those that are new are added.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from app.domain.changes import Changes
from app.domain.errors import NotFoundError, NotSavedError, UserError
from app.domain.ids import IndicatorId, ProtocolId, ProtocolStepId
from app.domain.protocol import Indicator, Protocol, ProtocolContent, ProtocolStep, Reference
from app.domain.text import fold
from app.services.flat import filled, flat
from app.services.merging import (
    INDICATOR,
    PROTOCOL,
    PROTOCOL_HEAD,
    PROTOCOL_STEP,
    Shape,
    Texts,
    merged,
)
from app.services.protocols import ProtocolService

R = TypeVar("R", ProtocolStep, Indicator)
_HEAD = ("referent_id", "referent_name", "revise_on")
_PLACE = "place"
Rows = dict[str, dict[str, str]]
"""The texts of each row of a list, by its id, in their order."""


class KeptProtocols:
    """Turns protocols into texts, and brings them back."""

    def __init__(self, protocols: ProtocolService) -> None:
        self._protocols = protocols

    def bring_back(
        self, id_: ProtocolId, texts: Texts, base: Texts, at: datetime, names: Texts
    ) -> bool:
        """Bring one back; False when the vault had it, or when it is no more.

        Raises `UserError` when it must wait: its version was validated meanwhile.
        """
        try:
            stored = self._protocols.get(id_)
        except NotFoundError:
            return False
        content = laid_over(stored.content, texts, base, at)
        content = replace(content, title=self._title(content.title, stored.content.title))
        changes = Changes()
        if content != stored.content:
            changes |= self._protocols.save_text(id_, content)
        typed = {name: texts.get(name, "") for name in _HEAD}
        before = {name: base.get(name, "") for name in _HEAD}
        said = merged(typed, before, _headed(stored), PROTOCOL_HEAD, at, names)
        head = filled(stored, said)
        if head != stored:
            changes |= self._save_heading(stored, head)
        return bool(changes)

    def _save_heading(self, stored: Protocol, head: Protocol) -> Changes:
        def save(revise_on: date | None) -> Changes:
            return self._protocols.save_heading(
                stored.id,
                referent_id=head.referent_id,
                referent_name=head.referent_name,
                revise_on=revise_on,
            )

        try:
            return save(head.revise_on)
        except NotSavedError:
            raise
        except UserError:  # the day has passed since: who leads it is not held up by it
            return save(stored.revise_on)

    def _title(self, title: str, stored: str) -> str:
        """A title that another protocol took meanwhile is numbered; none leaves what there was."""
        if fold(title).strip() == fold(stored).strip():
            return title
        return self._protocols.free_title(title) if title.strip() else stored


def flat_protocol(protocol: Protocol) -> dict[str, str]:
    """Everything that is typed of a protocol as texts by field."""
    content = protocol.content
    texts = flat(content) | _headed(protocol)
    for name, rows in (
        ("steps", [(step.id, step) for step in content.steps]),
        ("indicators", [(each.id, each) for each in content.indicators]),
        ("references", [(str(place), each) for place, each in enumerate(content.references)]),
    ):
        for place, (id_, row) in enumerate(rows):
            cells = flat(row) | {_PLACE: f"{place:04}"}
            texts |= {f"{name}/{id_}/{cell}": text for cell, text in cells.items()}
    return texts


def laid_over(stored: ProtocolContent, texts: Texts, base: Texts, at: datetime) -> ProtocolContent:
    """What was typed over `base`, laid over what is stored now; `at` is a local time."""
    known = flat(stored)
    typed = {name: text for name, text in texts.items() if name in known}
    content = filled(stored, merged(typed, base, known, PROTOCOL, at, {}))
    merge = _Merge(texts, base, at)
    return replace(
        content,
        steps=merge.rows("steps", stored.steps, PROTOCOL_STEP, _step),
        indicators=merge.rows("indicators", stored.indicators, INDICATOR, _indicator),
        references=_references(stored.references, texts, base),
    )


class _Merge:
    def __init__(self, texts: Texts, base: Texts, at: datetime) -> None:
        self._texts, self._base, self._at = texts, base, at

    def rows(
        self, name: str, stored: Sequence[R], shape: Shape, blank: Callable[[str], R]
    ) -> tuple[R, ...]:
        typed, base = _rows(self._texts, name), _rows(self._base, name)
        now: dict[str, R] = {row.id: row for row in stored}
        as_it_was = {id_: flat(row) for id_, row in now.items()} == base
        for id_, cells in typed.items():
            if id_ not in now and cells != base.get(id_):
                now[id_] = filled(blank(id_), cells)
            elif id_ in now:
                known = flat(now[id_])
                said = merged(cells, base.get(id_, {}), known, shape, self._at, {})
                now[id_] = filled(now[id_], said)
        for id_ in base.keys() - typed.keys():
            if id_ in now and flat(now[id_]) == base[id_]:
                del now[id_]
        order = list(typed) if as_it_was else list(now)
        return tuple(now[id_] for id_ in order if id_ in now)


def _references(stored: tuple[Reference, ...], texts: Texts, base: Texts) -> tuple[Reference, ...]:
    typed, before = _cited(texts), _cited(base)
    if typed == before:
        return stored
    if stored == before:
        return typed
    return (*stored, *(each for each in typed if each not in (*before, *stored)))


def _cited(texts: Texts) -> tuple[Reference, ...]:
    return tuple(filled(Reference(), cells) for cells in _rows(texts, "references").values())


def _rows(texts: Texts, name: str) -> Rows:
    found: Rows = {}
    for key, text in texts.items():
        if key.startswith(f"{name}/"):
            _, id_, cell = key.split("/", 2)
            found.setdefault(id_, {})[cell] = text
    ordered = sorted(found.items(), key=lambda row: row[1].get(_PLACE, ""))
    return {id_: {c: text for c, text in cells.items() if c != _PLACE} for id_, cells in ordered}


def _headed(protocol: Protocol) -> dict[str, str]:
    return {name: text for name, text in flat(protocol).items() if name in _HEAD}


def _step(id_: str) -> ProtocolStep:
    return ProtocolStep(ProtocolStepId(id_))


def _indicator(id_: str) -> Indicator:
    return Indicator(IndicatorId(id_))
