# SPDX-License-Identifier: EUPL-1.2
"""Pages that were left while the vault refused what they hold: kept aside, said above every page.

Whoever types may go on elsewhere: the text is sealed in the outbox, and the page still has it. It
is asked to save again and again; until it has, a red line stays, and no other record takes the
page's place.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain.errors import KeptAsideError, UserError
from ui.shell.navigation import Intent
from ui.shell.screen import Screen
from ui.theme import Tone
from ui.widgets import Banner

RETRY_MS = 5_000


class LeftUnsaved(Banner):
    """Hidden while there are none."""

    def __init__(self, place: Callable[[QWidget], object]) -> None:
        """`place` puts it above every page."""
        super().__init__()
        place(self)
        self._pages: list[Screen] = []
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.try_again)

    def leave(self, page: Screen) -> None:
        """Let a page save what is typed. Raises `UserError` when it must not be left."""
        try:
            page.commit_drafts()
        except KeptAsideError as refusal:
            if page not in self._pages:
                self._pages.append(page)
            self._say(refusal)
            self._timer.start()

    def let_in(self, page: Screen, intent: Intent) -> bool:
        """Whether a page shall open what is asked for; False where it shows itself as it was left.

        Raises `KeptAsideError` where another record would take the place of what is not saved.
        """
        if page not in self._pages:
            return True
        try:
            page.commit_drafts()
        except KeptAsideError:
            here = page.here()
            known = ("", here[0]) if here else ("",)
            if intent.record in known and intent.choice != "new":
                return False
            raise
        self._forget(page)
        return True

    def try_again(self) -> None:
        """Ask each page to save; the line goes once all have."""
        for page in list(self._pages):
            try:
                page.commit_drafts()
            except KeptAsideError as refusal:
                self._say(refusal)
            except UserError:
                continue  # the page says it
            else:
                self._forget(page)

    def _say(self, refusal: KeptAsideError) -> None:
        self.show_message(f"NON ENREGISTRÉ · {refusal.text}", Tone.LATE)

    def _forget(self, page: Screen) -> None:
        self._pages.remove(page)
        if not self._pages:
            self._timer.stop()
            self.clear()
