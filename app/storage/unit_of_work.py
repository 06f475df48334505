# SPDX-License-Identifier: EUPL-1.2
"""The one door to change: a service call is one transaction and returns what it touched."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from app.domain.changes import Changes, Kind
from app.domain.errors import NotAllowedError
from app.domain.ids import AccountId, NewId
from app.storage.actions import ActionRows
from app.storage.agenda import AgendaRows, DecisionRows
from app.storage.bin import BinRows
from app.storage.care_plans import CarePlanRows
from app.storage.case_steps import CaseStepRows
from app.storage.cases import CaseRows
from app.storage.circles import CircleRows
from app.storage.coming_back import ComingBackRows
from app.storage.consents import ConsentRows
from app.storage.driver import Connection
from app.storage.erasure import ErasureRows
from app.storage.feedbacks import FeedbackRows
from app.storage.filings import FilingRows
from app.storage.inclusions import InclusionRows
from app.storage.joining import JoiningRows
from app.storage.journal import JournalHead, JournalRows, OperationRows
from app.storage.journal_search import JournalSearchRows
from app.storage.meetings import MeetingRows
from app.storage.practices import PracticeRows
from app.storage.professionals import ProfessionalRows
from app.storage.protocol_history import ProtocolHistoryRows
from app.storage.protocols import ProtocolRows
from app.storage.retention import RetentionRows
from app.storage.rhythm import AbsenceRows, RhythmRows
from app.storage.sealed_minutes import MinutesRows
from app.storage.search import SearchRows
from app.storage.signatures import (
    KEY_NOTED,
    SIGNED_EVERY,
    AccountKey,
    AccountKeyRows,
    CheckpointRows,
    HeadSigner,
    JournalSignatureRows,
    PrintedRows,
)
from app.storage.timeline import TimelineRows
from app.storage.unmet_needs import UnmetNeedRows
from app.storage.vault_state import VaultStateRows


class Rows:
    """Every table of the vault, by what it holds."""

    def __init__(self, connection: Connection) -> None:
        self.practice = PracticeRows(connection)
        self.professionals = ProfessionalRows(connection)
        self.cases = CaseRows(connection)
        self.steps = CaseStepRows(connection)
        self.circles = CircleRows(connection)
        self.timeline = TimelineRows(connection)
        self.joining = JoiningRows(connection)
        self.consents = ConsentRows(connection)
        self.meetings = MeetingRows(connection)
        self.agenda = AgendaRows(connection)
        self.decisions = DecisionRows(connection)
        self.actions = ActionRows(connection)
        self.feedbacks = FeedbackRows(connection)
        self.filings = FilingRows(connection)
        self.rhythm = RhythmRows(connection)
        self.absences = AbsenceRows(connection)
        self.coming_back = ComingBackRows(connection)
        self.care_plans = CarePlanRows(connection)
        self.unmet_needs = UnmetNeedRows(connection)
        self.protocols = ProtocolRows(connection)
        self.protocol_history = ProtocolHistoryRows(connection)
        self.inclusions = InclusionRows(connection)
        self.minutes = MinutesRows(connection)
        self.operations = OperationRows(connection)
        self.journal = JournalRows(connection)
        self.journal_search = JournalSearchRows(connection)
        self.journal_signatures = JournalSignatureRows(connection)
        self.checkpoints = CheckpointRows(connection)
        self.account_keys = AccountKeyRows(connection)
        self.printed = PrintedRows(connection)
        self.bin = BinRows(connection)
        self.retention = RetentionRows(connection)
        self.erasure = ErasureRows(connection)
        self.search = SearchRows(connection)
        self.vault_state = VaultStateRows(connection)


class UnitOfWork:
    """What a service may do inside one transaction, and the account of it."""

    def __init__(
        self,
        rows: Rows,
        author: AccountId,
        now: Callable[[], datetime],
        new_id: NewId,
        signer: HeadSigner | None = None,
        rows_seal: Callable[[], str] = lambda: "",
    ) -> None:
        self.rows = rows
        self.new_id = new_id
        self._author = author
        self._now = now
        self._signer = signer
        self._rows_seal = rows_seal
        self._touched: set[tuple[Kind, str]] = set()

    @property
    def author(self) -> AccountId:
        """The account in whose name this is done."""
        return self._author

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self._now()

    @property
    def changes(self) -> Changes:
        """What was touched so far."""
        return Changes(frozenset(self._touched))

    def changed(
        self, kind: Kind, id_: str, change: Mapping[str, object], burst: str | None = None
    ) -> None:
        """Note that a record was changed and how; `burst` groups the autosaves of one visit."""
        self._touched.add((kind, id_))
        self.rows.search.mark(kind, id_)
        self.rows.operations.record(
            self.new_id(), self._now(), self._author, kind, id_, change, burst
        )

    def journal(self, event: str, kind: Kind, id_: str = "") -> JournalHead:
        """Add to the journal: an event code and a reference, never a text.

        The new head, signed every `SIGNED_EVERY` entries.
        """
        head = self.rows.journal.append(
            self._now(), self._author, event, kind, id_, self._rows_seal()
        )
        if head.seq % SIGNED_EVERY == 0:
            self.sign_head(head)
        return head

    def note_key(self, name: str, role: str) -> None:
        """Note the signing key of this session's account, under its name of now."""
        if self._signer is not None:
            mine, now = self._signer.public, self._now()
            self.bind_key(self.rows.account_keys.add(self._author, mine, name, role, now))

    def bind_key(self, key: AccountKey) -> None:
        """Journal a key by its digest: the chain then vouches for its account, name and role."""
        self.journal(KEY_NOTED, Kind.VAULT, key.digest)

    def sign_head(self, head: JournalHead) -> None:
        """Sign a head of the journal, where this session can sign."""
        if self._signer is not None:
            signed = self._signer.sign("journal", head.seq, head.hash)
            self.rows.journal_signatures.add(head.seq, signed)


class Store:
    """An open vault's tables: read freely, write in one transaction at a time.

    `now` is UTC. `guard` says why nothing may be written, None while it may: a reader's account, a
    vault that is read-only. `may_note` is False where not even readings are journalled: a damaged
    file. `signer` signs the journal in the name of `author`; `rows_seal` is the total of all row
    digests, which each entry keeps.
    """

    def __init__(
        self,
        connection: Connection,
        author: AccountId,
        now: Callable[[], datetime],
        new_id: NewId,
        *,
        guard: Callable[[], NotAllowedError | None] = lambda: None,
        may_note: Callable[[], bool] = lambda: True,
        signer: HeadSigner | None = None,
        rows_seal: Callable[[], str] = lambda: "",
    ) -> None:
        self.rows = Rows(connection)
        self.author = author
        self._signer = signer
        self._rows_seal = rows_seal
        self._connection = connection
        self._now = now
        self.new_id = new_id
        self._guard = guard
        self._may_note = may_note
        self._batch = False

    def over(self, connection: Connection, rows_seal: Callable[[], str]) -> "Store":
        """The same hand in a copy that will take this database's place."""
        return Store(
            connection,
            self.author,
            self._now,
            self.new_id,
            signer=self._signer,
            rows_seal=rows_seal,
        )

    @property
    def refusal(self) -> NotAllowedError | None:
        """Why nothing may be written now; None where it may."""
        return self._guard()

    @property
    def may_note(self) -> bool:
        """Whether readings are journalled: not into a file that is damaged."""
        return self._may_note()

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """One transaction, committed at the end of the block and undone when it raises.

        Raises the guard's `NotAllowedError` (`ReadOnlyNow` for the vault's standing), and the
        driver's errors.
        """
        refusal = self._guard()
        if refusal is not None:
            raise refusal
        with self._transaction() as work:
            refusal = self._guard()  # another thread may have carried the vault away meanwhile
            if refusal is not None:
                raise refusal
            yield work

    def note(self, event: str, kind: Kind, id_: str = "") -> None:
        """Journal a reading or a print, which an account that may only read does too."""
        if not self.may_note:
            return
        with self.recording() as work:
            work.journal(event, kind, id_)

    @contextmanager
    def recording(self) -> Iterator[UnitOfWork]:
        """One transaction for what every account leaves behind, one that may only read too.

        For the journal, its signatures, keys and prints: never for the practice's data.
        """
        with self._transaction() as work:
            yield work

    @contextmanager
    def _transaction(self) -> Iterator[UnitOfWork]:
        work = UnitOfWork(
            self.rows, self.author, self._now, self.new_id, self._signer, self._rows_seal
        )
        if self._batch:
            yield work
            return
        with self._connection.transaction():
            yield work

    def compact(self) -> None:
        """Rewrite the file, so that nothing of what was erased is left in its pages. Slow.

        The words of the search go too, and are taken again from what is left.
        """
        with self._connection.transaction():
            self.rows.search.forget_all()
        self._connection.compact()
        with self._connection.transaction():
            self.rows.erasure.settled()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Commit many service calls at once: the demo, or one deed that is made of several.

        All or nothing: a call that fails undoes the whole batch. One within another is part of it.
        """
        within = self._batch
        with self.write():
            self._batch = True
            try:
                yield
            finally:
                self._batch = within
