# SPDX-License-Identifier: EUPL-1.2
"""The cards of the screen after a meeting: plans, minutes, what is printed, records."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.care_plan import LineState
from app.services.papers import Paper
from ui.reopening import Reopening
from ui.screens.closing.rows import FilingRow, KeyRowList, PlanLineRow, waiting_words
from ui.screens.closing.state import ClosingState, ItemLine
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    KeyCap,
    LabelKind,
    PlainLabel,
    RowData,
    RowList,
    show_if,
)


class ProposalsCard(Card):
    """The lines that the meeting proposes for the plans; nothing enters a plan by itself."""

    answered = Signal(str, LineState)
    all_accepted = Signal()

    def __init__(self) -> None:
        super().__init__(current=True)
        self.setAccessibleName("Plans personnalisés")
        self.heading = PlainLabel("", LabelKind.CARD_TITLE)
        self.accept_all = Button("Tout accepter", small=True)
        self.accept_all.clicked.connect(self.all_accepted)
        self._keys = QWidget()
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, Space.RELATED, 0)
        keys.setSpacing(Space.HALF)
        for key, word in (("A", "accepter"), ("R", "refuser")):
            keys.addWidget(KeyCap(key))
            keys.addWidget(PlainLabel(word, LabelKind.SECONDARY))
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self._keys)
        head.addWidget(self.accept_all)
        self.list = KeyRowList("Lignes proposées")
        self.body.addLayout(head)
        self.body.addSpacing(Space.HALF)
        self.add(self.list)

    def show_state(self, state: ClosingState) -> None:
        """Show the lines, those that are answered too."""
        words = waiting_words(state.waiting, len(state.proposals))
        self.heading.setText(f"Plans personnalisés · {words}")
        show_if(self._keys, state.waiting)
        show_if(self.accept_all, state.waiting > 1)
        codes = ["", *(line.code for line in state.proposals)]
        rows = [
            PlanLineRow(line, first_of_case=line.code != before)
            for line, before in zip(state.proposals, codes, strict=False)
        ]
        for row in rows:
            row.answered.connect(partial(self.answered.emit, row.shown.id))
        self.list.set_rows(rows)
        show_if(self, state.proposals)


class MinutesCard(Card):
    """What was sealed, item by item: what came out of it, and whether it comes back."""

    read_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Compte rendu scellé")
        self.read = Button("Lire le compte rendu", small=True)
        self.read.clicked.connect(self.read_asked)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Compte rendu scellé", LabelKind.CARD_TITLE), 1)
        head.addWidget(self.read)
        self.list = RowList("Points du compte rendu", code_width=84)
        self.list.opened.connect(lambda _key: self.read_asked.emit())
        self.body.addLayout(head)
        self.body.addSpacing(Space.HALF)
        self.add(self.list)

    def show_state(self, state: ClosingState) -> None:
        """Show the items."""
        self.list.set_rows([_item_row(place, line) for place, line in enumerate(state.items)])


class PapersCard(Card):
    """Which documents leave together, with names or with codes."""

    wanted = Signal(Paper, bool)
    named = Signal(bool)

    def __init__(self, reopening: Reopening) -> None:
        super().__init__("À imprimer ou à enregistrer")
        self.boxes: dict[Paper, QCheckBox] = {}
        self.reopening = reopening
        self._kinds = QVBoxLayout()
        self._kinds.setSpacing(0)
        self.body.addLayout(self._kinds)
        self.names = QCheckBox("Avec le nom des personnes")
        self.names.clicked.connect(lambda: self.named.emit(self.names.isChecked()))
        self.about = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.about.setContentsMargins(28, 0, 0, 0)
        self.body.addSpacing(Space.HALF)
        self.add(self.names)
        self.add(self.about)
        self.add(reopening)
        self._details: dict[Paper, PlainLabel] = {}
        for paper in Paper:
            self._kinds.addWidget(self._kind(paper))

    def show_state(self, state: ClosingState, about: str) -> None:
        """Show what there is; `about` says whose names appear and what opens them."""
        there = {line.paper: line for line in state.papers}
        for paper, box in self.boxes.items():
            line = there.get(paper)
            show_if(box, line)
            show_if(self._details[paper], line is not None and line.detail)
            if line is not None:
                box.setText(line.title)
                box.setChecked(line.wanted)
                self._details[paper].setText(line.detail)
        show_if(self.names, state.nominative)
        self.names.setChecked(state.named)
        self.about.setText(about)
        show_if(self.about, about)

    def _kind(self, paper: Paper) -> QWidget:
        kind = QWidget()
        column = QVBoxLayout(kind)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        box, detail = QCheckBox(), PlainLabel("", LabelKind.SECONDARY, wrap=True)
        detail.setContentsMargins(28, 0, 0, Space.HALF)
        box.clicked.connect(lambda: self.wanted.emit(paper, box.isChecked()))
        column.addWidget(box)
        column.addWidget(detail)
        self.boxes[paper], self._details[paper] = box, detail
        return kind


class FilingsCard(Card):
    """The extracts and the records they belong to."""

    noted = Signal(str)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Dossiers des patients")
        self.heading = PlainLabel("", LabelKind.CARD_TITLE)
        self.all = Button("Toute la liste", small=True, kind=ButtonKind.QUIET)
        self.all.clicked.connect(self.all_asked)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.all)
        self.list = KeyRowList("Extraits à verser aux dossiers")
        self.body.addLayout(head)
        self.body.addSpacing(Space.HALF)
        self.add(self.list)

    def show_state(self, state: ClosingState) -> None:
        """Show the extracts of the meeting."""
        words = f"{state.unfiled} à verser" if state.unfiled else "tout est versé"
        self.heading.setText(f"Dossiers · {words}")
        rows = [FilingRow(line) for line in state.filings]
        for row in rows:
            row.noted.connect(partial(self.noted.emit, row.shown.id))
        self.list.set_rows(rows)
        show_if(self, state.filings)


def _item_row(place: int, line: ItemLine) -> RowData:
    code, text = (line.heading, line.fate) if line.case_id else ("", line.heading)
    detail = "" if line.case_id else line.fate
    return RowData(key=str(place), code=code, text=text, detail=detail, note=line.yield_)
