# SPDX-License-Identifier: EUPL-1.2
"""Actions across meetings: whose, about which situation, how late, and what became of them."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.action import Action, ActionState
from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.field import Field
from app.domain.ids import ActionId
from app.domain.lengths import require_length
from app.domain.text import clean
from app.services.cases import case_title
from app.services.people import People, people
from app.services.records import action_of, case_of
from app.storage.unit_of_work import Store
from app.system.clock import Clock

_SETTLED_SHOWN = 200


@dataclass(frozen=True)
class ActionView:
    """An action with its person and its situation; `days_late` is 0 when it is on time."""

    action: Action
    who: str
    field: Field | None
    code: str
    case_title: str
    days_late: int


class ActionService:
    """The one list of actions."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open(self) -> tuple[ActionView, ...]:
        """Everything still to be done, the most urgent first."""
        return self._views(self._store.rows.actions.open())

    def overdue(self) -> tuple[ActionView, ...]:
        """What is late, the oldest first."""
        return tuple(view for view in self.open() if view.days_late > 0)

    def settled(self) -> tuple[ActionView, ...]:
        """What was lately carried out or given up."""
        return self._views(self._store.rows.actions.settled(_SETTLED_SHOWN))

    def mark(
        self, action_id: ActionId, state: ActionState, note: str = "", due: date | None = None
    ) -> Changes:
        """Answer « exécutée ? ». Raises `UserError` when « non exécutée » has no reason.

        `due` gives a postponed action its new date.
        """
        action = action_of(self._store.rows, action_id)
        stored = clean(note).strip()
        if state is ActionState.NOT_DONE and not stored:
            raise UserError("Dites en un mot pourquoi l’action n’a pas été exécutée.")
        if state is ActionState.POSTPONED and due is None:
            raise UserError("Une action reportée a besoin d’une nouvelle date.")
        require_length("reason_given", stored)
        return self._settle(replace(action, state=state, note=stored, due=due or action.due))

    def restore(self, before: Action) -> Changes:
        """Take an answer back: the action is again as it was, and no minutes hold the answer."""
        action = action_of(self._store.rows, before.id)
        after = replace(action, state=before.state, note=before.note, due=before.due)
        return self._settle(after, undone=True)

    def _settle(self, after: Action, *, undone: bool = False) -> Changes:
        """Write an answer; the log keeps each, from which `answers.py` tells what was said when."""
        due = after.due.isoformat() if after.due else None
        said: dict[str, object] = {"state": after.state.value, "note": after.note, "due": due}
        with self._store.write() as work:
            work.rows.actions.save(after)
            work.changed(Kind.ACTION, after.id, said | ({"undone": True} if undone else {}))
            work.journal(f"action.{after.state.value}", Kind.ACTION, after.id)
            return work.changes

    def _views(self, actions: tuple[Action, ...]) -> tuple[ActionView, ...]:
        names = people(self._store.rows)
        return tuple(self._view(action, names) for action in actions)

    def _view(self, action: Action, names: People) -> ActionView:
        case = None if action.case_id is None else case_of(self._store.rows, action.case_id)
        today = self._clock.today()
        late = action.overdue(today) and action.due is not None
        return ActionView(
            action=action,
            who=names.short(action.who_id, action.who_name),
            field=names.field(action.who_id),
            code=case.code if case else "",
            case_title=case_title(case) if case else "",
            days_late=(today - action.due).days if late and action.due else 0,
        )
