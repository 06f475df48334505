# SPDX-License-Identifier: EUPL-1.2
"""The date of an action or of a review, typed: what cannot be kept is said at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.due import DueFault
from ui.widgets import DateEdit

WRONG_DATE = "Date non comprise. Essayez « 15/12 », « vendredi », « dans 2 semaines »."


@dataclass(frozen=True)
class DueDates:
    """How a date is read, written and judged."""

    read: Callable[[str], date | None]
    write: Callable[[date], str]
    fault: Callable[[date], DueFault | None]


class DueEdit(DateEdit):
    """A line for such a date. One that may stay is kept once it was asked for twice."""

    def __init__(self, dates: DueDates, *, own_undo: bool = True) -> None:
        super().__init__(dates.read, dates.write, own_undo=own_undo)
        self._fault = dates.fault
        self._accepted: date | None = None
        self.changed.connect(lambda _due: self.accept(None))

    def accept(self, day: date | None) -> None:
        """Keep this date whatever there is to say of it: it was there before, or was said twice."""
        self._accepted = day

    def lack(self) -> str:
        """Why the date cannot be kept, empty where it can."""
        if self.is_wrong():
            return WRONG_DATE
        fault = self._found()
        return fault.sentence if fault else ""

    def insist(self) -> None:
        """Enter was pressed: the next time, a date that is only far away is kept."""
        fault = self._found()
        if fault is not None and fault.may_stay:
            self._accepted = self.value()

    def _found(self) -> DueFault | None:
        day = self.value()
        return None if day is None or day == self._accepted else self._fault(day)
