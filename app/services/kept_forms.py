# SPDX-License-Identifier: EUPL-1.2
"""Forms that the disk did not take (situation, plan, identity…): kept aside, then brought back.

A form is compared field by field with what it was typed over and with what the vault holds: what
nobody changed meanwhile takes what was typed, a text that somebody changed keeps both.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from app.domain.care_plan import CarePlan, PlanLine
from app.domain.case import Case, Identity
from app.domain.consent import ConsentState
from app.domain.dates import numeric_date
from app.domain.directory import Professional
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import (
    CarePlanId,
    CaseId,
    ConsentId,
    FeedbackId,
    PlanLineId,
    ProfessionalId,
    ProtocolId,
)
from app.domain.practice import Practice
from app.domain.protocol import Protocol
from app.domain.text import clean
from app.services.care_plans import CarePlanService
from app.services.cases import CaseDraft, CaseService
from app.services.consents import ConsentDraft, ConsentService
from app.services.directory import DirectoryService
from app.services.feedbacks import FeedbackService, Told
from app.services.flat import filled, flat
from app.services.kept_protocols import KeptProtocols, flat_protocol
from app.services.kept_subjects import About, Subjects
from app.services.merging import (
    CASE,
    FEEDBACK,
    PERSON,
    PLAN,
    PLAN_LINE,
    PRACTICE,
    Shape,
    merged,
)
from app.services.practices import PracticeService
from app.services.protocols import ProtocolService
from app.services.sealed_identity import identity_of, identity_text
from app.services.unfinished import UnfinishedForms
from app.storage.unit_of_work import Store
from app.system.clock import Clock
from app.vault.encoding import Fields, to_base64
from app.vault.outbox import Outbox

__all__ = ["About", "KeptForms"]

Texts = Mapping[str, str]
T = TypeVar("T")


class KeptForms:
    """Keeps forms in the outbox; without an outbox it keeps nothing.

    Each `keep_…` replaces what this session kept of the same record, and is False when this place
    fails as well.
    """

    def __init__(
        self,
        cases: CaseService,
        consents: ConsentService,
        care_plans: CarePlanService,
        practice: PracticeService,
        directory: DirectoryService,
        feedbacks: FeedbackService,
        outbox: Outbox | None,
        clock: Clock,
        store: Store,
    ) -> None:
        self._cases, self._consents, self._care_plans = cases, consents, care_plans
        self._practice, self._directory, self._feedbacks = practice, directory, feedbacks
        self._outbox, self._clock = outbox, clock
        self._protocols = KeptProtocols(ProtocolService(store, clock))
        self.subjects = Subjects(store.rows)
        self.pages = UnfinishedForms(outbox, clock, store.author, self.subjects)

    def keep_case(self, before: Case | None, typed: Case) -> bool:
        """A situation as typed over `before`; None for a new one, whose id is already given."""
        base = before or Case(id=typed.id, code="")
        return self._keep(About.CASE, typed.id, flat(typed), flat(base), new=before is None)

    def keep_line(self, before: PlanLine, typed: PlanLine) -> bool:
        """A line of a plan as typed over `before`."""
        return self._keep(About.PLAN_LINE, typed.id, flat(typed), flat(before))

    def keep_ending(self, before: CarePlan, typed: CarePlan) -> bool:
        """What a plan says besides its lines, as typed over `before`."""
        return self._keep(About.PLAN, typed.case_id, flat(typed), flat(before))

    def keep_identity(self, case_id: CaseId, identity: Identity) -> bool:
        """Who the patient is, sealed under the identity key first: few accounts may read it."""
        base = ""
        with suppress(UserError):  # what cannot be written may still be read, or not
            base = _digest(self._cases.sealed_identity(case_id))
        try:
            sealed = self._cases.sealed_form(case_id, identity)
        except UserError:
            return False
        texts = {"sealed": to_base64(sealed)}
        return self._keep(About.IDENTITY, case_id, texts, {"digest": base})

    def keep_consent(self, case_id: CaseId, draft: ConsentDraft, consent_id: ConsentId) -> bool:
        """A statement that was confirmed, under the id of its first try."""
        texts = flat(draft) | {"case": case_id}
        return self._keep(About.CONSENT, consent_id, texts, {})

    def keep_practice(self, before: Practice, typed: Practice) -> bool:
        """The practice as typed over `before`."""
        return self._keep(About.PRACTICE, "", flat(typed), flat(before))

    def keep_person(self, before: Professional | None, typed: Professional) -> bool:
        """Somebody of the directory as typed over `before`; None for a new one, with its id."""
        base = before or Professional(id=typed.id, last="", first="")
        return self._keep(About.PERSON, typed.id, flat(typed), flat(base), new=before is None)

    def keep_report(self, id_: FeedbackId, before: Told, typed: Told) -> bool:
        """What is typed of a report to a patient over `before`."""
        return self._keep(About.FEEDBACK, id_, flat(typed), flat(before))

    def keep_protocol(self, before: Protocol, typed: Protocol) -> bool:
        """The text of a protocol, and who leads it until when, as typed over `before`."""
        return self._keep(About.PROTOCOL, typed.id, flat_protocol(typed), flat_protocol(before))

    def taken(self, about: About, id_: str = "") -> None:
        """The vault has it, or it must not be kept any more."""
        if self._outbox is not None:
            with suppress(OSError):
                self._outbox.drop(f"{about}:{id_}")

    def bring_back(self, content: Fields) -> bool:
        """Bring one form back; False when the vault had it, or when its record is no more.

        Raises `UserError` when it must wait, `ValueError` for what is none of ours.
        """
        about, id_ = About(content.text("about")), content.text("id")
        texts, base = _texts(content, "texts"), _texts(content, "base")
        at = self._clock.local(datetime.fromisoformat(content.text("at")))
        bring: dict[About, Callable[[], bool]] = {
            About.CASE: lambda: self._case(CaseId(id_), texts, base, at, new=content.flag("new")),
            About.PLAN_LINE: lambda: self._line(PlanLineId(id_), texts, base, at),
            About.PLAN: lambda: self._ending(CaseId(id_), texts, base, at),
            About.IDENTITY: lambda: self._identity(CaseId(id_), content, base, at),
            About.CONSENT: lambda: self._consent(ConsentId(id_), texts),
            About.PRACTICE: lambda: self._practice_back(texts, base, at),
            About.PERSON: lambda: self._person(
                ProfessionalId(id_), texts, base, at, new=content.flag("new")
            ),
            About.FEEDBACK: lambda: self._reaction(FeedbackId(id_), texts, base, at),
            About.PROTOCOL: lambda: self._protocols.bring_back(
                ProtocolId(id_), texts, base, at, self._names()
            ),
        }
        return bring[about]()

    def _keep(
        self, about: About, id_: str, texts: Texts, base: Texts, *, new: bool = False
    ) -> bool:
        if self._outbox is None:
            return False
        content = {
            "about": about.value,
            "id": id_,
            "texts": {name: clean(text) for name, text in texts.items()},
            "base": dict(base),
            "new": new,
            "at": self._clock.now().isoformat(),
        }
        try:
            self._outbox.put(f"{about}:{id_}", self.subjects.noted(content))
        except OSError:
            return False
        return True

    def _case(self, id_: CaseId, texts: Texts, base: Texts, at: datetime, *, new: bool) -> bool:
        case = self._known_case(id_)
        if case is None and new:
            case = filled(Case(id=id_, code=""), texts)
            return bool(self._cases.open(CaseDraft.of(case), id_)[1])
        if case is None:
            return False
        after = self._merged(case, texts, base, at, CASE)
        return bool(self._cases.save(after))

    def _line(self, id_: PlanLineId, texts: Texts, base: Texts, at: datetime) -> bool:
        plan_id = CarePlanId(texts["plan_id"])
        try:
            line = self._care_plans.line(id_)
        except NotFoundError:
            # Taken out meanwhile: put back as typed rather than lost, unless its plan is no more.
            if not self._care_plans.exists(plan_id):
                return False
            blank = PlanLine(id=id_, plan_id=plan_id, position=0)
            return bool(self._care_plans.restore_line(filled(blank, texts)))
        return bool(self._care_plans.save_line(self._merged(line, texts, base, at, PLAN_LINE)))

    def _ending(self, id_: CaseId, texts: Texts, base: Texts, at: datetime) -> bool:
        if self._known_case(id_) is None:
            return False
        plan = self._care_plans.facts(id_).page
        after = self._merged(plan, texts, base, at, PLAN)
        needed = self._needed(id_, texts.get("unmet", ""), base.get("unmet", ""))
        return (after != plan and bool(self._care_plans.save_page(id_, after))) or needed

    def _needed(self, id_: CaseId, text: str, before: str) -> bool:
        """Versions before the register of needs kept them aside as one text of the plan."""
        needs = self._care_plans.needs
        known = (before, "", *(need.need for need in needs.of_case(id_)))
        return clean(text).strip() not in known and bool(needs.add(id_, text)[1])

    def _identity(self, id_: CaseId, content: Fields, base: Texts, at: datetime) -> bool:
        if self._known_case(id_) is None:
            return False
        kept = identity_of(self._cases.unsealed(id_, content.child("texts").blob("sealed")))
        stored = self._cases.sealed_identity(id_)
        if stored is None or _digest(stored) == base["digest"]:
            return bool(self._cases.save_identity(id_, kept))
        known = identity_of(self._cases.unsealed(id_, stored))
        words = _in_words(kept)
        if identity_text(kept) == identity_text(known) or words in known.contact:
            return False
        texts = flat(known) | {"contact": words}
        after = self._merged(known, texts, flat(known) | {"contact": ""}, at, PERSON)
        return bool(self._cases.save_identity(id_, after, joined=True))

    def _consent(self, id_: ConsentId, texts: Texts) -> bool:
        case_id = CaseId(texts["case"])
        if self._known_case(case_id) is None:
            return False
        draft = filled(ConsentDraft(ConsentState.NOT_ASKED), texts)
        return bool(self._consents.record(case_id, draft, id_))

    def _practice_back(self, texts: Texts, base: Texts, at: datetime) -> bool:
        practice = self._practice.get()
        after = self._merged(practice, texts, base, at, PRACTICE)
        return after != practice and bool(self._practice.save(after))

    def _person(
        self, id_: ProfessionalId, texts: Texts, base: Texts, at: datetime, *, new: bool
    ) -> bool:
        try:
            person = self._directory.get(id_)
        except NotFoundError:
            if not new:
                return False
            person = Professional(id=id_, last="", first="")
        after = self._merged(person, texts, base, at, PERSON)
        return after != person and bool(self._directory.save(after)[1])

    def _reaction(self, id_: FeedbackId, texts: Texts, base: Texts, at: datetime) -> bool:
        try:
            feedback = self._feedbacks.get(id_)
        except NotFoundError:
            return False
        if self._known_case(feedback.case_id) is None:
            return False
        after = self._merged(feedback, texts, base, at, FEEDBACK)
        return bool(self._feedbacks.keep(id_, Told.of(after)))

    def _known_case(self, id_: CaseId) -> Case | None:
        """The situation; None when it is not there, or when its person was erased."""
        try:
            case = self._cases.file(id_).case
        except NotFoundError:
            return None
        return None if case.erased else case

    def _merged(self, record: T, texts: Texts, base: Texts, at: datetime, shape: Shape) -> T:
        return filled(record, merged(texts, base, flat(record), shape, at, self._names()))

    def _names(self) -> dict[str, str]:
        return {str(person.id): person.full_name for person in self._directory.all(left_too=True)}


def _texts(content: Fields, name: str) -> dict[str, str]:
    part = content.child(name)
    return {key: part.text(key) for key in part.raw}


def _in_words(identity: Identity) -> str:
    """Everything that was typed of an identity, on one line."""
    texts = flat(replace(identity, born=None, last="", first=""))
    born = numeric_date(identity.born) if identity.born is not None else ""
    told = (identity.full_name, texts.pop("contact"), born, *texts.values())
    return ", ".join(text for text in told if text)


def _digest(sealed: bytes | None) -> str:
    return "" if sealed is None else hashlib.sha256(sealed).hexdigest()
