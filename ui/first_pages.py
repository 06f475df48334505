# SPDX-License-Identifier: EUPL-1.2
"""The pages of the first run that belong to other screens, made when they are shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.dialogs import Dialogs
from ui.opened import OpenPractice
from ui.tasks import Tasks


class FirstPages:
    """Hands over the sheet, the place of the backups and the people."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs) -> None:
        self._tasks, self._dialogs = tasks, dialogs

    def people(self, practice: OpenPractice, finished: Callable[[], object]) -> QWidget:
        """See `PeoplePane`."""
        # The screens bring the whole interface: not before the vault is made.
        from ui.screens_of import people_pane  # noqa: PLC0415

        return people_pane(practice, self._dialogs, finished)

    def place(self, practice: OpenPractice, finished: Callable[[], object]) -> QWidget | None:
        """See `PlacePage`."""
        from ui.screens_of import place_pane  # noqa: PLC0415  as above

        return place_pane(practice, self._dialogs, finished)

    def sheet(self, practice: OpenPractice, finished: Callable[[], object]) -> QWidget:
        """See `SheetPage`."""
        from ui.screens_of import sheet_pane  # noqa: PLC0415  as above

        return sheet_pane(practice, self._tasks, self._dialogs, finished)
