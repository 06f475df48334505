# SPDX-License-Identifier: EUPL-1.2
"""Before the minutes are sealed: what becomes of each item, and what its record lacks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.action import Action
from app.domain.changes import Changes, Kind
from app.domain.dates import medium_date, moved
from app.domain.errors import UserError
from app.domain.feedback import REPORT_WITHIN
from app.domain.ids import ItemId, MeetingId
from app.domain.lengths import require_length
from app.domain.meeting import AgendaItem, Fate, ItemState
from app.domain.text import clean, plural
from app.services.fates import fate_content, fate_of, fate_words
from app.services.passing import noted, passed_by
from app.services.people import People, people
from app.services.records import heading_of, open_heading_of, open_item_of
from app.storage.unit_of_work import Rows, Store


@dataclass(frozen=True)
class Check:
    """One thing that a discussion should leave, and whether it is there (brief experience §3)."""

    word: str
    done: bool


@dataclass(frozen=True)
class ClosingLine:
    """What the closing says of one item before the minutes are sealed.

    `feedback` says who will tell the person and by when, empty where nobody has to. `filed` says
    that what was noted before the item was put off goes to the person's record. `left` names
    the open actions of people who are no more of the practice.
    """

    item: AgendaItem
    heading: str
    fate: Fate
    checks: tuple[Check, ...] = ()
    feedback: str = ""
    left: tuple[str, ...] = ()
    filed: str = ""

    @property
    def says(self) -> str:
        """Whether it comes back, when, and why."""
        return fate_words(self.fate)

    @property
    def missing(self) -> tuple[str, ...]:
        """The words of what is not there yet."""
        return tuple(check.word for check in self.checks if not check.done)

    @property
    def may_change(self) -> bool:
        """Whether somebody may say otherwise: not of an item whose person withdrew."""
        return self.item.state is not ItemState.WITHDRAWN


class ClosingService:
    """Nothing vanishes silently: each item comes back or does not, on a day, for a reason."""

    def __init__(
        self,
        store: Store,
        giving_away: Callable[[MeetingId], tuple[str, ...]] = lambda _meeting_id: (),
    ) -> None:
        """`giving_away` lists what is written of a meeting and tells who a person is."""
        self._store = store
        self._giving_away = giving_away

    def giving_away(self, meeting_id: MeetingId) -> tuple[str, ...]:
        """What would be sealed although it tells who somebody is, one sentence each."""
        return self._giving_away(meeting_id)

    def lines(self, meeting_id: MeetingId) -> tuple[ClosingLine, ...]:
        """Every item of a meeting in its order."""
        rows = self._store.rows
        on, names = heading_of(rows, meeting_id).on, people(rows)
        return tuple(
            _line(
                rows,
                item,
                on,
                names,
                discussed=item.state in _REACHED and not passed_by(rows, item),
            )
            for item in rows.agenda.of(meeting_id)
        )

    def line(self, item_id: ItemId) -> ClosingLine:
        """One item, as `lines` has it, and what it lacks although nothing is noted yet.

        Raises `NotFoundError`, `SealedError`.
        """
        rows = self._store.rows
        item = open_item_of(rows, item_id)
        on, reached = heading_of(rows, item.meeting_id).on, item.state in _REACHED
        return _line(rows, item, on, people(rows), discussed=reached)

    def checks(self, item_id: ItemId) -> tuple[Check, ...]:
        """The eight of the checklist, then the report to the person; none for another point."""
        item = open_item_of(self._store.rows, item_id)
        return _checks(self._store.rows, item)

    def say(self, item_id: ItemId, fate: Fate) -> Changes:
        """Say what becomes of an item; `Fate()` takes it back to what the program proposes.

        Raises `UserError` without a reason, for a day that is not after the meeting, or when the
        person withdrew; `SealedError` once the meeting is closed.
        """
        item = open_item_of(self._store.rows, item_id)
        if item.state is ItemState.WITHDRAWN:
            raise UserError("L’accord de la personne a été retiré : ce point ne reviendra pas.")
        said = replace(fate, why=clean(fate.why).strip().rstrip("."))
        if said.returns is not None and not said.why:
            raise UserError("Il manque la raison.", "Dites pourquoi en un mot.")
        require_length("reason_given", said.why)
        if said.on is not None and said.on <= open_heading_of(self._store.rows, item.meeting_id).on:
            raise UserError(
                "Ce jour n’est pas après la réunion.", "Choisissez un jour qui vient après elle."
            )
        if said.returns is not True:
            said = replace(said, on=None)
        with self._store.write() as work:
            work.rows.agenda.save(replace(item, fate=said))
            work.changed(Kind.ITEM, item_id, {"fate": fate_content(said)})
            return work.changes


_FILED = "Ce qui est déjà noté sera au compte rendu : un extrait sera à verser au dossier"
_REACHED = frozenset({ItemState.CURRENT, ItemState.SEEN})


def _line(rows: Rows, item: AgendaItem, on: date, names: People, *, discussed: bool) -> ClosingLine:
    case = rows.cases.get(item.case_id) if item.case_id else None
    fate = fate_of(rows, item, on)
    if case is None:
        return ClosingLine(item, item.title, fate)
    if item.state is ItemState.WITHDRAWN:
        return ClosingLine(item, case.code, fate)
    who = names.short(case.requester_id, case.requester_name)
    return ClosingLine(
        item=item,
        heading=case.code,
        fate=fate,
        checks=_checks(rows, item) if discussed else (),
        feedback=_feedback(who, on) if discussed and who else "",
        filed=_FILED if item.state is ItemState.POSTPONED and noted(rows, item) else "",
        left=_left(rows.actions.of(item.id) + rows.actions.open_of_case(case.id, item.id), names),
    )


def _checks(rows: Rows, item: AgendaItem) -> tuple[Check, ...]:
    case = rows.cases.get(item.case_id) if item.case_id else None
    if case is None:
        return ()
    actions = rows.actions.of(item.id)
    told_by = case.requester_id or case.requester_name.strip()
    return (
        Check("accord tracé", rows.consents.current(case.id) is not None),
        Check("demande formulée", bool(item.question.strip())),
        Check("organique", bool(item.notes.organic.strip())),
        Check("psychique", bool(item.notes.psychic.strip())),
        Check("social", bool(item.notes.social.strip())),
        Check("avis de la personne", bool(item.wishes.strip())),
        Check("décision claire", bool(rows.decisions.of(item.id))),
        Check("action nominative et datée", any(action.due for action in actions)),
        Check("retour au patient", bool(told_by)),
    )


def _feedback(who: str, on: date) -> str:
    return f"Retour au patient par {who}, d’ici le {medium_date(moved(on, REPORT_WITHIN))}"


def _left(actions: tuple[Action, ...], names: People) -> tuple[str, ...]:
    """Whose open actions nobody will do: they left since."""
    counts: dict[str, int] = {}
    for action in actions:
        person = names.get(action.who_id)
        if action.state.is_open and person is not None and not person.active:
            who = names.short(person.id)
            counts[who] = counts.get(who, 0) + 1
    return tuple(
        f"{plural(count, 'action')} de {who}, qui n’est plus dans l’équipe : à confier à quelqu’un"
        for who, count in counts.items()
    )
