# SPDX-License-Identifier: EUPL-1.2
"""A figure that somebody counted by hand, for one indicator and one year."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from app.domain.errors import UserError
from app.domain.protocol import Indicator, IndicatorFigure
from app.domain.text import NARROW, NO_BREAK
from ui.half_typed import TypedField, type_again, typed_in
from ui.theme import Space
from ui.widgets import Button, ButtonKind, LabeledField, LabelKind, PlainLabel, show_if

_SPACES = str.maketrans("", "", f" {NO_BREAK}{NARROW}")


class FigureForm(QFrame):
    """`saved` when the figure shall be kept as typed; `left` when nobody wants it."""

    saved = Signal()
    left = Signal()

    def __init__(self, indicator: Indicator, year: int, figure: IndicatorFigure | None) -> None:
        super().__init__()
        self.setProperty("kind", "highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"{indicator.name}, {year}")
        self.numerator = LabeledField("Nombre", text=f"{figure.numerator}" if figure else "")
        below = f"{figure.denominator}" if figure and figure.denominator else ""
        self.denominator = LabeledField("Sur", text=below, placeholder="Facultatif")
        self.note = LabeledField(
            "Précision",
            text=figure.note if figure else "",
            placeholder="Comment il a été compté",
        )
        self.meaning = PlainLabel(_meaning(indicator), LabelKind.SECONDARY, wrap=True)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.message.hide()
        self._lay_out()
        for field in (self.numerator, self.denominator, self.note):
            field.edited.connect(lambda _text, field=field: field.set_error(""))
            field.edited.connect(lambda _text: self.set_error(""))
            field.edit.returnPressed.connect(self.saved)

    def figures(self) -> tuple[int, int | None] | None:
        """The two numbers; None where one is none, which is said under it."""
        above = _whole(self.numerator.text())
        below = _whole(self.denominator.text())
        for field, value in ((self.numerator, above), (self.denominator, below)):
            typed = field.text().strip()
            if typed and value is None:
                field.set_error(
                    f"« {typed} » n’est pas un nombre entier. Écrivez des chiffres, comme « 12 »."
                )
                field.edit.setFocus()
                return None
        if above is None:
            self.numerator.set_error("Écrivez d’abord un nombre.")
            self.numerator.edit.setFocus()
            return None
        return above, below

    def set_error(self, sentence: str) -> None:
        """Say why it cannot be kept."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def refuse(self, error: UserError) -> None:
        """Say what the service refused, and let somebody correct it."""
        self.set_error(error.text)
        self.numerator.edit.setFocus()

    def begun(self) -> dict[str, str]:
        """What stands in it and is not kept."""
        return typed_in(self._fields())

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again."""
        type_again(self._fields(), texts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fields(self) -> dict[str, TypedField]:
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "note": self.note,
        }

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.GROUP)
        for place, (field, share) in enumerate(
            ((self.numerator, 1), (self.denominator, 1), (self.note, 3))
        ):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, share)
        save = Button("Noter", small=True, key="Entrée")
        leave = Button("Annuler", small=True, kind=ButtonKind.QUIET, key="Échap")
        save.clicked.connect(self.saved)
        leave.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.addWidget(save)
        foot.addWidget(leave)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SNUG, Space.SNUG, Space.SNUG, Space.SNUG)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.meaning)
        column.addLayout(grid)
        column.addWidget(self.message)
        column.addLayout(foot)


def _meaning(indicator: Indicator) -> str:
    """What the protocol says is to be counted."""
    parts = (("Nombre", indicator.numerator), ("Sur", indicator.denominator))
    told = [f"{word}{NO_BREAK}: {text.strip()}" for word, text in parts if text.strip()]
    return "\n".join(told) or "Le protocole ne dit pas ce qui se compte."


def _whole(text: str) -> int | None:
    """A whole number as people write it, « 1 200 » included; None where it is none."""
    digits = text.translate(_SPACES)
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 10 else None
