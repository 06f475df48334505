# SPDX-License-Identifier: EUPL-1.2
"""Makes what the room sees of the running meeting; a text is masked once, until it changes."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from ui.screens.meeting_mode.fields import FieldsArea
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.projection_state import Caret, ProjectionState, projection_of
from ui.screens.meeting_mode.state import Timing
from ui.widgets.corrections import cursor_of

MOST_KEPT = 200


class ProjectionFeed:
    """`hide` masks what gives somebody away; `timing` is what the bar says, kept by the screen."""

    def __init__(
        self, fields: FieldsArea, presenter: MeetingPresenter, hide: Callable[[str], str]
    ) -> None:
        self._fields, self._presenter, self._hide = fields, presenter, hide
        self._masked: dict[str, str] = {}
        self.timing: Timing | None = None

    def state(self) -> ProjectionState | None:
        """What the room may see now; None, which is black, where there is no meeting."""
        state = self._presenter.state
        if state is None:
            return None
        panes = {} if self._presenter.is_withdrawn else self._fields.panes
        texts = {name: pane.text.text() for name, pane in panes.items()}
        return projection_of(state, texts, self.timing, self._masked_once, self._caret())

    def forget(self) -> None:
        """Names were learnt anew: what was masked before is masked again."""
        self._masked.clear()

    def _masked_once(self, text: str) -> str:
        known = self._masked.get(text)
        if known is None:
            if len(self._masked) >= MOST_KEPT:
                self._masked.clear()
            known = self._masked[text] = self._hide(text)
        return known

    def _caret(self) -> Caret | None:
        focus = QApplication.focusWidget()
        for name, pane in self._fields.panes.items():
            if pane.text is focus:
                return Caret(name, cursor_of(pane.text))
        return None
