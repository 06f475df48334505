# SPDX-License-Identifier: EUPL-1.2
"""A meeting file played through the services: directory, situations, meeting, minutes, papers.

What cannot be accepted is told in a French sentence and the rest is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.consent import require_presentable
from app.domain.dates import medium_date
from app.domain.directory import Professional
from app.domain.directory_preview import LineStatus
from app.domain.due import due_fault
from app.domain.errors import UserError
from app.domain.field import NOTE_FIELDS
from app.domain.ids import CaseId, ItemId, MeetingId, MinutesId, ProfessionalId
from app.domain.lengths import length_faults
from app.domain.meeting import Attendance, AttendanceState, Meeting
from app.domain.text import fold
from app.exchange.meeting_script import (
    ActionSaid,
    DecisionSaid,
    MeetingScript,
    NoteSaid,
    ScriptItem,
)
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from app.services.desk import Desk
from app.services.documents import Printable
from app.services.meetings import ActionDraft, ItemText
from app.system.clock import HeldClock

_NOBODY = "à désigner"
_UNNAMED = "Structure sans nom"

Report = Callable[[str], None]


@dataclass(frozen=True)
class Played:
    """What landed in the vault."""

    meeting_id: MeetingId
    minutes_id: MinutesId
    cases: tuple[CaseId, ...]
    decisions: int
    actions: int

    def documents(self, desk: Desk) -> Iterator[Printable]:
        """Every document of the meeting, ready to be set."""
        yield desk.documents.minutes(self.minutes_id)
        yield desk.documents.attendance(self.meeting_id)
        for case_id in self.cases:
            yield desk.documents.care_plan(case_id)


def named(script: MeetingScript) -> MeetingScript:
    """The script with a name for its practice, which every document bears; a missing one is said.

    To be used before a vault is made for a script; a script that has a name stays as it is.
    """
    if script.practice.name:
        return script
    problem = f"La structure n’a pas de nom dans ce fichier : « {_UNNAMED} » est noté, à corriger."
    practice = replace(script.practice, name=_UNNAMED)
    return replace(script, practice=practice, problems=(*script.problems, problem))


class Playback:
    """Plays one script into an empty vault; `report` is told each refusal as it happens."""

    def __init__(self, desk: Desk, clock: HeldClock, script: MeetingScript, report: Report) -> None:
        self._desk = desk
        self._clock = clock
        self._script = named(script)
        self._report = report
        self._added: dict[str, ProfessionalId] = {}

    def play(self) -> Played:
        """Hold the meeting from its directory to its sealed minutes."""
        for problem in self._script.problems:
            self._report(problem)
        self._desk.practice.save(self._script.practice)
        self._add_people()
        meeting_id = self._prepare()
        items = list(self._placed(meeting_id))
        self._desk.meetings.start(meeting_id)
        decisions = actions = 0
        for item, item_id in items:
            said = self._discuss(item_id, item)
            decisions, actions = decisions + said[0], actions + said[1]
        self._clock.set_local(self._ends_at())
        minutes_id, _ = self._desk.minutes.close(meeting_id)
        cases = self._seen_cases(meeting_id)
        for case_id in cases:
            self._desk.care_plans.accept_all(case_id)
        return Played(meeting_id, minutes_id, cases, decisions, actions)

    def _add_people(self) -> None:
        preview = self._script.professionals
        if preview is None:
            return
        for message in preview.messages:
            self._report(f"Annuaire : {message}")
        for line in preview.lines:
            kept = "" if line.status is LineStatus.NEW else " non reprise"
            if line.messages:
                reasons = " ".join(line.messages)
                self._report(f"Annuaire, ligne {line.number}{kept} : {reasons}")
        self._desk.directory.accept(preview)

    def _prepare(self) -> MeetingId:
        head = self._script.meeting
        on = head.on or self._script.practice.slot.next_from(self._clock.local())
        if head.on is None:
            self._report(
                f"La date de la réunion manque : elle est tenue le {medium_date(on)}, "
                "prochain jour de réunion."
            )
        self._clock.set_local(datetime.combine(on, head.start))
        states = (
            (head.invited, AttendanceState.INVITED),
            (head.absent, AttendanceState.ABSENT),
            (head.excused, AttendanceState.EXCUSED),
            (head.present, AttendanceState.PRESENT),
        )
        where: dict[ProfessionalId, AttendanceState] = {}
        for names, state in states:
            where.update((self._somebody(name), state) for name in names)
        meeting = Meeting(
            id=MeetingId(""),
            on=on,
            start=head.start,
            end=head.end,
            place=self._script.practice.place,
            roles={
                role: tuple(dict.fromkeys(self._somebody(name) for name in names))
                for role, names in head.roles.items()
            },
            attendance=tuple(Attendance(id_, state) for id_, state in where.items()),
        )
        return self._desk.agendas.prepare(meeting)[0]

    def _placed(self, meeting_id: MeetingId) -> Iterator[tuple[ScriptItem, ItemId]]:
        for said in self._script.items:
            item = replace(said, code=said.code or self._desk.cases.next_code())
            item_id = self._place(meeting_id, item)
            if item_id is not None:
                yield item, item_id

    def _place(self, meeting_id: MeetingId, item: ScriptItem) -> ItemId | None:
        """Open the situation with its consent and put it on the agenda, or tell why not."""
        who_id, who_name = self._person(item.requester)
        draft = CaseDraft(
            code=item.code,
            requester_id=who_id,
            requester_name=who_name,
            reason=item.reason,
            question=item.question,
            wishes=item.wishes,
            eligibility=item.eligibility,
        )
        try:
            case_id, _ = self._desk.cases.open(draft)
            self._keep_identity(case_id, item)
            if item.consent is None:
                return None
            self._keep_consent(case_id, item)
            require_presentable(item.code, item.consent.state)
            return self._desk.agendas.add_case(meeting_id, case_id, item.planned)[0]
        except UserError as refusal:
            self._report(refusal.text)
            return None

    def _keep_identity(self, case_id: CaseId, item: ScriptItem) -> None:
        """Each fault is said once; a date of birth that is refused does not cost the name."""
        if item.identity is None:
            return
        faults = dict.fromkeys(length_faults(item.identity).values())
        for identity in () if faults else (item.identity, replace(item.identity, born=None)):
            try:
                self._desk.cases.save_identity(case_id, identity)
                break
            except UserError as refusal:
                faults[refusal.text] = None
        for sentence in faults:
            self._report(f"{item.code} : {sentence}")

    def _keep_consent(self, case_id: CaseId, item: ScriptItem) -> None:
        given = item.consent
        if given is None:
            return
        who_id, who_name = self._person(given.by)
        draft = ConsentDraft(
            state=given.state,
            on=given.on,
            collected_by=who_id,
            collected_by_name=who_name,
            scope=given.scope,
        )
        try:
            self._desk.consents.record(case_id, draft)
        except UserError as refusal:
            self._report(f"{item.code} : {refusal.text} L’accord est gardé sans date.")
            self._desk.consents.record(case_id, replace(draft, on=None))

    def _discuss(self, item_id: ItemId, item: ScriptItem) -> tuple[int, int]:
        """Type what was said; gives how many decisions and actions were kept."""
        live = self._desk.meetings
        live.enter(item_id)
        for field in NOTE_FIELDS:
            said = [e.text for e in item.events if isinstance(e, NoteSaid) and e.field is field]
            if said:
                live.write_text(item_id, ItemText(field.value), "\n".join(said), visit="file")
        decisions = actions = 0
        for event in item.events:
            if isinstance(event, DecisionSaid):
                live.decide(item_id, event.text)
                decisions += 1
            elif isinstance(event, ActionSaid):
                self._act(item_id, item, event)
                actions += 1
        return decisions, actions

    def _act(self, item_id: ItemId, item: ScriptItem, said: ActionSaid) -> None:
        who_id, who_name = self._person(said.who)
        if who_id is None and not who_name:
            self._report(
                f"{item.code} : une action n’a pas de responsable, « {_NOBODY} » est noté."
            )
            who_name = _NOBODY
        if said.due is None:
            self._report(f"{item.code} : une action n’a pas d’échéance, elle est gardée sans date.")
        elif due_fault(said.due, today := self._clock.today(), today) is not None:
            day = medium_date(said.due)
            self._report(f"{item.code} : l’échéance du {day} est à vérifier, elle est gardée.")
        draft = ActionDraft(said.text, who_id, who_name, said.due)
        self._desk.meetings.act(item_id, draft)

    def _seen_cases(self, meeting_id: MeetingId) -> tuple[CaseId, ...]:
        lines = self._desk.agendas.view(meeting_id).lines
        return tuple(line.item.case_id for line in lines if line.item.case_id is not None)

    def _ends_at(self) -> datetime:
        head = self._script.meeting
        day = self._clock.today()
        if head.end <= head.start:
            day += timedelta(days=1)
        return datetime.combine(day, head.end)

    def _person(self, name: str) -> tuple[ProfessionalId | None, str]:
        """The person of the directory, or the name of somebody outside it."""
        if not name.strip():
            return None, ""
        known = self._added.get(_key(name))
        if known is not None:
            return known, ""
        match = self._desk.directory.named(name)
        if match.person is not None:
            return match.person.id, ""
        if match.ambiguous:
            self._report(f"{match.sentence} Le nom est gardé tel quel, à préciser.")
        return None, name

    def _somebody(self, name: str) -> ProfessionalId:
        """A person of the directory; somebody unknown is added as an outside person, and said.

        Once: a name that several people have stays one outside person wherever it is written.
        """
        known = self._added.get(_key(name))
        if known is not None:
            return known
        match = self._desk.directory.named(name)
        if match.person is not None:
            return match.person.id
        self._report(f"{match.sentence} « {name} » est ajouté comme intervenant extérieur.")
        outside = Professional(ProfessionalId(""), last=name, first="", member=False)
        added = self._desk.directory.save(outside)[0]
        self._added[_key(name)] = added
        return added


def _key(name: str) -> str:
    """The same for a name in either order: « Martin Luc », « luc martin »."""
    return " ".join(sorted(fold(name).split()))
