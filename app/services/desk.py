# SPDX-License-Identifier: EUPL-1.2
"""Everything a person may do with one open vault, in one hand."""

from collections.abc import Callable
from dataclasses import dataclass

from app.services.actions import ActionService
from app.services.agendas import AgendaService
from app.services.attendance import AttendanceService
from app.services.care_plans import CarePlanService
from app.services.cases import CaseService, IdentitySeal
from app.services.checking import CheckingService
from app.services.directory import DirectoryService
from app.services.documents import DocumentService
from app.services.feedbacks import FeedbackService
from app.services.home import HomeService
from app.services.journal import JournalService
from app.services.meetings import MeetingService
from app.services.minutes import MinutesService, random_salt
from app.services.practices import PracticeService
from app.services.signatures import Signatures
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class Desk:
    """The services over one store; screens are given the ones they need."""

    clock: Clock
    practice: PracticeService
    directory: DirectoryService
    cases: CaseService
    agendas: AgendaService
    attendance: AttendanceService
    meetings: MeetingService
    minutes: MinutesService
    actions: ActionService
    feedbacks: FeedbackService
    care_plans: CarePlanService
    documents: DocumentService
    home: HomeService
    journal: JournalService
    checking: CheckingService


def desk(
    store: Store,
    clock: Clock,
    identities: IdentitySeal,
    signatures: Signatures,
    new_salt: Callable[[], str] = random_salt,
) -> Desk:
    """Wire the services of one open vault; the demo brings salts that repeat."""
    agendas = AgendaService(store, clock)
    cases = CaseService(store, clock, identities)
    minutes = MinutesService(store, clock, signatures, new_salt)
    return Desk(
        clock=clock,
        practice=PracticeService(store),
        directory=DirectoryService(store),
        cases=cases,
        agendas=agendas,
        attendance=AttendanceService(store),
        meetings=MeetingService(store, clock),
        minutes=minutes,
        actions=ActionService(store, clock),
        feedbacks=FeedbackService(store, clock),
        care_plans=CarePlanService(store, clock),
        documents=DocumentService(store, clock, cases, minutes),
        home=HomeService(store, clock, agendas),
        journal=JournalService(store, clock, signatures),
        checking=CheckingService(store, signatures, clock.local),
    )
