# SPDX-License-Identifier: EUPL-1.2
"""Preparing the next meeting: what may come, what comes, who comes, who does what."""

from collections.abc import Callable

from app.domain.changes import Changes
from app.domain.consent import Consent, ConsentState
from app.domain.dates import long_date, short_date, span
from app.domain.errors import ConsentError, UserError
from app.domain.ids import CaseId, ItemId, MeetingId, ProfessionalId
from app.domain.meeting import Meeting, MeetingState, Role
from app.domain.text import fold
from app.services.agendas import AgendaLine, AgendaService
from app.services.attendance import AttendanceService
from app.services.candidates import Candidate
from app.services.directory import DirectoryService
from app.services.documents import DocumentService, Printable
from app.services.people import People
from ui.screens.prepare.state import (
    AgendaRowState,
    Badge,
    CandidateState,
    Level,
    Person,
    PrepareState,
    RoleState,
)

MOST_CANDIDATES = 20
"""Candidates shown at once; a few letters find the others."""

Undo = Callable[[], Changes]


class PreparePresenter:
    """One prepared meeting. Each write returns its `Changes` and may raise `UserError`."""

    def __init__(
        self,
        agendas: AgendaService,
        attendance: AttendanceService,
        directory: DirectoryService,
        documents: DocumentService,
    ) -> None:
        self._agendas, self._attendance = agendas, attendance
        self._directory, self._documents = directory, documents
        self._search = ""
        self._candidates: tuple[Candidate, ...] = ()
        self.state: PrepareState | None = None

    def open(self, record: str = "") -> Changes:
        """Take a meeting, or the next one, made from the weekly rhythm when there is none."""
        changes = Changes()
        meeting_id = MeetingId(record)
        if not record:
            meeting_id, changes = self._agendas.prepare_next()
        self._search = ""
        self._load(meeting_id)
        return changes

    def reload(self) -> None:
        """Read everything again."""
        self._load(self._shown.meeting_id)

    def search(self, letters: str) -> None:
        """Keep the candidates whose code, title or reason holds these words."""
        self._search = letters
        self._show(self._shown.meeting_id)

    # --- the agenda --------------------------------------------------------------------------

    def add_case(self, case_id: CaseId) -> Changes:
        """Put a candidate at the end. Raises `ConsentError` with the sentence that says why not."""
        obstacle = next((c.obstacle for c in self._candidates if c.case_id == case_id), "")
        if obstacle:
            raise ConsentError(obstacle)
        return self._agendas.add_case(self._shown.meeting_id, case_id)[1]

    def add_found(self) -> Changes:
        """Put the first candidate that was found and may come. Raises `UserError` without one."""
        state = self._shown
        for candidate in state.candidates:
            if not candidate.obstacle:
                return self.add_case(candidate.case_id)
        if state.candidates:
            raise ConsentError(f"{state.candidates[0].code} : {state.candidates[0].obstacle}")
        raise UserError("Aucune situation ne correspond.", "Essayez son code ou un mot du motif.")

    def add_point(self, title: str) -> Changes:
        """Put a free point at the end."""
        return self._agendas.add_point(self._shown.meeting_id, title)[1]

    def move(self, item_id: ItemId, step: int) -> Changes:
        """Move an item up (-1) or down (1)."""
        return self._agendas.move(item_id, step)

    def set_planned(self, item_id: ItemId, typed: str) -> Changes:
        """Give an item so many minutes, as typed. Raises `UserError` when it is no duration."""
        row = next((row for row in self._shown.rows if row.item_id == item_id), None)
        if row is None or typed.strip() == str(row.planned):
            return Changes()
        if not typed.strip().isdecimal():
            raise UserError("Cette durée n’est pas un nombre de minutes.")
        return self._agendas.set_planned(item_id, int(typed))

    def remove(self, item_id: ItemId) -> tuple[Changes, Undo]:
        """Take an item off; returns what puts it back where it was."""
        meeting_id = self._shown.meeting_id
        lines = self._agendas.view(meeting_id).lines
        item = next(line.item for line in lines if line.item.id == item_id)
        changes = self._agendas.remove(item_id)

        def undo() -> Changes:
            if item.case_id is not None:
                again, added = self._agendas.add_case(meeting_id, item.case_id, item.planned)
            else:
                again, added = self._agendas.add_point(meeting_id, item.title, item.planned)
            return added | self._agendas.move(again, item.position + 1 - len(lines))

        return changes, undo

    # --- the people --------------------------------------------------------------------------

    def find(self, letters: str) -> tuple[Person, ...]:
        """Whom a few letters may mean."""
        return tuple(
            Person(person.id, person.full_name, person.profession)
            for person in self._directory.find(letters)
        )

    def invite(self, person: ProfessionalId) -> Changes:
        """Add somebody to the invited people."""
        state = self._shown
        return self._attendance.invite(
            state.meeting_id, (*(known.id for known in state.invited), person)
        )

    def uninvite(self, person: ProfessionalId) -> Changes:
        """Take somebody off the invited people."""
        state = self._shown
        kept = tuple(known.id for known in state.invited if known.id != person)
        return self._attendance.invite(state.meeting_id, kept)

    def give_role(self, role: Role, person: ProfessionalId) -> Changes:
        """Let somebody hold a role, beside those who do already."""
        return self._attendance.hold_role(
            self._shown.meeting_id, role, (*self._holders(role), person)
        )

    def take_role(self, role: Role, person: ProfessionalId) -> Changes:
        """Relieve somebody of a role."""
        kept = tuple(id_ for id_ in self._holders(role) if id_ != person)
        return self._attendance.hold_role(self._shown.meeting_id, role, kept)

    def sheet(self) -> Printable:
        """The attendance sheet to sign."""
        return self._documents.attendance(self._shown.meeting_id)

    # --- internals ---------------------------------------------------------------------------

    @property
    def _shown(self) -> PrepareState:
        if self.state is None:
            raise UserError("Aucune réunion n’est préparée.")
        return self.state

    def _holders(self, role: Role) -> tuple[ProfessionalId, ...]:
        held = next(held for held in self._shown.roles if held.role is role)
        return tuple(person.id for person in held.holders)

    def _load(self, meeting_id: MeetingId) -> None:
        self._candidates = self._agendas.candidates(meeting_id)
        self._show(meeting_id)

    def _show(self, meeting_id: MeetingId) -> None:
        view = self._agendas.view(meeting_id)
        meeting = view.meeting
        words = fold(self._search).split()
        found = [each for each in self._candidates if _matches(each, words)]
        self.state = PrepareState(
            meeting_id=meeting.id,
            heading=_heading(meeting),
            place=meeting.place,
            running=meeting.state is MeetingState.RUNNING,
            rows=tuple(_row(line) for line in view.lines),
            planned=view.planned,
            room=meeting.minutes,
            candidates=tuple(_candidate(each) for each in found[:MOST_CANDIDATES]),
            waiting=len(found),
            roles=tuple(
                RoleState(role, _people(meeting.roles.get(role, ()), view.people)) for role in Role
            ),
            invited=_people(
                tuple(line.professional_id for line in meeting.attendance), view.people
            ),
        )


def _heading(meeting: Meeting) -> str:
    return f"{long_date(meeting.on).capitalize()}, {span(meeting.start, meeting.end)}"


def _row(line: AgendaLine) -> AgendaRowState:
    return AgendaRowState(
        item_id=line.item.id,
        code=line.code,
        title=line.title,
        requester=line.requester,
        badge=_badge(line.consent) if line.code else None,
        planned=line.item.planned,
    )


def _candidate(candidate: Candidate) -> CandidateState:
    return CandidateState(
        case_id=candidate.case_id,
        code=candidate.code,
        title=candidate.title,
        reason=candidate.reason,
        badge=_badge(candidate.consent),
        obstacle=candidate.obstacle,
    )


def _badge(consent: Consent | None) -> Badge:
    if consent is None:
        return Badge("accord non tracé", Level.WARN)
    if consent.state is ConsentState.NOT_ASKED:
        return Badge("anonyme stricte", Level.WARN)
    if not consent.state.allows_presentation:
        return Badge(f"accord {consent.state.label}", Level.LATE)
    on = f"accord du {short_date(consent.on).split(' ', 1)[1]}" if consent.on else "accord obtenu"
    return Badge(on, Level.OK)


def _matches(candidate: Candidate, words: list[str]) -> bool:
    text = fold(f"{candidate.code} {candidate.title} {candidate.reason} {candidate.requester}")
    return all(word in text for word in words)


def _people(ids: tuple[ProfessionalId, ...], names: People) -> tuple[Person, ...]:
    found = ((id_, names.get(id_)) for id_ in ids)
    return tuple(
        Person(id_, names.short(id_), person.profession) for id_, person in found if person
    )
