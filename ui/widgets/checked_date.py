# SPDX-License-Identifier: EUPL-1.2
"""A date field that says at once why a date cannot be kept, and loses nothing of what was typed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from ui.widgets.date_field import DateField
from ui.widgets.line_edit import UndoLeft

_NOT_A_DATE = "Cette date n’existe pas ou n’a pas été comprise."


class CheckedDate(DateField):
    """`fault` gives the sentence of a date that is refused, `warn` of one that is only odd."""

    def __init__(
        self,
        label: str,
        parse: Callable[[str], date | None],
        write: Callable[[date], str],
        *,
        fault: Callable[[date], str] | None = None,
        warn: Callable[[date], str] | None = None,
        example: str = "15/12",
        own_undo: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parse, write, parent=parent)
        if not own_undo:
            UndoLeft(self.date_edit)
        self._fault, self._warn, self._example = fault, warn, example
        self.changed.connect(self._on_changed)
        self.date_edit.editingFinished.connect(self.check)

    def accepted(self) -> bool:
        """Whether what is written may be kept: an empty field may."""
        value = self.value()
        if value is None:
            return not self.date_edit.is_wrong()
        return not (self._fault and self._fault(value))

    def check(self) -> None:
        """Say what is wrong with what is written now."""
        value = self.value()
        if value is None:
            wrong = self.date_edit.is_wrong()
            self.set_error(f"{_NOT_A_DATE} Essayez « {self._example} »." if wrong else "")
        elif self._fault and (sentence := self._fault(value)):
            self.set_error(sentence)
        else:
            self.set_warning(self._warn(value) if self._warn else "")

    def _on_changed(self, value: object) -> None:
        # While somebody is still typing, « 3 » is not yet wrong; a date that was understood may be.
        if value is not None:
            self.check()
        else:
            self.set_error("")
