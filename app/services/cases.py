# SPDX-License-Identifier: EUPL-1.2
"""Situations: opening one, keeping it, and the sealed identity."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date

from app.domain.action import Action
from app.domain.case import (
    EARLIEST_BIRTH,
    Case,
    CaseStatus,
    ComplexityReason,
    Eligibility,
    Identity,
    next_code,
)
from app.domain.changes import Changes, Kind, content_of
from app.domain.consent import Consent, ConsentState
from app.domain.errors import UserError
from app.domain.feedback import PatientFeedback
from app.domain.ids import CaseId, ProfessionalId
from app.domain.lengths import require_lengths
from app.domain.meeting import Meeting
from app.domain.text import clean, ellipsis
from app.services.flat import filled, flat
from app.services.life import take_step
from app.services.people import People, people
from app.services.records import case_of, writable_case_of
from app.services.renewals import to_renew
from app.services.sealed_identity import IdentitySeal, identity_of, identity_text
from app.storage.cases import CaseLine
from app.storage.unit_of_work import Store
from app.system.clock import Clock

_TITLE_LENGTH = 48


@dataclass(frozen=True)
class CaseDraft:
    """What is typed to open a situation; an empty `code` asks for the next one."""

    code: str = ""
    title: str = ""
    requester_id: ProfessionalId | None = None
    requester_name: str = ""
    reason: ComplexityReason = ComplexityReason.BLOCKED
    question: str = ""
    wishes: str = ""
    organic: str = ""
    psychic: str = ""
    social: str = ""
    eligibility: Eligibility = field(default_factory=Eligibility)
    referent_id: ProfessionalId | None = None
    referent_name: str = ""
    priority: str = ""
    tried: str = ""
    carer: str = ""

    @classmethod
    def of(cls, case: Case) -> "CaseDraft":
        """What opens a situation like this one."""
        return cls(**{each.name: getattr(case, each.name) for each in fields(cls)})


@dataclass(frozen=True)
class CaseSummary:
    """A situation in a list."""

    id: CaseId
    code: str
    title: str
    requester: str
    status: CaseStatus
    consent: ConsentState | None
    review_on: date | None = None


@dataclass(frozen=True)
class CaseFile:
    """A situation opened: everything but the identity, which is read apart."""

    case: Case
    title: str
    requester: str
    consent: Consent | None
    consents: tuple[Consent, ...]
    has_identity: bool
    meetings: tuple[Meeting, ...]
    open_actions: tuple[Action, ...]
    feedbacks: tuple[PatientFeedback, ...]


def case_title(case: Case) -> str:
    """The short motif; the beginning of the question where none was given."""
    return case.title or ellipsis(case.question, _TITLE_LENGTH)


def _summary(line: CaseLine, names: People) -> CaseSummary:
    return CaseSummary(
        id=line.id,
        code=line.code,
        title=line.title,
        requester=names.short(line.requester_id, line.requester_name),
        status=line.status,
        consent=line.consent,
        review_on=line.review_on,
    )


class CaseService:
    """The life of a situation before and between meetings."""

    def __init__(self, store: Store, clock: Clock, identities: IdentitySeal) -> None:
        self._store = store
        self._clock = clock
        self._identities = identities

    def all(self) -> tuple[CaseSummary, ...]:
        """Every situation, the newest code first."""
        names = people(self._store.rows)
        return tuple(_summary(line, names) for line in self._store.rows.cases.lines())

    def to_renew(self) -> frozenset[CaseId]:
        """The situations whose consent the practice is to ask again."""
        return frozenset(to_renew(self._store.rows, self._clock.today()))

    def ids(
        self, statuses: tuple[CaseStatus, ...] = (), *, undated: bool = False
    ) -> tuple[CaseId, ...]:
        """The situations in these states, all for none, the newest code first; see `page`."""
        return self._store.rows.cases.ids(statuses, undated=undated)

    def count(self) -> int:
        """How many situations there are."""
        return self._store.rows.cases.count()

    def page(self, ids: Sequence[CaseId]) -> tuple[CaseSummary, ...]:
        """Some of a long list, in this order, without those that are there no more."""
        names = people(self._store.rows)
        return tuple(_summary(line, names) for line in self._store.rows.cases.lines_of(ids))

    def some(self, ids: Iterable[CaseId]) -> tuple[CaseSummary, ...]:
        """These situations in this order, without those that are there no more."""
        rows, names = self._store.rows, people(self._store.rows)
        found = (rows.cases.line(id_) for id_ in ids)
        return tuple(_summary(line, names) for line in found if line is not None)

    def exist(self) -> bool:
        """Whether there is any situation."""
        return bool(self._store.rows.cases.names(1))

    def file(self, id_: CaseId) -> CaseFile:
        """One situation opened. Raises `NotFoundError`."""
        rows = self._store.rows
        case = case_of(rows, id_)
        return CaseFile(
            case=case,
            title=case_title(case),
            requester=people(rows).presented(case.requester_id, case.requester_name),
            consent=rows.consents.current(id_),
            consents=rows.consents.of(id_),
            has_identity=rows.cases.sealed_identity(id_) is not None,
            meetings=rows.meetings.of_case(id_),
            open_actions=rows.actions.open_of_case(id_),
            feedbacks=rows.feedbacks.of_case(id_),
        )

    def opened(self, id_: CaseId) -> None:
        """Journal that a situation was opened to be read: once a visit, not at each refresh."""
        self._store.note("case.read", Kind.CASE, id_)

    def next_code(self) -> str:
        """The code that the next situation will be given."""
        year = self._clock.today().year
        return next_code(year, self._store.rows.cases.codes(f"S{year % 100:02d}-"))

    def new_id(self) -> CaseId:
        """An id to open a situation under: retries under it open one, whatever was reported."""
        return CaseId(self._store.new_id())

    def open(self, draft: CaseDraft, id_: CaseId | None = None) -> tuple[CaseId, Changes]:
        """Open a situation. Raises `UserError` for a code that is taken, a text that is too long.

        One that is there already under `id_` is rewritten: its commit had been reported as failed.
        """
        known = self._store.rows.cases.get(id_) if id_ is not None else None
        if known is not None:
            typed = {each.name: getattr(draft, each.name) for each in fields(draft)}
            return known.id, self.save(replace(known, **typed))
        code = clean(draft.code).strip() or self.next_code()
        if self._store.rows.cases.by_code(code) is not None:
            raise UserError(
                f"Le code {code} est déjà celui d’une autre situation.",
                "Laissez le programme en donner un.",
            )
        require_lengths(draft)
        with self._store.write() as work:
            typed = {each.name: getattr(draft, each.name) for each in fields(draft)}
            blank = Case(id_ or CaseId(work.new_id()), code, created_at=self._clock.now())
            case = _cleaned(replace(blank, **typed | {"code": code}))
            work.rows.cases.save(case)
            work.changed(Kind.CASE, case.id, _difference(Case(CaseId(""), ""), case))
            take_step(work, case, CaseStatus.NEW)
            work.journal("case.opened", Kind.CASE, case.id)
            return case.id, work.changes

    def save(self, case: Case) -> Changes:
        """Rewrite a situation; only what differs is logged.

        Raises `NotFoundError`, `UserError` for a text that is too long.
        """
        before = case_of(self._store.rows, case.id)
        after = replace(_cleaned(case), code=before.code, created_at=before.created_at)
        if _put_off(before, after, self._clock.today()):
            after = replace(after, status=CaseStatus.FOLLOWED)
        if after == before:
            return Changes()
        writable_case_of(self._store.rows, case.id)
        require_lengths(after, before)
        with self._store.write() as work:
            work.rows.cases.save(after)
            work.changed(Kind.CASE, case.id, _difference(before, after))
            if after.status is not before.status:
                take_step(work, after, after.status)
            work.journal("case.changed", Kind.CASE, case.id)
            return work.changes

    def set_status(self, case_id: CaseId, status: CaseStatus) -> Changes:
        """Move a situation along its life. Raises `NotFoundError`."""
        return self.save(replace(case_of(self._store.rows, case_id), status=status))

    def identity(self, case_id: CaseId) -> Identity | None:
        """Who the patient is; the reading is journalled.

        Raises `UserError` when this session does not hold the identity key.
        """
        sealed = self._store.rows.cases.sealed_identity(case_id)
        if sealed is None:
            return None
        identity = identity_of(self._identities.open(case_id, sealed))
        self._store.note("identity.read", Kind.IDENTITY, case_id)
        return identity

    def sealed_identity(self, case_id: CaseId) -> bytes | None:
        """The sealed record as it is kept, None where there is none."""
        return self._store.rows.cases.sealed_identity(case_id)

    def unsealed(self, case_id: CaseId, sealed: bytes) -> bytes:
        """What a record sealed at any time holds. Raises `UserError` when the key is not held."""
        return self._identities.open_earlier(case_id, sealed)

    def _known_identity(self, case_id: CaseId) -> Identity | None:
        """What an older vault may have: not to be judged while it stays; None without the key."""
        sealed = self.sealed_identity(case_id)
        with suppress(UserError):
            return None if sealed is None else identity_of(self._identities.open(case_id, sealed))
        return None

    def sealed_text(self, case_id: CaseId, text: bytes) -> bytes:
        """What is typed of an identity and cannot be one yet, sealed as one: `unsealed` reads it.

        Raises `UserError` when the key is not held.
        """
        return self._identities.seal(case_id, text)

    def sealed_form(self, case_id: CaseId, identity: Identity) -> bytes:
        """The sealed record of an identity. Raises as `save_identity`."""
        if not identity.last.strip():
            raise UserError("Le nom de la personne est vide.", "Écrivez au moins son nom.")
        if identity.born is not None and identity.born > self._clock.today():
            raise UserError("La date de naissance est dans l’avenir.", "Vérifiez l’année.")
        return self._identities.seal(case_id, identity_text(identity))

    def save_identity(
        self, case_id: CaseId, identity: Identity, *, joined: bool = False
    ) -> Changes:
        """Seal who the patient is; one that was `joined` from two may be longer than typed ones.

        The year of the birth goes to the situation: ages and retention are counted with it.
        Raises `UserError` without a name, with a birth to come, or for a text that is too long.
        """
        sealed = self.sealed_form(case_id, identity)
        if not joined:
            require_lengths(identity, self._known_identity(case_id))
        case = writable_case_of(self._store.rows, case_id)
        with self._store.write() as work:
            work.rows.cases.save_identity(case_id, sealed)
            work.changed(Kind.IDENTITY, case_id, {"sealed": True})
            born = identity.born.year if identity.born else case.birth_year
            if born != case.birth_year and born is not None and born >= EARLIEST_BIRTH:
                work.rows.cases.save(replace(case, birth_year=born))
                work.changed(Kind.CASE, case_id, {"birth_year": born})
            work.journal("identity.changed", Kind.IDENTITY, case_id)
            return work.changes


def _put_off(before: Case, after: Case, today: date) -> bool:
    """Whether a review that was due is given another day: the situation is followed until then."""
    if before.status is not CaseStatus.TO_REVIEW or after.status is not before.status:
        return False
    reached = before.review_on is not None and before.review_on <= today
    return reached and after.review_on is not None and after.review_on > today


def _cleaned(case: Case) -> Case:
    """A situation whose texts the database can hold."""
    texts = {name: text for name, text in flat(case).items() if type(getattr(case, name, 0)) is str}
    return filled(case, {name: clean(text) for name, text in texts.items()})


def _difference(before: Case, after: Case) -> dict[str, object]:
    old = content_of(before)
    return {name: value for name, value in content_of(after).items() if value != old[name]}
