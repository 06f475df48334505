# SPDX-License-Identifier: EUPL-1.2
"""The rows of who is around a person."""

from app.domain.circle import CircleMember
from app.domain.ids import CaseId, CircleMemberId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row


class CircleRows:
    """The circles of situations."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: CircleMemberId) -> CircleMember | None:
        """One member."""
        row = self._connection.execute(
            "SELECT * FROM circle_member WHERE id = ?", (id_,)
        ).fetchone()
        return None if row is None else _member(row)

    def of(self, case_id: CaseId) -> tuple[CircleMember, ...]:
        """The circle of a situation, in order."""
        rows = self._connection.execute(
            "SELECT * FROM circle_member WHERE case_id = ? ORDER BY position, id", (case_id,)
        )
        return tuple(_member(row) for row in rows)

    def save(self, member: CircleMember) -> None:
        """Add or rewrite a member."""
        table.save(
            self._connection,
            "circle_member",
            {
                "id": member.id,
                "case_id": member.case_id,
                "position": member.position,
                "professional_id": member.professional_id,
                "name": member.name,
                "role": member.role,
                "care_team": int(member.care_team),
            },
        )

    def remove(self, id_: CircleMemberId) -> None:
        """Take a member out."""
        self._connection.execute("DELETE FROM circle_member WHERE id = ?", (id_,))


def _member(row: Row) -> CircleMember:
    return CircleMember(
        id=CircleMemberId(row.text("id")),
        case_id=CaseId(row.text("case_id")),
        position=row.integer("position"),
        professional_id=table.maybe(ProfessionalId, row.text_or_none("professional_id")),
        name=row.text("name"),
        role=row.text("role"),
        care_team=row.flag("care_team"),
    )
