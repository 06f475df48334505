# SPDX-License-Identifier: EUPL-1.2
"""The steps under the six moments, and the one being typed among them."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.protocol import Moment, ProtocolStep
from ui.screens.protocol.step_editor import StepEditor
from ui.screens.protocol.step_row import StepRow
from ui.screens.protocol.steps_heads import MomentHead, TitlesHead
from ui.screens.protocol.steps_order import Steps, place_of
from ui.widgets import IconButton

_AROUND = 16
_TAB_STOP = Qt.FocusPolicy.TabFocus


class StepsTable(QWidget):
    """Tab comes to one row, ↑ ↓ walk between them; deeds are asked of whoever holds the table."""

    edit_asked = Signal(str, int)
    add_asked = Signal(Moment)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, StepRow] = {}
        self._shown: Steps = ()
        self.editor: StepEditor | None = None
        self.editing = ""
        self.setAccessibleName("Étapes")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(TitlesHead())
        self._heads = {moment: MomentHead(moment) for moment in Moment}
        for moment, head in self._heads.items():
            self._column.addWidget(head)
            head.add.clicked.connect(lambda _=False, moment=moment: self.add_asked.emit(moment))

    @property
    def current(self) -> str:
        """The step that is typed, or whose row has the focus; empty for none."""
        if self.editing:
            return self.editing
        return next((id_ for id_, row in self._rows.items() if row.hasFocus()), "")

    def row(self, step_id: str) -> StepRow | None:
        """The row of a step."""
        return self._rows.get(step_id)

    def add_button(self, moment: Moment) -> IconButton:
        """What adds a step to a moment."""
        return self._heads[moment].add

    def set_writable(self, *, writable: bool) -> None:
        """Whether steps can be added."""
        for head in self._heads.values():
            head.add.setVisible(writable)

    def show_steps(self, steps: Steps, numbers: Mapping[str, int]) -> None:
        """Show steps moment by moment; the one being typed stays open where it still is."""
        known = {step.id for step in steps}
        if self.editing and self.editing not in known:
            self.close_editor()
        for gone in [id_ for id_ in self._rows if id_ not in known]:
            row = self._rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for step in steps:
            self._show_step(step, numbers.get(step.id, 0))
        self._shown = steps
        self._settle()

    def open_editor(self, step_id: str, editor: StepEditor, column: int) -> None:
        """Type a step in place of its row, from a cell; the one typed until then is closed."""
        before, known = self.editor, self._rows.get(self.editing)
        row = self._rows[step_id]
        self.editor, self.editing = editor, step_id
        self._settle()
        editor.show()
        row.hide()
        editor.focus_cell(column)  # before the other one goes, which would lend the focus around
        _put_away(before, known if known is not row else None)
        QTimer.singleShot(0, editor, lambda: _show_whole(editor))  # once it is laid out

    def close_editor(self) -> None:
        """Show the row of the step that was typed."""
        editor, row = self.editor, self._rows.get(self.editing)
        self.editor, self.editing = None, ""
        _put_away(editor, row)

    def focus_row(self, step_id: str) -> bool:
        """Put the focus on a row; False where there is none of that step."""
        row = self._rows.get(step_id)
        if row is None or row.isHidden():
            return False
        for other in self._rows.values():
            other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def neighbour(self, step_id: str, by: int) -> str:
        """The step before or after one, across moments; empty beyond the ends."""
        at = place_of(self._shown, step_id)
        if at is None or not 0 <= at + by < len(self._shown):
            return ""
        return self._shown[at + by].id

    def _show_step(self, step: ProtocolStep, number: int) -> None:
        row = self._rows.get(step.id)
        if row is None:
            row = self._rows[step.id] = self._make(step, number)
        elif (row.step, row.number) != (step, number):
            row.show_step(step, number)
        if step.id == self.editing and self.editor is not None:
            self.editor.show_step(step, number)

    def _make(self, step: ProtocolStep, number: int) -> StepRow:
        row = StepRow(step, number)
        row.edit_asked.connect(lambda column: self.edit_asked.emit(step.id, column))
        row.walked.connect(lambda by: self.focus_row(self.neighbour(step.id, by)))
        row.removed.connect(lambda: self.removed.emit(step.id))
        self._column.addWidget(row)
        row.show()  # at once: Qt would wait for the event loop, and refuse the focus until then
        return row

    def _settle(self) -> None:
        """Each widget at its place, and Tab in that order; what stands there is not touched."""
        place, chain = 1, list[QWidget]()
        for moment, head in self._heads.items():
            self._put(head, place)
            place, chain = place + 1, [*chain, head.add]
            for step in self._shown:
                if step.moment is not moment:
                    continue
                chain.append(self._rows[step.id])
                if step.id == self.editing and self.editor is not None:
                    self._put(self.editor, place)
                    place, chain = place + 1, [*chain, *self.editor.cells]
                self._put(self._rows[step.id], place)
                place += 1
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        rows = [self._rows[step.id] for step in self._shown]
        if rows and not any(row.focusPolicy() & _TAB_STOP for row in rows):
            rows[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self.editor is not None:
            earlier, later = (self.neighbour(self.editing, by) for by in (-1, 1))
            self.editor.lead(back=bool(earlier), on=bool(later))

    def _put(self, widget: QWidget, place: int) -> None:
        if self._column.indexOf(widget) != place:
            self._column.insertWidget(place, widget)


def _show_whole(editor: StepEditor) -> None:
    """Bring all of what is typed into sight, its keys included; the cell before all else."""
    area: QWidget | None = editor
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(editor, 0, _AROUND)
        area.ensureWidgetVisible(editor.cells[editor.column()], 0, _AROUND)


def _put_away(editor: StepEditor | None, row: StepRow | None) -> None:
    if row is not None:
        row.show()
    if editor is not None:
        editor.hide()
        editor.deleteLater()
