# SPDX-License-Identifier: EUPL-1.2
"""What the person answered: each statement is added, the latest is in force."""

from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

from app.domain.case import CaseStatus
from app.domain.changes import Changes, Kind, content_of
from app.domain.consent import (
    Consent,
    ConsentMode,
    ConsentState,
    GivenBy,
    day_fault,
    named_structures,
)
from app.domain.directory import Professional
from app.domain.errors import UserError
from app.domain.ids import CaseId, ConsentId, ProfessionalId
from app.domain.lengths import require_lengths
from app.domain.text import clean, one_line
from app.services.life import take_step
from app.services.records import case_of, files_of, going_on, writable_case_of
from app.services.uncovered import Uncovered, uncovered, uninvite
from app.services.withdrawal import Effect, drop_drafts, withdrawal_preview
from app.storage.unit_of_work import Store
from app.system.clock import Clock


@dataclass(frozen=True)
class ConsentDraft:
    """What is typed to note where the consent stands; the fields are those of `Consent`."""

    state: ConsentState
    on: date | None = None
    collected_by: ProfessionalId | None = None
    collected_by_name: str = ""
    scope: str = ""
    outside_team: bool = False
    structures: str = ""
    given_by: GivenBy = GivenBy.PERSON
    informed: str = ""
    mode: ConsentMode = ConsentMode.UNSAID
    sheet_given: bool = False
    renew_on: date | None = None

    @classmethod
    def of(cls, consent: Consent) -> "ConsentDraft":
        """What says the same again."""
        return cls(**{each.name: getattr(consent, each.name) for each in fields(cls)})


class ConsentService:
    """The statements of persons, and what follows from them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def new_id(self, case_id: CaseId) -> ConsentId:
        """An id for a statement that is in force once noted; retries under it note one."""
        return _later(ConsentId(self._store.new_id()), self._store.rows.consents.current(case_id))

    def record(
        self, case_id: CaseId, draft: ConsentDraft, consent_id: ConsentId | None = None
    ) -> Changes:
        """Note a statement of the person.

        A refusal or a withdrawal acts forward: the situation leaves every agenda and every draft;
        a narrower answer takes away the guests whom it does not cover.
        It is noted in the file that goes on, where this one was joined to another meanwhile.
        Under an id older than the statement in force it joins what came before. One that is noted
        already under its id is not noted again; another answer under that id is a new statement.
        Raises `UserError` for a day to come or before the birth, and for a text too long.
        """
        case_id = going_on(self._store.rows, case_id)
        case = writable_case_of(self._store.rows, case_id)
        fault = day_fault(draft.on, self._clock.today(), case.birth_year)
        if fault:
            raise UserError(fault, "Notez le jour où la personne a répondu.")
        require_lengths(draft)
        typed = {each.name: getattr(draft, each.name) for each in fields(draft)}
        texts = {name: clean(text) for name, text in typed.items() if type(text) is str}
        consent = Consent(id=consent_id or self.new_id(case_id), case_id=case_id, **(typed | texts))
        noted = self._store.rows.consents.of(case_id)
        if consent in noted:
            return Changes()
        if any(each.id == consent.id for each in noted):
            consent = replace(consent, id=self.new_id(case_id))
        in_force = not noted or consent.id > noted[0].id
        with self._store.write() as work:
            work.rows.consents.add(consent)
            work.changed(Kind.CONSENT, consent.id, content_of(consent))
            work.changed(Kind.CASE, case_id, {"consent": draft.state.value})
            work.journal(f"consent.{draft.state.value}", Kind.CASE, case_id)
            if in_force:
                uninvite(work, case_id)
            if in_force and not draft.state.allows_presentation:
                drop_drafts(work, case_id, draft.state)
            elif in_force and case.status is CaseStatus.NEW:
                take_step(work, case, CaseStatus.TO_PRESENT)
            return work.changes

    def cover(self, case_id: CaseId, guests: tuple[Professional, ...]) -> Changes:
        """Note that the person agrees to these guests from outside of the team too, as of today.

        Their structures are named, or they themselves where they have none. Raises `UserError` when
        the person has not agreed to the team in the first place.
        """
        known = self._store.rows.consents.current(case_id)
        if known is None or known.state is not ConsentState.OBTAINED:
            raise UserError("Aucun accord de la personne n’est noté.", "Notez-le d’abord.")
        added = [
            one_line(guest.structure) or guest.full_name
            for guest in guests
            if not known.covers(guest.structure, guest.full_name)
        ]
        if not added:
            return Changes()
        names = "\n".join(dict.fromkeys((*named_structures(known.structures), *added)))
        draft = replace(
            ConsentDraft.of(known), on=self._clock.today(), outside_team=True, structures=names
        )
        return self.record(case_id, draft)

    def withdrawal_preview(self, case_id: CaseId) -> tuple[Effect, ...]:
        """What a refusal or a withdrawal noted now would do, in order; reads only."""
        return withdrawal_preview(self._store.rows, case_id)

    def elsewhere(self, case_id: CaseId) -> tuple[str, ...]:
        """The codes of other episodes of the person, of which a refusal here takes nothing away."""
        rows, here = self._store.rows, files_of(self._store.rows, case_id)
        apart = (case_of(rows, id_) for id_ in rows.joining.of_person(case_id) if id_ not in here)
        going = [one for one in apart if one.merged_into is None and not one.erased]
        answers = ((case.code, rows.consents.current(case.id)) for case in going)
        return tuple(code for code, said in answers if not said or said.state.allows_presentation)

    def uncovered(self, case_id: CaseId, draft: ConsentDraft) -> tuple[Uncovered, ...]:
        """Whom from outside of the team an answer noted now would take off the agendas."""
        said = Consent(
            ConsentId(""),
            case_id,
            draft.state,
            outside_team=draft.outside_team,
            structures=draft.structures,
        )
        return uncovered(self._store.rows, case_id, said)


def _later(id_: ConsentId, before: Consent | None) -> ConsentId:
    """An id after the one in force, even when the computer's clock was set back in between."""
    if before is None or id_ > before.id:
        return id_
    return ConsentId(str(UUID(int=UUID(before.id).int + 1)))
