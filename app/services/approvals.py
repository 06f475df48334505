# SPDX-License-Identifier: EUPL-1.2
"""The team approves the minutes of an earlier meeting, as a point of the one that runs.

Approving writes nothing under the seal of what is approved: it is said in the minutes of the
meeting that approved it, and beside the earlier ones from then on.
"""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes, Kind
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.ids import ItemId, MeetingId, MinutesId
from app.domain.lengths import require_length
from app.domain.meeting import AgendaItem, ItemState, Topic
from app.domain.text import clean
from app.services.records import open_item_of
from app.storage.unit_of_work import Store

APPROVED = "Approuvé"
_CORRECTED = "Approuvé avec une correction : "


@dataclass(frozen=True)
class ToApprove:
    """What a point approves, and what was said of it; `answer` is empty while nothing was."""

    item_id: ItemId
    minutes_id: MinutesId
    meeting_id: MeetingId
    words: str
    answer: str


@dataclass(frozen=True)
class Approval:
    """When minutes were approved, and the correction that the team asked for."""

    on: date
    correction: str = ""

    @property
    def words(self) -> str:
        """« approuvé le jeu. 3 déc. 2026 », with the correction."""
        said = f"approuvé le {medium_date(self.on)}"
        return f"{said}, avec une correction : {self.correction}" if self.correction else said


class ApprovalService:
    """Approves, and tells what was approved."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def about(self, item: AgendaItem) -> ToApprove | None:
        """What an item approves; None where it approves nothing."""
        minutes_id = self._asked(item)
        line = self._store.rows.minutes.line(minutes_id) if minutes_id else None
        if minutes_id is None or line is None:
            return None
        version = f", version {line.version}" if line.version > 1 else ""
        words = f"Compte rendu n° {line.number} du {medium_date(line.on)}{version}"
        return ToApprove(item.id, minutes_id, line.meeting_id, words, _answer(item))

    def approve(self, item_id: ItemId, correction: str | None = None) -> Changes:
        """Approve the minutes of a point, as they are or with a correction.

        Raises `UserError` for a point that approves nothing and for a correction that is empty or
        too long, `SealedError` once the meeting is closed.
        """
        if correction is None:
            return self._say(item_id, f"{APPROVED}.")
        stored = clean(correction).strip()
        if not stored:
            raise UserError("La correction est vide.", "Écrivez ce qu’il faut corriger.")
        require_length("correction_asked", stored)
        return self._say(item_id, f"{_CORRECTED}{stored}")

    def take_back(self, item_id: ItemId) -> Changes:
        """Nothing was said after all."""
        return self._say(item_id, "")

    def put_back(self, before: AgendaItem) -> Changes:
        """Undo: what was said of a point is again what it was; put off, it is put off again."""
        put_off = before.state is ItemState.POSTPONED
        return self._say(before.id, before.outcome, before.state if put_off else None)

    def all(self) -> dict[MinutesId, Approval]:
        """The approvals that closed meetings said, by the version approved."""
        return {
            minutes_id: Approval(on, _correction(outcome))
            for minutes_id, on, outcome in self._store.rows.agenda.approvals()
        }

    def of(self, minutes_id: MinutesId) -> Approval | None:
        """The approval of one version, None while nobody approved it."""
        return self.all().get(minutes_id)

    def _asked(self, item: AgendaItem) -> MinutesId | None:
        """What a point approves: until it is answered, the version in force then.

        Minutes may be corrected after the agenda was made.
        """
        if item.topic is not Topic.APPROVAL:
            return None
        if item.minutes_id is None or _answer(item):
            return item.minutes_id
        return self._store.rows.minutes.last_version(item.minutes_id)

    def _say(self, item_id: ItemId, outcome: str, state: ItemState | None = None) -> Changes:
        item = open_item_of(self._store.rows, item_id)
        minutes_id = self._asked(item)
        if minutes_id is None:
            raise UserError("Ce point n’approuve aucun compte rendu.")
        if state is None:
            state = ItemState.CURRENT if item.state is ItemState.POSTPONED else item.state
        with self._store.write() as work:
            said = replace(item, outcome=outcome, state=state, minutes_id=minutes_id)
            work.rows.agenda.save(said)
            work.changed(Kind.ITEM, item_id, {"outcome": outcome, "state": state.value})
            work.changed(Kind.MEETING, item.meeting_id, {"item": item_id})
            return work.changes


def _answer(item: AgendaItem) -> str:
    """What was said of a point; put off, its outcome is why."""
    return "" if item.state is ItemState.POSTPONED else item.outcome


def _correction(outcome: str) -> str:
    return outcome.removeprefix(_CORRECTED) if outcome.startswith(_CORRECTED) else ""
