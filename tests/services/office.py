# SPDX-License-Identifier: EUPL-1.2
"""A coordinator's office for tests: a real vault database, a clock that stands still, services.

Everything goes through the services, as the screens do; the last part looks underneath.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import count
from pathlib import Path

from app.domain.consent import ConsentState
from app.domain.directory import Professional
from app.domain.field import Field
from app.domain.ids import AccountId, CaseId, ItemId, MeetingId, MinutesId, NewId, ProfessionalId
from app.domain.ids import uuid7 as make_id
from app.domain.meeting import Attendance, AttendanceState, Meeting
from app.domain.meeting import Role as MeetingRole
from app.domain.practice import Practice
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.desk import Desk, desk
from app.services.meetings import ActionDraft, ItemText
from app.services.signatures import Signatures
from app.storage.driver import DATABASE_KEY_BYTES, Connection, open_database
from app.storage.unit_of_work import Store
from app.system.clock import Clock, HeldClock
from app.vault.account import Role
from app.vault.identities import IdentityKey
from app.vault.signing import Signer
from tests.ready import ready_database

KEY = bytes(range(DATABASE_KEY_BYTES))
PARIS = timezone(timedelta(hours=1))  # in November
THURSDAY = date(2026, 11, 26)
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=PARIS)
PRACTICE = Practice("Maison de santé des Tilleuls", place="Salle de réunion")
ACCOUNT = AccountId("019ab000-0000-7000-8000-0000000acc01")
VAULT = "vault-1"


def counted_ids(clock: Clock) -> NewId:
    """Ids that repeat from one run to the next and sort in the order in which they were made."""
    numbers = count(1)
    return lambda: make_id(int(clock.now().timestamp() * 1000), next(numbers) << 42)


def counted_salts() -> Iterator[str]:
    """Salts that repeat, all different."""
    return (f"{number:032x}" for number in count(1))


class Office:
    """An open vault with its services; ids are handed back so that a test reads like a story."""

    def __init__(self, file: Path, clock: HeldClock) -> None:
        self.clock = clock
        self._file = file
        self._new_id = counted_ids(clock)
        self._salts = counted_salts()
        self._identity_key = bytes(range(32))
        self._open(ready_database(file, KEY))
        self.signatures.introduce()
        self.desk.practice.save(PRACTICE)

    def _open(self, connection: Connection) -> None:
        self.connection = connection
        signer = Signer(VAULT, ACCOUNT, bytearray(range(32)))
        self.store = Store(self.connection, ACCOUNT, self.clock.now, self._new_id, signer=signer)
        self.signatures = Signatures(self.store, VAULT, "Émile Marchand", Role.COORDINATOR, signer)
        self.identities = IdentityKey(VAULT, bytearray(self._identity_key))
        self.desk: Desk = desk(
            self.store, self.clock, self.identities, self.signatures, lambda: next(self._salts)
        )

    def crash_and_reopen(self) -> None:
        """Lose everything that was in memory; the file stays."""
        self.connection.close()
        self._open(open_database(self._file, KEY))

    def close(self) -> None:
        """Close the database."""
        self.connection.close()

    # --- telling a story --------------------------------------------------------------------------

    def person(
        self,
        last: str,
        first: str = "",
        field: Field = Field.ORGANIC,
        profession: str = "",
        *,
        member: bool = True,
    ) -> ProfessionalId:
        """Somebody of the directory."""
        draft = Professional(
            ProfessionalId(""), last, first, profession=profession, field=field, member=member
        )
        return self.desk.directory.save(draft)[0]

    def case(
        self,
        code: str = "",
        state: ConsentState | None = ConsentState.OBTAINED,
        requester: ProfessionalId | None = None,
        question: str = "Que faire ?",
        wishes: str = "",
    ) -> CaseId:
        """A situation with where its consent stands (None: nothing was noted)."""
        draft = CaseDraft(code=code, requester_id=requester, question=question, wishes=wishes)
        case_id, _ = self.desk.cases.open(draft)
        if state is not None:
            self.consent(case_id, state)
        return case_id

    def consent(self, case_id: CaseId, state: ConsentState) -> None:
        """A statement of the person."""
        self.clock.advance(timedelta(seconds=1))
        self.desk.consents.record(case_id, ConsentDraft(state))

    def meeting(
        self,
        *cases: CaseId,
        on: date = THURSDAY,
        start: time = time(12, 30),
        end: time = time(14, 0),
        roles: dict[MeetingRole, tuple[ProfessionalId, ...]] | None = None,
        attendance: Sequence[tuple[ProfessionalId, AttendanceState]] = (),
    ) -> tuple[MeetingId, list[ItemId]]:
        """A prepared meeting and its items."""
        lines = tuple(Attendance(id_, state) for id_, state in attendance)
        draft = Meeting(
            MeetingId(""), on, start, end, PRACTICE.place, roles=roles or {}, attendance=lines
        )
        meeting_id, _ = self.desk.agendas.prepare(draft)
        return meeting_id, [self.desk.agendas.add_case(meeting_id, id_)[0] for id_ in cases]

    def running(self, *cases: CaseId, on: date = THURSDAY) -> tuple[MeetingId, list[ItemId]]:
        """A meeting that was started."""
        meeting_id, items = self.meeting(*cases, on=on)
        self.desk.meetings.start(meeting_id)
        return meeting_id, items

    def discuss(self, item_id: ItemId, said: str, who: str = "Une voisine") -> None:
        """Every text of an item holds `said`: notes, question, wishes, decision, action, draft."""
        live = self.desk.meetings
        live.enter(item_id)
        for name in ItemText:
            live.write_text(item_id, name, f"{name.value} {said}", visit="visit")
        live.decide(item_id, f"decision {said}")
        live.act(item_id, ActionDraft(f"action {said}", who_name=who, due=date(2026, 12, 3)))

    def held(
        self, *cases: CaseId, on: date = THURSDAY
    ) -> tuple[MeetingId, MinutesId, list[ItemId]]:
        """A closed meeting at which every situation was discussed."""
        meeting_id, items = self.running(*cases, on=on)
        for case_id, item_id in zip(cases, items, strict=True):
            self.discuss(item_id, self.desk.cases.file(case_id).case.code)
        minutes_id, _ = self.desk.minutes.close(meeting_id)
        return meeting_id, minutes_id, items

    # --- looking underneath -----------------------------------------------------------------------

    def tables(self) -> tuple[str, ...]:
        """The names of every table."""
        rows = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return tuple(row.text("name") for row in rows)

    def where(self, marker: str) -> set[str]:
        """The tables that hold a text anywhere, sealed bytes included."""
        return {table for table in self.tables() if marker in self.dump(table)}

    def dump(self, table: str) -> str:
        """Everything a table holds, as one text."""
        rows = self.connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own name
        return "\n".join(repr([_shown(row[place]) for place in range(len(row))]) for row in rows)

    def sealed(self, sql: str, *values: str | int | None) -> None:
        """Run a statement as an intruder would, without the triggers that guard sealed rows."""
        names = [
            row.text("name")
            for row in self.connection.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger'"
            )
        ]
        with self.connection.maintenance():
            for name in names:
                self.connection.execute(f"DROP TRIGGER {name}")
            self.connection.execute(sql, values)

    def plan_of(self, sql: str, values: Sequence[str | int | None]) -> str:
        """How SQLite means to answer a query."""
        rows = self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return "\n".join(row.text("detail") for row in rows)


def _shown(value: object) -> object:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def words(view: object) -> str:
    """Every text of a view model, however deep."""
    if isinstance(view, str):
        return view
    if is_dataclass(view):
        return "\n".join(words(getattr(view, field.name)) for field in fields(view))
    if isinstance(view, tuple | list):
        return "\n".join(words(part) for part in view)
    return ""
