# SPDX-License-Identifier: EUPL-1.2
"""Everything a person may do with one open vault, in one hand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.domain.ids import MeetingId, NewId
from app.services.accounts import AccountService
from app.services.actions import ActionService
from app.services.agendas import AgendaService
from app.services.anonymity import AnonymityService
from app.services.approvals import ApprovalService
from app.services.asides import AsideService
from app.services.attendance import AttendanceService
from app.services.backups import BackupService
from app.services.care_plans import CarePlanService
from app.services.carry import CarryService
from app.services.cases import CaseService
from app.services.checking import CheckingService
from app.services.closing import ClosingService
from app.services.consents import ConsentService
from app.services.directory import DirectoryService
from app.services.documents import DocumentService
from app.services.dossier import DossierService
from app.services.erasure import ErasureService
from app.services.feedbacks import FeedbackService
from app.services.filings import FilingService
from app.services.guests import GuestService
from app.services.home import HomeService
from app.services.identities import HeldIdentities, IdentityService, Keeper
from app.services.journal import JournalService
from app.services.journal_reader import JournalReader
from app.services.kept_forms import KeptForms
from app.services.kept_texts import KeptTextService
from app.services.known_patients import known_patients
from app.services.lives import Lives, lives_of
from app.services.look_up import LookUpService
from app.services.meetings import MeetingService
from app.services.minutes import MinutesService, random_salt
from app.services.outbox import OutboxService
from app.services.papers import PaperService
from app.services.patient_names import PatientNames
from app.services.person_desk import PersonDesk, person_desk
from app.services.practices import PracticeService
from app.services.problems import shipped_problems
from app.services.protocol_desk import ProtocolDesk, protocol_desk
from app.services.recovery import RecoveryService
from app.services.search import SearchService
from app.services.series import SeriesService
from app.services.short_form import ShortFormService
from app.services.signatures import Signatures
from app.services.spelling import SpellingService
from app.services.trouble import VaultFigures
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.keys import DEFAULT_KDF, KdfParameters
from app.vault.open_vault import OpenVault
from app.vault.outbox import Outbox


@dataclass(frozen=True)
class Keys:
    """The services over the keys of a vault folder: who opens it, and with what."""

    accounts: AccountService
    recovery: RecoveryService
    carry: CarryService
    asides: AsideService


@dataclass(frozen=True)
class Desk:
    """The services over one store; screens are given the ones they need."""

    clock: Clock
    practice: PracticeService
    directory: DirectoryService
    cases: CaseService
    lives: Lives
    series: SeriesService
    agendas: AgendaService
    guests: GuestService
    attendance: AttendanceService
    meetings: MeetingService
    closing: ClosingService
    approvals: ApprovalService
    short_form: ShortFormService
    minutes: MinutesService
    actions: ActionService
    feedbacks: FeedbackService
    filings: FilingService
    care_plans: CarePlanService
    documents: DocumentService
    papers: PaperService
    dossiers: DossierService
    home: HomeService
    search: SearchService
    person: PersonDesk
    protocols: ProtocolDesk
    journal: JournalService
    journal_reader: JournalReader
    checking: CheckingService
    identities: IdentityService
    anonymity: AnonymityService
    spelling: SpellingService
    look_up: LookUpService
    outbox: OutboxService
    kept_texts: KeptTextService
    keys: Keys | None = None
    """None over a bare database, as tests and benchmarks have it."""
    backups: BackupService | None = None
    """None where the services stand over a bare database, as in their tests."""
    erasure: ErasureService | None = None
    """None where `backups` is: it names the backups that still hold a person."""
    figures: VaultFigures | None = None
    """None where `backups` is: what a report about a problem may say of the vault."""

    @property
    def consents(self) -> ConsentService:
        """What people answered to a presentation."""
        return self.lives.consents

    @property
    def accounts(self) -> AccountService:
        """Who can open the vault."""
        return self._of_a_vault().accounts

    @property
    def recovery(self) -> RecoveryService:
        """The recovery sheet."""
        return self._of_a_vault().recovery

    @property
    def carry(self) -> CarryService:
        """The whole vault carried by stick."""
        return self._of_a_vault().carry

    def _of_a_vault(self) -> Keys:
        if self.keys is None:
            raise RuntimeError("a bare database has no keys")
        return self.keys


def desk(
    store: Store,
    clock: Clock,
    identities: HeldIdentities,
    signatures: Signatures,
    new_salt: Callable[[], str] = random_salt,
    *,
    keeper: Keeper | None = None,
    keys: Keys | None = None,
    plays: bool = False,
    outbox: Outbox | None = None,
) -> Desk:
    """Wire the services of one open vault: no meeting closes identities where it `plays`."""
    series, held = SeriesService(store, clock), IdentityService(store, identities, keeper)
    accounts, consents = keys.accounts if keys else None, ConsentService(store, clock)
    names, cases = AnonymityService(store, identities, held), CaseService(store, clock, identities)
    minutes = MinutesService(store, clock, signatures, new_salt)
    closes = None if plays else _identities_closer(names, held if keeper else None)
    agendas, meetings = AgendaService(store, clock, series), MeetingService(store, clock, closes)
    practice, feedbacks = PracticeService(store), FeedbackService(store, clock)
    directory, plans = DirectoryService(store), CarePlanService(store, clock, shipped_problems())
    forms = KeptForms(cases, consents, plans, practice, directory, feedbacks, outbox, clock, store)
    documents = DocumentService(store, clock, cases, minutes)
    return Desk(
        clock=clock,
        practice=practice,
        directory=directory,
        cases=cases,
        lives=lives_of(store, clock, consents, cases),
        series=series,
        agendas=agendas,
        guests=GuestService(store, consents),
        attendance=AttendanceService(store),
        meetings=meetings,
        outbox=OutboxService(meetings, forms, outbox, clock, lambda: store.refusal),
        kept_texts=KeptTextService(store, outbox, clock, signatures, accounts),
        closing=ClosingService(store, names.remaining),
        approvals=ApprovalService(store),
        short_form=ShortFormService(store, clock, cases, consents, minutes),
        minutes=minutes,
        actions=ActionService(store, clock),
        feedbacks=feedbacks,
        filings=FilingService(store, clock, signatures),
        care_plans=plans,
        documents=documents,
        papers=PaperService(store, clock, cases, minutes, documents),
        dossiers=DossierService(store, clock, documents),
        home=HomeService(store, clock, agendas),
        search=SearchService(store, PatientNames(store, identities)),
        journal=JournalService(store, clock, signatures),
        journal_reader=JournalReader(store, clock, signatures),
        person=person_desk(store, clock, cases, signatures),
        protocols=protocol_desk(store, clock, partial(known_patients, store, identities)),
        checking=CheckingService(store, signatures, clock.local),
        identities=held,
        anonymity=names,
        spelling=SpellingService(store, names),
        look_up=LookUpService(store),
        keys=keys,
    )


def _identities_closer(
    anonymity: AnonymityService, held: IdentityService | None
) -> Callable[[MeetingId], object]:
    """Learn what recognises the names of a meeting; drop the key where `held` can open it again."""

    def close(meeting_id: MeetingId) -> None:
        try:
            anonymity.learn(meeting_id)
        finally:
            if held is not None:
                held.drop()

    return close


def keys_of(
    vault: OpenVault,
    store: Store,
    clock: Clock,
    new_id: NewId,
    signatures: Signatures,
    kdf: KdfParameters = DEFAULT_KDF,
) -> Keys:
    """Wire the services over the keys of one open vault."""
    return Keys(
        accounts=AccountService(vault, store, new_id, signatures, kdf),
        recovery=RecoveryService(vault, store, clock, new_id),
        carry=CarryService(vault, store, clock, new_id),
        asides=AsideService(vault, store),
    )
