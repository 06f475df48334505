# SPDX-License-Identifier: EUPL-1.2
"""The versions of a plan: listed, read, and compared word by word with one another or with now."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.text import plural, typeset
from app.services.comparing import ComparedPart
from app.services.plan_versions import NOW, VersionLine
from ui.screens.case.diff_text import DiffText
from ui.screens.case.fold_card import FoldCard
from ui.theme import Radius, Space, Tone, current_tokens
from ui.widgets import Button, Chip, ChoiceField, LabelKind, PlainLabel, RowData, RowList, announce
from ui.widgets.paint import draw_ring

_NOW = (str(NOW), "Plan actuel")
_LABEL_WIDTH = 168


class VersionsCard(FoldCard):
    """`read_asked` with a number; `compare_asked` with the older and the newer one."""

    read_asked = Signal(int)
    compare_asked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__("Versions", "Voir et comparer")
        self.list = RowList("Versions du plan", code_width=96)
        self.older = ChoiceField("Comparer", [_NOW])
        self.newer = ChoiceField("avec", [_NOW])
        self.compare = Button("Comparer mot à mot")
        self.shown = PlainLabel("", LabelKind.CARD_TITLE, wrap=True)
        self._held: list[QWidget] = []
        self._numbers: list[int] = []
        choices = QHBoxLayout()
        choices.setSpacing(Space.GROUP)
        choices.addWidget(self.older)
        choices.addWidget(self.newer)
        choices.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignBottom)
        choices.addStretch(1)
        self.inside.addWidget(self.list)
        self.inside.addLayout(choices)
        self.inside.addWidget(self.shown)
        self.list.opened.connect(lambda key: self.read_asked.emit(int(key)))
        self.compare.clicked.connect(self._compare)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is read or compared, field by field."""
        return [held.text() for held in self._held if isinstance(held, _FieldRow)]

    def set_versions(self, versions: Sequence[VersionLine]) -> None:
        """List other versions; what is read is put away when they change."""
        numbers = [version.number for version in versions]
        self.setVisible(bool(versions))
        self.summary.setText(plural(len(versions), "version") if versions else "")
        if numbers == self._numbers:
            return
        self._numbers = numbers
        self.list.set_rows(
            [
                RowData(
                    key=str(version.number), code=f"Version {version.number}", text=version.words
                )
                for version in versions
            ]
        )
        options = [(str(number), f"Version {number}") for number in numbers]
        self.older.set_options(options)
        self.newer.set_options([_NOW, *options])
        self.newer.set_value(_NOW[0])
        self.clear()

    def clear(self) -> None:
        """Put away what is read."""
        for old in self._held:
            self.inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._held = []
        self.shown.hide()

    def show_parts(self, title: str, parts: Sequence[ComparedPart], nothing: str) -> None:
        """Show a version, or what differs; `nothing` is said where there is nothing to show."""
        self.clear()
        self.shown.setText(title)
        self.shown.show()
        told = [part for part in parts if part.fields or part.state]
        if not told:
            self._hold(PlainLabel(nothing, LabelKind.SECONDARY, wrap=True))
        for part in told:
            self._hold(_head(part))
            for field in part.fields:
                self._hold(_FieldRow(field.label, DiffText(field.pieces), field.sentence))
        announce(self, title if told else nothing)
        first = next((held for held in self._held if isinstance(held, _FieldRow)), None)
        if first is not None:  # so that it comes into sight, and is read
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _compare(self) -> None:
        older, newer = int(self.older.value()), int(self.newer.value())
        if newer != NOW and newer < older:
            older, newer = newer, older
        self.compare_asked.emit(older, newer)

    def _hold(self, widget: QWidget) -> None:
        self.inside.addWidget(widget)
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
        tones = {"ajoutée": Tone.OK, "retirée": Tone.LATE}
        row.addWidget(Chip(part.state, tones.get(part.state, Tone.NEUTRAL)))
    row.addStretch(1)
    return head
