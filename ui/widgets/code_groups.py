# SPDX-License-Identifier: EUPL-1.2
"""The eight groups of a recovery sheet as they are copied: a wrong one is named while typing."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.fields import LabeledField
from ui.widgets.labels import LabelKind, PlainLabel, announce, set_style_property, show_if

_ACROSS = 4


class GroupJudgement(Protocol):
    """What can be said of a group as typed so far."""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        ...

    @property
    def good(self) -> bool:
        """Whether it is what a sheet may show."""
        ...

    @property
    def wrong(self) -> bool:
        """Whether it can be said already that it is not."""
        ...


class CodeGroups(QWidget):
    """Numbered fields; a whole code pasted in one fills them all; the next is focused by itself."""

    changed = Signal()
    confirmed = Signal()

    def __init__(
        self,
        judge: Callable[[int, str], GroupJudgement],
        split: Callable[[str], tuple[str, ...] | None],
        count: int = 8,
    ) -> None:
        super().__init__()
        self._judge, self._split = judge, split
        self.fields = [LabeledField(f"Groupe {at + 1}") for at in range(count)]
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        grid = QGridLayout()
        grid.setSpacing(Space.SNUG)
        for at, field in enumerate(self.fields):
            grid.addWidget(field, at // _ACROSS, at % _ACROSS)
            field.edited.connect(lambda _text, at=at: self._on_edited(at))
            field.edit.returnPressed.connect(self.confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.RELATED)
        column.addLayout(grid)
        column.addWidget(self.message)
        self.message.hide()
        self.setFocusProxy(self.fields[0])

    def groups(self) -> tuple[str, ...]:
        """What is typed, in order."""
        return tuple(field.text() for field in self.fields)

    @property
    def complete(self) -> bool:
        """Whether every group is what a sheet may show."""
        return all(self._judge(at, text).good for at, text in enumerate(self.groups()))

    def clear(self) -> None:
        """Forget what was typed."""
        for field in self.fields:
            field.edit.setText("")  # clear() could be undone
        self._render()

    def say(self, sentence: str) -> None:
        """Say why a whole code was refused."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def _on_edited(self, at: int) -> None:
        whole = self._split(self.fields[at].text())
        if whole is not None and self._fills(whole):
            for field, group in zip(self.fields, whole, strict=True):
                field.set_text(group)
            self.fields[-1].setFocus()
            self._forget_clipboard()
        elif self._judge(at, self.fields[at].text()).good and at + 1 < len(self.fields):
            self.fields[at + 1].setFocus()
        self._render()

    def _fills(self, whole: tuple[str, ...]) -> bool:
        """Whether it is a code from end to end: not one that is still being typed."""
        return len(whole) == len(self.fields) and all(
            self._judge(at, group).complete for at, group in enumerate(whole)
        )

    @staticmethod
    def _forget_clipboard() -> None:
        QGuiApplication.clipboard().clear()

    def _render(self) -> None:
        wrong = []
        for at, field in enumerate(self.fields):
            judged = self._judge(at, field.text())
            set_style_property(field.edit, "state", "late" if judged.wrong else "")
            if judged.wrong:
                wrong.append(at + 1)
        said = _which(wrong)
        if said and said != self.message.text():
            announce(self, said)
        self.say(said)
        self.changed.emit()


def _which(wrong: list[int]) -> str:
    if not wrong:
        return ""
    if len(wrong) == 1:
        return f"Le groupe {wrong[0]} ne correspond pas. Relisez-le sur la fiche."
    listed = ", ".join(str(number) for number in wrong[:-1])
    return f"Les groupes {listed} et {wrong[-1]} ne correspondent pas. Relisez-les sur la fiche."
