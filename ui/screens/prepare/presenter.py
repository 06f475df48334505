# SPDX-License-Identifier: EUPL-1.2
"""Preparing the next meeting: what may come, what comes, who comes, who does what."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.errors import ConsentError, UserError
from app.domain.ids import ItemId, MeetingId, ProfessionalId
from app.domain.meeting import MeetingState, Role, Topic
from app.domain.text import fold
from app.services.agendas import AgendaService
from app.services.attendance import AttendanceService
from app.services.batches import Batch
from app.services.candidates import Candidate, Cause, PointCandidate
from app.services.directory import DirectoryService
from app.services.documents import Built
from app.services.dossier import DossierService
from app.services.guests import GuestService
from app.services.protocol_candidates import ProtocolCandidate
from app.services.protocol_points import ProtocolPointService
from app.services.series import SeriesService
from ui.screens.prepare.state import (
    CandidateState,
    Person,
    PrepareState,
    RoleState,
)
from ui.screens.prepare.words import (
    agenda_row,
    candidate_row,
    heading,
    invited,
    matches,
    people,
    point_row,
    protocol_row,
    rank,
)

MOST_CANDIDATES = 20
"""Candidates shown at once; a few letters find the others."""

Undo = Callable[[], Changes]


@dataclass(frozen=True)
class Dossier:
    """The documents of the meeting; `calendar` is a file already."""

    batch: Batch
    calendar: tuple[str, bytes]

    def render(self) -> tuple[Built, tuple[tuple[str, bytes], ...]]:
        """All as one file, and each apart. Safe on any thread."""
        apart = tuple((name, built.pdf) for name, built in self.batch.files())
        return self.batch.render(), (*apart, self.calendar)


class PreparePresenter:
    """One prepared meeting. Each write returns its `Changes` and may raise `UserError`."""

    def __init__(
        self,
        agendas: AgendaService,
        attendance: AttendanceService,
        directory: DirectoryService,
        guests: GuestService,
        series: SeriesService,
        dossiers: DossierService,
        protocols: ProtocolPointService,
    ) -> None:
        self._agendas, self._attendance, self._guests = agendas, attendance, guests
        self._protocols = protocols
        self._directory, self._series, self._dossiers = directory, series, dossiers
        self._search = ""
        self._candidates: tuple[Candidate, ...] = ()
        self._points: tuple[PointCandidate, ...] = ()
        self._asked: tuple[ProtocolCandidate, ...] = ()
        self._reasons: dict[ItemId, str] = {}
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

    def add(self, candidate: CandidateState) -> Changes:
        """Put a candidate at the end. Raises `ConsentError` with the sentence that says why not."""
        if candidate.obstacle:
            raise ConsentError(f"{candidate.code} : {candidate.obstacle}")
        meeting_id = self._shown.meeting_id
        if candidate.case_id is not None:
            return self._agendas.add_case(meeting_id, candidate.case_id)[1]
        if candidate.protocol_id is not None:
            return self._protocols.add(meeting_id, candidate.protocol_id, candidate.asked)[1]
        return self._agendas.add_again(meeting_id, ItemId(candidate.key))[1]

    def add_key(self, key: str) -> Changes:
        """Put the candidate that the screen names so at the end."""
        found = [each for each in self._shown.candidates if each.key == key]
        return self.add(found[0]) if found else Changes()

    def add_found(self) -> Changes:
        """Put the first candidate that was found and may come. Raises `UserError` without one."""
        candidates = self._shown.candidates
        if not candidates:
            raise UserError(
                "Aucune situation ne correspond.", "Essayez son code ou un mot du motif."
            )
        return self.add(next((each for each in candidates if not each.obstacle), candidates[0]))

    def add_point(self, title: str, topic: Topic = Topic.OTHER) -> Changes:
        """Put a point at the end."""
        return self._agendas.add_point(self._shown.meeting_id, title, topic=topic)[1]

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
        lines = self._agendas.view(self._shown.meeting_id).lines
        line = next(line for line in lines if line.item.id == item_id)
        changes = self._agendas.remove(item_id)

        def undo() -> Changes:
            again, done = self._agendas.put_back(line.item)
            for guest in line.guests:
                done |= self._guests.invite(again, guest)
            return done

        return changes, undo

    # --- who comes for one item only ---------------------------------------------------------

    def invite_guest(self, item_id: ItemId, person: ProfessionalId) -> Changes:
        """Ask somebody for one item. Raises `OutsideTeamError` where the consent says nothing."""
        return self._guests.invite(item_id, person)

    def invite_covered(self, item_id: ItemId, person: ProfessionalId) -> Changes:
        """Note that the person's consent covers outside guests too, then ask this one."""
        return self._guests.invite_covered(item_id, person)

    def uninvite_guest(self, item_id: ItemId, person: ProfessionalId) -> Changes:
        """Somebody does not come for that item after all."""
        return self._guests.uninvite(item_id, person)

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

    def dossier(self) -> Dossier:
        """Convocation, agenda, attendance sheet and calendar file, read and ready to be set."""
        meeting_id = self._shown.meeting_id
        return Dossier(self._dossiers.dossier(meeting_id), self._dossiers.calendar(meeting_id))

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
        self._points = self._agendas.points_back(meeting_id)
        self._asked = self._protocols.candidates(meeting_id)
        back, standing = self._agendas.reasons(meeting_id), self._protocols.reasons(meeting_id)
        self._reasons = {
            item: " · ".join(filter(None, (back.get(item, ""), standing.get(item, ""))))
            for item in back | standing
        }
        self._show(meeting_id)

    def _show(self, meeting_id: MeetingId) -> None:
        view = self._agendas.view(meeting_id)
        meeting, reasons, found = view.meeting, self._reasons, self._found()
        self.state = PrepareState(
            meeting_id=meeting.id,
            heading=heading(meeting),
            place=meeting.place,
            running=meeting.state is MeetingState.RUNNING,
            rows=tuple(
                agenda_row(line, reasons.get(line.item.id, ""), view.people) for line in view.lines
            ),
            planned=view.planned,
            room=meeting.minutes,
            candidates=found[:MOST_CANDIDATES],
            waiting=len(found),
            roles=tuple(
                RoleState(role, people(meeting.roles.get(role, ()), view.people)) for role in Role
            ),
            invited=invited(meeting, view.people),
            differs=self._series.what_differs(meeting),
        )

    def _found(self) -> tuple[CandidateState, ...]:
        """What matches the search, the most pressing first.

        A protocol of which nothing is asked comes only when it is looked for.
        """
        words = fold(self._search).split()
        ranked = [(bool(c.obstacle), c.cause, candidate_row(c)) for c in self._candidates]
        ranked += [(False, rank(point), point_row(point)) for point in self._points]
        ranked += [
            (False, Cause.REVIEW if each.asked else Cause.FOLLOWED, protocol_row(each))
            for each in self._asked
            if each.asked or words
        ]
        ranked.sort(key=lambda line: line[:2])
        return tuple(state for _, _, state in ranked if matches(state, words))
