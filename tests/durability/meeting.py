# SPDX-License-Identifier: EUPL-1.2
"""A small vault with a running meeting, made through the services, and what its file holds."""

import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.consent import ConsentState
from app.domain.ids import ItemId, MeetingId
from app.domain.practice import Practice
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.vault import Session, Workshop, system_ids
from app.storage.driver import Connection, open_database
from app.system.clock import SystemClock
from app.vault.database import database_key
from app.vault.errors import TooManyAttempts
from app.vault.folder import DATABASE
from app.vault.keys import FLOOR_KDF

PASSPHRASE = "girafe tambour velours comète agrume lanterne pivot"
CASES = 3
TEXTS = ("question", "wishes", "organic", "psychic", "social")
WAL = f"{DATABASE}-wal"


@dataclass(frozen=True)
class Ground:
    """A closed vault whose meeting runs; `key` opens its database without derivation."""

    folder: Path
    meeting: MeetingId
    items: tuple[ItemId, ...]
    key: bytes

    def copied(self, folder: Path) -> "Ground":
        """The same in another place."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)

    def opened(self) -> Session:
        """Open it as the program does, after the delay that a kill during the derivation costs."""
        return unlocked(self.folder)


@dataclass(frozen=True)
class Stored:
    """What a database holds of the meeting: decisions and actions by id, texts by `item:name`.

    Ids are primary keys, so a line written twice shows as one text under two ids.
    """

    lines: dict[str, str]
    texts: dict[str, str]


def workshop() -> Workshop:
    """The product's, at the cheapest derivation that it accepts."""
    clock = SystemClock()
    return Workshop(clock, system_ids(clock), FLOOR_KDF)


def unlocked(folder: Path) -> Session:
    """Open a vault as the program does.

    A process killed while it derives the key counts as a wrong passphrase, so its successor waits.
    """
    while True:
        try:
            return workshop().unlock(folder, PASSPHRASE)
        except TooManyAttempts as refusal:
            time.sleep(refusal.seconds)


def make_ground(folder: Path) -> Ground:
    """A vault of one practice, whose meeting runs with a few situations on its agenda."""
    with closing(
        workshop().create(folder, Practice("MSP des Tilleuls"), "Claire Vasseur", PASSPHRASE)
    ) as session:
        meeting, items = begin_meeting(session, CaseDraft(question="Que faire ?"))
        key = bytes(database_key(session.vault._master, session.vault.vault_id))
    return Ground(folder, meeting, items, key)


def begin_meeting(session: Session, draft: CaseDraft) -> tuple[MeetingId, tuple[ItemId, ...]]:
    """Prepare the next meeting with new situations, all alike, and start it."""
    desk = session.desk
    meeting, _ = desk.agendas.prepare_next()
    items = []
    for _ in range(CASES):
        case, _ = desk.cases.open(draft)
        consent = ConsentDraft(
            ConsentState.OBTAINED, on=desk.clock.today(), collected_by_name="Ivo"
        )
        desk.consents.record(case, consent)
        items.append(desk.agendas.add_case(meeting, case)[0])
    desk.meetings.start(meeting)
    return meeting, tuple(items)


def note_figure(figure: str) -> None:
    """Keep a figure for `docs/durability.md`; `-o log_cli=true` shows it."""
    logging.getLogger("durability").info(figure)


@contextmanager
def copy_opened(folder: Path, scratch: Path, key: bytes) -> Iterator[Connection]:
    """Open a copy of a database as it lies after a crash; the original keeps its WAL."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for name in (DATABASE, WAL):
        if (folder / name).exists():
            shutil.copy(folder / name, scratch / name)
    with closing(open_database(scratch / DATABASE, key)) as connection:
        yield connection


def stored(connection: Connection) -> Stored:
    """Everything of the meeting, under any id."""
    lines = {
        row.text("id"): row.text("text")
        for table in ("decision", "action")
        for row in connection.execute(f"SELECT id, text FROM {table}")  # noqa: S608 - our own name
    }
    texts = {
        f"{row.text('id')}:{name}": row.text(name)
        for row in connection.execute(f"SELECT id, {', '.join(TEXTS)} FROM agenda_item")  # noqa: S608 - our own names
        for name in TEXTS
    }
    begun = connection.execute("SELECT item_id, name, text FROM item_draft")
    texts |= {f"{row.text('item_id')}:begun {row.text('name')}": row.text("text") for row in begun}
    return Stored(lines, texts)


def faults_of(connection: Connection) -> list[str]:
    """What both checks find, after the checkpoint without which the first sees false alarms."""
    connection.checkpoint()
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [line for line in found if line != "ok"]
