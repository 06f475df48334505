# SPDX-License-Identifier: EUPL-1.2
"""The needs of a situation that could not be met (PPCS part 4): noted, met, taken out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import short_date
from app.domain.problem import Problems
from app.domain.text import typeset
from app.domain.unmet_need import UnmetNeed
from ui.screens.case.need_form import NeedForm
from ui.screens.case.plan_state import NeedRow
from ui.theme import IconName, Tone
from ui.widgets import Button, ButtonKind, Card, Chip, KeyRow, LabelKind, PlainLabel, show_if


class NeedLine(KeyRow):
    """One need: Enter rewrites it, C says that it is met today, Suppr takes it out."""

    edit_asked = Signal()
    met = Signal()
    removed = Signal()

    def __init__(self, row: NeedRow) -> None:
        need = row.need
        state = f"couvert depuis le {short_date(need.met_on)}" if need.met_on else "non couvert"
        super().__init__(f"{need.need}, {row.details}, {state}")
        self.row = row
        self.answer_keys(
            {
                Qt.Key.Key_Return: self.edit_asked.emit,
                Qt.Key.Key_Enter: self.edit_asked.emit,
                Qt.Key.Key_C: self.met.emit,
                Qt.Key.Key_Delete: self.removed.emit,
            }
        )
        self.setAccessibleDescription("Entrée modifier, C couvert aujourd’hui, Suppr retirer")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(typeset(need.need), wrap=True))
        words.addWidget(PlainLabel(typeset(row.details), LabelKind.SECONDARY, wrap=True))
        self.line.addLayout(words, 1)
        self.line.addWidget(Chip(state, Tone.OK if need.met_on else Tone.WARN))
        buttons = [("Modifier", "Entrée", self.edit_asked), ("Retirer", "Suppr", self.removed)]
        if need.met_on is None:
            buttons.insert(1, ("Couvert", "C", self.met))
        for caption, key, signal in buttons:
            button = Button(caption, small=True, kind=ButtonKind.QUIET, key=key)
            # The row itself is the Tab stop: its keys do what the buttons do.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
            self.line.addWidget(button)


class NeedsCard(Card):
    """`saved` asks to keep what `form` holds, which stays until `close_form`; others give an id."""

    saved = Signal()
    met = Signal(str)
    removed = Signal(str)

    def __init__(self, problems: Problems, today: Callable[[], date]) -> None:
        super().__init__("Besoins non couverts")
        self._problems, self._today = problems, today
        self._lines: list[NeedLine] = []
        self.form: NeedForm | None = None
        self.nothing = PlainLabel(
            "Ce qu’on voulait et que personne ne peut faire ici se note dans le registre, "
            "compté chaque année.",
            LabelKind.SECONDARY,
            wrap=True,
        )
        self.add_button = Button(
            "Noter un besoin", kind=ButtonKind.QUIET, icon=IconName.PLUS, small=True
        )
        self.year_button = Button("Tous les besoins de l’année", kind=ButtonKind.QUIET, small=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add(self.nothing)
        self.body.addLayout(self._list)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self.year_button)
        self.body.addLayout(foot)

    @property
    def lines(self) -> tuple[NeedLine, ...]:
        """The needs shown."""
        return tuple(self._lines)

    def set_needs(self, rows: Sequence[NeedRow]) -> None:
        """Show other needs; the one being typed stays, and so does the focus."""
        focused = next((rank for rank, line in enumerate(self._lines) if line.hasFocus()), None)
        for old in self._lines:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [self._make(row) for row in rows]
        show_if(self.nothing, not rows and self.form is None)
        if self._lines:
            self._lines[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if focused is not None and self._lines:
            self.focus_line(min(focused, len(rows) - 1))

    def begin(self, need: UnmetNeed) -> NeedForm:
        """Type a need, a new one where it has no id, in place of what was typed before."""
        self.close_form()
        form = NeedForm(need, self._problems, self._today)
        form.saved.connect(self.saved)
        form.left.connect(self.close_form)
        self.form = form
        line = next((line for line in self._lines if line.row.need.id == need.id), None)
        at = self._list.count() if line is None else self._list.indexOf(line)
        self._list.insertWidget(at, form)
        form.show()
        if line is not None:
            line.hide()
        self.nothing.hide()
        form.need.setFocus(Qt.FocusReason.TabFocusReason)
        return form

    def close_form(self) -> None:
        """Take the form away, with what is typed in it."""
        form, self.form = self.form, None
        if form is None:
            return
        self._list.removeWidget(form)
        form.hide()
        form.deleteLater()
        for rank, line in enumerate(self._lines):
            if line.row.need.id == form.need_id:
                line.show()
                self.focus_line(rank)
                return
        show_if(self.nothing, not self._lines)
        self.add_button.setFocus()

    def begun(self) -> dict[str, str]:
        """What is typed and not kept."""
        return self.form.begun() if self.form is not None else {}

    def show_begun(self, need: UnmetNeed, texts: Mapping[str, str]) -> None:
        """Show it again."""
        self.begin(need).show_begun(texts)

    def focus_line(self, rank: int) -> None:
        """Put the focus on a need."""
        for line in self._lines:
            line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lines[rank].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lines[rank].setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, row: NeedRow) -> NeedLine:
        line = NeedLine(row)
        line.edit_asked.connect(lambda: self.begin(row.need))
        line.met.connect(lambda: self.met.emit(row.need.id))
        line.removed.connect(lambda: self.removed.emit(row.need.id))
        line.walked.connect(lambda step: self._walk(line, step))
        self._list.addWidget(line)
        if self.form is not None and self.form.need_id == row.need.id:
            line.hide()
        else:
            line.show()  # at once: Qt would refuse the focus until the event loop runs
        return line

    def _walk(self, line: QWidget, step: int) -> None:
        here = next(rank for rank, each in enumerate(self._lines) if each is line)
        if 0 <= here + step < len(self._lines):
            self.focus_line(here + step)
