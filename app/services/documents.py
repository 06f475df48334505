# SPDX-License-Identifier: EUPL-1.2
"""Documents: read once from the vault, then set on any thread.

`render` is apart from reading because setting a page takes longer than a frame and the database
stays on its thread. reportlab is imported by `render` only: it costs 0.12 s at start.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.documents.any_view import View
from app.documents.built import Built
from app.domain.care_plan import PlanPart
from app.domain.case import Identity
from app.domain.changes import Kind
from app.domain.consent import require_presentable
from app.domain.errors import UserError
from app.domain.ids import CaseId, MeetingId, MinutesId
from app.domain.plain_words import Jargon
from app.domain.text import safe_file_name
from app.services.approvals import ApprovalService
from app.services.cases import CaseService
from app.services.minutes import MinutesService
from app.services.plain_words import shipped_plain_words
from app.services.plan_source import PlanSource
from app.services.print_attendance import attendance_view
from app.services.print_care_plan import care_plan_view
from app.services.print_consent import consent_form_view
from app.services.print_minutes import minutes_view
from app.services.print_notice import notice_view
from app.services.print_patient_plan import booklet_view, jargon_of, patient_plan_view
from app.services.records import going_on, meeting_of, printed_case_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock

__all__ = ["Built", "DocumentService", "Printable"]

_PART_STEMS = {None: "plan", PlanPart.CARE: "plan-soins", PlanPart.AID: "plan-aides"}


class Trace:
    """What is journalled of one document: asked for, printed, saved."""

    def __init__(self, store: Store, now: Callable[[], datetime], kind: Kind, record: str) -> None:
        self._store, self._now = store, now
        self._kind, self._record = kind, record

    def asked(self, event: str) -> "Trace":
        """Journal that it was asked for, under a code of its own; itself."""
        self._store.note(event, self._kind, self._record)
        return self

    def output(self, how: str) -> None:
        """Journal that it was `printed` or `saved`."""
        self._store.note(f"document.{how}", self._kind, self._record)

    def made(self, pdf: bytes) -> None:
        """Keep the fingerprint of sealed minutes, so that the file is recognised later."""
        if self._kind is Kind.MINUTES and self._store.may_note:
            sha256 = hashlib.sha256(pdf).hexdigest()
            with self._store.recording() as work:
                work.rows.printed.add(
                    sha256, self._kind.value, self._record, self._now(), self._store.author
                )


@dataclass(frozen=True)
class Printable:
    """A document ready to be set: `stem` is its file name without extension.

    Whoever renders it calls `trace.made` with the file, and `trace.output` once it was printed or
    saved, both on the thread of the database.
    """

    stem: str
    title: str
    view: View
    trace: Trace

    @property
    def band(self) -> str:
        """The confidentiality word printed on top."""
        return self.view.confidentiality.value

    def render(self) -> Built:
        """Set the pages. Safe on any thread."""
        from app.documents.setting import set_view  # noqa: PLC0415 - slow import, on demand

        return set_view(self.view)


class DocumentService:
    """The documents of a vault; each one asked for is journalled."""

    def __init__(
        self, store: Store, clock: Clock, cases: CaseService, minutes: MinutesService
    ) -> None:
        self._store = store
        self._clock = clock
        self._cases = cases
        self._minutes = minutes

    def minutes(self, id_: MinutesId) -> Printable:
        """Sealed minutes, codes only. Raises `NotFoundError`."""
        minutes = self._minutes.for_print(id_)
        signed = self._minutes.signed_by(minutes)
        approval = ApprovalService(self._store).of(id_)
        view = minutes_view(self._store.rows, minutes, self._clock, signed, approval)
        suffix = f"-v{minutes.version}" if minutes.version > 1 else ""
        trace = self._trace(Kind.MINUTES, id_).asked("document.minutes")
        return Printable(f"compte-rendu-{minutes.header.on}{suffix}", view.title, view, trace)

    def attendance(self, meeting_id: MeetingId) -> Printable:
        """The sheet to sign. Raises `NotFoundError`."""
        meeting = meeting_of(self._store.rows, meeting_id)
        view = attendance_view(self._store.rows, meeting)
        trace = self._trace(Kind.MEETING, meeting_id).asked("document.attendance")
        return Printable(f"emargement-{meeting.on.isoformat()}", view.title, view, trace)

    def names_person(self, case_id: CaseId) -> bool:
        """Whether the plan of that situation would name the person: her identity must be open."""
        rows = self._store.rows
        consent = rows.consents.current(case_id)
        named = consent is not None and not consent.strictly_anonymous
        allowed = consent is not None and consent.state.allows_presentation
        return named and allowed and self.knows_person(case_id)

    def knows_person(self, case_id: CaseId) -> bool:
        """Whether the name of the person is kept: their consent form then bears it."""
        rows = self._store.rows
        return rows.cases.sealed_identity(going_on(rows, case_id)) is not None

    def care_plan(
        self,
        case_id: CaseId,
        only: PlanPart | None = None,
        *,
        named: bool = True,
        nameless: bool = False,
    ) -> Printable:
        """The professional plan, whole or one part; `nameless`, without even its code.

        The identity appears only where the person consented and it is wanted (`named`). Raises
        `ConsentError` when the person refused or withdrew, `NotFoundError`, and `UserError` when
        the identity key is not held.
        """
        source = self._hiding(self._source(case_id, named=named and not nameless))
        source = replace(source, only=only, nameless=nameless)
        view = care_plan_view(self._store.rows, source)
        trace = self._trace(Kind.CASE, case_id).asked("document.care_plan")
        code = safe_file_name(source.case.code)
        stem = "plan-anonyme" if nameless else f"{_PART_STEMS[only]}-{code}"
        return Printable(stem, view.title, view, trace)

    def patient_plan(self, case_id: CaseId, *, named: bool = True, scale: float = 1.0) -> Printable:
        """« Mon plan de santé », in plain French. Raises as `care_plan` does."""
        source = self._hiding(self._source(case_id, named=named))
        view = patient_plan_view(self._store.rows, source, scale)
        trace = self._trace(Kind.CASE, case_id).asked("document.patient_plan")
        stem = f"mon-plan-{safe_file_name(source.case.code)}"
        return Printable(stem, view.title, view, trace)

    def booklet(self, case_id: CaseId, *, named: bool = True) -> Printable:
        """The same, to be folded. Raises as `care_plan` does."""
        source = self._hiding(self._source(case_id, named=named))
        view = booklet_view(self._store.rows, source)
        trace = self._trace(Kind.CASE, case_id).asked("document.booklet")
        stem = f"carnet-{safe_file_name(source.case.code)}"
        return Printable(stem, f"{view.title} · carnet, à imprimer recto verso", view, trace)

    def jargon(self, case_id: CaseId) -> tuple[Jargon, ...]:
        """The words of the trade that the person would read on their plan. Raises `NotFoundError`.

        Nothing is journalled: no document is made.
        """
        source = self._source(case_id, named=False, forbidden=False)
        return jargon_of(patient_plan_view(self._store.rows, source), shipped_plain_words())

    def consent_form(self, case_id: CaseId, *, named: bool = True) -> Printable:
        """The sheet on which the person's answer is noted; also after a refusal, to ask again.

        Raises `NotFoundError`, and `UserError` when the identity key is not held.
        """
        rows = self._store.rows
        source = self._source(case_id, named=False, forbidden=False)
        if named and self.knows_person(case_id):
            source = replace(source, identity=self._identity(case_id))
        view = consent_form_view(rows, self._hiding(source))
        trace = self._trace(Kind.CASE, case_id).asked("document.consent_form")
        stem = f"accord-{safe_file_name(source.case.code)}"
        return Printable(stem, view.title, view, trace)

    def notice(self) -> Printable:
        """What is handed over before consent is asked; it names nobody."""
        view = notice_view(self._store.rows)
        trace = self._trace(Kind.PRACTICE, "practice").asked("document.notice")
        return Printable("notice-information", view.title, view, trace)

    def _source(self, case_id: CaseId, *, named: bool, forbidden: bool = True) -> PlanSource:
        """What a print of a situation is made from.

        The identity is there only where it is wanted and the person consented. `forbidden`: a
        refusal or a withdrawal raises `ConsentError`. Raises `NotFoundError`.
        """
        rows = self._store.rows
        case = printed_case_of(rows, case_id)
        consent = rows.consents.current(case_id)
        if consent is not None and forbidden:
            require_presentable(case.code, consent.state)
        anonymous = consent is None or consent.strictly_anonymous
        return PlanSource(
            case=case,
            consent=consent,
            identity=None if anonymous or not named else self._identity(case_id),
            plan=rows.care_plans.of_case(case_id),
            only=None,
            on=self._clock.today(),
            circle=rows.circles.of(case_id),
        )

    def _identity(self, case_id: CaseId) -> Identity | None:
        """Who the person is, by the file that goes on: the other one may have had it wrong."""
        return self._cases.identity(going_on(self._store.rows, case_id))

    def _hiding(self, source: PlanSource) -> PlanSource:
        """With the names that a print without identity must not say, where they can be read."""
        if source.identity is None:
            try:
                return replace(source, around=self._identity(source.case.id))
            except UserError:
                return replace(source, unread=True)
        return source

    def _trace(self, kind: Kind, record: str) -> Trace:
        return Trace(self._store, self._clock.now, kind, record)
