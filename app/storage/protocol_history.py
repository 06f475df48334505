# SPDX-License-Identifier: EUPL-1.2
"""The rows of what a protocol was and who said so: versions, moves, signatures, figures."""

from datetime import date, datetime

from app.domain.ids import (
    IndicatorId,
    MeetingId,
    ProfessionalId,
    ProtocolId,
    ProtocolMoveId,
    ProtocolSignatureId,
    ProtocolVersionId,
)
from app.domain.protocol import (
    IndicatorFigure,
    ProtocolMove,
    ProtocolSignature,
    ProtocolStatus,
    ProtocolVersion,
)
from app.storage import table
from app.storage.driver import Connection, Row


class ProtocolHistoryRows:
    """What a protocol was and who said so: versions, moves, signatures."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, id_: ProtocolId) -> tuple[ProtocolVersion, ...]:
        """The versions of a protocol, the newest first."""
        rows = self._connection.execute(
            "SELECT * FROM protocol_version WHERE protocol_id = ? ORDER BY number DESC", (id_,)
        )
        return tuple(_version(row) for row in rows)

    def version(self, id_: ProtocolId, number: int) -> ProtocolVersion | None:
        """One version."""
        row = self._connection.execute(
            "SELECT * FROM protocol_version WHERE protocol_id = ? AND number = ?", (id_, number)
        ).fetchone()
        return None if row is None else _version(row)

    def add_version(self, version: ProtocolVersion) -> None:
        """Keep a version; it is never rewritten."""
        self._connection.execute(
            "INSERT INTO protocol_version (id, protocol_id, number, at, account_id, meeting_id, "
            "record) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                version.id,
                version.protocol_id,
                version.number,
                table.instant(version.at),
                version.account_id,
                version.meeting_id,
                version.record,
            ),
        )

    def remove_version(self, id_: ProtocolVersionId) -> None:
        """Take a version back, as long as validating it can be undone."""
        self._connection.execute("DELETE FROM protocol_version WHERE id = ?", (id_,))

    def moves(self, id_: ProtocolId) -> tuple[ProtocolMove, ...]:
        """The moves of a protocol's life, the latest first."""
        rows = self._connection.execute(
            "SELECT * FROM protocol_move WHERE protocol_id = ? ORDER BY id DESC", (id_,)
        )
        return tuple(_move(row) for row in rows)

    def add_move(self, move: ProtocolMove) -> None:
        """Note a move."""
        table.save(
            self._connection,
            "protocol_move",
            {
                "id": move.id,
                "protocol_id": move.protocol_id,
                "at": table.instant(move.at),
                "account_id": move.account_id,
                "status": move.status.value,
                "version": move.version,
                "meeting_id": move.meeting_id,
                "note": move.note,
                "revised_from": table.day(move.revised_from),
            },
        )

    def remove_move(self, id_: ProtocolMoveId) -> None:
        """Take a move back: its undo."""
        self._connection.execute("DELETE FROM protocol_move WHERE id = ?", (id_,))

    def signatures(self, id_: ProtocolId, version: int) -> tuple[ProtocolSignature, ...]:
        """Who signed a version, in the order in which it was noted."""
        rows = self._connection.execute(
            "SELECT * FROM protocol_signature WHERE protocol_id = ? AND version = ? ORDER BY id",
            (id_, version),
        )
        return tuple(_signature(row) for row in rows)

    def save_signature(self, signature: ProtocolSignature) -> None:
        """Add or rewrite a signature."""
        table.save(
            self._connection,
            "protocol_signature",
            {
                "id": signature.id,
                "protocol_id": signature.protocol_id,
                "version": signature.version,
                "signed_on": signature.on.isoformat(),
                "digest": signature.digest,
                "professional_id": signature.professional_id,
                "name": signature.name,
                "profession": signature.profession,
            },
        )

    def remove_signature(self, id_: ProtocolSignatureId) -> None:
        """Take a signature back."""
        self._connection.execute("DELETE FROM protocol_signature WHERE id = ?", (id_,))

    def figures(self, id_: ProtocolId, year: int) -> tuple[IndicatorFigure, ...]:
        """What was counted by hand in a year."""
        rows = self._connection.execute(
            "SELECT * FROM protocol_figure WHERE protocol_id = ? AND year = ?", (id_, year)
        )
        return tuple(_figure(row) for row in rows)

    def save_figure(self, figure: IndicatorFigure) -> None:
        """Add or rewrite a figure."""
        table.save(
            self._connection,
            "protocol_figure",
            {
                "protocol_id": figure.protocol_id,
                "indicator_id": figure.indicator_id,
                "year": figure.year,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "note": figure.note,
            },
            key=("protocol_id", "indicator_id", "year"),
        )

    def remove_figure(self, figure: IndicatorFigure) -> None:
        """Take a figure back."""
        self._connection.execute(
            "DELETE FROM protocol_figure WHERE protocol_id = ? AND indicator_id = ? AND year = ?",
            (figure.protocol_id, figure.indicator_id, figure.year),
        )


def _version(row: Row) -> ProtocolVersion:
    return ProtocolVersion(
        id=ProtocolVersionId(row.text("id")),
        protocol_id=ProtocolId(row.text("protocol_id")),
        number=row.integer("number"),
        at=datetime.fromisoformat(row.text("at")),
        account_id=row.text("account_id"),
        record=row.text("record"),
        meeting_id=table.maybe(MeetingId, row.text_or_none("meeting_id")),
    )


def _move(row: Row) -> ProtocolMove:
    return ProtocolMove(
        id=ProtocolMoveId(row.text("id")),
        protocol_id=ProtocolId(row.text("protocol_id")),
        at=datetime.fromisoformat(row.text("at")),
        account_id=row.text("account_id"),
        status=ProtocolStatus(row.text("status")),
        version=row.integer("version"),
        meeting_id=table.maybe(MeetingId, row.text_or_none("meeting_id")),
        note=row.text("note"),
        revised_from=table.day_from(row.text_or_none("revised_from")),
    )


def _signature(row: Row) -> ProtocolSignature:
    return ProtocolSignature(
        id=ProtocolSignatureId(row.text("id")),
        protocol_id=ProtocolId(row.text("protocol_id")),
        version=row.integer("version"),
        on=date.fromisoformat(row.text("signed_on")),
        digest=row.text("digest"),
        professional_id=table.maybe(ProfessionalId, row.text_or_none("professional_id")),
        name=row.text("name"),
        profession=row.text("profession"),
    )


def _figure(row: Row) -> IndicatorFigure:
    return IndicatorFigure(
        protocol_id=ProtocolId(row.text("protocol_id")),
        indicator_id=IndicatorId(row.text("indicator_id")),
        year=row.integer("year"),
        numerator=row.integer("numerator"),
        denominator=row.integer("denominator"),
        note=row.text("note"),
    )
