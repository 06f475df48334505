# SPDX-License-Identifier: EUPL-1.2
"""What a meeting or a protocol proposes for the plan: each line accepted, edited or refused."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import PlanPart
from app.domain.ids import PlanLineId
from app.domain.text import plural, typeset
from ui.screens.case.plan_state import PlanRow
from ui.theme import Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    Chip,
    Hairline,
    KeyRow,
    LabelKind,
    PlainLabel,
)


class ProposalRow(KeyRow):
    """One proposed line: A accepts, R refuses, Enter opens it; the buttons do the same."""

    accepted = Signal()
    refused = Signal()
    edit_asked = Signal()

    def __init__(self, row: PlanRow) -> None:
        super().__init__(_said(row))
        self.answer_keys(
            {
                Qt.Key.Key_A: self.accepted.emit,
                Qt.Key.Key_R: self.refused.emit,
                Qt.Key.Key_Return: self.edit_asked.emit,
                Qt.Key.Key_Enter: self.edit_asked.emit,
            }
        )
        self.row = row
        self.setAccessibleDescription("A accepter, R refuser, Entrée modifier")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(typeset(row.line.action), wrap=True))
        details = " · ".join(part for part in (row.who or "qui\u00a0: à dire", row.due) if part)
        origin = f" · {row.origin}" if row.origin else ""
        words.addWidget(PlainLabel(f"{details}{origin}", LabelKind.SECONDARY))
        self.line.addLayout(words, 1)
        self.line.addWidget(self._part_chip())
        for caption, key, signal in (
            ("Accepter", "A", self.accepted),
            ("Modifier", "Entrée", self.edit_asked),
            ("Refuser", "R", self.refused),
        ):
            button = Button(caption, small=True, kind=ButtonKind.QUIET, key=key)
            # The row itself is the Tab stop: its keys do what the buttons do.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
            self.line.addWidget(button)

    def _part_chip(self) -> Chip:
        part = self.row.line.part
        return Chip(part.label, Tone.SOCIAL if part is PlanPart.AID else Tone.ORGANIC)


def _said(row: PlanRow) -> str:
    parts = ("Proposition", row.line.action, row.who, row.due, row.origin)
    return ", ".join(part for part in parts if part)


class ProposalsCard(Card):
    """The proposals of the last meetings and of protocols, hidden when there is none."""

    accepted = Signal(str)
    refused = Signal(str)
    edit_asked = Signal(str)
    all_accepted = Signal()

    def __init__(self) -> None:
        super().__init__("", current=True)
        self._rows: list[ProposalRow] = []
        self._held: list[QWidget] = []
        self.heading = PlainLabel("", LabelKind.CARD_TITLE, wrap=True)
        self.accept_all = Button("Tout accepter", small=True, key="Alt E")
        self.accept_all.clicked.connect(self.all_accepted)
        head = QHBoxLayout()
        head.setSpacing(Space.RELATED)
        head.addWidget(self.heading, 1)
        head.addWidget(self.accept_all)
        note = QHBoxLayout()
        note.setSpacing(Space.HALF)
        note.addWidget(PlainLabel("Rien n’entre dans le plan sans vous.", LabelKind.SECONDARY))
        note.addStretch(1)
        self.body.addLayout(head)
        self.body.addLayout(note)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.hide()

    @property
    def rows(self) -> tuple[ProposalRow, ...]:
        """The proposals shown."""
        return tuple(self._rows)

    @property
    def waits_for_all(self) -> bool:
        """Whether several lines can be accepted at once."""
        return len(self._rows) > 1

    def set_proposals(self, origin: str, rows: Sequence[PlanRow]) -> None:
        """Show the lines that wait for an answer."""
        for old in self._held:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._held, self._rows = [], []
        self.heading.setText(f"{origin} · {plural(len(rows), 'ligne')} à revoir" if rows else "")
        self.accept_all.setVisible(len(rows) > 1)
        self.setVisible(bool(rows))
        for data in rows:
            self._hold(Hairline())
            row = self._make(data)
            self._hold(row)
            self._rows.append(row)
        if self._rows:
            self._rows[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def place_editor(self, line_id: PlanLineId, editor: QWidget) -> bool:
        """Put `editor` in place of a proposal; False where the line is not among them."""
        row = next((row for row in self._rows if row.row.line.id == line_id), None)
        if row is None:
            return False
        self._list.insertWidget(self._list.indexOf(row), editor)
        self._held.append(editor)
        editor.show()
        row.hide()
        return True

    def focus_row(self, rank: int) -> bool:
        """Put the focus on a proposal, or on the last one; False when there is none."""
        if not self._rows:
            return False
        for row in self._rows:
            row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = self._rows[min(rank, len(self._rows) - 1)]
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def rank(self, line_id: str) -> int:
        """The place of a line among the proposals, 0 when it is not there."""
        ids = [row.row.line.id for row in self._rows]
        return ids.index(PlanLineId(line_id)) if line_id in ids else 0

    def _make(self, data: PlanRow) -> ProposalRow:
        row, line_id = ProposalRow(data), data.line.id
        row.accepted.connect(lambda: self.accepted.emit(line_id))
        row.refused.connect(lambda: self.refused.emit(line_id))
        row.edit_asked.connect(lambda: self.edit_asked.emit(line_id))
        row.walked.connect(lambda step: self._walk(row, step))
        return row

    def _walk(self, row: ProposalRow, step: int) -> None:
        target = self._rows.index(row) + step
        if 0 <= target < len(self._rows):
            self.focus_row(target)

    def _hold(self, widget: QWidget) -> None:
        self._list.addWidget(widget)
        widget.show()  # at once: Qt would wait for the event loop, and refuse the focus until then
        self._held.append(widget)
