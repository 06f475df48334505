# SPDX-License-Identifier: EUPL-1.2
"""The extracts that are owed to patients' records: owed at sealing, noted once put there."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.changes import Changes, Kind, content_of
from app.domain.errors import NotFoundError, UserError
from app.domain.filing import Filing
from app.domain.ids import CaseId, FilingId, MeetingId, MinutesId, ProfessionalId
from app.domain.text import clean
from app.services.cases import case_title
from app.services.people import People, people
from app.services.records import case_of, heading_of
from app.services.signatures import Signatures
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class FilingView:
    """An extract with its situation, its meeting, and who put it into the record."""

    filing: Filing
    code: str
    case_title: str
    met_on: date
    filed_by: str

    @property
    def filed(self) -> bool:
        """Whether it is in the record."""
        return self.filing.filed_on is not None


class FilingService:
    """« Versé au dossier le … par … »: the ACI asks that minutes be in the patient's record."""

    def __init__(self, store: Store, clock: Clock, signatures: Signatures) -> None:
        self._store = store
        self._clock = clock
        self._signatures = signatures

    def owed(self) -> tuple[FilingView, ...]:
        """The extracts that are in no record yet, the oldest meeting first."""
        names = people(self._store.rows)
        return tuple(self._view(filing, names) for filing in self._store.rows.filings.owed())

    def of_meeting(self, meeting_id: MeetingId) -> tuple[FilingView, ...]:
        """The extracts of a meeting, by code."""
        names = people(self._store.rows)
        found = (
            self._view(each, names) for each in self._store.rows.filings.of_meeting(meeting_id)
        )
        return tuple(sorted(found, key=lambda view: view.code))

    def untracked(self) -> int:
        """How many extracts of earlier minutes are followed by nobody.

        Minutes sealed before extracts were followed owe none: perhaps all are in their records.
        """
        return len(self._untracked())

    def owe_untracked(self) -> tuple[tuple[FilingId, ...], Changes]:
        """Add them to what is owed; gives their ids, to take that back."""
        with self._store.write() as work:
            added = []
            for case_id, meeting_id, minutes_id in self._untracked():
                owed = Filing(FilingId(work.new_id()), case_id, meeting_id, minutes_id)
                work.rows.filings.save(owed)
                work.changed(Kind.FILING, owed.id, content_of(owed))
                added.append(owed.id)
            return tuple(added), work.changes

    def let_go(self, ids: tuple[FilingId, ...]) -> Changes:
        """Undo: these are followed by nobody again; one that was filed meanwhile stays."""
        with self._store.write() as work:
            for id_ in ids:
                filing = work.rows.filings.get(id_)
                if filing is not None and filing.filed_on is None:
                    work.rows.filings.remove(id_)
                    work.changed(Kind.FILING, id_, {"removed": True})
            return work.changes

    def account_holder(self) -> tuple[ProfessionalId | None, str]:
        """Who is at this computer: somebody of the directory where the account bears their name."""
        name = self._signatures.account_name
        known = [p for p in self._store.rows.professionals.all() if p.full_name == name]
        return (known[0].id, "") if len(known) == 1 else (None, name)

    def file(
        self,
        id_: FilingId,
        on: date | None = None,
        by: ProfessionalId | None = None,
        by_name: str = "",
    ) -> Changes:
        """Note that an extract is in the record; today, by the account's holder unless said.

        Raises `UserError` for a day to come or before the meeting, `NotFoundError`.
        """
        filing = self._filing(id_)
        day = on or self._clock.today()
        if day > self._clock.today():
            raise UserError("Ce jour est dans l’avenir.", "Notez le jour où l’extrait a été versé.")
        if day < heading_of(self._store.rows, filing.meeting_id).on:
            raise UserError("Ce jour est avant la réunion.", "Vérifiez la date.")
        if by is None and not by_name.strip():
            by, by_name = self.account_holder()
        name = "" if by is not None else clean(by_name).strip()
        done = replace(filing, filed_on=day, filed_by=by, filed_by_name=name)
        return self._save(done, "filing.recorded")

    def undo(self, id_: FilingId) -> Changes:
        """It is not in the record after all."""
        owed = replace(self._filing(id_), filed_on=None, filed_by=None, filed_by_name="")
        return self._save(owed, "filing.undone")

    def _untracked(self) -> tuple[tuple[CaseId, MeetingId, MinutesId], ...]:
        rows = self._store.rows
        found = rows.filings.untracked()
        consents = {case_id: rows.consents.current(case_id) for case_id, _, _ in found}
        return tuple(
            each
            for each in found
            if (consent := consents[each[0]]) is None or consent.state.allows_presentation
        )

    def _save(self, filing: Filing, event: str) -> Changes:
        with self._store.write() as work:
            work.rows.filings.save(filing)
            work.changed(Kind.FILING, filing.id, content_of(filing))
            work.changed(Kind.CASE, filing.case_id, {"filing": filing.id})
            work.journal(event, Kind.CASE, filing.case_id)
            return work.changes

    def _filing(self, id_: FilingId) -> Filing:
        filing = self._store.rows.filings.get(id_)
        if filing is None:
            raise NotFoundError("Cet extrait n’est plus attendu.", "Revenez à la liste.")
        return filing

    def _view(self, filing: Filing, names: People) -> FilingView:
        rows = self._store.rows
        case = case_of(rows, filing.case_id)
        return FilingView(
            filing=filing,
            code=case.code,
            case_title=case_title(case),
            met_on=heading_of(rows, filing.meeting_id).on,
            filed_by=names.short(filing.filed_by, filing.filed_by_name),
        )
