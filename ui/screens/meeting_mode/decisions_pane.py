# SPDX-License-Identifier: EUPL-1.2
"""The decisions of the current item: type, Enter; both readable and correctable afterwards."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.decision import Decision
from app.domain.ids import DecisionId
from app.domain.text import typeset
from ui.screens.meeting_mode.dock_line import REWRITING, DockLine, LineList
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.meeting_mode.scrolling import FittingArea, come_into_sight
from ui.screens.meeting_mode.sentence_edit import SentenceEdit
from ui.theme import Space
from ui.widgets import LabelKind, Pane, PlainLabel, QuietLine


class DecisionsPane(Pane):
    """A numbered list and one line to add to it."""

    decided = Signal(str)
    rewritten = Signal(str, str)
    dropped = Signal(Decision)
    noted = Signal(object)
    begun = Signal(object, str)
    ended = Signal(str, str)

    def __init__(
        self, key: str, kept: Callable[[EditorName], str], parent: QWidget | None = None
    ) -> None:
        """`kept` is what the editor of a line held when it was left; `begun` says what it holds."""
        super().__init__("Décisions", key=key, parent=parent)
        self._kept = kept
        self._lines: list[DecisionLine] = []
        self.new = SentenceEdit(
            "Nouvelle décision", placeholder="Nouvelle décision…", own_undo=False
        )
        self.new.entered.connect(self._on_entered)
        self.new.focused.connect(lambda here: self.set_ring(shown=here))
        self.new.stepped.connect(self._on_stepped_from_new)
        self.new.edited.connect(lambda _text: self.say(""))
        self.error = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self.error.hide()
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._shown: LineList[DecisionLine] = LineList(self._list)
        self.area = FittingArea(content)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.SNUG - 2, Space.HALF + 2, Space.SNUG, Space.HALF)
        foot.addWidget(self.new)
        foot.addWidget(QuietLine(self.new))
        foot.addWidget(self.error)
        self.body.setContentsMargins(2, Space.HALF, 2, 2)
        self.body.setSpacing(0)
        self.body.addWidget(self.area)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.setFocusProxy(self.new)

    @property
    def lines(self) -> tuple["DecisionLine", ...]:
        """What is shown."""
        return tuple(self._lines)

    def show_decisions(self, decisions: Sequence[Decision], *, follow: bool) -> None:
        """Show the decisions of an item; `follow` scrolls to one that was just added."""
        if follow and len(decisions) > len(self._lines):
            self.area.show_end()
        self._lines = self._shown.show(
            [(pair, partial(self._make, *pair)) for pair in enumerate(decisions, 1)]
        )
        self._chain()
        self.area.updateGeometry()

    def _chain(self) -> None:
        """Tab goes from line to line, and through what rewrites one on its way."""
        chain: list[QWidget] = [self.area]
        for line in self._lines:
            chain += [line, line.edit] if line.edit is not None else [line]
        for before, after in pairwise([*chain, self.new]):
            QWidget.setTabOrder(before, after)

    def _on_opened(self, line: "DecisionLine") -> None:
        self._chain()
        if line.edit is not None:
            come_into_sight(line.edit)

    def say(self, sentence: str) -> None:
        """Say why a decision was not added; an empty sentence takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.new.setAccessibleDescription(sentence)

    def focus_line(self, decision_id: DecisionId) -> None:
        """Put the focus on a decision, on the new one when it is gone."""
        found = next((line for line in self._lines if line.decision.id == decision_id), None)
        (found or self.new).setFocus()

    def place_of(self, focus: QWidget) -> tuple[str, str] | None:
        """The kind and the id of the line that `focus` is in."""
        found = (line for line in self._lines if line is focus or line.isAncestorOf(focus))
        return next((("decision", line.decision.id) for line in found), None)

    def reopen(self) -> None:
        """Show again what was begun on a line and is not in it; the focus stays."""
        for line in self._lines:
            if line.kept():
                line.open()

    def _make(self, number: int, decision: Decision) -> "DecisionLine":
        name = EditorName(Editor.DECISION, decision.id)
        line = DecisionLine(number, decision, lambda: self._kept(name))
        line.editor_shown.connect(lambda: self._on_opened(line))
        line.begun.connect(lambda text: self.begun.emit(name, text))
        line.rewritten.connect(lambda text: self.rewritten.emit(decision.id, text))
        line.ended.connect(lambda text: self.ended.emit(decision.id, text))
        line.removed.connect(lambda: self.dropped.emit(decision))
        line.noted.connect(lambda: self.noted.emit(decision))
        line.stepped.connect(lambda step: self._step(line, step))
        return line

    def _step(self, line: "DecisionLine", step: int) -> None:
        target = self._lines.index(line) + step
        if target >= len(self._lines):
            self.new.setFocus()
        elif target >= 0:
            self._go_to(self._lines[target])

    def _go_to(self, line: "DecisionLine") -> None:
        line.setFocus()
        self.area.ensureWidgetVisible(line)

    def _on_stepped_from_new(self, step: int) -> None:
        if step < 0 and self._lines:
            self._go_to(self._lines[-1])

    def _on_entered(self) -> None:
        self.decided.emit(self.new.text())


class DecisionLine(DockLine):
    """One decision; Enter opens it in place. `begun` carries what is typed and is not in it yet.

    `ended`: Enter said that the text is as it should be, changed or not.
    """

    rewritten = Signal(str)
    ended = Signal(str)
    begun = Signal(str)

    def __init__(self, number: int, decision: Decision, kept: Callable[[], str]) -> None:
        super().__init__(f"Décision {number} : {decision.text}", ruled=False)
        self.decision, self.kept = decision, kept
        self.words = RunText([Run(f"{number} · {typeset(decision.text)}")])
        self.row.addWidget(self.words, 1)
        self.row.setContentsMargins(Space.SNUG - 2, Space.HALF, Space.HALF, Space.HALF)
        self.add_buttons("Retirer cette décision", "Ctrl Maj D")
        self.edit: SentenceEdit | None = None
        self._quiet: QuietLine | None = None
        self.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        self.open()
        if self.edit is not None:
            self.edit.setFocus()

    def open(self) -> None:
        """Let the words be rewritten, from what was begun of that."""
        if self.edit is not None:
            return
        self.edit = SentenceEdit("Décision", bare=False)
        self.edit.set_text(self.kept() or self.decision.text)
        self.edit.edited.connect(self._on_edited)
        self.edit.entered.connect(self._on_entered)
        self.edit.committed.connect(lambda _text: self.settle())
        self.words.hide()
        self.mark("")
        self.row.insertWidget(0, self.edit, 1)
        self._quiet = QuietLine(self.edit)
        self.column.addWidget(self._quiet)
        self.editor_shown.emit()

    def _on_entered(self) -> None:
        if self.edit is not None:
            self.ended.emit(self.edit.text())
        self.settle()

    def settle(self) -> None:
        """Keep what was rewritten, and close the editor; what is refused stays begun."""
        edit, self.edit = self.edit, None
        if edit is None:
            return
        text, held_focus = edit.text(), edit.hasFocus()
        self._close(edit)
        if held_focus:
            self.setFocus()
        if text.strip() and text != self.decision.text:
            self.rewritten.emit(text)
        else:
            self.begun.emit("")
        self.mark(REWRITING if self.kept() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.edit is not None:
            self.settle()
        else:
            super().keyPressEvent(event)

    def _on_edited(self, text: str) -> None:
        same = not text.strip() or text == self.decision.text
        self.begun.emit("" if same else text)

    def _close(self, edit: SentenceEdit) -> None:
        if self._quiet is not None:
            self.column.removeWidget(self._quiet)
            self._quiet.hide()
            self._quiet.deleteLater()
            self._quiet = None
        self.row.removeWidget(edit)
        edit.hide()
        edit.deleteLater()
        self.words.show()
