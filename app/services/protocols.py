# SPDX-License-Identifier: EUPL-1.2
"""Protocols: begun, written, led by somebody, called back on a day; their life is beside this."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.changes import Changes, Kind, content_of
from app.domain.errors import NotSavedError, UserError
from app.domain.ids import (
    IndicatorId,
    ProfessionalId,
    ProtocolId,
    ProtocolStepId,
)
from app.domain.lengths import require_length
from app.domain.protocol import (
    Indicator,
    Moment,
    Protocol,
    ProtocolContent,
    ProtocolStatus,
    ProtocolStep,
)
from app.domain.protocol_fields import (
    INDICATOR_FIELDS,
    REFERENCE_FIELDS,
    STEP_FIELDS,
    ProtocolField,
    require_protocol_lengths,
    text_fields,
)
from app.domain.protocol_life import require_revision_day
from app.domain.text import clean, fold
from app.services.bin import forget_binned, put_in_bin
from app.services.people import people
from app.services.protocol_life import note_move, restore_protocol
from app.services.protocol_row import save_protocol
from app.services.protocol_titles import free_title, taken_titles
from app.services.protocol_versions import content_in_force
from app.services.records import protocol_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class ProtocolLine:
    """A protocol in a list; `included` counts the situations in it now, `due` calls it back."""

    protocol: Protocol
    referent: str
    included: int
    due: bool


class ProtocolService:
    """Writes the text of protocols, and what is said beside it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    @property
    def may_write(self) -> bool:
        """Whether this account may change protocols, as the vault stands."""
        return self._store.refusal is None

    @property
    def reads_only(self) -> str:
        """Why this account types nothing; empty where it may.

        What a vault refuses for a while may be typed, and is kept aside. What a reader types not.
        """
        refusal = self._store.refusal
        return "" if refusal is None or isinstance(refusal, NotSavedError) else refusal.text

    def why_read_only(self, protocol: Protocol) -> str:
        """Why the text of a protocol is only read; empty where it may be typed."""
        try:
            require_editable(protocol)
        except UserError as error:
            return self.reads_only or error.text
        return self.reads_only

    def all(self) -> tuple[ProtocolLine, ...]:
        """Every protocol by its title, those that are archived last."""
        rows = self._store.rows
        names, counts, today = people(rows), rows.inclusions.counts(), self._clock.today()
        lines = [
            ProtocolLine(
                protocol,
                names.short(protocol.referent_id, protocol.referent_name),
                counts.get(protocol.id, 0),
                protocol.due(today),
            )
            for protocol in rows.protocols.all()
        ]
        return tuple(sorted(lines, key=_order))

    def due(self) -> tuple[ProtocolLine, ...]:
        """The protocols that are called back: their day has come, or somebody said so."""
        return tuple(line for line in self.all() if line.due)

    def get(self, protocol_id: ProtocolId) -> Protocol:
        """One protocol. Raises `NotFoundError`."""
        return protocol_of(self._store.rows, protocol_id)

    def in_force(self, protocol_id: ProtocolId) -> ProtocolContent | None:
        """The text that is applied; None where no version is in force. Raises `NotFoundError`."""
        return content_in_force(self._store.rows, self.get(protocol_id))

    def create(self, content: ProtocolContent) -> tuple[ProtocolId, Changes]:
        """Begin a draft with this text; its steps and indicators are given new ids.

        Raises `UserError` without a title, with the title of another protocol, or for a text that
        is too long.
        """
        fresh = self.with_new_ids(cleaned(content))
        self._judge(fresh, None, None)
        with self._store.write() as work:
            protocol = Protocol(ProtocolId(work.new_id()), fresh, written_on=self._clock.today())
            save_protocol(work, protocol, content_of(protocol))
            note_move(work, protocol)
            work.journal("protocol.created", Kind.PROTOCOL, protocol.id)
            return protocol.id, work.changes

    def save_text(
        self, protocol_id: ProtocolId, content: ProtocolContent, burst: str | None = None
    ) -> Changes:
        """Rewrite the text as typed; `burst` groups the saves of one visit to a field.

        Raises `NotFoundError`, and `UserError` for a version that is frozen, a title that is empty
        or another protocol's, a text or list that is too long.
        """
        before = self.get(protocol_id)
        after = cleaned(content)
        if after == before.content:
            return Changes()
        require_editable(before)
        self._judge(after, before.content, protocol_id)
        with self._store.write() as work:
            save_protocol(
                work,
                replace(before, content=after),
                dict(_differing(before.content, after)),
                burst,
            )
            work.journal("protocol.changed", Kind.PROTOCOL, protocol_id)
            return work.changes

    def save_heading(
        self,
        protocol_id: ProtocolId,
        *,
        referent_id: ProfessionalId | None,
        referent_name: str,
        revise_on: date | None,
        again: bool = False,
    ) -> Changes:
        """Say who leads it and when it is called back; `again` that both were said before: an undo.

        Raises `NotFoundError`, `UserError` for a day that is past or a name that is too long.
        """
        before = self.get(protocol_id)
        name = "" if referent_id else clean(referent_name).strip()
        if name != before.referent_name:
            require_length("referent_name", name)
        if revise_on != before.revise_on and not again:  # a day that stood there may have passed
            require_revision_day(revise_on, self._clock.today())
        after = replace(before, referent_id=referent_id, referent_name=name, revise_on=revise_on)
        if after == before:
            return Changes()
        with self._store.write() as work:
            said = {
                "referent_id": referent_id,
                "referent_name": name,
                "revise_on": revise_on.isoformat() if revise_on else None,
            }
            save_protocol(work, after, said)
            work.journal("protocol.changed", Kind.PROTOCOL, protocol_id)
            return work.changes

    def may_remove(self, protocol_id: ProtocolId) -> bool:
        """Whether nothing hangs on a protocol, so that it may go to the bin."""
        return not self._store.rows.protocols.used(protocol_id)

    def remove(self, protocol_id: ProtocolId) -> Changes:
        """Put a protocol that was never validated nor used in the bin, for thirty days.

        Raises `NotFoundError`, and `UserError` for one that was: it is archived instead.
        """
        protocol = self.get(protocol_id)
        if not self.may_remove(protocol_id):
            raise UserError(
                "Ce protocole a déjà servi\u00a0: une version, une signature, un chiffre, une "
                "réunion, une situation ou un plan y tient.",
                "Archivez-le plutôt.",
            )
        with self._store.write() as work:
            put_in_bin(work, Kind.PROTOCOL, protocol_id, protocol, None)
            work.rows.protocols.remove(protocol_id)
            work.changed(Kind.PROTOCOL, protocol_id, {"removed": True})
            work.journal("protocol.removed", Kind.PROTOCOL, protocol_id)
            return work.changes

    def put_back(self, protocol: Protocol) -> Changes:
        """Put back a protocol that was just removed: the undo of `remove`.

        Under a free title where another took its own meanwhile.
        """
        with self._store.write() as work:
            restore_protocol(work, protocol)
            forget_binned(work, Kind.PROTOCOL, protocol.id)
            return work.changes

    def new_step(self, moment: Moment) -> ProtocolStep:
        """A blank step that no text holds yet."""
        return ProtocolStep(ProtocolStepId(self._store.new_id()), moment)

    def new_indicator(self) -> Indicator:
        """A blank indicator that no text holds yet."""
        return Indicator(IndicatorId(self._store.new_id()))

    def copies(self, steps: Iterable[ProtocolStep]) -> tuple[ProtocolStep, ...]:
        """Steps of another protocol as new ones: what happens to one is nothing to the other."""
        return tuple(replace(step, id=ProtocolStepId(self._store.new_id())) for step in steps)

    def lines_of_step(self, protocol_id: ProtocolId, step_id: ProtocolStepId) -> int:
        """How many lines of plans came of a step: they stay when it is taken out."""
        return self._store.rows.protocols.lines_of_step(protocol_id, step_id)

    def with_new_ids(self, content: ProtocolContent) -> ProtocolContent:
        """The same text whose steps and indicators are no other text's."""
        new = self._store.new_id
        return replace(
            content,
            steps=self.copies(content.steps),
            indicators=tuple(replace(each, id=IndicatorId(new())) for each in content.indicators),
        )

    def free_title(self, title: str) -> str:
        """The title, or « title (2) » and so on where another protocol has it; never too long."""
        return free_title(self._store.rows, title)

    def _judge(
        self, after: ProtocolContent, before: ProtocolContent | None, id_: ProtocolId | None
    ) -> None:
        require_protocol_lengths(after, before)
        if before is not None and after.title == before.title:
            return
        if not after.title.strip():
            raise UserError("Ce protocole n’a pas de titre.", "Donnez-lui un titre.")
        if fold(after.title).strip() in taken_titles(self._store.rows, id_):
            free = self.free_title(after.title)
            raise UserError(
                "Un autre protocole porte déjà ce titre.",
                f"Choisissez-en un autre, par exemple «\u202f{free}\u202f».",
            )


def require_editable(protocol: Protocol) -> None:
    """Raises `UserError` for a text that is frozen."""
    if not protocol.may_be_edited:
        archived = protocol.status is ProtocolStatus.ARCHIVED
        raise UserError(
            "Ce protocole est archivé\u00a0: son texte ne change plus."
            if archived
            else f"La version {protocol.version} est validée\u00a0: son texte ne change plus.",
            "Reprenez-le d’abord." if archived else "Écrivez la version suivante.",
        )


def cleaned(content: ProtocolContent) -> ProtocolContent:
    """The text in the form in which it is stored."""
    return replace(
        content,
        **_clean(content, text_fields()),
        steps=tuple(replace(step, **_clean(step, STEP_FIELDS)) for step in content.steps),
        indicators=tuple(
            replace(each, **_clean(each, INDICATOR_FIELDS)) for each in content.indicators
        ),
        references=tuple(
            replace(each, **_clean(each, REFERENCE_FIELDS)) for each in content.references
        ),
    )


def _clean(record: object, fields: Iterable[ProtocolField]) -> dict[str, Any]:
    return {field.name: clean(str(getattr(record, field.name))) for field in fields}


def _differing(before: ProtocolContent, after: ProtocolContent) -> Iterable[tuple[str, object]]:
    """The members of a text that are no longer the same, in JSON's types."""
    then, now = content_of(before), content_of(after)
    return ((name, value) for name, value in now.items() if value != then[name])


def _order(line: ProtocolLine) -> tuple[bool, str]:
    archived = line.protocol.status is ProtocolStatus.ARCHIVED
    return archived, fold(line.protocol.content.title)
