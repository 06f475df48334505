# SPDX-License-Identifier: EUPL-1.2
"""One indicator with its figures; under it, who stands behind them, or what somebody counts."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ids import IndicatorId
from app.domain.protocol import Measure
from app.domain.text import typeset
from app.services.protocol_figures import Counted
from ui.screens.protocol.figure_form import FigureForm
from ui.screens.protocol.usage_words import details, share
from ui.theme import Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    KeyRow,
    LabelKind,
    Mark,
    PlainLabel,
    RowData,
    RowList,
    show_if,
)

UNNAMED = "Indicateur sans nom"
_SHARE = 64
COUNTED, NOT_COUNTED = Mark("comptée", Tone.OK), Mark("pas comptée")


class IndicatorLine(QWidget):
    """Entrée shows who is behind the figures, or types the figure; Suppr clears a typed one."""

    typed = Signal()
    cleared = Signal()
    opened = Signal(str)
    walked = Signal(int)

    def __init__(self, counted: Counted, *, writable: bool) -> None:
        super().__init__()
        self.counted = counted
        self.name = counted.indicator.name.strip() or UNNAMED
        self.by_hand = counted.indicator.measure is Measure.BY_HAND
        said = f"{self.name}, {share(counted)}, {details(counted)}"
        self.row = KeyRow(typeset(said))
        self.row.walked.connect(self.walked)
        self.act = Button("", small=True, kind=ButtonKind.QUIET, key="Entrée")
        self.clear = Button("Effacer", small=True, kind=ButtonKind.QUIET, key="Suppr")
        self.people: RowList | None = None
        self.form: FigureForm | None = None
        self._writable = writable
        self._lay_out()
        self._answer()

    @property
    def id(self) -> IndicatorId:
        """Which indicator it is."""
        return self.counted.indicator.id

    def show_people(self) -> None:
        """Show the situations behind the figures, or put them away."""
        if self.people is not None:
            self._column.removeWidget(self.people)
            self.people.hide()
            self.people.deleteLater()
            self.people = None
            self.row.setFocus()
        else:
            rows = tuple(_people(self.counted))
            self.people = RowList(f"Derrière « {self.name} »")
            self.people.set_rows(rows)
            self.people.opened.connect(self.opened)
            self._column.addWidget(self.people)
            self.people.show()
            QWidget.setTabOrder(self.row, self.people)
            self.people.focus_first()
        self._caption()

    def begin(self, year: int) -> FigureForm:
        """Type what was counted by hand in a year."""
        self.leave()
        self.form = FigureForm(self.counted.indicator, year, self.counted.figure)
        self._column.addWidget(self.form)
        self.form.show()
        self.form.numerator.edit.setFocus()
        self.form.numerator.edit.selectAll()  # a figure is typed anew, not letter by letter
        self.form.left.connect(self.leave)
        return self.form

    def leave(self) -> None:
        """Put the form away."""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.row.setFocus()
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(self.name, LabelKind.STRONG, wrap=True))
        words.addWidget(PlainLabel(details(self.counted), LabelKind.SECONDARY, wrap=True))
        figure = PlainLabel(share(self.counted), LabelKind.CARD_TITLE)
        figure.setMinimumWidth(_SHARE)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row.line.addWidget(figure)
        self.row.line.addSpacing(Space.RELATED)
        self.row.line.addLayout(words, 1)
        for button in (self.act, self.clear):
            # The row itself is the Tab stop: its keys do what the buttons do.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.row.line.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.HALF)
        self._column.addWidget(self.row)

    def _answer(self) -> None:
        may = self._writable
        counted = self.counted.figure is not None
        show_if(self.clear, self.by_hand and counted and may)
        acts = {}
        if self.by_hand and may:
            acts = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self.typed.emit)
            self.act.clicked.connect(self.typed)
            if counted:
                acts[Qt.Key.Key_Delete] = self.cleared.emit
                self.clear.clicked.connect(self.cleared)
        elif not self.by_hand and (self.counted.inside or self.counted.among):
            acts = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self.show_people)
            self.act.clicked.connect(self.show_people)
        show_if(self.act, acts)
        self.row.answer_keys(acts)
        self._caption()

    def _caption(self) -> None:
        if self.by_hand:
            self.act.set_caption("Saisir" if self.counted.figure is None else "Corriger")
        else:
            self.act.set_caption("Voir les situations" if self.people is None else "Replier")
        self.act.setAccessibleName(f"{self.name}, {self.act.caption.lower()}")


def _people(counted: Counted) -> Iterable[RowData]:
    inside = {one.case_id for one in counted.inside}
    for one in counted.among or counted.inside:
        mark = COUNTED if one.case_id in inside else NOT_COUNTED
        said = f"{one.code}, {mark.text} dans « {counted.indicator.name} »"
        yield RowData(key=one.case_id, code=one.code, text="", chip=mark, spoken=typeset(said))
