# SPDX-License-Identifier: EUPL-1.2
"""Entries of the journal in words: who by name, what in French, on what by its code or its day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.changes import Kind
from app.domain.dates import clock as clock_text
from app.domain.dates import medium_date
from app.domain.ids import (
    ActionId,
    CaseId,
    MeetingId,
    MinutesId,
    ProfessionalId,
    ProtocolId,
)
from app.domain.journal import event_words
from app.domain.text import plural
from app.services.signatures import KeyBook
from app.storage.journal import StoredEntry
from app.storage.signatures import KEY_NOTED
from app.storage.unit_of_work import Rows
from app.vault.recovery import sheet_number

UNLOCK_FAILED = "unlock.failed"


@dataclass(frozen=True)
class JournalLine:
    """One entry as it is read; `at` is local time in words."""

    seq: int
    at: str
    who: str
    what: str
    about: str


class JournalWords:
    """Says entries; what a reference stands for is looked up once."""

    def __init__(self, rows: Rows, book: KeyBook, local: Callable[[datetime], datetime]) -> None:
        self._rows, self._book, self._local = rows, book, local
        self._known: dict[tuple[str, str], str] = {}

    def line(self, entry: StoredEntry) -> JournalLine:
        """One entry in words; a time that does not read is said to be so."""
        try:
            at = self._local(datetime.fromisoformat(entry.at))
            when = f"{medium_date(at.date())}, {clock_text(at.time())}"
        except ValueError:
            when = "date illisible"
        return JournalLine(
            seq=entry.seq,
            at=when,
            who=self._book.name(entry.account_id),
            what=event_words(entry.event),
            about=self._about(entry),
        )

    def _about(self, entry: StoredEntry) -> str:
        kind, record = entry.kind, entry.record_id
        if kind == Kind.VAULT:
            return self._part_of_vault(entry.event, record)
        key = (kind, record)
        if key not in self._known:
            self._known[key] = self._look_up(kind, record) if record else ""
        return self._known[key]

    def _part_of_vault(self, event: str, record: str) -> str:
        """An account, a sheet or a number, as the deed has it; ids of anything else say nothing."""
        if event == UNLOCK_FAILED:
            return plural(int(record), "essai") if record.isdecimal() else ""
        family = event.partition(".")[0]
        if event == KEY_NOTED and (key := self._book.noted(record)) is not None:
            return f"Compte de {key.name}"
        if family == "account" or event == "recovery.used":
            return f"Compte de {self._book.name(record)}"
        if family in {"recovery", "document"}:
            return f"Fiche n° {sheet_number(record)}"
        return ""

    def _look_up(self, kind: str, record: str) -> str:
        lookups: dict[str, Callable[[str], str]] = {
            Kind.CASE: self._case,
            Kind.IDENTITY: self._case,
            Kind.MINUTES: self._minutes,
            Kind.MEETING: self._meeting,
            Kind.ACTION: self._action,
            Kind.PROFESSIONAL: self._professional,
            Kind.PROTOCOL: self._protocol,
        }
        look_up = lookups.get(kind)
        return look_up(record) if look_up is not None else ""

    def _case(self, record: str) -> str:
        case = self._rows.cases.get(CaseId(record))
        return f"Situation {case.code}" if case else "Situation effacée"

    def _minutes(self, record: str) -> str:
        line = self._rows.minutes.line(MinutesId(record))
        if line is None:
            return ""
        version = f", version {line.version}" if line.version > 1 else ""
        return f"Réunion du {medium_date(line.on)}{version}"

    def _meeting(self, record: str) -> str:
        meeting = self._rows.meetings.heading(MeetingId(record))
        return f"Réunion du {medium_date(meeting.on)}" if meeting else ""

    def _action(self, record: str) -> str:
        action = self._rows.actions.get(ActionId(record))
        item = self._rows.agenda.get(action.item_id) if action else None
        return self._case(item.case_id) if item and item.case_id else ""

    def _protocol(self, record: str) -> str:
        protocol = self._rows.protocols.get(ProtocolId(record))
        return f"Protocole « {protocol.content.title} »" if protocol else "Protocole retiré"

    def _professional(self, record: str) -> str:
        person = self._rows.professionals.get(ProfessionalId(record))
        return person.full_name if person else ""
