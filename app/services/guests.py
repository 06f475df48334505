# SPDX-License-Identifier: EUPL-1.2
"""Who comes for one item only, and what the person's consent must cover first."""

from app.domain.changes import Changes, Kind
from app.domain.consent import require_covers_outside
from app.domain.errors import NotFoundError
from app.domain.ids import ItemId, ProfessionalId
from app.domain.meeting import AgendaItem
from app.services.consents import ConsentService
from app.services.records import case_of, open_item_of
from app.services.uncovered import of_care_team
from app.storage.unit_of_work import Store


class GuestService:
    """The guests of the items of a meeting that is not closed."""

    def __init__(self, store: Store, consents: ConsentService) -> None:
        self._store = store
        self._consents = consents

    def of(self, item_id: ItemId) -> tuple[ProfessionalId, ...]:
        """Who comes for an item only."""
        return self._store.rows.agenda.guests(item_id)

    def invite(self, item_id: ItemId, person: ProfessionalId) -> Changes:
        """Ask somebody for one item only.

        Raises `OutsideTeamError` when a person from outside of the team would hear of a situation
        and the consent does not cover that.
        """
        rows = self._store.rows
        item = open_item_of(rows, item_id)
        guest = rows.professionals.get(person)
        if guest is None:
            raise NotFoundError("Cette personne n’est plus dans l’annuaire.", "Choisissez-en une.")
        inside = guest.member or (item.case_id and of_care_team(rows, item.case_id, person))
        if item.case_id is not None and not inside:
            code = case_of(rows, item.case_id).code
            consent = rows.consents.current(item.case_id)
            require_covers_outside(code, consent, guest.full_name, guest.structure)
        known = rows.agenda.guests(item_id)
        return Changes() if person in known else self._save(item, (*known, person))

    def invite_covered(self, item_id: ItemId, person: ProfessionalId) -> Changes:
        """Note that the person's consent covers this guest's structure too, then ask them.

        Raises `UserError` when the person has not agreed to the team in the first place.
        """
        rows = self._store.rows
        item, guest = open_item_of(rows, item_id), rows.professionals.get(person)
        changes = Changes()
        if item.case_id is not None and guest is not None and not guest.member:
            changes = self._consents.cover(item.case_id, (guest,))
        return changes | self.invite(item_id, person)

    def uninvite(self, item_id: ItemId, person: ProfessionalId) -> Changes:
        """Somebody does not come for that item after all."""
        item = open_item_of(self._store.rows, item_id)
        return self._save(item, tuple(guest for guest in self.of(item_id) if guest != person))

    def _save(self, item: AgendaItem, guests: tuple[ProfessionalId, ...]) -> Changes:
        with self._store.write() as work:
            work.rows.agenda.save_guests(item.id, guests)
            work.changed(Kind.ITEM, item.id, {"guests": list(guests)})
            work.changed(Kind.MEETING, item.meeting_id, {"agenda": "guests"})
            return work.changes
