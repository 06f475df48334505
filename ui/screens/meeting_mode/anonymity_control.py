# SPDX-License-Identifier: EUPL-1.2
"""What keeps the patients unnamed while one types: the quiet line, and what the room sees."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.desk import Desk
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.controls import MeetingControls
from ui.screens.meeting_mode.dock_line import DockLine
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.names_gate import NamesGate
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.projection import (
    Forgetful,
    ProjectionControl,
    Remembered,
    beam_words,
)
from ui.screens.meeting_mode.projection_feed import ProjectionFeed
from ui.screens.meeting_mode.spelling_control import MeetingSpelling
from ui.screens.meeting_mode.state import Timing
from ui.tasks import Tasks
from ui.theme import Tone
from ui.typing_watch import TypingWatch
from ui.widgets import shown_keys


class AnonymityControl:
    """Ties the service to the widgets; the screen says when it shows something else."""

    def __init__(
        self,
        screen: QWidget,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        controls: MeetingControls,
        desk: Desk,
        memory: Remembered | None,
        keymap: Keymap,
        tasks: Tasks,
    ) -> None:
        anonymity = desk.anonymity
        self._parts, self._presenter, self._anonymity = parts, presenter, anonymity
        self._feed = ProjectionFeed(
            parts.fields, presenter, anonymity.findings_for_the_room, controls.begun
        )
        for pane in (parts.dock.decisions_pane, parts.dock.actions_pane):
            pane.ended.connect(self._feed.end)
        self.gate = NamesGate(
            parts.names_remark,
            anonymity,
            desk.identities,
            tasks,
            learnt=self._learnt,
            place=lambda: parts.place,
            go=lambda place: parts.focus(parts.text_at(place)),
        )
        self.projection = ProjectionControl(
            screen,
            parts.thumbnail,
            self._feed.state,
            say=self._say,
            show_beam=lambda beam, label: parts.bar.show_projection(beam_words(beam, label)),
            memory=memory or Forgetful(),
            gate=self.gate,
        )
        self.watch = TypingWatch(
            parts,
            anonymity.findings,
            shown_keys(keymap.shown(Command.CORRECT)),
            as_one_step=lambda: controls.undo.as_one(parts.place),
            opens=_open_line,
        )
        self.spelling = MeetingSpelling(
            screen,
            desk.spelling,
            tasks,
            memory or Forgetful(),
            shown_keys(keymap.shown(Command.CORRECT)),
            put=self.watch.put,
            say=lambda sentence: parts.banner.show_message(sentence, Tone.WARN),
        )
        self.carry = self._feed.carry
        """Told which words move to another text."""
        self._feed.knows = self.spelling.checker.knows
        self.watch.use(self.spelling)
        self.spelling.answered.connect(self.watch.look)
        parts.bar.projection_asked.connect(self.projection.toggle)
        parts.fields.typed.connect(lambda _name, _text: self.projection.soon())

    @property
    def commands(self) -> dict[Command, Callable[[], object]]:
        """The keys that are answered here."""
        return {
            Command.CORRECT: self.watch.correct,
            Command.PROJECT: self.projection.toggle,
            Command.NEXT_MONITOR: self.projection.next_monitor,
        }

    def opened(self) -> None:
        """A meeting is shown: its names may have been learnt anew."""
        self._feed.forget()
        self.spelling.open()
        state = self._presenter.state
        if state is not None:
            self._anonymity.learn_missing(state.meeting_id)
        self.gate.opened(state.meeting_id if state is not None else None)

    def shown(self) -> None:
        """The current item is shown, or shown again."""
        self.gate.show()
        self._feed.keep_unended()
        self.projection.check_names()
        self.watch.look_everywhere()

    def ticked(self, timing: Timing | None) -> None:
        """A second went by."""
        self._feed.timing = timing
        self.projection.soon()

    def _say(self, sentence: str) -> None:
        if sentence:
            self._parts.banner.show_message(sentence, Tone.WARN)
        else:
            self._parts.banner.clear()

    def _learnt(self) -> None:
        self._feed.forget()
        self.watch.judge_again()


def _open_line(focus: QWidget | None) -> bool:
    """On a line of the dock the key of the correction opens it."""
    if isinstance(focus, DockLine):
        focus.opened.emit()
        return True
    return False
