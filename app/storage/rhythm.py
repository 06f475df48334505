# SPDX-License-Identifier: EUPL-1.2
"""The rows of what differs from the weekly rhythm, and of who is away when."""

from datetime import date, time

from app.domain.directory import Absence
from app.domain.ids import AbsenceId, ProfessionalId
from app.domain.rhythm import ExceptionKind, RhythmException
from app.storage import table
from app.storage.driver import Connection, Row


class RhythmRows:
    """Exceptions by the day of the rhythm."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def exceptions(self, since: date) -> dict[date, RhythmException]:
        """The exceptions of the days from `since` on."""
        rows = self._connection.execute(
            "SELECT * FROM rhythm_exception WHERE day >= ? ORDER BY day", (since.isoformat(),)
        )
        return {found.day: found for found in map(_exception, rows)}

    def save(self, exception: RhythmException) -> None:
        """Add or rewrite the exception of a day."""
        table.save(
            self._connection,
            "rhythm_exception",
            {
                "day": exception.day.isoformat(),
                "kind": exception.kind.value,
                "moved_to": table.day(exception.moved_to),
                "starts": table.maybe(table.clock, exception.start),
                "ends": table.maybe(table.clock, exception.end),
                "reason": exception.reason,
            },
            key=("day",),
        )

    def remove(self, day: date) -> None:
        """Let a day follow the rhythm again."""
        self._connection.execute("DELETE FROM rhythm_exception WHERE day = ?", (day.isoformat(),))


class AbsenceRows:
    """Who is away when."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def since(self, day: date) -> tuple[Absence, ...]:
        """The absences that are not over on a day, the earliest first."""
        rows = self._connection.execute(
            "SELECT * FROM absence WHERE last_day >= ? ORDER BY first_day, id", (day.isoformat(),)
        )
        return tuple(map(_absence, rows))

    def away(self, day: date) -> frozenset[ProfessionalId]:
        """Who is away on a day."""
        return frozenset(one.professional_id for one in self.since(day) if one.covers(day))

    def save(self, absence: Absence) -> None:
        """Add or rewrite an absence."""
        table.save(
            self._connection,
            "absence",
            {
                "id": absence.id,
                "professional_id": absence.professional_id,
                "first_day": absence.first.isoformat(),
                "last_day": absence.last.isoformat(),
            },
        )

    def remove(self, id_: AbsenceId) -> None:
        """The person is there after all."""
        self._connection.execute("DELETE FROM absence WHERE id = ?", (id_,))


def _exception(row: Row) -> RhythmException:
    return RhythmException(
        day=date.fromisoformat(row.text("day")),
        kind=ExceptionKind(row.text("kind")),
        reason=row.text("reason"),
        moved_to=table.day_from(row.text_or_none("moved_to")),
        start=table.maybe(time.fromisoformat, row.text_or_none("starts")),
        end=table.maybe(time.fromisoformat, row.text_or_none("ends")),
    )


def _absence(row: Row) -> Absence:
    return Absence(
        id=AbsenceId(row.text("id")),
        professional_id=ProfessionalId(row.text("professional_id")),
        first=date.fromisoformat(row.text("first_day")),
        last=date.fromisoformat(row.text("last_day")),
    )
