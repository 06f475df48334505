# SPDX-License-Identifier: EUPL-1.2
"""Years of made-up activity before the fictional practice's own weeks, to measure with.

Each year has 1,000 situations, 100 meetings of ten situations, and 5,000 decisions and actions.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from app.demo.builder import People
from app.demo.pools import Pools, Theme, load_pools, pick
from app.domain.action import ActionState
from app.domain.case import CaseStatus, Eligibility, Identity
from app.domain.consent import ConsentState
from app.domain.field import NOTE_FIELDS
from app.domain.ids import CaseId, ItemId, MeetingId
from app.domain.meeting import Attendance, AttendanceState, Meeting, Role
from app.domain.practice import Practice
from app.services.cases import CaseDraft, ConsentDraft
from app.services.desk import Desk
from app.services.meetings import ActionDraft, ItemText
from app.system.clock import HeldClock

MEETINGS_A_YEAR = 100
CASES_A_MEETING = 10
DECISIONS, ACTIONS = 2, 3
_SENTENCES = 2
_ATTENDING = 8


@dataclass(frozen=True)
class _Drawn:
    """A situation drawn from a theme."""

    case_id: CaseId
    theme: Theme
    on: date


class DemoScale:
    """Plays made-up years through the services; the same for one seed."""

    def __init__(
        self, desk: Desk, clock: HeldClock, practice: Practice, people: People, rng: Random
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._practice = practice
        self._people = people
        self._rng = rng
        self._pools: Pools = load_pools()

    def build(self, years: int, until: datetime) -> None:
        """Make `years` years that end half a year before `until` (local)."""
        last = until.date() - timedelta(days=182)
        count = years * MEETINGS_A_YEAR
        for rank in range(count):
            days = round((count - rank) * 365.25 / MEETINGS_A_YEAR)
            self._hold(last - timedelta(days=days), rank)

    def _hold(self, on: date, rank: int) -> None:
        self._clock.set_local(datetime.combine(on - timedelta(days=7), time(9, 0)))
        drawn = [self._open(on, rank, place) for place in range(CASES_A_MEETING)]
        slot = self._practice.slot
        self._clock.set_local(datetime.combine(on, slot.start))
        meeting_id = self._prepare(on)
        items = [
            self._desk.agendas.add_case(meeting_id, one.case_id, planned=9)[0] for one in drawn
        ]
        self._desk.meetings.start(meeting_id)
        for one, item_id in zip(drawn, items, strict=True):
            self._discuss(one, item_id)
        self._clock.set_local(datetime.combine(on, slot.end))
        self._desk.minutes.close(meeting_id)
        self._clock.set_local(datetime.combine(on + timedelta(days=28), time(9, 0)))
        self._settle(meeting_id, drawn)

    def _open(self, on: date, rank: int, place: int) -> _Drawn:
        rng, theme = self._rng, self._rng.choice(self._pools.themes)
        notes = {
            field: self._text(getattr(theme, field.value), _SENTENCES) for field in NOTE_FIELDS
        }
        age = rng.randint(*theme.ages)
        requester = self._people[rng.choice(theme.requesters)]
        case_id, _ = self._desk.cases.open(
            CaseDraft(
                code=f"S{on.year % 100:02d}-{(rank % 1000) * CASES_A_MEETING + place + 1:04d}",
                title=self._pools.fill(rng.choice(theme.titles), rng),
                requester_id=requester,
                reason=rng.choice(theme.reasons),
                question=self._pools.fill(rng.choice(theme.questions), rng),
                wishes=self._pools.fill(rng.choice(theme.wishes), rng),
                organic=notes[NOTE_FIELDS[0]],
                psychic=notes[NOTE_FIELDS[1]],
                social=notes[NOTE_FIELDS[2]],
                eligibility=Eligibility(
                    over_75=age >= 75,
                    ald=rng.random() < theme.ald_share,
                    treating_doctor_in_sisa=True,
                ),
            )
        )
        born = date(on.year - age, rng.randint(1, 12), rng.randint(1, 28))
        self._desk.cases.save_identity(
            case_id,
            Identity(
                last=rng.choice(self._pools.last_names),
                first=self._pools.first_name(born.year, rng),
                born=min(born, on),
            ),
        )
        self._desk.cases.record_consent(
            case_id,
            ConsentDraft(
                state=ConsentState.OBTAINED,
                on=self._clock.today(),
                collected_by=requester,
                scope=rng.choice(self._pools.generic["consent_scopes"]),
            ),
        )
        return _Drawn(case_id, theme, on)

    def _prepare(self, on: date) -> MeetingId:
        rng, everybody = self._rng, tuple(self._people.values())
        present = set(rng.sample(everybody, _ATTENDING))
        slot = self._practice.slot
        return self._desk.agendas.prepare(
            Meeting(
                id=MeetingId(""),
                on=on,
                start=slot.start,
                end=slot.end,
                place=self._practice.place,
                roles={Role.CHAIR: (rng.choice(everybody),), Role.SCRIBE: (everybody[-2],)},
                attendance=tuple(
                    Attendance(
                        id_,
                        AttendanceState.PRESENT if id_ in present else AttendanceState.EXCUSED,
                    )
                    for id_ in everybody
                ),
            )
        )[0]

    def _discuss(self, one: _Drawn, item_id: ItemId) -> None:
        live, rng = self._desk.meetings, self._rng
        live.enter(item_id)
        for field in NOTE_FIELDS:
            text = self._text(getattr(one.theme, field.value), _SENTENCES)
            live.write_text(item_id, ItemText(field.value), text, visit="scale")
        for text in pick(one.theme.decisions, DECISIONS, rng):
            live.decide(item_id, self._pools.fill(text, rng))
        for action in rng.sample(one.theme.actions, min(ACTIONS, len(one.theme.actions))):
            live.act(
                item_id,
                ActionDraft(
                    text=self._pools.fill(action.text, rng),
                    who_id=self._people[rng.choice(action.who)],
                    due=one.on + timedelta(days=7 * rng.randint(1, 4)),
                ),
            )

    def _settle(self, meeting_id: MeetingId, drawn: list[_Drawn]) -> None:
        today = self._clock.today()
        for line in self._desk.agendas.view(meeting_id).lines:
            for action in self._desk.meetings.actions_of(line.item.id):
                self._desk.actions.mark(action.id, ActionState.DONE)
        for report in self._desk.feedbacks.owed():
            reaction = self._rng.choice(self._pools.generic["feedback"])
            self._desk.feedbacks.record(report.feedback.id, today, None, reaction)
        for one in drawn:
            self._desk.care_plans.accept_all(one.case_id)
            self._desk.cases.set_status(one.case_id, CaseStatus.CLOSED)

    def _text(self, pool: tuple[str, ...], count: int) -> str:
        return " ".join(self._pools.fill(text, self._rng) for text in pick(pool, count, self._rng))
