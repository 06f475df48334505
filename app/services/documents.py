# SPDX-License-Identifier: EUPL-1.2
"""Documents: read once from the vault, then set on any thread.

`render` is apart from reading because setting a page takes longer than a frame and the database
stays on its thread. reportlab is imported by `render` only: it costs 0.12 s at start.
"""

from dataclasses import dataclass

from app.documents.built import Built
from app.documents.views import AttendanceView, CarePlanView, MinutesView
from app.domain.care_plan import PlanPart
from app.domain.changes import Kind
from app.domain.consent import require_presentable
from app.domain.ids import CaseId, MeetingId, MinutesId
from app.domain.text import safe_file_name
from app.services.cases import CaseService
from app.services.minutes import MinutesService
from app.services.print_attendance import attendance_view
from app.services.print_care_plan import PlanSource, care_plan_view
from app.services.print_minutes import minutes_view
from app.services.records import case_of, meeting_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock

__all__ = ["Built", "DocumentService", "Printable"]

_PART_STEMS = {None: "plan", PlanPart.CARE: "plan-soins", PlanPart.AID: "plan-aides"}


@dataclass(frozen=True)
class Printable:
    """A document ready to be set: `stem` is its file name without extension."""

    stem: str
    title: str
    view: MinutesView | CarePlanView | AttendanceView

    @property
    def band(self) -> str:
        """The confidentiality word printed on top."""
        return self.view.confidentiality.value

    def render(self) -> Built:
        """Set the pages. Safe on any thread."""
        return _build(self.view)


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
        minutes = self._minutes.get(id_)
        view = minutes_view(self._store.rows, minutes, self._clock)
        suffix = f"-v{minutes.version}" if minutes.version > 1 else ""
        self._store.note("document.minutes", Kind.MINUTES, id_)
        return Printable(f"compte-rendu-{minutes.header.on}{suffix}", view.title, view)

    def attendance(self, meeting_id: MeetingId) -> Printable:
        """The sheet to sign. Raises `NotFoundError`."""
        meeting = meeting_of(self._store.rows, meeting_id)
        view = attendance_view(self._store.rows, meeting)
        self._store.note("document.attendance", Kind.MEETING, meeting_id)
        return Printable(f"emargement-{meeting.on.isoformat()}", view.title, view)

    def care_plan(self, case_id: CaseId, only: PlanPart | None = None) -> Printable:
        """The professional plan, whole or one part.

        The identity appears only where the person consented. Raises `ConsentError` when the
        person refused or withdrew, `NotFoundError`, and `UserError` when the identity key is not
        held.
        """
        rows = self._store.rows
        case = case_of(rows, case_id)
        consent = rows.consents.current(case_id)
        if consent is not None:
            require_presentable(case.code, consent.state)
        anonymous = consent is None or consent.strictly_anonymous
        source = PlanSource(
            case=case,
            consent=consent,
            identity=None if anonymous else self._cases.identity(case_id),
            plan=rows.care_plans.of_case(case_id),
            only=only,
            on=self._clock.today(),
        )
        view = care_plan_view(rows, source)
        self._store.note("document.care_plan", Kind.CASE, case_id)
        return Printable(f"{_PART_STEMS[only]}-{safe_file_name(case.code)}", view.title, view)


def _build(view: MinutesView | CarePlanView | AttendanceView) -> Built:
    if isinstance(view, MinutesView):
        from app.documents.minutes import build_minutes  # noqa: PLC0415 - slow import, on demand

        return build_minutes(view)
    if isinstance(view, CarePlanView):
        from app.documents.care_plan import build_care_plan  # noqa: PLC0415 - same

        return build_care_plan(view)
    from app.documents.attendance import build_attendance  # noqa: PLC0415 - same

    return build_attendance(view)
