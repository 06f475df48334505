# SPDX-License-Identifier: EUPL-1.2
"""One search over situations, what was said of them, decisions, actions and people."""

from dataclasses import dataclass
from datetime import date

from app.domain.action import ActionState
from app.domain.changes import Kind
from app.domain.dates import medium_date
from app.domain.ids import CaseId, ProfessionalId
from app.domain.protocol import ProtocolStatus
from app.domain.search import Excerpt, Query
from app.services.cases import case_title
from app.services.patient_names import NamedCase, PatientNames
from app.services.people import People, people
from app.storage.search import MOST_COUNTED, Found, Place
from app.storage.unit_of_work import Store

__all__ = ["MOST_COUNTED", "SHOWN", "WORDS_AT_ONCE", "Hit", "SearchService"]

SHOWN = 24
"""Results shown: who does not find among them types one more letter."""
_READ = 30
"""Newest records looked at for them."""
WORDS_AT_ONCE = 40
"""Changed records whose words are taken in one transaction: some 5 ms."""


@dataclass(frozen=True)
class Hit:
    """Something found: its words as they are shown, and what opens it.

    `case_id`, `minutes_id` are empty where there is none.
    """

    kind: Kind
    record_id: str
    title: Excerpt
    where: str
    text: Excerpt
    case_id: str = ""
    minutes_id: str = ""


class SearchService:
    """Finds as one types; keeps the index up with what is written."""

    def __init__(self, store: Store, names: PatientNames) -> None:
        self._store = store
        self.names = names

    def find(self, typed: str, kind: Kind | None = None) -> tuple[Hit, ...]:
        """The best answers to what was typed so far, at most `SHOWN`; of one kind when asked.

        Every word must begin a word of the record. Names of patients are looked through too, while
        `names` holds them.
        """
        query = Query(typed)
        if not query:
            return ()
        named = self.names.find(query)[:SHOWN] if kind in {None, Kind.CASE} else ()
        known = {each.case_id for each in named}
        written = (hit for hit in self._written(query, kind) if hit.record_id not in known)
        return (*(self._person(query, each) for each in named), *written)[:SHOWN]

    @property
    def behind(self) -> int:
        """How many changed records are not in the index yet; `MOST_COUNTED` for more than that."""
        return self._store.rows.search.stale

    def catch_up(self) -> bool:
        """Take the words of a few changed records; False when there are none left, or no right.

        Not a change of the practice's data: an account that may only read leaves it too.
        """
        if not self._store.may_note or not self.behind:
            return False
        with self._store.recording() as work:
            work.rows.search.take_words(WORDS_AT_ONCE)
        return True

    def opened(self) -> None:
        """Journal that somebody searches: what is found is read in part on the list itself."""
        self._store.note("search.opened", Kind.VAULT)

    def _person(self, query: Query, named: NamedCase) -> Hit:
        return Hit(
            kind=Kind.CASE,
            record_id=named.case_id,
            title=Excerpt(named.name, query.marks(named.name)),
            where="",
            text=query.excerpt(self._case_words(named.case_id)),
            case_id=named.case_id,
        )

    def _written(self, query: Query, kind: Kind | None) -> tuple[Hit, ...]:
        rows = self._store.rows
        found = rows.search.find(query.words, _READ, kind)
        scored = [(query.score(each.title, each.body), each) for each in found]
        ranked = [
            each
            for score, each in sorted(scored, key=lambda pair: (-pair[0], pair[1].number))
            if score
        ]
        places = rows.search.places({each.item_id for each in ranked if each.item_id})
        shown = [
            each
            for each in ranked
            if each.item_id not in places or not places[each.item_id].restricted
        ][:SHOWN]
        acting = any(each.kind is Kind.ACTION for each in shown)
        names = people(rows) if acting else People(())
        return tuple(_hit(query, each, places.get(each.item_id), names) for each in shown)

    def _case_words(self, case_id: CaseId) -> str:
        case = self._store.rows.cases.get(case_id)
        if case is None:
            return ""
        return " · ".join(part for part in (case.code, case_title(case)) if part)


def _hit(query: Query, found: Found, place: Place | None, names: People) -> Hit:
    title, where = found.title, ""
    if place is not None:
        title = " · ".join(part for part in (place.code, place.case_title) if part)
        where = f"réunion du {medium_date(place.on)}"
    if found.kind is Kind.ACTION:
        where = _action_words(found, names)
    elif found.kind is Kind.PROTOCOL:
        where = ProtocolStatus(found.about[0]).label
    return Hit(
        kind=found.kind,
        record_id=found.record_id,
        title=Excerpt(title, query.marks(title)),
        where=where,
        text=query.excerpt(found.body),
        case_id=found.case_id,
        minutes_id="" if place is None else place.minutes_id,
    )


def _action_words(found: Found, names: People) -> str:
    who_id, who_name, due, state = found.about
    who = names.short(ProfessionalId(who_id) if who_id else None, who_name)
    by = f"pour le {medium_date(date.fromisoformat(due))}" if due else ""
    return " · ".join(part for part in (who, by, ActionState(state).label) if part)
