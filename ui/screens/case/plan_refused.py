# SPDX-License-Identifier: EUPL-1.2
"""Proposals that were refused: out of the plan, seen again, taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.text import plural, typeset
from ui.screens.case.plan_state import PlanRow
from ui.widgets import Button, ButtonKind, FoldCard, KeyRow, LabelKind, PlainLabel


class RefusedCard(FoldCard):
    """Hidden when there is none; `taken_back` puts a line among the proposals again."""

    taken_back = Signal(str)

    def __init__(self) -> None:
        super().__init__("Propositions refusées", "Voir")
        self._rows: list[KeyRow] = []
        self.hide()

    @property
    def rows(self) -> tuple[KeyRow, ...]:
        """The lines shown."""
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[PlanRow]) -> None:
        """Show other lines."""
        for old in self._rows:
            self.inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._make(row) for row in rows]
        if self._rows:
            self._rows[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.summary.setText(plural(len(rows), "ligne"))
        self.setVisible(bool(rows))

    def _make(self, data: PlanRow) -> KeyRow:
        said = ", ".join(
            part for part in (data.line.action, data.who, data.due, data.origin) if part
        )
        row = KeyRow(f"Proposition refusée, {said}")
        row.setAccessibleDescription("R reprendre")
        line_id = data.line.id
        row.answer_keys({Qt.Key.Key_R: lambda: self.taken_back.emit(line_id)})
        row.walked.connect(lambda step: self._walk(row, step))
        words = " · ".join(part for part in (data.line.action, data.who, data.due) if part)
        row.line.addWidget(PlainLabel(typeset(words), wrap=True), 1)
        row.line.addWidget(PlainLabel(data.origin, LabelKind.SECONDARY))
        button = Button("Reprendre", small=True, kind=ButtonKind.QUIET, key="R")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.taken_back.emit(line_id))
        row.line.addWidget(button)
        self.inside.addWidget(row)
        row.show()
        return row

    def _walk(self, row: QWidget, step: int) -> None:
        here = next(rank for rank, each in enumerate(self._rows) if each is row)
        if not 0 <= here + step < len(self._rows):
            return
        for each in self._rows:
            each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rows[here + step].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows[here + step].setFocus(Qt.FocusReason.TabFocusReason)
