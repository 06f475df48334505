# SPDX-License-Identifier: EUPL-1.2
"""A practice in a real encrypted database, loaded from a meeting file, on a clock that is held."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.consent import ConsentState
from app.domain.directory import Professional
from app.domain.errors import UserError
from app.domain.ids import AccountId, CaseId, MeetingId, ProfessionalId, random_ids
from app.domain.meeting import Attendance, AttendanceState, Meeting
from app.exchange.meeting_file import read_meeting_file
from app.exchange.meeting_script import MeetingScript, ScriptItem
from app.exchange.professions import load_professions
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.desk import Desk, desk
from app.services.meetings import ActionDraft
from app.services.signatures import Signatures
from app.storage.driver import Connection
from app.storage.unit_of_work import Store
from app.system.clock import HeldClock
from app.vault.account import Role
from app.vault.errors import WrongPassphrase
from app.vault.identities import IdentityKey
from app.vault.signing import Signer
from tests.ready import ready_database

KEY = bytes(range(48))
IDENTITIES = bytes(range(32))
PASSPHRASE = "ancre cerise moulin vapeur tilleul crayon fenetre"


@dataclass
class LoadedPractice:
    """The services over one database, the clock they share, and what was loaded."""

    desk: Desk
    clock: HeldClock
    store: Store
    connection: Connection
    script: MeetingScript
    cases: dict[str, CaseId]
    day: date

    def person(self, name: str) -> Professional:
        """Somebody of the directory, by the name a meeting file uses."""
        found = self.desk.directory.named(name).person
        assert found is not None, name
        return found


class Keeper:
    """Gives the identity key back for the one passphrase, without its slow derivation."""

    may_see_identities = True
    whom_to_ask = ("Émile Marchand",)

    def __init__(self, identities: IdentityKey) -> None:
        self._identities = identities

    def reopen(self, passphrase: str) -> None:
        if passphrase != PASSPHRASE:
            raise WrongPassphrase
        self._identities.restore(bytearray(IDENTITIES))


@contextmanager
def loaded_practice(folder: Path, file: Path) -> Iterator[LoadedPractice]:
    """What stands before counting: directory, situations with identity and consent, last week.

    The clock stands ten minutes before the meeting of the file begins.
    """
    script = read_meeting_file(file, load_professions())
    on = script.meeting.on or datetime(2026, 11, 26, tzinfo=UTC).date()
    start = datetime.combine(on, script.meeting.start, UTC)
    clock = HeldClock(start - timedelta(minutes=10))
    connection = ready_database(folder / "data.db", KEY)
    ids = random_ids(lambda: int(clock.now().timestamp() * 1000))
    signer = Signer("vault", "account", bytearray(IDENTITIES))
    store = Store(connection, AccountId("account"), clock.now, ids, signer=signer)
    signatures = Signatures(store, "vault", "Émile Marchand", Role.COORDINATOR, signer)
    signatures.introduce()
    identities = IdentityKey("vault", bytearray(IDENTITIES))
    services = desk(store, clock, identities, signatures, keeper=Keeper(identities))
    practice = LoadedPractice(services, clock, store, connection, script, {}, on)
    with store.batch():
        services.practice.save(script.practice)
        if script.professionals is not None:
            services.directory.accept(script.professionals)
        for item in script.items:
            _open_case(practice, item)
    try:
        yield practice
    finally:
        connection.close()


def hold_last_week(practice: LoadedPractice) -> None:
    """Close the meeting of the week before, with the same people and two actions still open."""
    practice.clock.advance(-timedelta(days=7))
    with practice.store.batch():
        _hold(practice)
    practice.clock.advance(timedelta(days=7))


def _hold(practice: LoadedPractice) -> None:
    desk_, clock, script = practice.desk, practice.clock, practice.script
    head = script.meeting
    names = [*head.invited, *head.present, *head.excused, *head.absent]
    invited = dict.fromkeys(_somebody(practice, name) for name in names)
    meeting_id, _ = desk_.agendas.prepare(
        Meeting(
            id=MeetingId(""),
            on=clock.today(),
            start=script.practice.slot.start,
            end=script.practice.slot.end,
            place=script.practice.place,
            roles={
                role: tuple(_somebody(practice, name) for name in people)
                for role, people in head.roles.items()
            },
            attendance=tuple(Attendance(id_, AttendanceState.PRESENT) for id_ in invited),
        )
    )
    presentable = [item for item in script.items if item.consent and item.code in practice.cases]
    presentable = [item for item in presentable if _allows(item)]
    if presentable and invited:
        item_id, _ = desk_.agendas.add_case(meeting_id, practice.cases[presentable[0].code])
        desk_.meetings.start(meeting_id)
        who = next(iter(invited))
        for text, days in (("Appeler la famille", 1), ("Demander le dossier", 14)):
            due = clock.today() + timedelta(days=days)
            desk_.meetings.act(item_id, ActionDraft(text, who_id=who, due=due))
    else:
        desk_.meetings.start(meeting_id)
    desk_.minutes.close(meeting_id)


def move_to_its_day(practice: LoadedPractice) -> None:
    """Prepare the meeting of the file beforehand where the weekly rhythm would give another one."""
    agendas, head = practice.desk.agendas, practice.script.meeting
    slot = practice.script.practice.slot
    if agendas.next_day() == practice.day and (slot.start, slot.end) == (head.start, head.end):
        return
    usual_id, _ = agendas.prepare_next()
    usual = agendas.view(usual_id).meeting
    practice.store.rows.meetings.save(
        replace(usual, on=practice.day, start=head.start, end=head.end)
    )


def _open_case(practice: LoadedPractice, item: ScriptItem) -> None:
    """A situation of the file; what the services refuse of it is left out, as `play` does."""
    services = practice.desk
    requester = services.directory.named(item.requester).person
    draft = CaseDraft(
        code=item.code,
        requester_id=requester.id if requester else None,
        requester_name="" if requester else item.requester,
        reason=item.reason,
        question=item.question,
        wishes=item.wishes,
        eligibility=item.eligibility,
    )
    try:
        case_id, _ = services.cases.open(draft)
    except UserError:
        return
    practice.cases[item.code] = case_id
    try:
        if item.identity is not None:
            services.cases.save_identity(case_id, item.identity)
        if item.consent is not None:
            by = services.directory.named(item.consent.by).person
            services.consents.record(
                case_id,
                ConsentDraft(
                    state=item.consent.state,
                    on=item.consent.on,
                    collected_by=by.id if by else None,
                    collected_by_name="" if by else item.consent.by,
                    scope=item.consent.scope,
                ),
            )
    except UserError:
        services.consents.record(
            case_id, ConsentDraft(item.consent.state if item.consent else ConsentState.REFUSED)
        )


def _somebody(practice: LoadedPractice, name: str) -> ProfessionalId:
    found = practice.desk.directory.named(name).person
    if found is not None:
        return found.id
    outside = Professional(ProfessionalId(""), last=name, first="", member=False)
    return practice.desk.directory.save(outside)[0]


def _allows(item: ScriptItem) -> bool:
    return item.consent is not None and item.consent.state.allows_presentation
