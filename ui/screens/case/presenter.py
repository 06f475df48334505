# SPDX-License-Identifier: EUPL-1.2
"""What the situation screen shows and saves: a new situation, or one that exists."""

from dataclasses import dataclass, field, fields, replace
from datetime import date

from app.domain.case import Case, ComplexityReason, Eligibility
from app.domain.changes import Changes
from app.domain.consent import ConsentState
from app.domain.ids import CaseId, ProfessionalId
from app.domain.lengths import length_faults, require_lengths
from app.domain.text import ellipsis
from app.services.cases import CaseDraft, CaseFile, CaseService
from app.services.kept_forms import About, KeptForms

_HEADING_LENGTH = 64


@dataclass(frozen=True)
class CaseForm:
    """What can be typed about a situation."""

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
    review_on: date | None = None
    referent_id: ProfessionalId | None = None
    referent_name: str = ""
    priority: str = ""
    tried: str = ""
    carer: str = ""

    @property
    def has_words(self) -> bool:
        """Whether words were typed that must not be lost."""
        texts = (
            *(self.title, self.question, self.priority, self.wishes, self.tried, self.carer),
            *(self.organic, self.psychic, self.social),
        )
        return any(text.strip() for text in texts)


@dataclass(frozen=True)
class CaseState:
    """The screen's state; `id` is None while a new situation is typed, and `file` with it.

    `obstacle` says why the situation is off every agenda, empty when it may be presented.
    """

    id: CaseId | None
    code: str
    heading: str
    subtitle: str
    form: CaseForm
    requester: str = ""
    file: CaseFile | None = None
    obstacle: str = ""


class CasePresenter:
    """One situation at a time."""

    def __init__(self, cases: CaseService, kept: KeptForms) -> None:
        self._cases, self._kept = cases, kept
        self._file: CaseFile | None = None
        self._new_id: CaseId | None = None

    @property
    def case_id(self) -> CaseId | None:
        """The situation shown, None while a new one is typed."""
        return self._file.case.id if self._file else None

    def begin(self) -> CaseState:
        """A blank situation."""
        if self._new_id is not None:  # opened since, or dropped by whoever typed it
            self._kept.taken(About.CASE, self._new_id)
        self._file = self._new_id = None
        code = self._cases.next_code()
        return CaseState(
            id=None,
            code=code,
            heading="Nouvelle situation",
            subtitle=f"Le programme lui donnera le code {code}, qui ne dit rien de la personne.",
            form=CaseForm(),
        )

    def show(self, case_id: CaseId) -> CaseState:
        """A situation as it stands. Raises `NotFoundError`."""
        self._file = file = self._cases.file(case_id)
        case = file.case
        asked = f"Demandée par {file.requester} · " if file.requester else ""
        return CaseState(
            id=case.id,
            code=case.code,
            heading=_heading(file),
            subtitle=f"{asked}{case.status.label}",
            form=_form(case),
            requester=file.requester,
            file=file,
            obstacle=_obstacle(file),
        )

    def open(self, form: CaseForm) -> tuple[CaseId, Changes]:
        """Open the situation that was typed. Raises `UserError`."""
        opened = self._cases.open(CaseDraft.of(self._typed(form)), self.new_id)
        self._kept.taken(About.CASE, opened[0])
        return opened

    @property
    def new_id(self) -> CaseId:
        """Under which what is typed will be opened, whatever becomes of the first try."""
        self._new_id = self._new_id or self._cases.new_id()
        return self._new_id

    def keep_aside(self, form: CaseForm) -> bool:
        """Keep in another place what the disk did not take; False when that one fails too."""
        return self._kept.keep_case(self._file.case if self._file else None, self._typed(form))

    def taken(self) -> None:
        """The vault has it."""
        if self._file is not None:
            self._kept.taken(About.CASE, self._file.case.id)

    def faults(self, form: CaseForm) -> dict[str, str]:
        """A sentence for each text that is too long to be kept."""
        return length_faults(form, self._file.case if self._file else None)

    def require(self, form: CaseForm) -> None:
        """Raises `UserError` for a text that is too long to be kept."""
        require_lengths(form, self._file.case if self._file else None)

    def keepable(self, form: CaseForm) -> CaseForm:
        """The form with what is too long as it was: the rest of it is not held up."""
        before = self._file.case if self._file else CaseForm()
        return replace(form, **{name: getattr(before, name) for name in self.faults(form)})

    def save(self, form: CaseForm) -> Changes:
        """Keep what was typed of the situation shown. Raises `UserError`."""
        if self._file is None:
            return Changes()
        # Read afresh: a meeting may have moved the situation on since it was shown.
        case = self._cases.file(self._file.case.id).case
        return self._cases.save(_over(case, form))

    def _typed(self, form: CaseForm) -> Case:
        return _over(self._file.case if self._file else Case(id=self.new_id, code=""), form)


def _over(case: Case, form: CaseForm) -> Case:
    return replace(case, **{each.name: getattr(form, each.name) for each in fields(form)})


def _heading(file: CaseFile) -> str:
    title = ellipsis(file.title, _HEADING_LENGTH)
    return f"{file.case.code} · {title}" if title else file.case.code


def _form(case: Case) -> CaseForm:
    return CaseForm(**{each.name: getattr(case, each.name) for each in fields(CaseForm)})


def _obstacle(file: CaseFile) -> str:
    consent = file.consent
    if consent is None or consent.state.allows_presentation:
        return ""
    deed = (
        "a refusé la présentation à l’équipe"
        if consent.state is ConsentState.REFUSED
        else "a retiré son accord"
    )
    return (
        f"{file.case.code} n’est à aucun ordre du jour : la personne {deed}. "
        "Reparlez-en avec elle, puis notez un nouvel accord."
    )
