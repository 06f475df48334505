# SPDX-License-Identifier: EUPL-1.2
"""The rows of how long files are kept, and what tells when somebody was last cared for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.case import CaseStatus, Protection
from app.domain.ids import CaseId
from app.domain.retention import RetentionName, RetentionRule
from app.storage import table
from app.storage.driver import Connection, Row

_ACTS = (
    "SELECT created_at FROM cases WHERE id = one.id "
    "UNION ALL SELECT held_on FROM agenda_item JOIN meeting ON meeting.id = meeting_id "
    "WHERE case_id = one.id AND agenda_item.state = 'seen' AND meeting.state <> 'prepared' "
    "UNION ALL SELECT done_on FROM feedback WHERE case_id = one.id "
    "UNION ALL SELECT stated_on FROM consent WHERE case_id = one.id "
    "UNION ALL SELECT dated FROM care_plan WHERE case_id = one.id "
    "UNION ALL SELECT at FROM case_step WHERE case_id = one.id AND status <> 'archived'"
)
"""What the team did for a person, each with its day first. Putting a file away is no care."""

_FILES = (
    "SELECT id, code, title, status, birth_year, protection, "  # noqa: S608 - constant
    f"(SELECT max(substr(created_at, 1, 10)) FROM ({_ACTS})) AS last, "
    "EXISTS (SELECT 1 FROM minutes_item WHERE case_id = one.id) AS presented, "
    "merged_into IS NOT NULL OR follows IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM cases WHERE merged_into = one.id) "
    "OR EXISTS (SELECT 1 FROM cases WHERE follows = one.id) AS linked FROM cases AS one"
)


@dataclass(frozen=True)
class KeptFile:
    """What the clock of a file needs: `last` is the day of the last act of care for the person.

    `presented`: something of it, or of a file joined to it, is in sealed minutes. `linked`: other
    files of the same person are part of the answer, or it is one that was joined.
    """

    id: CaseId
    code: str
    title: str
    status: CaseStatus
    birth_year: int | None
    minor: bool
    last: date
    presented: bool
    linked: bool


class RetentionRows:
    """The practice's own rules, and the files that they apply to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[RetentionName, RetentionRule]:
        """Each rule that the practice rewrote, by its name."""
        rows = self._connection.execute("SELECT * FROM retention_rule")
        found = (
            RetentionRule(RetentionName(r.text("name")), r.integer("years"), r.text("source"))
            for r in rows
        )
        return {rule.name: rule for rule in found}

    def save(self, rule: RetentionRule) -> None:
        """Rewrite a rule."""
        table.save(
            self._connection,
            "retention_rule",
            {"name": rule.name.value, "years": rule.years, "source": rule.source},
            key=("name",),
        )

    def files(self, case_ids: tuple[CaseId, ...]) -> tuple[KeptFile, ...]:
        """These files, each by itself."""
        rows = self._connection.execute(
            f"{_FILES} WHERE id IN ({table.marks(len(case_ids))})", case_ids
        )
        return tuple(_file(row) for row in rows)

    def put_away(self) -> Iterator[KeptFile]:
        """The files that are closed or archived and were not joined to another one."""
        rows = self._connection.execute(
            f"{_FILES} WHERE status IN ('closed', 'archived') AND binned_at IS NULL "
            "AND merged_into IS NULL ORDER BY code"
        )
        yield from map(_file, rows)


def _file(row: Row) -> KeptFile:
    return KeptFile(
        id=CaseId(row.text("id")),
        code=row.text("code"),
        title=row.text("title"),
        status=CaseStatus(row.text("status")),
        birth_year=row.integer_or_none("birth_year"),
        minor=row.text("protection") == Protection.MINOR.value,
        last=date.fromisoformat(row.text("last")),
        presented=row.flag("presented"),
        linked=row.flag("linked"),
    )
