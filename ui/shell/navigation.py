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
    """Carries intents to the window, and remembers the way back."""

    requested = Signal(Intent)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._way: list[Intent] = []

    @property
    def here(self) -> Intent | None:
        """The intent that is shown."""
        return self._way[-1] if self._way else None

    def go(self, intent: Intent) -> None:
        """Show a screen; going where one is shows it afresh."""
        if intent != self.here:
            self._way.append(intent)
        self.requested.emit(intent)

    def stand_at(self, intent: Intent) -> None:
        """Note a screen that is shown already."""
        self._way.append(intent)

    def back(self) -> None:
        """Return to where the user came from, if anywhere."""
        if len(self._way) > 1:
            self._way.pop()
            self.requested.emit(self._way[-1])
