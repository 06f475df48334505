# SPDX-License-Identifier: EUPL-1.2
"""Makes what the room sees of the running meeting; a text is judged once, until it changes."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.domain.ids import ItemId
from app.domain.reidentification import Finding
from app.services.meetings import ItemText
from ui.screens.meeting_mode.fields import FieldsArea
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.projection_state import ProjectionState, projection_of
from ui.screens.meeting_mode.projection_text import Find, Touched
from ui.screens.meeting_mode.state import Timing
from ui.widgets.corrections import cursor_of

MOST_KEPT = 200


class ProjectionFeed:
    """`find` says what gives somebody away; `timing` is what the bar says, kept by the screen."""

    def __init__(self, fields: FieldsArea, presenter: MeetingPresenter, find: Find) -> None:
        self._fields, self._presenter, self._find = fields, presenter, find
        self._found: dict[str, Sequence[Finding]] = {}
        self._typing: ItemText | None = None
        self._edited: dict[tuple[ItemId, ItemText], tuple[int, int]] = {}
        fields.typed.connect(self._note)
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
        touched = self._touched(item.item.id, texts) if item is not None else {}
        return projection_of(state, texts, self.timing, self._found_once, touched)

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

    def _note(self, name: ItemText, text: str) -> None:
        """A key changed a text: remember where, by item; of the text itself only its hash."""
        item = self._presenter.item
        if item is not None and name in self._fields.panes:
            place = cursor_of(self._fields.panes[name].text)
            self._edited[item.item.id, name] = (hash(text), place)

    def _touched(self, item: ItemId, texts: dict[ItemText, str]) -> dict[ItemText, Touched]:
        """Where somebody types, or typed before another window took the keys, and typed last.

        A text that changed otherwise, by an undo or before this session, counts as typed where its
        caret was left.
        """
        focus, panes = QApplication.focusWidget(), self._fields.panes
        if focus is not None:
            self._typing = next((name for name in texts if panes[name].text is focus), None)
        touched = {}
        for name, text in texts.items():
            place = cursor_of(panes[name].text)
            known, edited = self._edited.get((item, name), (None, 0))
            if known != hash(text):
                edited = place
                self._edited[item, name] = (hash(text), edited)
            touched[name] = Touched(place if name is self._typing else None, edited)
        return touched
