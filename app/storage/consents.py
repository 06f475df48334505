# SPDX-License-Identifier: EUPL-1.2
"""The rows of consents: statements are added, never rewritten."""

from datetime import date

from app.domain.consent import Consent, ConsentMode, ConsentState, GivenBy
from app.domain.ids import CaseId, ConsentId, ProfessionalId
from app.storage import table
from app.storage.driver import Connection, Row

OF_THE_PERSON = (
    "coalesce((SELECT kept.merged_into FROM cases AS kept WHERE kept.id = {case}), {case})"
)
"""The situation whose consents are in force for another one: the file that took it over, if any."""

_OF_CASE = (
    f"SELECT * FROM consent WHERE case_id = {OF_THE_PERSON.format(case=':case')} "  # noqa: S608 - constant
    "ORDER BY id DESC"
)


class ConsentRows:
    """The consents of situations; the latest statement is in force."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self, case_id: CaseId) -> Consent | None:
        """The statement in force, None where none was ever noted."""
        row = self._connection.execute(f"{_OF_CASE} LIMIT 1", {"case": case_id}).fetchone()
        return None if row is None else _consent(row)

    def of(self, case_id: CaseId) -> tuple[Consent, ...]:
        """Every statement of a situation, the latest first."""
        rows = self._connection.execute(_OF_CASE, {"case": case_id})
        return tuple(_consent(row) for row in rows)

    def of_waiting(self) -> dict[CaseId, Consent]:
        """The statement in force of each situation that is not closed nor archived."""
        # CROSS JOIN keeps the order: from the few situations that wait to their own statements.
        rows = self._connection.execute(
            "SELECT consent.* FROM cases CROSS JOIN consent ON consent.case_id = cases.id "
            "WHERE cases.status IN ('new', 'to_present', 'followed', 'to_review') "
            "ORDER BY consent.id"
        )
        return {found.case_id: found for found in map(_consent, rows)}

    def to_renew(self, until: date) -> tuple[Consent, ...]:
        """The consents in force to be asked again by a day, of situations that go on."""
        rows = self._connection.execute(
            "SELECT consent.* FROM cases CROSS JOIN consent ON consent.case_id = cases.id "
            "WHERE cases.status IN ('new', 'to_present', 'followed', 'to_review') "
            "AND cases.binned_at IS NULL AND cases.merged_into IS NULL "
            "AND consent.state = 'obtained' AND consent.renew_on <= ? "
            "AND NOT EXISTS (SELECT 1 FROM consent AS later "
            "WHERE later.case_id = consent.case_id AND later.id > consent.id) "
            "ORDER BY consent.renew_on",
            (table.day(until),),
        )
        return tuple(_consent(row) for row in rows)

    def add(self, consent: Consent) -> None:
        """Add a statement."""
        table.save(
            self._connection,
            "consent",
            {
                "id": consent.id,
                "case_id": consent.case_id,
                "state": consent.state.value,
                "stated_on": table.day(consent.on),
                "collected_by": consent.collected_by,
                "collected_by_name": consent.collected_by_name,
                "scope": consent.scope,
                "outside_team": int(consent.outside_team),
                "structures": consent.structures,
                "given_by": consent.given_by.value,
                "informed": consent.informed,
                "mode": consent.mode.value,
                "sheet_given": int(consent.sheet_given),
                "renew_on": table.day(consent.renew_on),
            },
        )


def _consent(row: Row) -> Consent:
    return Consent(
        id=ConsentId(row.text("id")),
        case_id=CaseId(row.text("case_id")),
        state=ConsentState(row.text("state")),
        on=table.day_from(row.text_or_none("stated_on")),
        collected_by=table.maybe(ProfessionalId, row.text_or_none("collected_by")),
        collected_by_name=row.text("collected_by_name"),
        scope=row.text("scope"),
        outside_team=row.flag("outside_team"),
        structures=row.text("structures"),
        given_by=GivenBy(row.text("given_by")),
        informed=row.text("informed"),
        mode=ConsentMode(row.text("mode")),
        sheet_given=row.flag("sheet_given"),
        renew_on=table.day_from(row.text_or_none("renew_on")),
    )
