# SPDX-License-Identifier: EUPL-1.2
"""A bare database with many situations, one of which has lived: written straight to its rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from app.domain.action import Action, ActionState
from app.domain.case import Case, CaseStatus
from app.domain.case_step import CaseStep
from app.domain.consent import Consent, ConsentState
from app.domain.decision import Decision
from app.domain.feedback import PatientFeedback
from app.domain.ids import (
    AccountId,
    ActionId,
    CaseId,
    CaseStepId,
    ConsentId,
    DecisionId,
    FeedbackId,
    ItemId,
    MeetingId,
)
from app.domain.meeting import AgendaItem, ItemState, Meeting, MeetingState
from app.services.desk import Desk, desk
from app.services.signatures import Signatures
from app.services.vault import system_ids
from app.storage.driver import DATABASE_KEY_BYTES, open_database
from app.storage.migrator import migrate
from app.storage.unit_of_work import Store, UnitOfWork
from app.system.clock import SystemClock
from app.vault.account import Role
from app.vault.identities import IdentityKey
from app.vault.signing import Signer

LIVED, OTHER = "case-000000", "case-000001"
MEETINGS, STEPS = 20, 60
"""Seven events a meeting (itself, two decisions, three actions, a report), and the steps."""
_FILE, _VAULT = "data.db", "vault"
_ACCOUNT = AccountId("account")
_NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def opened(folder: Path, *, create: bool = False) -> tuple[Desk, Callable[[], object]]:
    """The services over the database of a folder, and what closes it."""
    connection = open_database(folder / _FILE, bytes(DATABASE_KEY_BYTES), create=create)
    if create:
        migrate(connection)
    clock = SystemClock()
    signer = Signer(_VAULT, _ACCOUNT, bytearray(32))
    store = Store(connection, _ACCOUNT, clock.now, system_ids(clock), signer=signer)
    signatures = Signatures(store, _VAULT, "Mesure", Role.COORDINATOR, signer)
    if create:
        signatures.introduce()
    return desk(store, clock, IdentityKey(_VAULT, bytearray(32)), signatures), connection.close


def build(folder: Path, count: int) -> None:
    """So many situations in a new database."""
    folder.mkdir()
    connection = open_database(folder / _FILE, bytes(DATABASE_KEY_BYTES), create=True)
    migrate(connection)
    clock = SystemClock()
    store = Store(connection, _ACCOUNT, clock.now, system_ids(clock))
    with store.write() as work:
        for number in range(count):
            _situation(work, number)
        _live(work)
    connection.close()


def _situation(work: UnitOfWork, number: int) -> None:
    case_id = CaseId(f"case-{number:06}")
    work.rows.cases.save(
        Case(
            id=case_id,
            code=f"S{number // 1000:02}-{number % 1000:03}",
            title=f"Chutes répétées à domicile, motif n° {number}",
            requester_name="Aminata Cissé",
            status=CaseStatus.FOLLOWED,
            created_at=_NOW,
        )
    )
    work.rows.consents.add(Consent(ConsentId(system_id(number)), case_id, ConsentState.OBTAINED))


def system_id(number: int) -> str:
    """An id as the program writes them, which the timeline reads the day from."""
    return f"019ab000-0000-7000-8000-{number:012x}"


def _live(work: UnitOfWork) -> None:
    case_id = CaseId(LIVED)
    for number in range(STEPS):
        at = _NOW - timedelta(days=7 * number)
        step = CaseStep(CaseStepId(f"step-{number:03}"), case_id, at, CaseStatus.FOLLOWED)
        work.rows.steps.save(step)
    for number in range(MEETINGS):
        _meet(work, case_id, number, date(2026, 11, 26) - timedelta(weeks=number))


def _meet(work: UnitOfWork, case_id: CaseId, number: int, on: date) -> None:
    meeting_id, item_id = MeetingId(f"meeting-{number}"), ItemId(f"item-{number}")
    work.rows.meetings.save(
        Meeting(
            id=meeting_id,
            on=on,
            start=time(12, 30),
            end=time(14, 0),
            state=MeetingState.CLOSED,
            started_at=_NOW,
            closed_at=_NOW,
        )
    )
    item = AgendaItem(item_id, meeting_id, 0, case_id=case_id, state=ItemState.SEEN)
    work.rows.agenda.save(item)
    for place in range(2):
        id_ = DecisionId(f"decision-{number}-{place}")
        work.rows.decisions.save(Decision(id_, item_id, place, "Revoir l’ordonnance"))
    for place in range(3):
        work.rows.actions.save(
            Action(
                id=ActionId(f"action-{number}-{place}"),
                item_id=item_id,
                position=place,
                text="Appeler la famille",
                case_id=case_id,
                who_name="Luc Ami",
                due=on,
                state=ActionState.DONE,
            )
        )
    feedback = PatientFeedback(FeedbackId(f"feedback-{number}"), case_id, meeting_id, done_on=on)
    work.rows.feedbacks.save(feedback)
