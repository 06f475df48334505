# SPDX-License-Identifier: EUPL-1.2
"""The rows of situations in protocols."""

import json
from dataclasses import asdict
from datetime import date

from app.domain.ids import CaseId, InclusionId, ProtocolId
from app.domain.inclusion import Criterion, Inclusion, InclusionState
from app.storage import table
from app.storage.driver import Connection, Row


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

    def counts(self) -> dict[ProtocolId, int]:
        """How many situations are in each protocol now; one that has none is not there."""
        rows = self._connection.execute(
            "SELECT protocol_id, count(DISTINCT case_id) AS n FROM protocol_inclusion "
            "WHERE state = 'included' GROUP BY protocol_id"
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
        criteria=tuple(
            Criterion(str(raw["text"]), bool(raw["excludes"]), bool(raw["met"]))
            for raw in json.loads(row.text("criteria"))
        ),
    )
