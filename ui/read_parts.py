# SPDX-License-Identifier: EUPL-1.2
"""A record read as words: its parts under their titles, field by field, with what differs."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.text import typeset
from app.services.comparing import ComparedPart
from ui.diff_text import DiffText
from ui.theme import Radius, Space, Tone, current_tokens
from ui.widgets import Chip, LabelKind, PlainLabel
from ui.widgets.paint import draw_ring

_LABEL_WIDTH = 168
_TONES = {"ajoutée": Tone.OK, "ajouté": Tone.OK, "retirée": Tone.LATE, "retiré": Tone.LATE}


class ReadParts(QWidget):
    """Shows the parts of a record, or of what differs between two; each field takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.SNUG)
        self._held: list[QWidget] = []

    @property
    def texts(self) -> list[str]:
        """What is read or compared, field by field."""
        return [row.text() for row in self._rows()]

    def clear(self) -> None:
        """Put away what is read."""
        for old in self._held:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._held = []

    def show_parts(self, parts: Sequence[ComparedPart], nothing: str) -> bool:
        """Show what is said; `nothing` where there is nothing, and then False."""
        self.clear()
        told = [part for part in parts if part.fields or part.state]
        if not told:
            self._hold(PlainLabel(nothing, LabelKind.SECONDARY, wrap=True))
        for part in told:
            if part.title or part.state:
                self._hold(_head(part))
            for field in part.fields:
                self._hold(_FieldRow(field.label, DiffText(field.pieces), field.sentence))
        return bool(told)

    def give_focus(self) -> None:
        """To the first field, so that it comes into sight and is read."""
        first = next(iter(self._rows()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _rows(self) -> "list[_FieldRow]":
        return [held for held in self._held if isinstance(held, _FieldRow)]

    def _hold(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        widget.show()
        self._held.append(widget)


class _FieldRow(QWidget):
    """The name of a field beside its text; read as one sentence."""

    def __init__(self, label: str, text: DiffText, sentence: str) -> None:
        super().__init__()
        self._text = text
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(sentence)
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.HALF, Space.HALF, Space.HALF, Space.HALF)
        grid.setHorizontalSpacing(Space.GROUP)
        name = PlainLabel(label, LabelKind.SECONDARY, wrap=True)
        name.setMinimumWidth(_LABEL_WIDTH)
        grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, 0, 1)
        grid.setColumnStretch(1, 1)

    def text(self) -> str:
        """What is drawn."""
        return self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            draw_ring(painter, QRectF(self.rect()), current_tokens(), Radius.FIELD)
            painter.end()


def _head(part: ComparedPart) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(0, Space.RELATED, 0, 0)
    row.addWidget(PlainLabel(typeset(part.title), LabelKind.STRONG))
    if part.state:
        row.addWidget(Chip(part.state, _TONES.get(part.state, Tone.NEUTRAL)))
    row.addStretch(1)
    return head
