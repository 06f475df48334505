# SPDX-License-Identifier: EUPL-1.2
"""Makes what the room sees of the running meeting; a text is judged once, until it changes."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.domain.reidentification import Finding
from ui.screens.meeting_mode.fields import FieldsArea
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.projection_state import Caret, ProjectionState, projection_of
from ui.screens.meeting_mode.projection_text import Find
from ui.screens.meeting_mode.state import Timing
from ui.widgets.corrections import cursor_of

MOST_KEPT = 200


class ProjectionFeed:
    """`find` says what gives somebody away; `timing` is what the bar says, kept by the screen."""

    def __init__(self, fields: FieldsArea, presenter: MeetingPresenter, find: Find) -> None:
        self._fields, self._presenter, self._find = fields, presenter, find
        self._found: dict[str, Sequence[Finding]] = {}
        self._last: Caret | None = None
        self.timing: Timing | None = None

    def state(self) -> ProjectionState | None:
        """What the room may see now; None, which is black, where there is no meeting."""
        state = self._presenter.state
        if state is None:
            return None
        withdrawn, item = self._presenter.is_withdrawn, state.item
        if withdrawn and item is not None:  # the room sees the code, and that the point is there
            state = replace(state, item=replace(item, title="", decisions=(), actions=()))
        panes = {} if withdrawn else self._fields.panes
        texts = {name: pane.text.text() for name, pane in panes.items()}
        return projection_of(state, texts, self.timing, self._found_once, self._caret())

    def forget(self) -> None:
        """Names were learnt anew: what was judged before is judged again."""
        self._found.clear()

    def _found_once(self, text: str) -> Sequence[Finding]:
        known = self._found.get(text)
        if known is None:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            known = self._found[text] = self._find(text)
        return known

    def _caret(self) -> Caret | None:
        """Where somebody types, or typed before another window took the keys in mid-word."""
        focus = QApplication.focusWidget()
        if focus is None:
            return self._last
        self._last = None
        for name, pane in self._fields.panes.items():
            if pane.text is focus:
                self._last = Caret(name, cursor_of(pane.text))
        return self._last
