# SPDX-License-Identifier: EUPL-1.2
"""The protocols that a person is, was or is not in: decided, ended, and led into the plan."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.inclusion import InclusionState
from app.services.inclusions import InclusionLine, Offered
from app.services.protocol_lines import StepLine
from ui.screens.case.end_form import EndForm
from ui.screens.case.inclusion_form import InclusionForm
from ui.screens.case.inclusion_row import InclusionRow
from ui.screens.case.steps_form import StepsForm
from ui.theme import IconName
from ui.widgets import Button, ButtonKind, Card, LabelKind, PlainLabel, show_if

_NOBODY = "Dans aucun protocole."
_NONE_IN_FORCE = "Aucun protocole n’est en vigueur\u00a0: il s’en écrit et s’en valide un d’abord."
_ALL_IN = "Elle est dans tous les protocoles en vigueur."


class ProtocolCard(Card):
    """Signals of rows carry the id of an inclusion, `opened` that of a protocol."""

    opened = Signal(str)
    steps_asked = Signal(str)
    end_asked = Signal(str, object)
    reopened = Signal(str)
    removed = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("Protocoles")
        self.rows: tuple[InclusionRow, ...] = ()
        self._offered: tuple[Offered, ...] = ()
        self._writable = True
        self.nothing = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.form, self.end, self.steps = InclusionForm(today), EndForm(today), StepsForm()
        self.add_button = Button(
            "Inclure dans un protocole…", kind=ButtonKind.QUIET, icon=IconName.PLUS, small=True
        )
        self.list_button = Button("Voir les protocoles", kind=ButtonKind.QUIET, small=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self.list_button)
        self.body.addLayout(self._list)
        for form in self._forms:
            self.add(form)
            form.hide()
            form.left.connect(self.close_forms)
        self.add(self.nothing)
        self.body.addLayout(foot)
        self.add_button.clicked.connect(self.begin)

    @property
    def _forms(self) -> tuple[InclusionForm | EndForm | StepsForm, ...]:
        return self.form, self.end, self.steps

    def set_lines(
        self, lines: Sequence[InclusionLine], offered: Sequence[Offered], *, writable: bool
    ) -> None:
        """Show a situation's inclusions; a form that is open stays, and so does the focus."""
        self._offered, self._writable = tuple(offered), writable
        focused = next((rank for rank, row in enumerate(self.rows) if row.hasFocus()), None)
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = tuple(self._make(line) for line in lines)
        if self.rows:
            self.rows[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if focused is not None and self.rows:
            self._focus_row(min(focused, len(self.rows) - 1))
        if not writable:
            for form in self._forms:
                form.hide()
        if not self.form.isHidden():
            self.form.offer(self._free)
        self._render_foot()
        if focused is not None and not self.rows:  # the last row took the focus away with it
            foot = (self.add_button, self.list_button)
            left = next((button for button in foot if not button.isHidden()), None)
            if left is not None:
                left.setFocus()

    def begin(self) -> None:
        """Ask which protocol, on which criteria."""
        self._unfold(self.form)
        self.form.begin(self._free)

    def ask_end(self, inclusion_id: str, state: InclusionState) -> None:
        """Ask when the person left or completed it, and why."""
        line = self._line(inclusion_id)
        if line is not None:
            self._unfold(self.end)
            self.end.begin(inclusion_id, line.title, state)

    def show_steps(self, protocol_id: str, title: str, steps: Sequence[StepLine]) -> None:
        """Show the steps that may be proposed to the plan."""
        self._unfold(self.steps)
        self.steps.begin(protocol_id, title, steps)

    def close_forms(self) -> None:
        """Take what is being typed away."""
        for form in self._forms:
            form.hide()
        self._render_foot()
        if not self.add_button.isHidden():
            self.add_button.setFocus()
        elif self.rows:
            self._focus_row(0)

    def begun(self) -> dict[str, str]:
        """A decision or an end that is half said."""
        form = next((one for one in (self.form, self.end) if not one.isHidden()), None)
        return {f"protocol_{name}": text for name, text in form.begun().items()} if form else {}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, where it may still be said."""
        own = {
            name.removeprefix("protocol_"): text
            for name, text in texts.items()
            if name.startswith("protocol_")
        }
        if not own or not self._writable:
            return
        if "end" in own:
            line = self._line(own.get("of", ""))
            if line is not None and line.inclusion.is_open:
                if self.end.isHidden():
                    self.ask_end(own["of"], InclusionState(own["end"]))
                self.end.show_begun(own)
        elif self._free:
            if self.form.isHidden():
                self.begin()
            self.form.show_begun(own)

    @property
    def _free(self) -> tuple[Offered, ...]:
        """The protocols that the person is not in."""
        return tuple(each for each in self._offered if not each.included)

    def _line(self, inclusion_id: str) -> InclusionLine | None:
        lines = (row.shown for row in self.rows)
        return next((line for line in lines if line.inclusion.id == inclusion_id), None)

    def _unfold(self, wanted: QWidget) -> None:
        for form in self._forms:
            form.hide()
        wanted.show()
        self._render_foot()

    def _render_foot(self) -> None:
        open_ = any(not form.isHidden() for form in self._forms)
        may = self._writable and bool(self._free)
        self.add_button.setVisible(may and not open_)
        self.list_button.setVisible(not self._offered)
        said = "" if self.rows or open_ else _NOBODY
        if self._writable and not self._offered:
            said = _NONE_IN_FORCE
        elif self._writable and not self._free and not open_:
            said = _ALL_IN
        self.nothing.setText(said)
        show_if(self.nothing, said)

    def _make(self, line: InclusionLine) -> InclusionRow:
        row, id_ = InclusionRow(line, writable=self._writable), line.inclusion.id
        row.opened.connect(lambda: self.opened.emit(line.inclusion.protocol_id))
        row.steps_asked.connect(lambda: self.steps_asked.emit(id_))
        row.completed.connect(lambda: self.end_asked.emit(id_, InclusionState.COMPLETED))
        row.left.connect(lambda: self.end_asked.emit(id_, InclusionState.LEFT))
        row.reopened.connect(lambda: self.reopened.emit(id_))
        row.removed.connect(lambda: self.removed.emit(id_))
        row.walked.connect(lambda step: self._walk(row, step))
        self._list.addWidget(row)
        row.show()  # at once: Qt would refuse the focus until the event loop runs
        return row

    def _walk(self, row: InclusionRow, step: int) -> None:
        there = self.rows.index(row) + step
        if 0 <= there < len(self.rows):
            self._focus_row(there)

    def _focus_row(self, rank: int) -> None:
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.rows[rank].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows[rank].setFocus(Qt.FocusReason.TabFocusReason)
