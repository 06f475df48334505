# SPDX-License-Identifier: EUPL-1.2
"""Minutes as they are sealed: a snapshot of what was said, free of identities.

A snapshot names professionals and codes as they were on the day, so that a later change in the
directory does not rewrite what the team signed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.action import ActionState
from app.domain.dates import medium_date, span
from app.domain.ids import CaseId, ItemId, MeetingId, MinutesId
from app.domain.text import because, plural


@dataclass(frozen=True)
class AttendanceRecord:
    """One person as recorded; `field` is the word printed, `state` an `AttendanceState` value.

    `arrived` and `departed` are local, such as `12:45`; empty where nobody noted them.
    """

    name: str
    profession: str
    field: str
    state: str
    arrived: str = ""
    departed: str = ""


@dataclass(frozen=True)
class ActionRecord:
    """An action as it was agreed; `due` is an ISO date or empty."""

    text: str
    who: str
    due: str = ""


@dataclass(frozen=True)
class AnswerRecord:
    """What a meeting answered to « exécutée ? » of an action of an earlier one.

    `action` is its id, by which a correction finds it again; `state` an `ActionState` value; `due`
    the new ISO date of one that was postponed, else empty.
    """

    action: str
    text: str
    who: str
    state: str
    why: str = ""
    due: str = ""

    @property
    def sentence(self) -> str:
        """« Joindre la CPAM (Mme X) : non exécutée, parce que … », without a full stop."""
        state, why = ActionState(self.state), self.why.rstrip(".")
        said = state.label
        if self.due:
            said += f" au {medium_date(date.fromisoformat(self.due))}"
        if why:
            said += f", {because(why)}" if state is ActionState.NOT_DONE else f" ({why})"
        return f"{self.text.rstrip('.')} ({self.who}) : {said}"


@dataclass(frozen=True)
class ItemRecord:
    """One agenda item as it was held; `withheld` replaces the content of a withdrawn item.

    `topic`, `text` and no field for a point that is no situation; `guests` came for this item only;
    `fate` is the sentence that says whether it comes back; `answers` are those to earlier actions.
    """

    heading: str
    title: str = ""
    requester: str = ""
    reason: str = ""
    consent: str = ""
    question: str = ""
    wishes: str = ""
    organic: str = ""
    psychic: str = ""
    social: str = ""
    decisions: tuple[str, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    outcome: str = ""
    withheld: str = ""
    spent_minutes: int = 0
    topic: str = ""
    text: str = ""
    guests: tuple[str, ...] = ()
    fate: str = ""
    answers: tuple[AnswerRecord, ...] = ()

    @property
    def counts(self) -> str:
        """« 2 actions revues · 1 décision · 3 actions »; empty where there is none of it."""
        found = (
            (self.answers, "action revue", "actions revues"),
            (self.decisions, "décision", None),
            (self.actions, "action", None),
        )
        return " · ".join(plural(len(some), one, more) for some, one, more in found if some)


@dataclass(frozen=True)
class HeaderRecord:
    """The meeting as it was held; `started` and `ended` are local, such as `2026-11-26T12:34`.

    `form` is a `MeetingForm` value, empty for a meeting of the rhythm.
    """

    practice: str
    place: str
    on: str
    start: str
    end: str
    started: str
    ended: str
    number: int
    roles: tuple[tuple[str, str], ...]
    attendance: tuple[AttendanceRecord, ...]
    sealed_by: str
    reason: str = ""
    form: str = ""

    @property
    def held(self) -> str:
        """When it was really held, with its day where that is not the planned one; or empty."""
        if not self.started or not self.ended:
            return ""
        started, ended = datetime.fromisoformat(self.started), datetime.fromisoformat(self.ended)
        hours = span(started.time(), ended.time())
        if started.date() == date.fromisoformat(self.on):
            return hours
        return f"{medium_date(started.date())}, {hours}"


@dataclass(frozen=True)
class SealedItem:
    """One item under its salted digest (hex); `record` is None once the item was erased.

    `restricted` is not sealed: it is True when the person has since withdrawn their consent.
    """

    position: int
    item_id: ItemId
    case_id: CaseId | None
    salt: str
    digest: str
    record: ItemRecord | None
    restricted: bool = False


@dataclass(frozen=True)
class Minutes:
    """One sealed version of the minutes of a meeting; `seal` is a SHA-256 in hex.

    `head` is the journal's head when they were sealed (`seq:hash`); empty in those that were
    sealed before journals were signed.
    """

    id: MinutesId
    meeting_id: MeetingId
    on: date
    version: int
    sealed_at: datetime
    header: HeaderRecord
    header_salt: str
    header_digest: str
    items: tuple[SealedItem, ...]
    previous: str
    seal: str
    head: str = ""

    def record_of(self, item_id: ItemId) -> ItemRecord | None:
        """What was sealed of an item; None where it was not on the agenda."""
        return next((each.record for each in self.items if each.item_id == item_id), None)
