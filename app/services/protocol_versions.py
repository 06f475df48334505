# SPDX-License-Identifier: EUPL-1.2
"""The versions of a protocol: frozen when it is validated, read, and compared word by word."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.changes import Kind
from app.domain.dates import clock as clock_text
from app.domain.dates import medium_date
from app.domain.errors import NotFoundError
from app.domain.ids import MeetingId, ProtocolId, ProtocolVersionId
from app.domain.protocol import Protocol, ProtocolContent, ProtocolVersion
from app.domain.protocol_record import content_from, content_text
from app.domain.seal import canonical
from app.services.comparing import ComparedPart, differing_parts, said_parts
from app.services.protocol_comparison import compared_contents
from app.storage.unit_of_work import Rows, Store, UnitOfWork
from app.system.clock import Clock

NOW = 0
"""Stands for the text as it is now among the numbers of its versions."""


@dataclass(frozen=True)
class ProtocolVersionLine:
    """One version in a list: `words` says when and by whom it was validated."""

    number: int
    words: str


class ProtocolVersionService:
    """Reads what was validated; a version is never rewritten."""

    def __init__(self, store: Store, clock: Clock, theme: Callable[[str], str]) -> None:
        """`theme` says the words of the code of a theme."""
        self._store, self._clock, self._theme = store, clock, theme

    def of(self, protocol_id: ProtocolId) -> tuple[ProtocolVersionLine, ...]:
        """The versions of a protocol, the newest first."""
        rows = self._store.rows
        names = {key.account_id: key.name for key in rows.account_keys.all()}
        return tuple(
            ProtocolVersionLine(version.number, self._words(version, names))
            for version in rows.protocol_history.versions(protocol_id)
        )

    def content(self, protocol_id: ProtocolId, number: int) -> ProtocolContent:
        """The text of a version, of the protocol as it is for `NOW`. Raises `NotFoundError`."""
        rows = self._store.rows
        if number == NOW:
            protocol = rows.protocols.get(protocol_id)
            if protocol is not None:
                return protocol.content
        version = rows.protocol_history.version(protocol_id, number)
        if version is None:
            raise NotFoundError("Cette version n’est plus dans le coffre.", "Revenez à la liste.")
        return read_version(version.record)

    def read(self, protocol_id: ProtocolId, number: int) -> tuple[ComparedPart, ...]:
        """A version as it was written. Raises `NotFoundError`."""
        content = self.content(protocol_id, number)
        return said_parts(compared_contents(content, content, self._theme))

    def compare(self, protocol_id: ProtocolId, older: int, newer: int) -> tuple[ComparedPart, ...]:
        """What differs from one version to another: only what does. Raises `NotFoundError`."""
        before, after = self.content(protocol_id, older), self.content(protocol_id, newer)
        return differing_parts(compared_contents(before, after, self._theme))

    def _words(self, version: ProtocolVersion, names: Mapping[str, str]) -> str:
        meeting = (
            self._store.rows.meetings.heading(version.meeting_id) if version.meeting_id else None
        )
        if meeting is not None:
            return f"validée en réunion du {medium_date(meeting.on)}"
        at = self._clock.local(version.at)
        by = names.get(version.account_id, "")
        when = f"validée par signatures le {medium_date(at.date())} à {clock_text(at.time())}"
        return f"{when}, notée par {by}" if by else when


def freeze(
    work: UnitOfWork, protocol: Protocol, referent: str, meeting_id: MeetingId | None
) -> None:
    """Keep the text of the present version as it is; `referent` is a name of its day."""
    head = {
        "referent": referent,
        "written_on": protocol.written_on.isoformat() if protocol.written_on else "",
    }
    record = {"format": 1, "head": head, "content": _plain(protocol.content)}
    version = ProtocolVersion(
        id=ProtocolVersionId(work.new_id()),
        protocol_id=protocol.id,
        number=protocol.version,
        at=work.now(),
        account_id=work.author,
        record=canonical(record),
        meeting_id=meeting_id,
    )
    work.rows.protocol_history.add_version(version)
    work.changed(Kind.PROTOCOL_VERSION, version.id, {"number": version.number})


def read_version(record: str) -> ProtocolContent:
    """The text that a version keeps. Raises `ValueError` for what is no version."""
    raw = json.loads(record)
    return content_from(raw["content"] if isinstance(raw, dict) else raw)


def version_head(record: str) -> Mapping[str, str]:
    """What a version keeps beside its text: `referent` by name, `written_on` as an ISO date."""
    raw = json.loads(record)
    return {str(name): str(text) for name, text in raw["head"].items()}


def content_in_force(rows: Rows, protocol: Protocol) -> ProtocolContent | None:
    """The text that is applied; None where no version is in force."""
    if protocol.in_force is None:
        return None
    version = rows.protocol_history.version(protocol.id, protocol.in_force)
    return None if version is None else read_version(version.record)


def _plain(content: ProtocolContent) -> object:
    return json.loads(content_text(content))
