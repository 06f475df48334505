# SPDX-License-Identifier: EUPL-1.2
"""Makes what the room sees of the running meeting; a text is judged once, until it changes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.domain.ids import ItemId
from app.domain.reidentification import Finding
from app.domain.text import clean
from app.services.meetings import ItemText, Line, LiveItem
from ui.screens.meeting_mode.begun import BegunTexts
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.edited_places import EditedPlaces
from ui.screens.meeting_mode.fields import FieldsArea
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.projection_state import ProjectionState, projection_of
from ui.screens.meeting_mode.projection_text import Find, Touched, is_a_word
from ui.screens.meeting_mode.state import Timing
from ui.widgets.corrections import cursor_of

MOST_KEPT = 200


class ProjectionFeed:
    """`find` says what gives somebody away; `timing` is what the bar says, kept by the screen.

    `knows` says whether a word is of the language.
    """

    def __init__(
        self, fields: FieldsArea, presenter: MeetingPresenter, find: Find, begun: BegunTexts
    ) -> None:
        """`begun` keeps where lines are unended: another program knows no more than the vault."""
        self._fields, self._presenter, self._find = fields, presenter, find
        self._begun = begun
        self._found: dict[str, Sequence[Finding]] = {}
        self._typing: ItemText | None = None
        self._places = EditedPlaces()
        self.carry = self._places.carry
        fields.typed.connect(self._note)
        self.timing: Timing | None = None
        self.knows: Callable[[str], bool] = lambda _word: False

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
        lines = self._touched_lines(state.item) if state.item is not None else {}
        return projection_of(state, texts, self.timing, self._found_once, touched, lines)

    def forget(self) -> None:
        """Names were learnt anew: what was judged before is judged again."""
        self._found.clear()

    def keep_unended(self) -> None:
        """Keep where the lines of the current item were left unended."""
        item = self._presenter.item
        kept = [
            self._keep(line.id, self._follow_line(line))
            for line in (_lines(item) if item is not None else ())
        ]
        if any(kept):  # the line is on the disk already: a crash must not part them
            self._presenter.autosave.flush()

    def end(self, line_id: str, text: str) -> None:
        """Enter said that a line is as it should be."""
        self._places.end(line_id, clean(text))
        self._keep(line_id, ())

    def _keep(self, line_id: str, places: Sequence[int]) -> bool:
        """False where it is kept already."""
        name, kept = _unended(line_id), " ".join(map(str, places))
        if kept == self._begun.kept(name):
            return False
        self._begun.typed(name, kept)
        return True

    def _found_once(self, text: str) -> Sequence[Finding]:
        known = self._found.get(text)
        if known is None:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            known = self._found[text] = self._find(text)
        return known

    def _note(self, name: ItemText, text: str) -> None:
        """A key changed a text: remember where, by item."""
        item = self._presenter.item
        if item is not None and name in self._fields.panes:
            place = cursor_of(self._fields.panes[name].text)
            self._places.follow((item.item.id, name), text, (place, len(text)))

    def _follow(self, item: ItemId, name: ItemText, text: str) -> tuple[int, ...]:
        """Where this text was edited; of one that is seen for the first time, its end and caret."""
        if self._places.is_known((item, name), text):
            return self._places.follow((item, name), text, ())
        written = (cursor_of(self._fields.panes[name].text), len(text))
        # A caret at 0 was put there with the text.
        at_first = [at for at in written if at and not is_a_word(text, at, self.knows)]
        return self._places.follow((item, name), text, at_first)

    def _touched_lines(self, item: LiveItem) -> dict[str, Touched]:
        """Where decisions and actions were rewritten, but for words of the language.

        Enter ends one (`end`); other keys keep what was rewritten too, half a word as well, and
        make lines of sentences that nobody ended.
        """
        touched = {}
        for line in _lines(item):
            places = self._follow_line(line)
            left = [at for at in places if not is_a_word(line.text, at, self.knows)]
            touched[str(line.id)] = Touched(None, left)
        return touched

    def _follow_line(self, line: Line) -> tuple[int, ...]:
        """Where a line was left; what another program kept of it counts at first."""
        kept = self._begun.kept(_unended(line.id)).split()
        return self._places.follow(line.id, line.text, [int(at) for at in kept])

    def _touched(self, item: ItemId, texts: dict[ItemText, str]) -> dict[ItemText, Touched]:
        """Where somebody types, or typed before another window took the keys, and typed last.

        A text that was written before this session counts as typed at its end and where its caret
        was left.
        """
        focus, panes = QApplication.focusWidget(), self._fields.panes
        if focus is not None:
            self._typing = next((name for name in texts if panes[name].text is focus), None)
        touched = {}
        for name, text in texts.items():
            caret = cursor_of(panes[name].text) if name is self._typing else None
            places = self._follow(item, name, text)
            left = [at for at in places[:-1] if not is_a_word(text, at, self.knows)]
            touched[name] = Touched(caret, (*left, *places[-1:]))
        return touched


def _lines(item: LiveItem) -> tuple[Line, ...]:
    return (*item.decisions, *item.actions)


def _unended(line_id: str) -> EditorName:
    return EditorName(Editor.UNENDED, line_id)
