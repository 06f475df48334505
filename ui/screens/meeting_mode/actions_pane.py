# SPDX-License-Identifier: EUPL-1.2
"""The actions of the current item: earlier ones to answer for, those agreed, the row to add one."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.action import Action, ActionState
from app.domain.ids import ActionId
from app.domain.text import typeset
from ui.due_edit import DueDates
from ui.screens.meeting_mode.action_row import (
    DUE_COLUMN,
    TEXT_SHARE,
    WHO_SHARE,
    ActionRow,
    FindPeople,
    help_label,
)
from ui.screens.meeting_mode.dock_line import REWRITING, DockLine, LineList
from ui.screens.meeting_mode.drafts import Editor, EditorName, draft_texts, packed
from ui.screens.meeting_mode.earlier_line import EarlierAction, EarlierLine
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.meeting_mode.scrolling import FittingArea, come_into_sight
from ui.screens.meeting_mode.state import DockDraft, PersonChoice
from ui.theme import IconName
from ui.widgets import Glyph, Pane, PlainLabel

Kept = Callable[[EditorName], str]
"""What an editor of the current item holds that is in no line."""


class ActionLine(DockLine):
    """One action agreed in this meeting."""

    def __init__(self, action: Action, who: str, write: Callable[[date], str]) -> None:
        due = write(action.due) if action.due else "sans date"
        super().__init__(f"Action : {action.text}, {who}, {due}")
        self.action = action
        person = PersonChoice(action.who_id, who)
        self.as_begun = DockDraft(action=action.text, who=person, due=action.due)
        """The line as the row shows it that rewrites it."""
        self.row.addWidget(Glyph(IconName.CHECK, "accent", 16))
        self.row.addWidget(RunText([Run(typeset(action.text))]), TEXT_SHARE)
        name = RunText([Run(who)])
        name.keep_words()
        self.row.addWidget(name, WHO_SHARE)
        when = PlainLabel(due)
        when.setMinimumWidth(DUE_COLUMN)
        self.row.addWidget(when)
        self.add_buttons("Retirer cette action", "Ctrl Entrée")


class ActionsPane(Pane):
    """Rows and the row that adds one.

    `begun` carries the name of an editor and what it holds, empty where that is in the line.
    """

    added = Signal()
    rewritten = Signal(Action)
    dropped = Signal(Action)
    noted = Signal(object)
    answered = Signal(Action, ActionState, str, object)
    begun = Signal(object, str)
    ended = Signal(str, str)

    def __init__(
        self,
        key: str,
        find: FindPeople,
        dates: DueDates,
        kept: Kept,
        unpack: Callable[[str], DockDraft],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Actions", key=key, parent=parent)
        self._find, self._dates = find, dates
        self._kept, self._unpack = kept, unpack
        self._lines: list[DockLine] = []
        self.editor: ActionRow | None = None
        self.editing: ActionLine | None = None
        self.new = ActionRow(find, dates, own_undo=False)
        self.new.entered.connect(self.added)
        self.new.stepped.connect(self._on_stepped_from_new)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._shown: LineList[DockLine] = LineList(self._list)
        self.area = FittingArea(content)
        self.body.setContentsMargins(1, 0, 1, 2)
        self.body.setSpacing(0)
        self.body.addWidget(self.area)
        self.body.addWidget(self.new)
        self.body.addWidget(help_label())
        self.body.addStretch(1)
        self.setFocusProxy(self.new)

    @property
    def lines(self) -> tuple[DockLine, ...]:
        """The rows shown, the earlier actions first."""
        return tuple(self._lines)

    def show_actions(
        self,
        earlier: Sequence[EarlierAction],
        actions: Sequence[tuple[Action, str]],
        day: date,
        *,
        follow: bool,
    ) -> None:
        """Show the actions of an item; `follow` scrolls to one that was just added.

        `day` is the default date of an action that is postponed. What is being rewritten stays so,
        unless another item is shown.
        """
        if not follow:
            self.close_editor()
        if self.editor is not None:
            self._list.removeWidget(self.editor)
        if follow and len(earlier) + len(actions) > len(self._lines):
            self.area.show_end()
        self._lines = self._shown.show(
            [
                *(((each, day), partial(self._make_earlier, each, day)) for each in earlier),
                *((pair, partial(self._make_line, *pair)) for pair in actions),
            ]
        )
        self._keep_editor()
        self._chain()
        self.area.updateGeometry()

    def _chain(self) -> None:
        """Tab goes from line to line, and through what is typed about one on its way."""
        chain: list[QWidget] = [self.area]
        for line in self._lines:
            if isinstance(line, EarlierLine) and line.question is not None:
                chain += [line, line.question]
            elif self.editor is not None and line is self.editing:
                chain += [self.editor.text, self.editor.who, self.editor.due]
            else:
                chain.append(line)
        for before, after in pairwise([*chain, self.new.text, self.new.who, self.new.due]):
            QWidget.setTabOrder(before, after)

    def let_go(self) -> None:
        """The person withdrew: nothing that was begun on a line stays in sight."""
        self.close_editor()
        for line in self._lines:
            if isinstance(line, EarlierLine):
                line.let_go()

    def reopen(self) -> None:
        """Show again what was begun on a line and neither kept nor undone; the focus stays."""
        for line in self._lines:
            if isinstance(line, EarlierLine):
                line.reopen()
            elif isinstance(line, ActionLine):
                text = self._kept(EditorName(Editor.ACTION, line.action.id))
                if text:
                    self.open_editor(line, self._unpack(text))

    def focus_action(self, action_id: ActionId) -> None:
        """Put the focus on an action, on the new row when it is gone."""
        line = self._line_of(action_id)
        if line is None:
            self.new.setFocus()
        elif self.editor is not None and line is self.editing:
            self.editor.text.setFocus()
        elif isinstance(line, EarlierLine) and line.question is not None:
            line.question.setFocus()
        else:
            self._go_to(line)

    def refuse_answer(self, action_id: ActionId, sentence: str) -> None:
        """Say at an earlier action why its answer was not kept; the question stays open."""
        line = self._line_of(action_id)
        if isinstance(line, EarlierLine):
            line.say(sentence)

    def place_of(self, focus: QWidget) -> tuple[str, str] | None:
        """The kind and the id of the line that `focus` is in, or rewrites."""
        if self.editor is not None and self.editing and self.editor.isAncestorOf(focus):
            return ("action", self.editing.action.id)
        for line in self._lines:
            known = line.shown.action if isinstance(line, EarlierLine) else _action_of(line)
            if known is not None and (line is focus or line.isAncestorOf(focus)):
                return ("action", known.id)
        return None

    def _line_of(self, action_id: ActionId) -> DockLine | None:
        for line in self._lines:
            known = line.shown.action if isinstance(line, EarlierLine) else _action_of(line)
            if known is not None and known.id == action_id:
                return line
        return None

    def close_editor(self) -> bool:
        """Put away the row in which an action is being rewritten; False when there is none."""
        editor, self.editor, self.editing = self.editor, None, None
        if editor is None:
            return False
        self._list.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        for line in self._lines:
            line.show()
            if isinstance(line, ActionLine):
                self._mark(line)
        return True

    def is_rewritten(self) -> bool:
        """The editor holds something else than its line."""
        if self.editor is None or self.editing is None:
            return False
        return draft_texts(self.editor.begun()) != draft_texts(self.editing.as_begun)

    def open_editor(self, line: ActionLine, begun: DockDraft) -> None:
        """Let an action be rewritten, from what was begun of that."""
        self.close_editor()
        self.editing = line
        self.editor = editor = ActionRow(self._find, self._dates)
        editor.show_begun(begun, known=line.action.due)
        editor.entered.connect(self._on_rewritten)
        editor.changed.connect(self._on_editor_changed)
        # The sentence has its place once the row was laid out again.
        editor.said.connect(lambda: QTimer.singleShot(0, editor, self._show_message))
        self._keep_editor()
        self._chain()
        come_into_sight(editor.text)
        if self.is_rewritten():
            editor.say(editor.lacks())

    def _keep_editor(self) -> None:
        """Put the editor in the place of its line; away with it where the line is gone."""
        if self.editor is None or self.editing is None:
            return
        line = self._line_of(self.editing.action.id)
        if not isinstance(line, ActionLine):
            self.close_editor()
            return
        self.editing = line
        self._list.insertWidget(self._list.indexOf(line), self.editor)
        line.hide()

    def _show_message(self) -> None:
        if self.editor is not None:
            self.area.ensureWidgetVisible(self.editor.message)

    def _on_rewritten(self) -> None:
        if self.editing is not None and self.editor is not None:
            self.ended.emit(self.editing.action.id, self.editor.text.text())
            self.rewritten.emit(self.editing.action)

    def _on_editor_changed(self) -> None:
        if self.editor is not None and self.editing is not None:
            text = packed(self.editor.begun()) if self.is_rewritten() else ""
            self.begun.emit(EditorName(Editor.ACTION, self.editing.action.id), text)

    def _on_opened(self, line: ActionLine) -> None:
        text = self._kept(EditorName(Editor.ACTION, line.action.id))
        self.open_editor(line, self._unpack(text) if text else line.as_begun)
        if self.editor is not None:
            self.editor.text.setFocus()

    def _mark(self, line: ActionLine) -> None:
        line.mark(REWRITING if self._kept(EditorName(Editor.ACTION, line.action.id)) else "")

    def _make_earlier(self, shown: EarlierAction, day: date) -> EarlierLine:
        line = EarlierLine(shown, day, self._dates, self._kept)
        line.mark_begun()
        line.editor_shown.connect(self._chain)
        line.begun.connect(self.begun)
        line.stepped.connect(lambda step: self._step(line, step))
        line.answered.connect(
            lambda state, note, due: self.answered.emit(shown.action, state, note, due)
        )
        return line

    def _make_line(self, action: Action, who: str) -> ActionLine:
        line = ActionLine(action, who, self._dates.write)
        self._mark(line)
        line.stepped.connect(lambda step: self._step(line, step))
        line.opened.connect(lambda: self._on_opened(line))
        line.removed.connect(lambda: self.dropped.emit(action))
        line.noted.connect(lambda: self.noted.emit(action))
        return line

    def _step(self, line: DockLine, step: int) -> None:
        target = self._lines.index(line) + step
        if target >= len(self._lines):
            self.new.text.setFocus()
        elif target >= 0:
            self._go_to(self._lines[target])

    def _go_to(self, line: DockLine) -> None:
        line.setFocus()
        self.area.ensureWidgetVisible(line)

    def _on_stepped_from_new(self, step: int) -> None:
        if step < 0 and self._lines:
            self._go_to(self._lines[-1])


def _action_of(line: DockLine) -> Action | None:
    return line.action if isinstance(line, ActionLine) else None
