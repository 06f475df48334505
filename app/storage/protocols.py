# SPDX-License-Identifier: EUPL-1.2
"""The rows of protocols, each with the text of the version at hand."""

from datetime import date

from app.domain.ids import ProfessionalId, ProtocolId
from app.domain.protocol import Protocol, ProtocolStatus
from app.domain.protocol_record import content_text, read_content
from app.storage import table
from app.storage.driver import Connection, Row


class ProtocolRows:
    """Protocols, each with the text of the version that is being worked on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: ProtocolId) -> Protocol | None:
        """One protocol."""
        row = self._connection.execute("SELECT * FROM protocol WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _protocol(row)

    def all(self) -> tuple[Protocol, ...]:
        """Every protocol, the newest first."""
        rows = self._connection.execute("SELECT * FROM protocol ORDER BY id DESC")
        return tuple(_protocol(row) for row in rows)

    def count_waiting(self, today: date) -> tuple[int, int]:
        """How many are to be validated, and how many are called back (`Protocol.due`)."""
        row = self._connection.execute(
            "SELECT sum(status = 'review') AS review, sum(status = 'to_revise' OR "
            "(status = 'in_force' AND coalesce(revise_on <= ?, 0))) AS due FROM protocol",
            (today.isoformat(),),
        ).fetchone()
        if row is None:
            return 0, 0
        return row.integer_or_none("review") or 0, row.integer_or_none("due") or 0

    def titles(self) -> tuple[tuple[ProtocolId, str], ...]:
        """What each is called, in the text at hand and in the version in force."""
        rows = self._connection.execute(
            "SELECT id, content ->> 'title' AS title FROM protocol "
            "UNION SELECT protocol_id, record ->> '$.content.title' FROM protocol_version "
            "JOIN protocol ON protocol.id = protocol_id AND number = in_force"
        )
        return tuple((ProtocolId(row.text("id")), row.text("title")) for row in rows)

    def save(self, protocol: Protocol) -> None:
        """Add or rewrite a protocol."""
        table.save(
            self._connection,
            "protocol",
            {
                "id": protocol.id,
                "content": content_text(protocol.content),
                "status": protocol.status.value,
                "version": protocol.version,
                "in_force": protocol.in_force,
                "in_force_on": table.day(protocol.in_force_on),
                "written_on": table.day(protocol.written_on),
                "revise_on": table.day(protocol.revise_on),
                "referent_id": protocol.referent_id,
                "referent_name": protocol.referent_name,
            },
        )

    def remove(self, id_: ProtocolId) -> None:
        """Take out a protocol that was never validated, with its moves, signatures and figures."""
        for name in ("protocol_move", "protocol_signature", "protocol_figure"):
            self._connection.execute(
                f"DELETE FROM {name} WHERE protocol_id = ?",  # noqa: S608  our own names
                (id_,),
            )
        self._connection.execute("DELETE FROM protocol WHERE id = ?", (id_,))

    def used(self, id_: ProtocolId) -> bool:
        """Whether something hangs on it that stays: a version, an inclusion, an agenda, a plan.

        A signature, a figure or a word about a move too: the bin would not give them back.
        """
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM protocol_version WHERE protocol_id = :id) "
            "OR EXISTS (SELECT 1 FROM protocol_inclusion WHERE protocol_id = :id) "
            "OR EXISTS (SELECT 1 FROM agenda_item WHERE protocol_id = :id) "
            "OR EXISTS (SELECT 1 FROM plan_line WHERE source_protocol = :id) "
            "OR EXISTS (SELECT 1 FROM protocol_signature WHERE protocol_id = :id) "
            "OR EXISTS (SELECT 1 FROM protocol_figure WHERE protocol_id = :id) "
            "OR EXISTS (SELECT 1 FROM protocol_move WHERE protocol_id = :id "
            "AND (note <> '' OR meeting_id IS NOT NULL)) AS used",
            {"id": id_},
        ).fetchone()
        return row is not None and row.flag("used")

    def lines_of_step(self, id_: ProtocolId, step_id: str) -> int:
        """How many lines of plans came of a step."""
        row = self._connection.execute(
            "SELECT count(*) AS n FROM plan_line WHERE source_protocol = ? AND source_step = ?",
            (id_, step_id),
        ).fetchone()
        return 0 if row is None else row.integer("n")


def _protocol(row: Row) -> Protocol:
    return Protocol(
        id=ProtocolId(row.text("id")),
        content=read_content(row.text("content")),
        status=ProtocolStatus(row.text("status")),
        version=row.integer("version"),
        in_force=row.integer_or_none("in_force"),
        in_force_on=table.day_from(row.text_or_none("in_force_on")),
        written_on=table.day_from(row.text_or_none("written_on")),
        revise_on=table.day_from(row.text_or_none("revise_on")),
        referent_id=table.maybe(ProfessionalId, row.text_or_none("referent_id")),
        referent_name=row.text("referent_name"),
    )
