# SPDX-License-Identifier: EUPL-1.2
"""Going from one screen to another without either knowing the other."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Intent:
    """Where to go: a screen, perhaps one of its records, perhaps one of its views or filters."""

    screen: str
    record: str = ""
    choice: str = ""


class Navigator(QObject):
    """Carries intents to the window, and remembers the way back.

    A page may refuse to be left, and a record to be opened: a step is on the way once the window
    says that it is shown.
    """

    requested = Signal(Intent)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._way: list[Intent] = []
        self._asked: list[Intent] = []

    @property
    def here(self) -> Intent | None:
        """The intent that is shown."""
        return self._way[-1] if self._way else None

    def go(self, intent: Intent) -> None:
        """Ask for a screen; going where one is shows it afresh."""
        self._ask(self._way if intent == self.here else [*self._way, intent])

    def back(self) -> None:
        """Return to where the user came from, if anywhere."""
        if len(self._way) > 1:
            self._ask(self._way[:-1])

    def stand_at(self, intent: Intent) -> None:
        """Note a screen that is shown, asked for or not."""
        asked = self._asked[-1:] == [intent]
        self._way = self._asked if asked else [*self._way, intent]

    def _ask(self, way: list[Intent]) -> None:
        self._asked = way
        self.requested.emit(way[-1])
