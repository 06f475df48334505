# SPDX-License-Identifier: EUPL-1.2
"""A note becomes an action or a decision, and a line becomes a note again; nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.action import Action
from app.domain.decision import Decision
from app.domain.errors import UserError
from app.domain.field import NOTE_FIELDS, Field
from app.domain.text import typeset
from app.services.meetings import ItemText, Line
from ui.screens.meeting_mode.actions_pane import ActionLine
from ui.screens.meeting_mode.decisions_pane import DecisionLine
from ui.screens.meeting_mode.dock import Dock
from ui.screens.meeting_mode.dock_line import DockLine
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.sentences import added, sentence_at, trimmed, without
from ui.screens.meeting_mode.undo_control import UndoControl
from ui.widgets import TextPane, announce

_WHERE = "Placez d’abord le curseur dans une phrase, une décision ou une action."
_BEGUN = "Une action est commencée : ajoutez-la d’abord avec Entrée."


class ConvertControl:
    """Moves a sentence between the fields and the dock; each move is one step to undo.

    On a line of the same kind, or on what is begun there, the key leads back to a note.
    """

    def __init__(
        self,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        dock: DockPresenter,
        undo: UndoControl,
        say: Callable[[str], object],
    ) -> None:
        """`say` shows a short sentence."""
        self._parts, self._presenter, self._dock = parts, presenter, dock
        self._undo, self._say = undo, say
        self.carry: Callable[[str], object] = lambda _words: None
        """Told which words are about to move: what was unended in them stays so for the room."""
        parts.dock.noted.connect(self._on_noted)

    def to_action(self) -> None:
        """Ctrl+Entrée: the sentence is in the action row, the person is to be named."""
        self._convert(self._to_action)

    def to_decision(self) -> None:
        """Ctrl+Maj+D: the sentence is a decision."""
        self._convert(self._to_decision)

    def to_note(self, line: Line) -> None:
        """A decision or an action is a note again, in the field of its person."""
        self._convert(lambda: self._to_note(line))

    def _convert(self, convert: Callable[[], object]) -> None:
        """A panel hides what would move, and where the focus would go: nothing moves behind it."""
        if self._parts.panel is not None:
            self._say(_WHERE)
            return
        try:
            convert()
        except UserError as error:
            self._say(error.text)
        self._parts.dock.refused.emit()  # the save word says what became of it

    def _to_action(self) -> None:
        focus, actions = self._focus(), self._parts.dock.actions_pane
        if focus is None:
            return
        if isinstance(focus, ActionLine):
            self._to_note(focus.action)
        elif actions.new.isAncestorOf(focus):
            self._begun_to_note()
        elif actions.new.text.text().strip():
            actions.new.say(typeset(_BEGUN))
            actions.new.text.setFocus()
        elif isinstance(focus, DecisionLine):
            self._decision_to_action(focus.decision)
        elif focus is self._parts.dock.decisions_pane.new:
            self._begun_decision_to_action()
        else:
            self._sentence_to_action(focus)

    def _to_decision(self) -> None:
        focus, new = self._focus(), self._parts.dock.decisions_pane.new
        if focus is None:
            return
        if isinstance(focus, DecisionLine):
            self._to_note(focus.decision)
        elif focus is new and new.text().strip():
            self._begun_decision_to_note()
        elif isinstance(focus, ActionLine):
            self._action_to_decision(focus.action)
        else:
            self._sentence_to_decision(focus)

    def _to_note(self, line: Line) -> None:
        field, words = self._field_of(line), self._words_of(line)
        self.carry(line.text)
        with self._undo.as_one(_place(line)), self._undo.as_one_commit():
            self._drop(line)
            self._add_note(field, words)
        self._say_note(field)

    def _focus(self) -> QWidget | None:
        """What has the focus; of an editor the line, that holds now what was rewritten there.

        None where it cannot hold it, which is said.
        """
        focus, dock = QApplication.focusWidget() or self._parts, self._parts.dock
        place = dock.place_of(focus)
        if place is None or isinstance(focus, DockLine):
            return focus
        dock.settle()
        editor, line = dock.actions_pane.editor, _line_at(dock, place)
        if editor is not None and editor.isAncestorOf(focus):
            editor.complain()
            return None
        return None if isinstance(line, DecisionLine) and line.kept() else line or focus

    def _on_noted(self, line: object) -> None:
        if isinstance(line, Decision | Action):
            self.to_note(line)

    # --- from a note -------------------------------------------------------------------------

    def _sentence_to_action(self, focus: QWidget | None) -> None:
        found = self._sentence(focus)
        if found is None:
            self._say(_WHERE)
            return
        name, start, end = found
        text = self._presenter_text(name)
        self.carry(text[start:end])
        with self._undo.as_one(name.value):
            self._undo.begin(replace(self._parts.dock.draft(), action=text[start:end]), "action")
            self._undo.rewrite(name, without(text, start, end))
        self._parts.dock.back_to = self._parts.fields.panes[name].text
        self._parts.dock.actions_pane.new.who.setFocus()
        announce(self._parts, "Action commencée : qui ?")

    def _sentence_to_decision(self, focus: QWidget | None) -> None:
        found = self._sentence(focus)
        if found is None:
            self._say(_WHERE)
            return
        name, start, end = found
        text = self._presenter_text(name)
        self.carry(text[start:end])
        with self._undo.as_one(name.value), self._undo.as_one_commit():
            if not self._parts.dock.decide(text[start:end]):
                return
            self._undo.rewrite(name, without(text, start, end))
        self._parts.text_at(name.value).setFocus()
        self._undo.offer("La phrase est une décision")

    def _sentence(self, focus: QWidget | None) -> tuple[ItemText, int, int] | None:
        """The field that has the focus, and the span of the selection or of the sentence."""
        panes = self._parts.fields.panes
        name = next((name for name, pane in panes.items() if pane.text is focus), None)
        if name is None or not isinstance(focus, TextPane):
            return None
        text, (start, end) = focus.text(), focus.selected()
        start, end = trimmed(text, start, end) if end > start else sentence_at(text, end)
        return (name, start, end) if end > start else None

    # --- between the lines -------------------------------------------------------------------

    def _decision_to_action(self, decision: Decision) -> None:
        self.carry(decision.text)
        with self._undo.as_one(_place(decision)), self._undo.as_one_commit():
            self._drop(decision)
            draft = replace(self._parts.dock.draft(), action=decision.text)
            self._undo.begin(draft, "action")
        self._parts.dock.actions_pane.new.who.setFocus()

    def _begun_decision_to_action(self) -> None:
        draft = self._parts.dock.draft()
        if not draft.decision.strip():
            self._say(_WHERE)
            return
        self.carry(draft.decision)
        with self._undo.as_one("decision"):
            self._undo.begin(replace(draft, decision="", action=draft.decision), "action")
        self._parts.dock.actions_pane.new.who.setFocus()

    def _action_to_decision(self, action: Action) -> None:
        self.carry(action.text)
        with self._undo.as_one(_place(action)), self._undo.as_one_commit():
            if not self._parts.dock.decide(self._words_of(action)):
                return
            self._drop(action)
        self._parts.dock.decisions_pane.lines[-1].setFocus()
        self._undo.offer("L’action est une décision")

    # --- back to a note ----------------------------------------------------------------------

    def _begun_to_note(self) -> None:
        draft, row = self._parts.dock.draft(), self._parts.dock.actions_pane.new
        if not draft.action.strip():
            row.say("Cette action est vide.")
            return
        who = draft.who.who_id if draft.who else None
        item = self._presenter.item
        field = self._name_of(item.people.field(who) if item else None)
        with self._undo.as_one("action"):
            self._undo.begin(replace(draft, action="", who=None, letters=""), "action")
            self._add_note(field, draft.action)
        self._say_note(field)

    def _begun_decision_to_note(self) -> None:
        draft, field = self._parts.dock.draft(), self._name_of(None)
        with self._undo.as_one("decision"):
            self._undo.begin(replace(draft, decision=""), "decision")
            self._add_note(field, draft.decision)
        self._say_note(field)

    def _add_note(self, name: ItemText, words: str) -> None:
        self.carry(words.strip())
        self._undo.rewrite(name, added(self._presenter_text(name), words.strip()))

    def _say_note(self, name: ItemText) -> None:
        self._parts.text_at(name.value).setFocus()
        pane = self._parts.fields.panes[name]
        self._undo.offer(typeset(f"Redevenue une note : {pane.title.text()}"))

    def _drop(self, line: Line) -> None:
        self._dock.exchange(line.item_id, (line,), ())
        self._parts.dock.written.emit()

    def _presenter_text(self, name: ItemText) -> str:
        return self._parts.fields.panes[name].text.text()

    def _field_of(self, line: Line) -> ItemText:
        item, who = self._presenter.item, getattr(line, "who_id", None)
        return self._name_of(item.people.field(who) if item else None)

    def _name_of(self, field: Field | None) -> ItemText:
        if self._parts.fields.is_point:
            return ItemText.TEXT
        return ItemText(field.value) if field in NOTE_FIELDS and field else ItemText.ORGANIC

    def _words_of(self, line: Line) -> str:
        """The line as a sentence; an action says who and when, so that nothing is lost."""
        if isinstance(line, Decision):
            return line.text
        item = self._presenter.item
        who = item.people.short(line.who_id, line.who_name) if item else line.who_name
        due = f", {self._dock.dates.write(line.due)}" if line.due else ""
        return f"{line.text} ({who}{due})"


def _line_at(dock: Dock, place: tuple[str, str]) -> DockLine | None:
    """The line that `place_of` named, None where it is gone."""
    lines: tuple[DockLine, ...] = (*dock.decisions_pane.lines, *dock.actions_pane.lines)
    return next((line for line in lines if dock.place_of(line) == place), None)


def _place(line: Line) -> str:
    return f"decision:{line.id}" if isinstance(line, Decision) else f"action:{line.id}"
