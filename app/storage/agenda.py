# SPDX-License-Identifier: EUPL-1.2
"""The rows of agenda items and of the decisions taken on them."""

from datetime import date

from app.domain.decision import Decision
from app.domain.field import NOTE_FIELDS
from app.domain.ids import (
    CaseId,
    DecisionId,
    ItemId,
    MeetingId,
    MinutesId,
    ProfessionalId,
    ProtocolId,
)
from app.domain.meeting import (
    AgendaItem,
    Fate,
    ItemKind,
    ItemState,
    Notes,
    ProtocolAsked,
    Topic,
)
from app.storage import table
from app.storage.driver import Connection, Row, SqlValue

_SAID: dict[str, bool | None] = {"": None, "yes": True, "no": False}
_RETURNS = {said: word for word, said in _SAID.items()}


class AgendaRows:
    """Agenda items in their order, with what is written about each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: ItemId) -> AgendaItem | None:
        """One item."""
        row = self._connection.execute("SELECT * FROM agenda_item WHERE id = ?", (id_,)).fetchone()
        return None if row is None else agenda_item(row)

    def of(self, meeting_id: MeetingId) -> tuple[AgendaItem, ...]:
        """The items of a meeting in their order."""
        rows = self._connection.execute(
            "SELECT * FROM agenda_item WHERE meeting_id = ? ORDER BY position, id", (meeting_id,)
        )
        return tuple(agenda_item(row) for row in rows)

    def of_case(self, case_id: CaseId) -> tuple[AgendaItem, ...]:
        """The items that were about a situation, the oldest meeting first."""
        rows = self._connection.execute(
            "SELECT agenda_item.* FROM agenda_item JOIN meeting ON meeting.id = meeting_id "
            "WHERE case_id = ? ORDER BY held_on, starts",
            (case_id,),
        )
        return tuple(agenda_item(row) for row in rows)

    def open_about(self, protocol_id: ProtocolId) -> tuple[AgendaItem, ...]:
        """The points about a protocol, in meetings that may still change."""
        rows = self._connection.execute(
            "SELECT agenda_item.* FROM agenda_item JOIN meeting ON meeting.id = meeting_id "
            "WHERE protocol_id = ? AND meeting.state <> 'closed'",
            (protocol_id,),
        )
        return tuple(agenda_item(row) for row in rows)

    def save(self, item: AgendaItem) -> None:
        """Add or rewrite an item."""
        values: dict[str, SqlValue] = {
            "id": item.id,
            "meeting_id": item.meeting_id,
            "position": item.position,
            "kind": item.kind.value,
            "case_id": item.case_id,
            "title": item.title,
            "planned": item.planned,
            "spent": item.spent,
            "state": item.state.value,
            "question": item.question,
            "wishes": item.wishes,
            "outcome": item.outcome,
            "topic": item.topic.value,
            "text": item.text,
            "minutes_id": item.minutes_id,
            "comes_back": _RETURNS[item.fate.returns],
            "back_on": table.day(item.fate.on),
            "back_why": item.fate.why,
            "protocol_id": item.protocol_id,
            "protocol_asked": item.asked.value,
        }
        values |= {field.value: item.notes.of(field) for field in NOTE_FIELDS}
        table.save(self._connection, "agenda_item", values)

    def drafts(self, id_: ItemId) -> dict[str, str]:
        """The sentences begun on an item, by the name of their field."""
        rows = self._connection.execute(
            "SELECT name, text FROM item_draft WHERE item_id = ?", (id_,)
        )
        return {row.text("name"): row.text("text") for row in rows}

    def save_draft(self, id_: ItemId, name: str, text: str) -> None:
        """Keep a sentence as far as it was typed; an empty one is forgotten."""
        if not text:
            self._connection.execute(
                "DELETE FROM item_draft WHERE item_id = ? AND name = ?", (id_, name)
            )
            return
        table.save(
            self._connection,
            "item_draft",
            {"item_id": id_, "name": name, "text": text},
            key=("item_id", "name"),
        )

    def clear_drafts(self, id_: ItemId) -> None:
        """Forget every sentence begun on an item."""
        self._connection.execute("DELETE FROM item_draft WHERE item_id = ?", (id_,))

    def remove(self, id_: ItemId) -> None:
        """Take an item off an agenda."""
        self.clear_drafts(id_)
        self.save_guests(id_, ())
        self._connection.execute("DELETE FROM agenda_item WHERE id = ?", (id_,))

    def guests(self, id_: ItemId) -> tuple[ProfessionalId, ...]:
        """Who comes for this item only."""
        rows = self._connection.execute(
            "SELECT professional_id FROM item_guest WHERE item_id = ? ORDER BY position", (id_,)
        )
        return tuple(ProfessionalId(row.text("professional_id")) for row in rows)

    def save_guests(self, id_: ItemId, guests: tuple[ProfessionalId, ...]) -> None:
        """Make these the guests of an item."""
        self._connection.execute("DELETE FROM item_guest WHERE item_id = ?", (id_,))
        for position, guest in enumerate(guests):
            values: dict[str, SqlValue] = {
                "item_id": id_,
                "professional_id": guest,
                "position": position,
            }
            table.save(self._connection, "item_guest", values, key=("item_id", "professional_id"))

    def approvals(self) -> tuple[tuple[MinutesId, date, str], ...]:
        """What closed meetings said of the minutes they had to approve, the oldest first."""
        rows = self._connection.execute(
            "SELECT minutes_id, held_on, outcome FROM agenda_item "
            "JOIN meeting ON meeting.id = agenda_item.meeting_id "
            "WHERE topic = 'approval' AND minutes_id IS NOT NULL AND outcome <> '' "
            "AND agenda_item.state = 'seen' AND meeting.state = 'closed' "
            "ORDER BY held_on, agenda_item.id"
        )
        return tuple(
            (
                MinutesId(row.text("minutes_id")),
                date.fromisoformat(row.text("held_on")),
                row.text("outcome"),
            )
            for row in rows
        )

    def add_seconds(self, id_: ItemId, seconds: int) -> None:
        """Add to the time spent on an item."""
        self._connection.execute(
            "UPDATE agenda_item SET spent = spent + ? WHERE id = ?", (seconds, id_)
        )


class DecisionRows:
    """Decisions in the order in which they were said."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: DecisionId) -> Decision | None:
        """One decision."""
        row = self._connection.execute("SELECT * FROM decision WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _decision(row)

    def of(self, item_id: ItemId) -> tuple[Decision, ...]:
        """The decisions of an item in their order."""
        rows = self._connection.execute(
            "SELECT * FROM decision WHERE item_id = ? ORDER BY position, id", (item_id,)
        )
        return tuple(_decision(row) for row in rows)

    def save(self, decision: Decision) -> None:
        """Add or rewrite a decision."""
        table.save(
            self._connection,
            "decision",
            {
                "id": decision.id,
                "item_id": decision.item_id,
                "position": decision.position,
                "text": decision.text,
            },
        )

    def remove(self, id_: DecisionId) -> None:
        """Take a decision back."""
        self._connection.execute("DELETE FROM decision WHERE id = ?", (id_,))


def agenda_item(row: Row) -> AgendaItem:
    """The item that a row of `agenda_item` holds."""
    return AgendaItem(
        id=ItemId(row.text("id")),
        meeting_id=MeetingId(row.text("meeting_id")),
        position=row.integer("position"),
        kind=ItemKind(row.text("kind")),
        case_id=table.maybe(CaseId, row.text_or_none("case_id")),
        title=row.text("title"),
        planned=row.integer("planned"),
        spent=row.integer("spent"),
        state=ItemState(row.text("state")),
        question=row.text("question"),
        wishes=row.text("wishes"),
        notes=Notes(row.text("organic"), row.text("psychic"), row.text("social")),
        outcome=row.text("outcome"),
        topic=Topic(row.text("topic")),
        text=row.text("text"),
        minutes_id=table.maybe(MinutesId, row.text_or_none("minutes_id")),
        fate=Fate(
            _SAID[row.text("comes_back")],
            table.day_from(row.text_or_none("back_on")),
            row.text("back_why"),
        ),
        protocol_id=table.maybe(ProtocolId, row.text_or_none("protocol_id")),
        asked=ProtocolAsked(row.text("protocol_asked")),
    )


def _decision(row: Row) -> Decision:
    return Decision(
        id=DecisionId(row.text("id")),
        item_id=ItemId(row.text("item_id")),
        position=row.integer("position"),
        text=row.text("text"),
    )
