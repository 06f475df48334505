# SPDX-License-Identifier: EUPL-1.2
"""A line of the plan being typed, in place of its row and over the same columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.care_plan import LineState, PlanLine, PlanPart
from app.domain.dates import numeric_date
from app.domain.lengths import length_fault, length_faults
from app.domain.plain_words import Jargon
from ui.half_typed import TypedField, type_again, typed_in
from ui.person_edit import Find, Person, PersonEdit
from ui.screens.case.plain_row import PlainWordsRow, cell_text
from ui.screens.case.plan_columns import GAP, TITLES, WEIGHTS, PlanColumn
from ui.screens.case.typed_dates import past_warning
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    DateEdit,
    IconButton,
    LabelKind,
    PlainLabel,
    SuggestEdit,
    Suggestion,
)

_PREFIX = "line_"
"""Before the names of a line's texts, where they are kept with those of the page."""


@dataclass(frozen=True)
class LineHelp:
    """What helps to type a line: the directory, the HAS problems, days, the words of the trade."""

    find: Find
    problems: Callable[[str], Sequence[Suggestion]]
    today: date
    read_due: Callable[[str], date | None]
    jargon: Callable[[str], tuple[Jargon, ...]]


class PlanLineEditor(QFrame):
    """`edited` with every key; `done` on Enter, `left` on Échap: the text is kept in both cases."""

    edited = Signal()
    done = Signal()
    left = Signal()
    moved = Signal(int)
    switched = Signal()
    removed = Signal()

    def __init__(self, line: PlanLine, who: str, help_: LineHelp) -> None:
        super().__init__()
        self._line, self._today = line, help_.today
        self.setProperty("kind", "highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Ligne du plan")
        write, read = numeric_date, help_.read_due
        self.problem = SuggestEdit(help_.problems, own_undo=False)
        self.problem.setText(line.problem.replace("\n", " "))
        self.objective = cell_text(line.objective)
        self.action = cell_text(line.action)
        self.who = PersonEdit(help_.find, own_undo=False)
        self.who.set_person(Person(line.who_id, line.who_name, who))
        self.due = _cell_date(DateEdit(read, write, own_undo=False), line.due)
        self.criterion = cell_text(line.criterion)
        self.review = _cell_date(DateEdit(read, write, own_undo=False), line.review_on)
        self.plain = PlainWordsRow(line, help_.jargon)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.message.hide()
        self._name_cells()
        self._lay_out()
        self._connect()
        self._judge()
        self._judge_words()

    def line(self) -> PlanLine:
        """The line as typed; a date that was not understood leaves the one that was kept."""
        who = self.who.person()
        return replace(
            self._line,
            problem=self._problem_text(),
            objective=self.objective.text(),
            action=self.action.text(),
            who_id=who.id,
            who_name=who.name,
            due=self._line.due if self.due.is_wrong() else self.due.value(),
            criterion=self.criterion.text(),
            review_on=self._line.review_on if self.review.is_wrong() else self.review.value(),
            plain_objective=self.plain.objective.text(),
            plain_action=self.plain.action.text(),
            education=self.plain.education.isChecked(),
        )

    def settle(self) -> None:
        """Take what the person's line and the days show, as leaving them would."""
        self.who.editingFinished.emit()
        line = self.line()
        if (line.due, line.review_on) != (self._line.due, self._line.review_on):
            self.edited.emit()

    def showing(self, line_id: str) -> bool:
        """Whether it is that line."""
        return self._line.id == line_id

    def begun(self) -> dict[str, str]:
        """Days that are no days yet, texts that are too long; nothing where there are none."""
        days = {"due": self.due, "line_review": self.review}
        wrong = {name: day.text() for name, day in days.items() if day.is_wrong()}
        wrong |= self.plain.begun() | {
            f"{_PREFIX}{name}": text
            for name, text in typed_in(self._texts).items()
            if name in self._texts and length_fault(name, text)
        }
        return wrong and wrong | {"line": self._line.id}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again."""
        cells = {f"{_PREFIX}{name}": cell for name, cell in self._texts.items()}
        type_again({"due": self.due, "line_review": self.review} | cells | self.plain.fields, texts)
        self._judge_words()
        self._judge()

    def focus_column(self, column: int) -> None:
        """Begin typing in a column."""
        self._cells()[column].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _texts(self) -> dict[str, TypedField]:
        """The cells of text by the names that they have in a line."""
        return {
            "problem": self.problem,
            "objective": self.objective,
            "action": self.action,
            "criterion": self.criterion,
        }

    def set_error(self, sentence: str) -> None:
        """Say under the line why it cannot be kept."""
        self._say(sentence, LabelKind.LATE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Échap belongs to the cells' lists first; what they leave comes here.
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _cells(self) -> tuple[QWidget, ...]:
        return (self.problem, self.objective, self.action, self.who, self.criterion, self.review)

    def column(self) -> int:
        """Where one is typing; the first column outside of them."""
        focus = self.focusWidget()
        return next((rank for rank, cell in enumerate(self._cells()) if cell is focus), 0)

    def _name_cells(self) -> None:
        for column, cell in enumerate(self._cells()):
            cell.setAccessibleName(TITLES[column])
        self.who.setAccessibleName("Qui")
        self.due.setAccessibleName("Pour quand")
        self.who.setPlaceholderText("Qui")
        self.due.setPlaceholderText("Pour quand")
        self.review.setPlaceholderText("Date")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for column, cell in enumerate(self._cells()):
            held = self._who_and_when() if column == PlanColumn.WHO else cell
            held.setMinimumWidth(0)
            held.setSizePolicy(QSizePolicy.Policy.Ignored, held.sizePolicy().verticalPolicy())
            row.addWidget(held, WEIGHTS[column], Qt.AlignmentFlag.AlignTop)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(Space.RELATED, Space.RELATED, Space.RELATED, Space.RELATED)
        column_.setSpacing(Space.RELATED)
        column_.addLayout(row)
        column_.addWidget(self.message)
        column_.addWidget(self.plain)
        column_.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        """What the keys of a row do, for the mouse; a proposal is accepted or left."""
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        proposed = self._line.state is LineState.PROPOSED
        done = Button("Accepter ainsi" if proposed else "Terminé", small=True, key="Entrée")
        done.clicked.connect(self.done)
        foot.addWidget(done)
        if proposed:
            foot.addStretch(1)
            return foot
        up = IconButton(IconName.ARROW_UP, "Monter la ligne", key="Alt ↑")
        down = IconButton(IconName.ARROW_DOWN, "Descendre la ligne", key="Alt ↓")
        aid = self._line.part is PlanPart.AID
        other = "Vers le plan de soins" if aid else "Vers le plan d’aides"
        switch = Button(other, small=True, kind=ButtonKind.QUIET)
        remove = Button("Retirer", small=True, kind=ButtonKind.DANGER, icon=IconName.TRASH)
        up.clicked.connect(lambda: self.moved.emit(-1))
        down.clicked.connect(lambda: self.moved.emit(1))
        switch.clicked.connect(self.switched)
        remove.clicked.connect(self.removed)
        for button in (up, down, switch):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(remove)
        return foot

    def _who_and_when(self) -> QWidget:
        both = QWidget()
        stack = QVBoxLayout(both)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(Space.HALF)
        stack.addWidget(self.who)
        stack.addWidget(self.due)
        return both

    def _connect(self) -> None:
        texts = (self.objective, self.action, self.criterion)
        for pane in (*texts, self.plain.objective, self.plain.action):
            pane.edited.connect(self.edited)
            pane.edited.connect(self._judge_words)
            pane.edited.connect(self._judge)
            pane.ended.connect(self.done)
        self.plain.education.toggled.connect(self.edited)
        self.problem.textEdited.connect(self.edited)
        self.problem.textEdited.connect(self._judge)
        self.problem.picked.connect(self.edited)
        self.who.person_changed.connect(self.edited)
        self.who.person_changed.connect(self._judge)
        for day in (self.due, self.review):
            # Not with each key: « 3 » on the way to « 31/02 » would be kept as a date.
            day.editingFinished.connect(self.edited)
            day.changed.connect(self._judge)
            day.editingFinished.connect(self._judge)

    def _judge(self) -> None:
        faults = length_faults(self.line(), self._line)
        for name in self._texts:
            if name in faults:
                self.set_error(faults[name])
                return
        days = (self.due, self.review)
        wrong = next((day for day in days if day.is_wrong() and not day.hasFocus()), None)
        if wrong is not None:
            self.set_error(f"« {wrong.text()} » n’est pas une date. Essayez « 15/12 ».")
            return
        self._say(self._oddity(), LabelKind.WARN)

    def _oddity(self) -> str:
        """What is odd about the line: kept, but said at once."""
        due, review = self.due.value(), self.review.value()
        if due and past_warning(due, self._today):
            return "Pour quand\u00a0: cette date est déjà passée."
        if review and past_warning(review, self._today):
            return "Bilan d’étape\u00a0: cette date est déjà passée."
        if due and review and review < due:
            return "Le bilan d’étape est prévu avant l’échéance."
        if self.who.person() and not self.due.text().strip():
            return "Qui est dit, mais pas pour quand."
        return ""

    def _judge_words(self) -> None:
        self.plain.judge(self.line())

    def _problem_text(self) -> str:
        typed = self.problem.text()
        # One line shows a text of several; it is kept as it was until it is really retyped.
        return self._line.problem if typed == self._line.problem.replace("\n", " ") else typed

    def _say(self, sentence: str, kind: LabelKind) -> None:
        self.message.set_kind(kind)
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))


def _cell_date(edit: DateEdit, value: date | None) -> DateEdit:
    edit.set_value(value)
    edit.setCursorPosition(0)  # a narrow cell shows the day rather than the year
    return edit
