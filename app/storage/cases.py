# SPDX-License-Identifier: EUPL-1.2
"""The rows of situations and of their sealed identities."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.case import Case, CaseStatus, ComplexityReason, Eligibility, Protection
from app.domain.consent import ConsentState
from app.domain.ids import CaseId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row

_LATEST_STATE = (
    "(SELECT state FROM consent WHERE case_id = coalesce(merged_into, cases.id) "
    "ORDER BY id DESC LIMIT 1)"
)

_LINE = (
    "SELECT id, code, title, requester_id, requester_name, status, review_on, "  # noqa: S608 - constant
    f"{_LATEST_STATE} AS consent FROM cases"
)


@dataclass(frozen=True)
class CaseLine:
    """What a list shows of a situation."""

    id: CaseId
    code: str
    title: str
    requester_id: ProfessionalId | None
    requester_name: str
    status: CaseStatus
    consent: ConsentState | None
    review_on: date | None


@dataclass(frozen=True)
class CaseName:
    """By what a situation is found."""

    id: CaseId
    code: str
    title: str


class CaseRows:
    """Situations by code; an identity is an opaque sealed blob here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id_: CaseId) -> Case | None:
        """One situation."""
        row = self._connection.execute("SELECT * FROM cases WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _case(row)

    def by_code(self, code: str) -> Case | None:
        """The situation that has this code."""
        row = self._connection.execute("SELECT * FROM cases WHERE code = ?", (code,)).fetchone()
        return None if row is None else _case(row)

    def codes(self, prefix: str) -> tuple[str, ...]:
        """The codes that begin with `prefix`, for the next number of a year."""
        rows = self._connection.execute(
            "SELECT code FROM cases WHERE code >= ? AND code < ?", (prefix, prefix + "\uffff")
        )
        return tuple(row.text("code") for row in rows)

    def names(self, most: int, *, before: str | None = None) -> tuple[CaseName, ...]:
        """So many situations at most, the newest code first; `before` is the last one read."""
        rows = self._connection.execute(
            "SELECT id, code, title FROM cases WHERE binned_at IS NULL AND (? IS NULL OR code < ?) "
            "ORDER BY code DESC LIMIT ?",
            (before, before, most),
        )
        return tuple(CaseName(CaseId(r.text("id")), r.text("code"), r.text("title")) for r in rows)

    def lines(self) -> tuple[CaseLine, ...]:
        """Every situation that is not in the bin as a list shows it, the newest code first."""
        rows = self._connection.execute(f"{_LINE} WHERE binned_at IS NULL ORDER BY code DESC")
        return tuple(_line(row) for row in rows)

    def ids(self, statuses: tuple[CaseStatus, ...], *, undated: bool) -> tuple[CaseId, ...]:
        """The situations in these states, all of them for none, the newest code first.

        `undated` keeps those without a day to be seen again. One text from the engine: a row for
        each of 20,000 would take longer than a window may.
        """
        # `+`: in the order of the codes, which are there already; by state all would be sorted.
        states = f"AND +status IN ({table.marks(len(statuses))})" if statuses else ""
        dated = "AND review_on IS NULL" if undated else ""
        row = self._connection.execute(
            "SELECT json_group_array(id) AS ids FROM (SELECT id FROM cases "  # noqa: S608 - constants
            f"WHERE binned_at IS NULL {states} {dated} ORDER BY code DESC)",
            tuple(status.value for status in statuses),
        ).fetchone()
        return () if row is None else tuple(map(CaseId, json.loads(row.text("ids"))))

    def count(self) -> int:
        """How many situations are not in the bin."""
        row = self._connection.execute(
            "SELECT COUNT(*) AS n FROM cases WHERE binned_at IS NULL"
        ).fetchone()
        return 0 if row is None else row.integer("n")

    def lines_of(self, ids: Sequence[CaseId]) -> tuple[CaseLine, ...]:
        """These situations as a list shows them, in this order; who is no more is left out."""
        rows = self._connection.execute(
            f"{_LINE} WHERE id IN ({table.marks(len(ids))})", tuple(ids)
        )
        found = {line.id: line for line in map(_line, rows)}
        return tuple(found[id_] for id_ in ids if id_ in found)

    def line(self, id_: CaseId) -> CaseLine | None:
        """One situation as a list shows it."""
        row = self._connection.execute(f"{_LINE} WHERE id = ?", (id_,)).fetchone()
        return None if row is None else _line(row)

    def waiting(self) -> tuple[Case, ...]:
        """The situations that may come to an agenda: not closed nor archived."""
        rows = self._connection.execute(
            "SELECT * FROM cases WHERE status IN ('new', 'to_present', 'followed', 'to_review') "
            "ORDER BY code"
        )
        return tuple(_case(row) for row in rows)

    def newest_waiting(self, most: int) -> tuple[CaseId, ...]:
        """The situations that may come to an agenda, the newest codes, at most so many."""
        rows = self._connection.execute(
            "SELECT id FROM cases WHERE status IN ('new', 'to_present', 'followed', 'to_review') "
            "ORDER BY code DESC LIMIT ?",
            (most,),
        )
        return tuple(CaseId(row.text("id")) for row in rows)

    def review_reached(self, day: date) -> tuple[Case, ...]:
        """The followed situations that were to be seen again by a day."""
        rows = self._connection.execute(
            "SELECT * FROM cases WHERE status = 'followed' AND review_on <= ? ORDER BY code",
            (day.isoformat(),),
        )
        return tuple(_case(row) for row in rows)

    def count_without_review(self) -> int:
        """How many followed situations have no date at which to be seen again."""
        row = self._connection.execute(
            "SELECT COUNT(*) AS n FROM cases "
            "WHERE status IN ('followed', 'to_review') AND review_on IS NULL"
        ).fetchone()
        return 0 if row is None else row.integer("n")

    def save(self, case: Case) -> None:
        """Add or rewrite a situation."""
        if case.created_at is None:
            raise ValueError("a stored case has a creation instant")
        table.save(
            self._connection,
            "cases",
            {
                "id": case.id,
                "code": case.code,
                "title": case.title,
                "requester_id": case.requester_id,
                "requester_name": case.requester_name,
                "reason": case.reason.value,
                "question": case.question,
                "wishes": case.wishes,
                "organic": case.organic,
                "psychic": case.psychic,
                "social": case.social,
                "over_75": int(case.eligibility.over_75),
                "ald": int(case.eligibility.ald),
                "treating_doctor": int(case.eligibility.treating_doctor_in_sisa),
                "status": case.status.value,
                "review_on": table.day(case.review_on),
                "created_at": table.instant(case.created_at),
                "referent_id": case.referent_id,
                "referent_name": case.referent_name,
                "priority": case.priority,
                "tried": case.tried,
                "carer": case.carer,
                "protection": case.protection.value,
                "parents_kept_out": int(case.parents_kept_out),
                "birth_year": case.birth_year,
                "follows": case.follows,
                "merged_into": case.merged_into,
                "binned_at": table.instant_or_none(case.binned_at),
            },
        )

    def sealed_identity(self, id_: CaseId) -> bytes | None:
        """The sealed identity of a situation, None where there is none."""
        row = self._connection.execute(
            "SELECT sealed FROM identity WHERE case_id = ?", (id_,)
        ).fetchone()
        return None if row is None else row.blob("sealed")

    def sealed_identities(self) -> tuple[tuple[CaseId, bytes], ...]:
        """Every sealed identity with its situation."""
        rows = self._connection.execute("SELECT case_id, sealed FROM identity").fetchall()
        return tuple((CaseId(row.text("case_id")), row.blob("sealed")) for row in rows)

    def save_identity(self, id_: CaseId, sealed: bytes) -> None:
        """Write the sealed identity of a situation."""
        table.save(
            self._connection, "identity", {"case_id": id_, "sealed": sealed}, key=("case_id",)
        )


def _line(row: Row) -> CaseLine:
    return CaseLine(
        id=CaseId(row.text("id")),
        code=row.text("code"),
        title=row.text("title"),
        requester_id=table.maybe(ProfessionalId, row.text_or_none("requester_id")),
        requester_name=row.text("requester_name"),
        status=CaseStatus(row.text("status")),
        consent=table.maybe(ConsentState, row.text_or_none("consent")),
        review_on=table.day_from(row.text_or_none("review_on")),
    )


def _case(row: Row) -> Case:
    return Case(
        id=CaseId(row.text("id")),
        code=row.text("code"),
        title=row.text("title"),
        requester_id=table.maybe(ProfessionalId, row.text_or_none("requester_id")),
        requester_name=row.text("requester_name"),
        reason=ComplexityReason(row.text("reason")),
        question=row.text("question"),
        wishes=row.text("wishes"),
        organic=row.text("organic"),
        psychic=row.text("psychic"),
        social=row.text("social"),
        eligibility=Eligibility(
            over_75=row.flag("over_75"),
            ald=row.flag("ald"),
            treating_doctor_in_sisa=row.flag("treating_doctor"),
        ),
        status=CaseStatus(row.text("status")),
        review_on=table.day_from(row.text_or_none("review_on")),
        created_at=table.instant_from(row.text("created_at")),
        referent_id=table.maybe(ProfessionalId, row.text_or_none("referent_id")),
        referent_name=row.text("referent_name"),
        priority=row.text("priority"),
        tried=row.text("tried"),
        carer=row.text("carer"),
        protection=Protection(row.text("protection")),
        parents_kept_out=row.flag("parents_kept_out"),
        birth_year=row.integer_or_none("birth_year"),
        follows=table.maybe(CaseId, row.text_or_none("follows")),
        merged_into=table.maybe(CaseId, row.text_or_none("merged_into")),
        binned_at=table.instant_from(row.text_or_none("binned_at")),
    )
