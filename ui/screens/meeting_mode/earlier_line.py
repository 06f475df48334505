# SPDX-License-Identifier: EUPL-1.2
"""An action of an earlier meeting: was it carried out? E, N with a reason, R with a date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.action import Action, ActionState
from app.domain.dates import numeric_date
from app.domain.text import because, plural, typeset
from ui.due_edit import DueDates, DueEdit
from ui.screens.meeting_mode.action_row import (
    DUE_COLUMN,
    TEXT_SHARE,
    WHO_SHARE,
)
from ui.screens.meeting_mode.dock_line import DockLine
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.run_text import Run, RunText
from ui.screens.meeting_mode.scrolling import come_into_sight
from ui.theme import IconName, Radius, Space, TextSize, current_tokens
from ui.widgets import (
    DateEdit,
    Glyph,
    LabelKind,
    LineEdit,
    PlainLabel,
    QuietLine,
    set_plain_tooltip,
    show_if,
)
from ui.widgets.paint import cap_width, draw_key_cap, draw_ring

_ANSWER_COLUMN = DUE_COLUMN + 64
"""The date of an action and its two buttons: where the question is answered."""
_NARROW = 480
"""Width of a line in pixels below which a question stands above its field, not beside it."""


@dataclass(frozen=True)
class EarlierAction:
    """An earlier action as the line shows it."""

    action: Action
    who: str
    days_late: int
    answered: bool


class CapButton(QAbstractButton):
    """A key cap that can also be clicked."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__()
        self._key = key
        self.setAccessibleName(f"{name}, touche {key}")
        set_plain_tooltip(self, f"{name} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(max(24, int(cap_width(self._key))), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = current_tokens(), QPainter(self)
        width = cap_width(self._key)
        box = QRectF((self.width() - width) / 2, 0, width, self.height())
        draw_key_cap(painter, box, self._key, tokens)
        if self.underMouse():
            draw_ring(painter, QRectF(self.rect()), tokens, Radius.FIELD)
        painter.end()


class EarlierLine(DockLine):
    """`answered` carries the state, the reason and the new date (None unless postponed).

    `begun` carries the name of a question and what is typed for it; `kept` is what was typed when
    it was last left.
    """

    answered = Signal(ActionState, str, object)
    begun = Signal(object, str)

    def __init__(
        self,
        shown: EarlierAction,
        next_day: date,
        dates: DueDates,
        kept: Callable[[EditorName], str],
    ) -> None:
        super().__init__(_spoken(shown))
        self.shown, self._kept = shown, kept
        self._why, self._until = (
            EditorName(editor, shown.action.id) for editor in (Editor.WHY_NOT, Editor.UNTIL)
        )
        action, self._dates = shown.action, dates
        given = action.due if shown.answered and action.state is ActionState.POSTPONED else None
        self._day = given or next_day
        self._question: QWidget | None = None
        self.question: LineEdit | None = None
        """Where it is answered why, or when, while that is asked."""
        self._error = PlainLabel(kind=LabelKind.LATE, wrap=True)
        self._error.setContentsMargins(Space.SNUG + 24, 0, Space.SNUG, Space.HALF)
        late = f" en retard de {plural(shown.days_late, 'jour')}" if shown.days_late else ""
        words = [Run(typeset(shown.action.text))]
        if late and not shown.answered:
            words.append(Run(late, "late", TextSize.SECONDARY))
        if _why(shown):
            words.append(Run(f", {because(_why(shown))}", "muted", TextSize.SECONDARY))
        self.row.addWidget(Glyph(IconName.CARRIED_OVER, "muted", 16))
        self.row.addWidget(RunText(words), TEXT_SHARE)
        name = RunText([Run(shown.who)])
        name.keep_words()
        self.row.addWidget(name, WHO_SHARE)
        self.row.addWidget(self._answer() if shown.answered else self._keys())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = {Qt.Key.Key_E: self.done, Qt.Key.Key_N: self.ask_why, Qt.Key.Key_R: self.ask_when}
        chord = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        act = asked.get(Qt.Key(event.key())) if not chord and self._question is None else None
        if event.key() == Qt.Key.Key_Escape and self._question is not None:
            self._close_question()
            self.setFocus()
        elif act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def done(self) -> None:
        """It was carried out."""
        self.answered.emit(ActionState.DONE, "", None)

    def reopen(self) -> None:
        """Ask again what was begun to be answered; the focus stays where it is."""
        if self._question is None and not self.shown.answered:
            if self._kept(self._why):
                self._show_why()
            elif self._kept(self._until):
                self._show_when()

    def mark_begun(self) -> None:
        """Say whether an answer is begun and not given."""
        begun = self._kept(self._why) or self._kept(self._until)
        self.mark("réponse commencée" if begun else "")

    def let_go(self) -> None:
        """The person withdrew: what was begun to be answered is not in sight any more."""
        self._close_question()

    def ask_why(self) -> None:
        """Ask why it was not carried out, under the line."""
        self._show_why().setFocus()

    def ask_when(self) -> None:
        """Ask for the new date, under the line."""
        self._show_when().setFocus()

    def _show_why(self) -> LineEdit:
        edit = LineEdit()
        edit.setText(self._kept(self._why) or _why(self.shown))
        edit.textEdited.connect(lambda text: self.begun.emit(self._why, text))
        edit.setPlaceholderText("Pourquoi n’a-t-elle pas été exécutée ?")
        edit.returnPressed.connect(
            lambda: self.answered.emit(ActionState.NOT_DONE, edit.text(), None)
        )
        return self._ask("Non exécutée, parce que", edit)

    def _show_when(self) -> LineEdit:
        edit = DueEdit(self._dates)
        edit.accept(self._day)
        begun = self._kept(self._until)
        edit.set_value(self._dates.read(begun) if begun else self._day)
        if begun and edit.value() is None:
            edit.show_wrong(begun)
        edit.changed.connect(lambda day: self.begun.emit(self._until, self._day_text(edit, day)))
        edit.changed.connect(lambda day: self.say(edit.lack() if day else ""))
        edit.returnPressed.connect(lambda: self._postpone(edit))
        edit.setMaximumWidth(_ANSWER_COLUMN)
        return self._ask("Reportée au", edit)

    def _postpone(self, edit: DueEdit) -> None:
        lack = edit.lack()
        if lack:
            self.say(lack)
            edit.insist()
        else:
            self.answered.emit(ActionState.POSTPONED, "", edit.value())

    def say(self, sentence: str) -> None:
        """Say under the question why the answer was not kept."""
        self._error.setText(sentence)
        self.column.addWidget(self._error)
        show_if(self._error, sentence)

    def _ask(self, words: str, edit: LineEdit) -> LineEdit:
        self._close_question()
        edit.setAccessibleName(words)
        self._question = question = QWidget()
        under = QVBoxLayout(question)
        under.setContentsMargins(Space.SNUG + 24, 0, Space.SNUG, Space.RELATED)
        under.setSpacing(Space.HALF)
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        above = under if self.width() < _NARROW else row
        above.addWidget(PlainLabel(words))
        row.addWidget(edit, 1)
        row.addWidget(PlainLabel("Entrée · Échap", LabelKind.SECONDARY))
        row.addStretch(0)
        under.addLayout(row)
        under.addWidget(QuietLine(edit))  # beside it, a few letters of the reason were left
        self.column.addWidget(question)
        self.mark("")
        self.question = edit
        self.editor_shown.emit()
        come_into_sight(edit)
        return edit

    def _day_text(self, edit: DateEdit, day: object) -> str:
        if not isinstance(day, date):
            return edit.text().strip()
        return "" if day == self._day else numeric_date(day)

    def _close_question(self) -> None:
        question, self._question, self.question = self._question, None, None
        show_if(self._error, "")
        if question is not None:
            self.column.removeWidget(question)
            question.hide()
            question.deleteLater()
        self.mark_begun()

    def _keys(self) -> QWidget:
        keys = QWidget()
        keys.setFixedWidth(_ANSWER_COLUMN)
        row = QHBoxLayout(keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        acts: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("E", "Exécutée", self.done),
            ("N", "Non exécutée", self.ask_why),
            ("R", "Reportée", self.ask_when),
        )
        for key, name, act in acts:
            button = CapButton(key, name)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return keys

    def _answer(self) -> PlainLabel:
        action = self.shown.action
        words = action.state.label
        if action.state is ActionState.POSTPONED and action.due:
            words = f"au {self._dates.write(action.due)}"
        kind = LabelKind.OK if action.state is ActionState.DONE else LabelKind.WARN
        label = PlainLabel(words, kind)
        label.setFixedWidth(_ANSWER_COLUMN)
        return label


def _why(shown: EarlierAction) -> str:
    """The reason that was given, empty where none was."""
    told = shown.answered and shown.action.state is ActionState.NOT_DONE
    return shown.action.note if told else ""


def _spoken(shown: EarlierAction) -> str:
    late = f", en retard de {plural(shown.days_late, 'jour')}" if shown.days_late else ""
    ask = shown.action.state.label if shown.answered else f"exécutée ?{late}. Touches E, N ou R"
    why = f", {because(_why(shown))}" if _why(shown) else ""
    return f"Action antérieure : {shown.action.text}, {shown.who}, {ask}{why}"
