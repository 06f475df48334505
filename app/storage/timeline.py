# SPDX-License-Identifier: EUPL-1.2
"""What happened about one situation, read from its rows in a few statements."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.action import ActionState
from app.domain.ids import ProfessionalId
from app.domain.meeting import ItemState, MeetingState
from app.storage import table
from app.storage.driver import Connection

_ITEMS = "FROM agenda_item JOIN meeting ON meeting.id = agenda_item.meeting_id WHERE case_id = ?"


@dataclass(frozen=True)
class MetRow:
    """An item of a meeting; `minutes_id` is the latest version, empty where nothing is sealed."""

    id: str
    meeting_id: str
    on: date
    state: MeetingState
    item_state: ItemState
    short: bool
    outcome: str
    minutes_id: str


@dataclass(frozen=True)
class SaidRow:
    """A decision or an action, on the day of its meeting."""

    id: str
    on: date
    minutes_id: str
    text: str
    who_id: ProfessionalId | None = None
    who_name: str = ""
    due: date | None = None
    state: ActionState = ActionState.OPEN
    note: str = ""


@dataclass(frozen=True)
class PaperRow:
    """A filing of an extract, owed until `on` is set."""

    id: str
    met_on: date
    on: date | None
    by: ProfessionalId | None
    by_name: str


@dataclass(frozen=True)
class TracedRow:
    """What the journal says of a situation or an action: the code of the deed and its instant."""

    id: str
    record_id: str
    event: str
    at: datetime


class TimelineRows:
    """The past of one situation."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def met(self, case_id: str) -> tuple[MetRow, ...]:
        """The items of a situation with their meetings."""
        rows = self._connection.execute(
            "SELECT agenda_item.id, meeting_id, held_on, meeting.state, form, outcome, "
            f"agenda_item.state AS item_state, {_minutes('meeting_id')} {_ITEMS}",
            (case_id,),
        )
        return tuple(
            MetRow(
                id=row.text("id"),
                meeting_id=row.text("meeting_id"),
                on=date.fromisoformat(row.text("held_on")),
                state=MeetingState(row.text("state")),
                item_state=ItemState(row.text("item_state")),
                short=row.text("form") == "short",
                outcome=row.text("outcome"),
                minutes_id=row.text("minutes_id"),
            )
            for row in rows
        )

    def decided(self, case_id: str) -> tuple[SaidRow, ...]:
        """The decisions about a situation."""
        rows = self._connection.execute(
            "SELECT decision.id, decision.text, held_on, "  # noqa: S608 - constant
            f"{_minutes('agenda_item.meeting_id')} FROM agenda_item "
            "JOIN decision ON item_id = agenda_item.id "
            "JOIN meeting ON meeting.id = agenda_item.meeting_id WHERE case_id = ?",
            (case_id,),
        )
        return tuple(
            SaidRow(
                row.text("id"),
                date.fromisoformat(row.text("held_on")),
                row.text("minutes_id"),
                row.text("text"),
            )
            for row in rows
        )

    def agreed(self, case_id: str) -> tuple[SaidRow, ...]:
        """The actions about a situation."""
        rows = self._connection.execute(
            "SELECT action.*, held_on FROM action JOIN agenda_item ON agenda_item.id = item_id "
            "JOIN meeting ON meeting.id = meeting_id WHERE action.case_id = ?",
            (case_id,),
        )
        return tuple(
            SaidRow(
                id=row.text("id"),
                on=date.fromisoformat(row.text("held_on")),
                minutes_id="",
                text=row.text("text"),
                who_id=table.maybe(ProfessionalId, row.text_or_none("who_id")),
                who_name=row.text("who_name"),
                due=table.day_from(row.text_or_none("due")),
                state=ActionState(row.text("state")),
                note=row.text("note"),
            )
            for row in rows
        )

    def filed(self, case_id: str) -> tuple[PaperRow, ...]:
        """The extracts for the person's record, owed and filed."""
        rows = self._connection.execute(
            "SELECT filing.*, held_on FROM filing JOIN meeting ON meeting.id = meeting_id "
            "WHERE case_id = ?",
            (case_id,),
        )
        return tuple(
            PaperRow(
                id=row.text("id"),
                met_on=date.fromisoformat(row.text("held_on")),
                on=table.day_from(row.text_or_none("filed_on")),
                by=table.maybe(ProfessionalId, row.text_or_none("filed_by")),
                by_name=row.text("filed_by_name"),
            )
            for row in rows
        )

    def printed(self, case_id: str) -> tuple[TracedRow, ...]:
        """What was set, printed or saved of a situation, as long as the journal keeps it."""
        return self._traced(
            "record_id = ? AND event >= 'document.' AND event < 'document/'", case_id
        )

    def answered(self, case_id: str) -> tuple[TracedRow, ...]:
        """When the actions about a situation were answered, as long as the journal keeps it."""
        return self._traced(
            "record_id IN (SELECT id FROM action WHERE case_id = ?) "
            "AND event >= 'action.' AND event < 'action/'",
            case_id,
        )

    def linked(self, case_id: str) -> tuple[tuple[str, str, str], ...]:
        """The situations that go with this one: id, code, and `follows`, `before` or `merged`."""
        rows = self._connection.execute(
            "SELECT id, code, iif(follows = :case, 'follows', 'merged') AS how FROM cases "
            "WHERE follows = :case OR merged_into = :case "
            "UNION ALL SELECT earlier.id, earlier.code, 'before' FROM cases "
            "JOIN cases AS earlier ON earlier.id = cases.follows WHERE cases.id = :case",
            {"case": case_id},
        )
        return tuple((row.text("id"), row.text("code"), row.text("how")) for row in rows)

    def _traced(self, where: str, case_id: str) -> tuple[TracedRow, ...]:
        rows = self._connection.execute(
            f"SELECT seq, record_id, event, at FROM journal WHERE {where}",  # noqa: S608 - constants
            (case_id,),
        )
        return tuple(
            TracedRow(
                f"{row.integer('seq'):012}",
                row.text("record_id"),
                row.text("event"),
                datetime.fromisoformat(row.text("at")),
            )
            for row in rows
        )


def _minutes(meeting: str) -> str:
    return (
        "coalesce((SELECT minutes.id FROM minutes "  # noqa: S608 - constants
        f"WHERE minutes.meeting_id = {meeting} ORDER BY version DESC LIMIT 1), '') AS minutes_id"
    )
