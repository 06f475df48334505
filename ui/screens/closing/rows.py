# SPDX-License-Identifier: EUPL-1.2
"""The rows of the screen after a meeting: lines to accept, extracts to file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.care_plan import LineState, PlanPart
from app.domain.text import plural
from ui.screens.closing.state import FilingLine, ProposedLine
from ui.theme import Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Chip,
    Hairline,
    KeyRow,
    LabelKind,
    PlainLabel,
    set_plain_tooltip,
)

_CODE_WIDTH = 76
_ANSWERS = {
    LineState.ACCEPTED: ("acceptée", Tone.OK),
    LineState.REFUSED: ("refusée", Tone.NEUTRAL),
}


class PlanLineRow(KeyRow):
    """A line that the meeting proposes: A accepts it, R refuses it; answered, it says so."""

    answered = Signal(LineState)

    def __init__(self, shown: ProposedLine, *, first_of_case: bool) -> None:
        said = _ANSWERS.get(shown.state, ("proposée", Tone.WARN))[0]
        parts = (shown.code, shown.action, shown.details, shown.part.label, said)
        super().__init__(", ".join(part for part in parts if part))
        self.answer_keys({Qt.Key.Key_A: self._accept, Qt.Key.Key_R: self._refuse})
        self.shown = shown
        self.setAccessibleDescription("A accepter, R refuser")
        self.line.setContentsMargins(Space.HALF, 6, Space.HALF, 6)
        code = PlainLabel(shown.code if first_of_case else "", LabelKind.STRONG)
        code.setFixedWidth(_CODE_WIDTH)
        self.line.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addLayout(_two_lines(shown.action, shown.details), 1)
        tone = Tone.SOCIAL if shown.part is PlanPart.AID else Tone.ORGANIC
        self.line.addWidget(Chip(shown.part.label, tone))
        if shown.state in _ANSWERS:
            self.line.addWidget(Chip(*_ANSWERS[shown.state]))
        else:
            self._add_buttons()

    def _add_buttons(self) -> None:
        for name, key, act in (
            ("Accepter", "A", self._accept),
            ("Refuser", "R", self._refuse),
        ):
            button = Button("", small=True, kind=ButtonKind.QUIET, key=key)
            button.setAccessibleName(name)
            set_plain_tooltip(button, name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row is the Tab stop
            button.clicked.connect(act)
            self.line.addWidget(button)

    def _accept(self) -> None:
        self.answered.emit(LineState.ACCEPTED)

    def _refuse(self) -> None:
        self.answered.emit(LineState.REFUSED)


class FilingRow(KeyRow):
    """An extract: V notes that it was put into the record today, and V again that it was not."""

    noted = Signal()

    def __init__(self, shown: FilingLine) -> None:
        said = shown.done or "à verser au dossier"
        super().__init__(f"{shown.code}, {shown.title}, {said}")
        self.answer_keys({Qt.Key.Key_V: self._note})
        self.shown = shown
        self.setAccessibleDescription("V noter versé au dossier" if not shown.done else "V annuler")
        self.line.setContentsMargins(Space.HALF, 6, Space.HALF, 6)
        code = PlainLabel(shown.code, LabelKind.STRONG)
        code.setFixedWidth(_CODE_WIDTH)
        self.line.addWidget(code)
        if shown.done:
            self.line.addWidget(_cut(shown.done, LabelKind.OK), 1)
            return
        self.line.addWidget(_cut(shown.title, LabelKind.MUTED), 1)
        button = Button("Versé", small=True, kind=ButtonKind.QUIET, key="V")
        button.setAccessibleName(f"Noter {shown.code} versé au dossier")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._note)
        self.line.addWidget(button)

    def _note(self) -> None:
        self.noted.emit()


class KeyRowList(QWidget):
    """Rows under one another with a hairline above each; one Tab stop, then Up and Down."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._held: list[QWidget] = []
        self.rows: tuple[KeyRow, ...] = ()

    def set_rows(self, rows: Sequence[KeyRow]) -> None:
        """Show other rows."""
        for old in self._held:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._held, self.rows = [], tuple(rows)
        for place, row in enumerate(self.rows):
            for widget in (Hairline(), row):
                self._column.addWidget(widget)
                widget.show()  # at once: a row may be given the focus before the event loop runs
                self._held.append(widget)
            row.walked.connect(lambda step, place=place: self.focus_row(place + step))
        if self.rows:
            self.rows[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focus_row(self, place: int) -> bool:
        """Put the focus on a row; False where there is none at that place."""
        if not 0 <= place < len(self.rows):
            return False
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = self.rows[place]
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.setFocus(Qt.FocusReason.TabFocusReason)
        return True


def waiting_words(count: int, total: int) -> str:
    """How many proposed lines wait: « 12 lignes proposées » or that all are answered."""
    if not total:
        return "aucune ligne proposée"
    return plural(count, "ligne proposée", "lignes proposées") if count else "tout est répondu"


def _two_lines(text: str, details: str) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(PlainLabel(text, wrap=True))
    words.addWidget(PlainLabel(details or "à compléter", LabelKind.SECONDARY))
    return words


def _cut(text: str, kind: LabelKind) -> PlainLabel:
    """One line that is cut rather than widening its card."""
    label = PlainLabel(text, kind)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
