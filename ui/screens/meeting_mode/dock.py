# SPDX-License-Identifier: EUPL-1.2
"""The dock under the fields: decisions and actions, tied to what writes them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.domain.action import Action, ActionState
from app.domain.decision import Decision
from app.domain.errors import UserError
from app.domain.ids import ActionId, DecisionId, ItemId
from app.services.meetings import LiveItem
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.actions_pane import ActionsPane
from ui.screens.meeting_mode.decisions_pane import DecisionsPane
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.drafts import EditorName, unpacked
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
    `begun`: an editor of a line holds something (its name, and what; empty where that is the line).
    """

    typed = Signal()
    begun = Signal(object, str)
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
        self.decisions_pane = DecisionsPane(shown_keys(keymap.shown(Command.DECISION)), self._kept)
        self.actions_pane = ActionsPane(
            shown_keys(keymap.shown(Command.ACTION)),
            self.find_people,
            presenter.dates,
            self._kept,
            self._unpacked,
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
        for pane in (self.decisions_pane, self.actions_pane):
            pane.noted.connect(self.noted)
            pane.begun.connect(self.begun)
        self.decisions_pane.new.edited.connect(lambda _text: self.typed.emit())
        self.actions_pane.new.changed.connect(self.typed)

    def show_item(self, item: LiveItem, day: date) -> None:
        """Show the decisions and actions of an item; `day` is the next meeting's."""
        same = self._item is not None and self._item.item.id == item.item.id
        self._item, self._day = item, day
        names, presenter = item.people, self._presenter
        self.decisions_pane.show_decisions(item.decisions, follow=same)
        earlier = [
            EarlierAction(
                each.action,
                names.short(each.action.who_id, each.action.who_name),
                presenter.days_late(each.action),
                each.answered,
            )
            for each in item.earlier
        ]
        mine = [(action, names.short(action.who_id, action.who_name)) for action in item.actions]
        self.actions_pane.show_actions(earlier, mine, day, follow=same)

    def show_draft(self, draft: DockDraft) -> None:
        """Show what was begun for this item, in the new rows and on its lines."""
        self.back_to = None
        self.decisions_pane.new.set_text(draft.decision)
        self.decisions_pane.say("")
        self.actions_pane.new.show_begun(draft, self._day)

    def clear(self) -> None:
        """The meeting is sealed: what was begun on its lines is gone with it."""
        self._item = None
        self.decisions_pane.show_decisions((), follow=False)
        self.actions_pane.show_actions((), (), self._day, follow=False)

    def reopen(self) -> None:
        """Open again the editors of lines that were left before what they hold was kept."""
        self.decisions_pane.reopen()
        self.actions_pane.reopen()

    def draft(self) -> DockDraft:
        """What is begun and not added."""
        return replace(self.actions_pane.new.begun(), decision=self.decisions_pane.new.text())

    def focus_line(self, kind: str, id_: str) -> None:
        """Put the focus on a `decision` or an `action`, on the new row when it is gone."""
        if kind == "decision":
            self.decisions_pane.focus_line(DecisionId(id_))
        else:
            self.actions_pane.focus_action(ActionId(id_))

    def settle(self) -> None:
        """Keep what is being rewritten; what cannot be a line stays begun, and opens again."""
        for line in self.decisions_pane.lines:
            line.settle()
        self._settle_action()

    def leave_editor(self) -> bool:
        """Escape: what is rewritten is kept, as the line or as begun; False without an editor."""
        editing = self.actions_pane.editing
        if editing is None:
            return False
        if not self._settle_action():
            self.actions_pane.close_editor()
        self.actions_pane.focus_action(editing.action.id)
        return True

    def place_of(self, focus: QWidget | None) -> tuple[str, str] | None:
        """The kind and the id of the line that `focus` is in, for `focus_line`."""
        if focus is None:
            return None
        return self.decisions_pane.place_of(focus) or self.actions_pane.place_of(focus)

    def _settle_action(self) -> bool:
        """Keep what is rewritten of an action; False where it cannot be a line as it stands."""
        row, editing = self.actions_pane.editor, self.actions_pane.editing
        if row is None or editing is None:
            return True
        if not self.actions_pane.is_rewritten():
            self.actions_pane.close_editor()
            return True
        return not row.lacks() and self._keep_rewritten(editing.action)

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
        held = self.place_of(QApplication.focusWidget()) == ("decision", decision_id)
        if self._write(
            lambda here: self._presenter.decide(here, text, id_), self.decisions_pane.say
        ):
            self.written.emit()
            if held:
                self.decisions_pane.focus_line(id_)

    def _drop_decision(self, decision: Decision) -> None:
        pane = self.decisions_pane
        self._deed(lambda: self._presenter.drop_decision(decision), "Décision retirée", pane.say)
        pane.new.setFocus()

    # --- actions -----------------------------------------------------------------------------

    def _add_action(self) -> None:
        row = self.actions_pane.new
        if row.complain():
            return
        text, who, due = row.text.text(), row.who.person(), row.due.value()
        if self._write(lambda here: self._presenter.act(here, text, who, due), row.say):
            row.show_begun(DockDraft(), self._day)
            back, self.back_to = self.back_to, None
            (back or row.text).setFocus()
            announce(self, "Action ajoutée")
            self.written.emit()

    def _rewrite_action(self, action: Action) -> None:
        row = self.actions_pane.editor
        if row is not None and not row.complain() and self._keep_rewritten(action):
            self.actions_pane.focus_action(action.id)

    def _keep_rewritten(self, action: Action) -> bool:
        row = self.actions_pane.editor
        if row is None:
            return False
        text, who, due = row.text.text(), row.who.person(), row.due.value()
        if self._write(lambda here: self._presenter.act(here, text, who, due, action.id), row.say):
            self.actions_pane.close_editor()
            self.written.emit()
            return True
        return False

    def _drop_action(self, action: Action) -> None:
        row = self.actions_pane.new
        self._deed(lambda: self._presenter.drop_action(action), "Action retirée", row.say)
        row.setFocus()

    def _answer(self, action: Action, state: ActionState, note: str, due: object) -> None:
        day = due if isinstance(due, date) else None
        if self._item is None:
            return
        say = partial(self.actions_pane.refuse_answer, action.id)
        acts = self._presenter.answering(self._item.item.id, action, state, note, day)
        if self._deed(acts.redo, f"Action {state.label}", say, acts):
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

    def _kept(self, name: EditorName) -> str:
        return self._presenter.kept(self._item.item.id, name) if self._item else ""

    def _unpacked(self, text: str) -> DockDraft:
        return unpacked(text, self._item.people) if self._item else DockDraft()

    def find_people(self, letters: str) -> tuple[PersonChoice, ...]:
        """Whom a few letters may mean."""
        return self._presenter.find(letters, self._item.people.short) if self._item else ()
