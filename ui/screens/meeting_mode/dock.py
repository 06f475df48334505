# SPDX-License-Identifier: EUPL-1.2
"""The dock under the fields: decisions and actions, tied to what writes them."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.action import Action, ActionState
from app.domain.decision import Decision
from app.domain.errors import UserError
from app.domain.ids import ActionId, DecisionId, ItemId
from app.services.meetings import LiveItem
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.actions_pane import ActionsPane
from ui.screens.meeting_mode.decisions_pane import DecisionsPane
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.earlier_line import EarlierAction
from ui.screens.meeting_mode.history import Acts
from ui.screens.meeting_mode.state import DockDraft, PersonChoice
from ui.theme import Space
from ui.widgets import announce, shown_keys

MOST_HEIGHT = 340


class Dock(QWidget):
    """Decisions and actions of one item.

    `typed`: something is begun; `written`: something was committed, the item is to be read again;
    `refused`: it could not be committed, the reason is shown and the text is still there.
    `done`: what was written can be taken back, said in words; with what undoes it (`Acts`) where
    the lines themselves do not tell. `noted`: a decision or an action shall be a note again.
    """

    typed = Signal()
    written = Signal()
    refused = Signal()
    done = Signal(str, object)
    noted = Signal(object)

    def __init__(
        self,
        presenter: DockPresenter,
        keymap: Keymap,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._item: LiveItem | None = None
        self.back_to: QWidget | None = None
        """Where typing goes on once the action that a sentence became is added."""
        self._day = date.min
        self.decisions_pane = DecisionsPane(shown_keys(keymap.shown(Command.DECISION)))
        self.actions_pane = ActionsPane(
            shown_keys(keymap.shown(Command.ACTION)), self.find_people, presenter.read_date
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SNUG)
        row.addWidget(self.decisions_pane, 35)
        row.addWidget(self.actions_pane, 64)
        self.decisions_pane.decided.connect(self._decide)
        self.decisions_pane.rewritten.connect(self._rewrite_decision)
        self.decisions_pane.dropped.connect(self._drop_decision)
        self.actions_pane.added.connect(self._add_action)
        self.actions_pane.rewritten.connect(self._rewrite_action)
        self.actions_pane.dropped.connect(self._drop_action)
        self.actions_pane.answered.connect(self._answer)
        self.decisions_pane.noted.connect(self.noted)
        self.actions_pane.noted.connect(self.noted)
        new = self.actions_pane.new
        for changed in (self.decisions_pane.new.edited, new.text.edited, new.who.textEdited):
            changed.connect(lambda _text: self.typed.emit())
        new.who.picked.connect(lambda _person: self.typed.emit())
        new.due.changed.connect(lambda _due: self.typed.emit())

    def show_item(self, item: LiveItem, day: date) -> None:
        """Show the decisions and actions of an item; `day` is the next meeting's."""
        same = self._item is not None and self._item.item.id == item.item.id
        self._item, self._day = item, day
        names, presenter = item.people, self._presenter
        self.decisions_pane.show_decisions(item.decisions, follow=same)
        earlier = [
            EarlierAction(
                action,
                names.short(action.who_id, action.who_name),
                presenter.days_late(action),
                presenter.is_answered(item.item.id, action),
            )
            for action in presenter.earlier(item.item.id, item.earlier)
        ]
        mine = [(action, names.short(action.who_id, action.who_name)) for action in item.actions]
        self.actions_pane.show_actions(earlier, mine, day, follow=same)

    def show_draft(self, draft: DockDraft) -> None:
        """Show what was begun for this item."""
        self.back_to = None
        self.decisions_pane.new.set_text(draft.decision)
        self.decisions_pane.say("")
        self.actions_pane.new.show_values(
            draft.action, draft.who, draft.due or self._day, draft.letters
        )

    def draft(self) -> DockDraft:
        """What is begun and not added."""
        row = self.actions_pane.new
        person = row.who.person()
        return DockDraft(
            decision=self.decisions_pane.new.text(),
            action=row.text.text(),
            who=person,
            letters="" if person else row.who.text(),
            due=row.due.value(),
        )

    def focus_line(self, kind: str, id_: str) -> None:
        """Put the focus on a `decision` or an `action`, on the new row when it is gone."""
        if kind == "decision":
            self.decisions_pane.focus_line(DecisionId(id_))
        else:
            self.actions_pane.focus_action(ActionId(id_))

    def settle(self) -> None:
        """Keep what is being rewritten, before another item is shown."""
        for line in self.decisions_pane.lines:
            line.settle()
        editor, action = self.actions_pane.editor, self.actions_pane.editing
        if editor is not None and action is not None and not editor.complain():
            self._rewrite_action(action)

    # --- decisions ---------------------------------------------------------------------------

    def decide(self, text: str) -> bool:
        """Add a decision that was not typed here; False when it was refused, which is then said."""
        pane = self.decisions_pane
        if not self._write(lambda here: self._presenter.decide_apart(here, text), pane.say):
            return False
        announce(self, "Décision ajoutée")
        self.written.emit()
        return True

    def _decide(self, text: str) -> None:
        pane = self.decisions_pane
        if self._write(lambda here: self._presenter.decide(here, text), pane.say):
            pane.new.clear_text()
            announce(self, "Décision ajoutée")
            self.written.emit()

    def _rewrite_decision(self, decision_id: str, text: str) -> None:
        id_ = DecisionId(decision_id)
        if self._write(
            lambda here: self._presenter.decide(here, text, id_), self.decisions_pane.say
        ):
            self.written.emit()
            self.decisions_pane.focus_line(id_)

    def _drop_decision(self, decision: Decision) -> None:
        self._deed(
            lambda: self._presenter.drop_decision(decision),
            "Décision retirée",
            self.decisions_pane.say,
        )
        self.decisions_pane.new.setFocus()

    # --- actions -----------------------------------------------------------------------------

    def _add_action(self) -> None:
        row = self.actions_pane.new
        if row.complain():
            return
        text, who, due = row.text.text(), row.who.person(), row.due.value()
        if self._write(lambda here: self._presenter.act(here, text, who, due), row.say):
            row.show_values("", None, self._day)
            back, self.back_to = self.back_to, None
            (back or row.text).setFocus()
            announce(self, "Action ajoutée")
            self.written.emit()

    def _rewrite_action(self, action: Action) -> None:
        row = self.actions_pane.editor
        if row is None or row.complain():
            return
        text, who, due = row.text.text(), row.who.person(), row.due.value()
        if self._write(lambda here: self._presenter.act(here, text, who, due, action.id), row.say):
            self.actions_pane.close_editor()
            self.written.emit()
            self.actions_pane.focus_action(action.id)

    def _drop_action(self, action: Action) -> None:
        self._deed(
            lambda: self._presenter.drop_action(action), "Action retirée", self.actions_pane.new.say
        )
        self.actions_pane.new.setFocus()

    def _answer(self, action: Action, state: ActionState, note: str, due: object) -> None:
        item, day = self._item, due if isinstance(due, date) else None
        if item is None:
            return
        say = partial(self.actions_pane.refuse_answer, action.id)
        give = partial(self._presenter.answer, item.item.id, action, state, note, day)
        take = partial(self._presenter.take_answer_back, item.item.id, action)
        if self._deed(give, f"Action {state.label}", say, Acts(take, give)):
            self.actions_pane.focus_action(action.id)

    # --- writing -----------------------------------------------------------------------------

    def _write(self, write: Callable[[ItemId], object], say: Callable[[str], object]) -> bool:
        """Run a write; when it is refused, say why and keep what was typed."""
        if self._item is None:
            return False
        try:
            write(self._item.item.id)
        except UserError as error:
            say(error.text)
            self.refused.emit()
            return False
        say("")
        return True

    def _deed(
        self,
        write: Callable[[], object],
        sentence: str,
        say: Callable[[str], object],
        acts: Acts | None = None,
    ) -> bool:
        if not self._write(lambda _here: write(), say):
            return False
        self.written.emit()
        self.done.emit(sentence, acts)
        return True

    def find_people(self, letters: str) -> tuple[PersonChoice, ...]:
        """Whom a few letters may mean."""
        return self._presenter.find(letters, self._item.people.short) if self._item else ()
