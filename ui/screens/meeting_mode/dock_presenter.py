# SPDX-License-Identifier: EUPL-1.2
"""Decisions and actions: added, rewritten, taken back; earlier actions answered."""

from collections.abc import Callable
from datetime import date

from app.domain.action import Action, ActionState
from app.domain.changes import Changes
from app.domain.decision import Decision
from app.domain.due import due_fault, due_text, read_due
from app.domain.errors import NotFoundError, UserError
from app.domain.ids import ActionId, DecisionId, ItemId, ProfessionalId
from app.services.actions import ActionService
from app.services.directory import DirectoryService
from app.services.meetings import ActionDraft, Line, MeetingService
from app.services.series import SeriesService
from ui.due_edit import DueDates
from ui.screens.meeting_mode.autosave import Autosave
from ui.screens.meeting_mode.drafts import (
    DraftBook,
    DraftName,
    Editor,
    EditorName,
    Part,
    parts_of,
)
from ui.screens.meeting_mode.history import Acts
from ui.screens.meeting_mode.item_timer import Clock
from ui.screens.meeting_mode.state import PersonChoice

_LEAST_OF_A_NAME = 2
_LEAST_LETTERS = 3
"""Letters from which a name that nobody has may be an outside person."""


class DockPresenter:
    """Writes about one item at a time; each call is one commit, said by the save word.

    Every method that writes raises `UserError`; the save word has then been told too.
    """

    def __init__(
        self,
        meetings: MeetingService,
        actions: ActionService,
        directory: DirectoryService,
        series: SeriesService,
        *,
        clock: Clock,
        autosave: Autosave,
        drafts: DraftBook,
    ) -> None:
        """`drafts` knows what is begun, and the id that a line has at each try."""
        self._drafts = drafts
        self._meetings, self._actions = meetings, actions
        self._directory, self._series = directory, series
        self._clock, self._autosave = clock, autosave
        self._on = self._day = clock.today()
        """The day of the meeting, and of the next one."""

    def decide(self, item_id: ItemId, text: str, decision_id: DecisionId | None = None) -> None:
        """Add the decision that is begun, or rewrite one."""
        if decision_id is not None:
            self._instead(
                item_id,
                (EditorName(Editor.DECISION, decision_id),),
                lambda: self._meetings.decide(item_id, text, decision_id)[1],
            )
            return
        id_ = DecisionId(self._drafts.line_id(item_id, DraftName.DECISION_ID))
        self._instead(
            item_id,
            parts_of(DraftName.DECISION_ID),
            lambda: self._meetings.decide(item_id, text, id_)[1],
        )

    def decide_apart(self, item_id: ItemId, text: str) -> None:
        """Add a decision that was not begun in the row: what is begun there stays another line."""
        self._commit(lambda: self._meetings.decide(item_id, text)[1])

    def drop_decision(self, decision: Decision) -> None:
        """Take a decision back."""
        self._commit(lambda: self._meetings.drop_decision(decision.item_id, decision.id))

    def act(
        self,
        item_id: ItemId,
        text: str,
        who: PersonChoice | None,
        due: date | None,
        action_id: ActionId | None = None,
    ) -> None:
        """Add the action that is begun, or rewrite one."""
        draft = ActionDraft(
            text=text,
            who_id=who.who_id if who else None,
            who_name=who.name if who and who.who_id is None else "",
            due=due,
        )
        if action_id is not None:
            self._instead(
                item_id,
                (EditorName(Editor.ACTION, action_id),),
                lambda: self._meetings.act(item_id, draft, action_id)[1],
            )
            return
        id_ = ActionId(self._drafts.line_id(item_id, DraftName.ACTION_ID))
        self._instead(
            item_id,
            parts_of(DraftName.ACTION_ID),
            lambda: self._meetings.act(item_id, draft, id_)[1],
        )

    def drop_action(self, action: Action) -> None:
        """Take an action back."""
        self._commit(lambda: self._meetings.drop_action(action.item_id, action.id))

    def exchange(
        self,
        item_id: ItemId,
        gone: tuple[Line, ...],
        back: tuple[Line, ...],
        *,
        binned: bool = False,
    ) -> None:
        """Take lines away, to the bin or not, and put others back as they were, in one commit."""
        self._commit(lambda: self._meetings.exchange(item_id, gone, back, binned=binned))

    def lines(self, item_id: ItemId) -> tuple[Line, ...]:
        """The decisions and actions of an item; none of one that left the agenda."""
        try:
            item = self._meetings.item(item_id)
        except NotFoundError:
            return ()
        return (*item.decisions, *item.actions)

    def answering(
        self,
        item_id: ItemId,
        action: Action,
        state: ActionState,
        note: str = "",
        due: date | None = None,
    ) -> Acts:
        """How to say whether an earlier action was carried out, and how to take that back.

        Taken back, `action` is as it was, and what was begun to be answered of it too.
        """
        names = (EditorName(Editor.WHY_NOT, action.id), EditorName(Editor.UNTIL, action.id))
        begun: dict[EditorName, str] = {}

        def give() -> None:
            if due is not None and due <= self._on:
                raise UserError("Une action reportée l’est à un jour qui vient après la réunion.")
            begun.update((name, self.kept(item_id, name)) for name in names)
            self._instead(item_id, names, lambda: self._actions.mark(action.id, state, note, due))

        def take_back() -> None:
            self._commit(lambda: self._actions.restore(action))
            for name, text in begun.items():
                self._drafts.keep_editor(item_id, name, text)

        return Acts(take_back, give)

    def find(
        self, letters: str, names: Callable[[ProfessionalId], str]
    ) -> tuple[PersonChoice, ...]:
        """Whom a few letters may mean, the likeliest first, an outside person last.

        `names` gives the short name that tells two homonyms apart.
        """
        found = tuple(
            PersonChoice(person.id, names(person.id), person.profession)
            for person in self._directory.find(letters)
        )
        outside = letters.strip()
        if sum(letter.isalpha() for letter in outside) < _LEAST_OF_A_NAME:
            return found
        if found and len(outside) < _LEAST_LETTERS:
            return found
        return (*found, PersonChoice(None, outside))

    @property
    def dates(self) -> DueDates:
        """How the date of an action is read, written and judged."""
        return DueDates(
            self.read_date,
            lambda day: due_text(day, self._clock.today()),
            lambda day: due_fault(day, self._clock.today(), self._on),
        )

    def next_meeting_day(self, on: date) -> date:
        """The default date of an action: the team's next meeting after this one of the day `on`."""
        self._on, self._day = on, self._series.next_after(on)
        return self._day

    def read_date(self, text: str) -> date | None:
        """What a typed date means, None when it is not one; a day that is past is said to be."""
        # In minutes that are written anew, « vendredi » is the one after the meeting.
        return read_due(text, min(self._clock.today(), self._on), lambda: self._day)

    def days_late(self, action: Action) -> int:
        """How late an action is, 0 when it is in time."""
        today = self._clock.today()
        late = action.due is not None and action.overdue(today)
        return (today - action.due).days if late and action.due else 0

    def kept(self, item_id: ItemId, name: EditorName) -> str:
        """What an editor of an item holds that is in no line."""
        return self._drafts.kept(item_id, name)

    def _instead(
        self, item_id: ItemId, begun: tuple[Part, ...], write: Callable[[], Changes]
    ) -> None:
        """Make a line of what is begun, and let the draft go, in one commit."""
        parts = tuple(
            part
            for part in begun
            if self._drafts.kept(item_id, part) or self._autosave.waiting(item_id, part) is not None
        )

        def both() -> Changes:
            with self._meetings.together():
                changes = write()
                for part in parts:
                    self._meetings.keep_draft(item_id, part.value, "")
            self._drafts.let_go(item_id, parts)
            self._autosave.superseded((item_id, part) for part in parts)
            return changes

        self._commit(both)

    def _commit(self, write: Callable[[], Changes]) -> None:
        try:
            changes = write()
        except UserError as error:
            # A plain refusal (an empty text) is said where it happened; a disk that fails or a
            # sealed meeting is more: the save word must not go on saying "Enregistré".
            if type(error) is not UserError:
                self._autosave.refused(error)
            raise
        self._autosave.committed(changes)
