# SPDX-License-Identifier: EUPL-1.2
"""What the list of actions shows, and the answers to « exécutée ? »."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.action import Action, ActionState
from app.domain.changes import Changes
from app.domain.dates import medium_date, moved
from app.domain.due import due_fault, read_due
from app.domain.errors import UserError
from app.domain.ids import ActionId
from app.domain.text import fold, number, plural
from app.services.actions import ActionService, ActionView
from ui.due_edit import DueDates

EVERYBODY = ""
_WEEK = 7


class ActionFilter(StrEnum):
    """The views of the list; the values are the `choice` of an intent."""

    OPEN = "open"
    OVERDUE = "overdue"
    SETTLED = "settled"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    ActionFilter.OPEN: "Toutes",
    ActionFilter.OVERDUE: "En retard",
    ActionFilter.SETTLED: "Réglées",
}
_EMPTY = {
    ActionFilter.OPEN: "Aucune action n’est à faire. Elles se décident en réunion.",
    ActionFilter.OVERDUE: "Aucune action n’est en retard.",
    ActionFilter.SETTLED: "Aucune action n’a encore été réglée.",
}


@dataclass(frozen=True)
class Person:
    """Somebody who has actions in the list; `key` tells homonyms apart."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class ActionsState:
    """The list as it is shown, and how many are open and late behind it."""

    rows: tuple[ActionView, ...]
    filter: ActionFilter
    person: str
    people: tuple[Person, ...]
    open: int
    late: int

    @property
    def summary(self) -> str:
        """How much there is to do."""
        late = f", {number(self.late)} en retard" if self.late else ", aucune en retard"
        return f"{plural(self.open, 'action')} à faire{late if self.open else ''}"

    @property
    def empty_sentence(self) -> str:
        """What to say in place of the rows; empty when there are some."""
        if self.rows:
            return ""
        if self.person != EVERYBODY:
            return "Aucune action de cette personne dans cette liste."
        return _EMPTY[self.filter]


class ActionsPresenter:
    """Reads the actions, keeps the filters, writes the answers."""

    def __init__(
        self,
        actions: ActionService,
        today: Callable[[], date],
        next_meeting: Callable[[date], date],
    ) -> None:
        """`next_meeting` gives the day of the team's first meeting after a day."""
        self._actions = actions
        self._today, self._next_meeting = today, next_meeting
        self._open: tuple[ActionView, ...] = ()
        self._settled: tuple[ActionView, ...] = ()
        self._filter = ActionFilter.OPEN
        self._person: Person | None = None

    def reload(self) -> None:
        """Read again, keeping the filters; what is settled is read only when it is looked at."""
        self._open = self._actions.open()
        settled = self._filter is ActionFilter.SETTLED
        self._settled = self._actions.settled() if settled else ()

    def choose(self, filter_: ActionFilter) -> None:
        """Show one of the views, of everybody."""
        self._filter, self._person = filter_, None
        self.reload()

    def choose_person(self, key: str) -> None:
        """Show one person's actions; an empty key shows everybody's."""
        self._person = next((p for p in _people(self._listed()) if p.key == key), None)

    def state(self) -> ActionsState:
        """What to show now."""
        listed = self._listed()
        person = self._person.key if self._person else EVERYBODY
        shown = [view for view in listed if person in (EVERYBODY, person_key(view.action))]
        people = _people(listed)
        if self._person is not None and not shown:
            people = (replace(self._person, count=0), *people)
        return ActionsState(
            rows=tuple(shown),
            filter=self._filter,
            person=person,
            people=people,
            open=len(self._open),
            late=sum(1 for view in self._open if view.days_late > 0),
        )

    def find(self, action_id: str) -> ActionView | None:
        """One action of the list."""
        return next((view for view in self._listed() if view.action.id == action_id), None)

    def done(self, action_id: ActionId) -> Changes:
        """It was carried out."""
        return self._actions.mark(action_id, ActionState.DONE)

    def not_done(self, action_id: ActionId, why: str) -> Changes:
        """It will not be carried out. Raises `UserError` without a reason."""
        return self._actions.mark(action_id, ActionState.NOT_DONE, why)

    def postpone(self, action_id: ActionId, due: date | None) -> Changes:
        """It gets another date. Raises `UserError` without one, or for one of no action."""
        fault = self.dates.fault(due) if due is not None else None
        if fault is not None and not fault.may_stay:
            raise UserError(fault.sentence)
        return self._actions.mark(action_id, ActionState.POSTPONED, due=due)

    def restore(self, before: Action) -> Changes:
        """Put an action back as it was."""
        return self._actions.restore(before)

    def reopen(self, action_id: ActionId) -> Changes:
        """A settled action is to be done after all."""
        return self._actions.mark(action_id, ActionState.OPEN)

    def proposed_date(self, action: Action) -> date:
        """A week after its date, or after today when that is later."""
        return moved(max(action.due or self._today(), self._today()), _WEEK)

    @property
    def dates(self) -> DueDates:
        """How the new date is read, written and judged: as in a meeting held today."""
        return DueDates(
            lambda text: read_due(text, self._today(), lambda: self._next_meeting(self._today())),
            medium_date,
            lambda due: due_fault(due, self._today(), self._today()),
        )

    def _listed(self) -> tuple[ActionView, ...]:
        if self._filter is ActionFilter.SETTLED:
            return self._settled
        if self._filter is ActionFilter.OVERDUE:
            return tuple(view for view in self._open if view.days_late > 0)
        return self._open


def person_key(action: Action) -> str:
    """Whom an action is given to: an id of the directory, or a name outside it."""
    return action.who_id or f"={action.who_name}"


def _people(views: tuple[ActionView, ...]) -> tuple[Person, ...]:
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for view in views:
        key = person_key(view.action)
        names[key] = view.who or "sans responsable"
        counts[key] = counts.get(key, 0) + 1
    people = (Person(key, name, counts[key]) for key, name in names.items())
    return tuple(sorted(people, key=lambda person: fold(person.name.rpartition(" ")[2])))
