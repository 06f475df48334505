# SPDX-License-Identifier: EUPL-1.2
"""The rows of the directory."""

from app.domain.directory import Professional
from app.domain.field import Field
from app.domain.ids import ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row


class ProfessionalRows:
    """The people of the directory, sorted by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Professional, ...]:
        """Everybody, those who left included."""
        rows = self._connection.execute(
            "SELECT * FROM professional ORDER BY last COLLATE NOCASE, first COLLATE NOCASE, id"
        )
        return tuple(_professional(row) for row in rows)

    def get(self, id_: ProfessionalId) -> Professional | None:
        """One person."""
        row = self._connection.execute("SELECT * FROM professional WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _professional(row)

    def save(self, person: Professional) -> None:
        """Add or rewrite a person."""
        table.save(
            self._connection,
            "professional",
            {
                "id": person.id,
                "last": person.last,
                "first": person.first,
                "profession": person.profession,
                "field": person.field.value,
                "structure": person.structure,
                "member": int(person.member),
                "rpps": person.rpps,
                "phone": person.phone,
                "mail": person.mail,
                "active": int(person.active),
            },
        )


def _professional(row: Row) -> Professional:
    return Professional(
        id=ProfessionalId(row.text("id")),
        last=row.text("last"),
        first=row.text("first"),
        profession=row.text("profession"),
        field=Field(row.text("field")),
        structure=row.text("structure"),
        member=row.flag("member"),
        rpps=row.text("rpps"),
        phone=row.text("phone"),
        mail=row.text("mail"),
        active=row.flag("active"),
    )
