# SPDX-License-Identifier: EUPL-1.2
"""The rows of situations in protocols."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from app.domain.ids import CaseId, InclusionId, ProtocolId
from app.domain.inclusion import Criterion, Inclusion, InclusionState
from app.storage import table
from app.storage.driver import Connection, Row

_SEEN = (
    "SELECT DISTINCT case_id FROM agenda_item JOIN meeting ON meeting.id = meeting_id "
    "WHERE meeting.state = 'closed' AND form <> 'short' AND held_on BETWEEN ? AND ? "
    "AND agenda_item.state = 'seen' AND case_id IS NOT NULL"
)
_PLANNED = (
    "SELECT case_id FROM care_plan WHERE EXISTS (SELECT 1 FROM plan_version "
    "WHERE plan_id = care_plan.id AND at < :at) OR EXISTS (SELECT 1 FROM plan_line "
    "WHERE plan_id = care_plan.id AND state = 'accepted' AND id < :id "
    "AND problem || objective || action <> '')"
)


@dataclass(frozen=True)
class Place:
    """One decision about one situation, without its texts, and the code of that situation."""

    id: InclusionId
    case_id: CaseId
    code: str
    version: int
    state: InclusionState
    on: date
    ended_on: date | None


@dataclass(frozen=True)
class Applied:
    """What including somebody needs of a version in force: its title and its criteria."""

    protocol_id: ProtocolId
    version: int
    since: date | None
    title: str
    inclusion: str
    exclusion: str


class InclusionRows:
    """Who is, was or is not in which protocol."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: InclusionId) -> Inclusion | None:
        """One inclusion."""
        row = self._connection.execute(
            "SELECT * FROM protocol_inclusion WHERE id = ?", (id_,)
        ).fetchone()
        return None if row is None else _inclusion(row)

    def of_case(self, case_id: CaseId) -> tuple[Inclusion, ...]:
        """The inclusions of a situation, the oldest first."""
        rows = self._connection.execute(
            "SELECT * FROM protocol_inclusion WHERE case_id = ? ORDER BY id", (case_id,)
        )
        return tuple(_inclusion(row) for row in rows)

    def of_protocol(self, protocol_id: ProtocolId) -> tuple[Inclusion, ...]:
        """The inclusions of a protocol, the oldest first."""
        rows = self._connection.execute(
            "SELECT * FROM protocol_inclusion WHERE protocol_id = ? ORDER BY decided_on, id",
            (protocol_id,),
        )
        return tuple(_inclusion(row) for row in rows)

    def applied(self) -> tuple[Applied, ...]:
        """The versions in force; their texts are not read whole: a page asks for this often."""
        rows = self._connection.execute(
            "SELECT protocol.id, number, in_force_on, json_extract(record, '$.content.title') "
            "AS title, json_extract(record, '$.content.inclusion') AS inclusion, "
            "json_extract(record, '$.content.exclusion') AS exclusion FROM protocol "
            "JOIN protocol_version ON protocol_id = protocol.id AND number = in_force"
        )
        return tuple(
            Applied(
                protocol_id=ProtocolId(row.text("id")),
                version=row.integer("number"),
                since=table.day_from(row.text_or_none("in_force_on")),
                title=row.text_or_none("title") or "",
                inclusion=row.text_or_none("inclusion") or "",
                exclusion=row.text_or_none("exclusion") or "",
            )
            for row in rows
        )

    def in_force(self) -> Mapping[ProtocolId, int]:
        """Which version of each protocol is applied; one of which none is is not there."""
        rows = self._connection.execute(
            "SELECT id, in_force FROM protocol WHERE in_force IS NOT NULL"
        )
        return {ProtocolId(row.text("id")): row.integer("in_force") for row in rows}

    def titles(self, case_id: CaseId) -> Mapping[InclusionId, str]:
        """What the protocol was called in the version of each inclusion of a situation."""
        rows = self._connection.execute(
            "SELECT one.id, coalesce(json_extract(record, '$.content.title'), "
            "json_extract(protocol.content, '$.title'), '') AS title "
            "FROM protocol_inclusion AS one JOIN protocol ON protocol.id = one.protocol_id "
            "LEFT JOIN protocol_version AS kept ON kept.protocol_id = one.protocol_id "
            "AND kept.number = one.version WHERE case_id = ?",
            (case_id,),
        )
        return {InclusionId(row.text("id")): row.text("title") for row in rows}

    def places(self, protocol_id: ProtocolId) -> tuple[Place, ...]:
        """The decisions of a protocol, the oldest first; a situation in the bin counts for none."""
        rows = self._connection.execute(
            "SELECT one.id, case_id, code, version, state, decided_on, ended_on "
            "FROM protocol_inclusion AS one JOIN cases ON cases.id = case_id "
            "WHERE protocol_id = ? AND binned_at IS NULL ORDER BY decided_on, one.id",
            (protocol_id,),
        )
        return tuple(
            Place(
                id=InclusionId(row.text("id")),
                case_id=CaseId(row.text("case_id")),
                code=row.text("code"),
                version=row.integer("version"),
                state=InclusionState(row.text("state")),
                on=date.fromisoformat(row.text("decided_on")),
                ended_on=table.day_from(row.text_or_none("ended_on")),
            )
            for row in rows
        )

    def links(self) -> tuple[tuple[str, str], ...]:
        """Pairs of files of one person: joined to another, or the next episode of another."""
        rows = self._connection.execute(
            "SELECT id, merged_into AS other FROM cases WHERE merged_into IS NOT NULL "
            "UNION ALL SELECT id, follows FROM cases WHERE follows IS NOT NULL"
        )
        return tuple((row.text("id"), row.text("other")) for row in rows)

    def seen(self, first: date, last: date) -> frozenset[str]:
        """The situations seen by the team in a closed meeting on these days, both included."""
        days = (first.isoformat(), last.isoformat())
        return frozenset(row.text("case_id") for row in self._connection.execute(_SEEN, days))

    def planned(self, until: datetime) -> frozenset[str]:
        """The situations whose plan had, before an instant, a version or an accepted line."""
        made = f"{int(until.timestamp() * 1000):012x}"  # ids begin with their instant, RFC 9562
        wanted = {"at": table.instant(until), "id": f"{made[:8]}-{made[8:]}"}
        return frozenset(row.text("case_id") for row in self._connection.execute(_PLANNED, wanted))

    def counts(self) -> dict[ProtocolId, int]:
        """How many situations are in each protocol now; one that has none is not there."""
        rows = self._connection.execute(
            "SELECT protocol_id, count(DISTINCT case_id) AS n FROM protocol_inclusion "
            "JOIN cases ON cases.id = case_id "
            "WHERE state = 'included' AND binned_at IS NULL GROUP BY protocol_id"
        )
        return {ProtocolId(row.text("protocol_id")): row.integer("n") for row in rows}

    def save(self, inclusion: Inclusion) -> None:
        """Add or rewrite an inclusion."""
        table.save(
            self._connection,
            "protocol_inclusion",
            {
                "id": inclusion.id,
                "protocol_id": inclusion.protocol_id,
                "case_id": inclusion.case_id,
                "version": inclusion.version,
                "state": inclusion.state.value,
                "decided_on": inclusion.on.isoformat(),
                "ended_on": table.day(inclusion.ended_on),
                "reason": inclusion.reason,
                "ended_why": inclusion.ended_why,
                "criteria": json.dumps(
                    [asdict(criterion) for criterion in inclusion.criteria], ensure_ascii=False
                ),
            },
        )

    def remove(self, id_: InclusionId) -> None:
        """Take an inclusion back."""
        self._connection.execute("DELETE FROM protocol_inclusion WHERE id = ?", (id_,))


def _inclusion(row: Row) -> Inclusion:
    return Inclusion(
        id=InclusionId(row.text("id")),
        protocol_id=ProtocolId(row.text("protocol_id")),
        case_id=CaseId(row.text("case_id")),
        version=row.integer("version"),
        state=InclusionState(row.text("state")),
        on=date.fromisoformat(row.text("decided_on")),
        ended_on=table.day_from(row.text_or_none("ended_on")),
        reason=row.text("reason"),
        ended_why=row.text("ended_why"),
        criteria=tuple(
            Criterion(str(raw["text"]), bool(raw["excludes"]), bool(raw["met"]))
            for raw in json.loads(row.text("criteria"))
        ),
    )
