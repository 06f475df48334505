# SPDX-License-Identifier: EUPL-1.2
"""The row of the practice, and that of its logo."""

from datetime import time

from app.domain.logo import Logo
from app.domain.practice import Practice, Region, WeeklySlot
from app.storage import table
from app.storage.driver import Connection


class PracticeRows:
    """The one practice of a vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> Practice | None:
        """The practice, None in a vault that was never set up."""
        row = self._connection.execute("SELECT * FROM practice WHERE id = 1").fetchone()
        if row is None:
            return None
        return Practice(
            name=row.text("name"),
            place=row.text("place"),
            finess=row.text("finess"),
            address=row.text("address"),
            phone=row.text("phone"),
            slot=WeeklySlot(
                weekday=row.integer("weekday"),
                start=time.fromisoformat(row.text("slot_start")),
                end=time.fromisoformat(row.text("slot_end")),
            ),
            region=Region(row.text("region")),
        )

    def save(self, practice: Practice) -> None:
        """Write the practice."""
        table.save(
            self._connection,
            "practice",
            {
                "id": 1,
                "name": practice.name,
                "place": practice.place,
                "finess": practice.finess,
                "address": practice.address,
                "phone": practice.phone,
                "weekday": practice.slot.weekday,
                "slot_start": table.clock(practice.slot.start),
                "slot_end": table.clock(practice.slot.end),
                "region": practice.region.value,
            },
        )

    def logo(self) -> Logo | None:
        """The logo, None where the practice has none."""
        row = self._connection.execute("SELECT * FROM practice_logo WHERE id = 1").fetchone()
        if row is None:
            return None
        return Logo(row.blob("png"), row.integer("width"), row.integer("height"))

    def save_logo(self, logo: Logo | None) -> None:
        """Write the logo; None takes it out."""
        if logo is None:
            self._connection.execute("DELETE FROM practice_logo")
            return
        table.save(
            self._connection,
            "practice_logo",
            {"id": 1, "png": logo.png, "width": logo.width, "height": logo.height},
        )
