# SPDX-License-Identifier: EUPL-1.2
"""One item of sealed minutes, set to be read."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.screens.minutes.state import ReadAction, ReadItem
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Chip,
    Glyph,
    Hairline,
    LabeledField,
    LabelKind,
    PlainLabel,
)

_ICONS = {
    "organic": IconName.ORGANIC,
    "psychic": IconName.PSYCHIC,
    "social": IconName.SOCIAL,
}
_UNBROKEN = re.compile(r"(\S{40})(?=\S)")


class ItemView(QWidget):
    """Heading, links, then the content or the sentence that stands for it."""

    case_asked = Signal(str)
    plan_asked = Signal(str)
    read_asked = Signal(int, str)

    def __init__(self, item: ReadItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.reason: LabeledField | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.SNUG, 0, Space.GROUP)
        column.setSpacing(Space.HALF)
        column.addLayout(self._head())
        if item.facts:
            column.addWidget(paragraph(item.facts, LabelKind.SECONDARY))
        if item.opened:
            said = "Ouvert pour la raison que vous avez dite, à l’écran seulement."
            column.addWidget(PlainLabel(said, LabelKind.WARN, wrap=True))
        if item.closed:
            column.addWidget(paragraph(item.closed, LabelKind.MUTED))
        if item.may_open:
            column.addLayout(self._ask())
        self._add_content(column)

    def refuse(self, sentence: str) -> None:
        """Say under the field why the item stays closed."""
        if self.reason is not None:
            self.reason.set_error(sentence)
            self.reason.edit.setFocus()

    def _head(self) -> QHBoxLayout:
        item = self.item
        head = QHBoxLayout()
        head.setSpacing(Space.SNUG)
        if item.case_id:
            head.addWidget(PlainLabel(item.heading, LabelKind.CARD_TITLE))
            head.addWidget(paragraph(item.title), 1)
        else:
            head.addWidget(paragraph(item.heading, LabelKind.CARD_TITLE), 1)
        if item.may_open or item.opened:
            head.addWidget(Chip("accès restreint", Tone.LATE))
        if item.case_id:
            case = Button("Situation", kind=ButtonKind.QUIET, small=True)
            case.setAccessibleName(f"Ouvrir la situation {item.heading}")
            case.clicked.connect(lambda: self.case_asked.emit(item.case_id))
            plan = Button("Plan", kind=ButtonKind.QUIET, small=True)
            plan.setAccessibleName(f"Ouvrir le plan de {item.heading}")
            plan.clicked.connect(lambda: self.plan_asked.emit(item.case_id))
            head.addWidget(case)
            head.addWidget(plan)
        return head

    def _ask(self) -> QHBoxLayout:
        self.reason = field = LabeledField("", placeholder="Pourquoi devez-vous le lire ?")
        field.edit.setAccessibleName(f"Raison de lire {self.item.heading}")
        read = Button("Lire ce point", icon=IconName.UNLOCK)
        ask = QHBoxLayout()
        ask.setSpacing(Space.RELATED)
        ask.addWidget(field, 1)
        ask.addWidget(read, 0, Qt.AlignmentFlag.AlignTop)
        read.clicked.connect(self._read)
        field.edit.returnPressed.connect(self._read)
        return ask

    def _read(self) -> None:
        if self.reason is not None:
            self.read_asked.emit(self.item.position, self.reason.text())

    def _add_content(self, column: QVBoxLayout) -> None:
        item = self.item
        for label, text in (
            ("Demande", item.question),
            ("Ce que la personne souhaite", item.wishes),
        ):
            if text.strip():
                column.addSpacing(Space.HALF)
                column.addWidget(PlainLabel(label, LabelKind.SECONDARY))
                column.addWidget(paragraph(text))
        if item.text.strip():
            column.addSpacing(Space.HALF)
            column.addWidget(paragraph(item.text))
        if item.notes:
            column.addSpacing(Space.RELATED)
            column.addLayout(_notes(item))
        numbered = tuple(f"{number} · {text}" for number, text in enumerate(item.decisions, 1))
        for title, lines in (("Actions antérieures", item.answers), ("Décisions", numbered)):
            _add_lines(column, title, lines)
        if item.actions:
            column.addSpacing(Space.RELATED)
            column.addWidget(PlainLabel("Actions", LabelKind.STRONG))
            column.addLayout(_actions(item.actions))
        for sentence in (item.outcome, item.fate):
            if sentence:
                column.addWidget(paragraph(sentence, LabelKind.MUTED))


def _add_lines(column: QVBoxLayout, title: str, lines: tuple[str, ...]) -> None:
    if lines:
        column.addSpacing(Space.RELATED)
        column.addWidget(PlainLabel(title, LabelKind.STRONG))
    for line in lines:
        column.addWidget(paragraph(line))


def breakable(text: str) -> str:
    """The text with places where a word that is longer than any word may be broken."""
    return _UNBROKEN.sub("\\1\u200b", text)


def paragraph(text: str, kind: LabelKind = LabelKind.TEXT) -> PlainLabel:
    """A text of any length that wraps, can be selected, and never widens the page."""
    label = PlainLabel(breakable(text), kind, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    return label


def _notes(item: ReadItem) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.GROUP)
    for field, words, text in item.notes:
        head = QHBoxLayout()
        head.setSpacing(Space.HALF)
        head.addWidget(Glyph(_ICONS[field], field, 16))
        label = PlainLabel(words, LabelKind.STRONG)
        label.setProperty("tone", field)
        head.addWidget(label, 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(paragraph(text))
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def _actions(actions: tuple[ReadAction, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.GROUP)
    grid.setVerticalSpacing(Space.HALF)
    grid.setColumnStretch(0, 5)
    grid.setColumnStretch(1, 2)
    for number, action in enumerate(actions):
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Hairline(), 2 * number, 0, 1, 3)
        grid.addWidget(paragraph(action.text), 2 * number + 1, 0)
        grid.addWidget(paragraph(action.who), 2 * number + 1, 1)
        grid.addWidget(PlainLabel(action.due, LabelKind.MUTED), 2 * number + 1, 2, top)
    return grid
