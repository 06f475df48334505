# SPDX-License-Identifier: EUPL-1.2
"""What each command of the key table does, and its binding to the keys of a map."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services.meetings import ItemText
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.converting import ConvertControl
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.palette_entries import command_entries
from ui.screens.meeting_mode.panel_control import PanelControl
from ui.screens.meeting_mode.undo_control import UndoControl
from ui.widgets import bind_key

Act = Callable[[], object]


def meeting_commands(
    parts: MeetingLayout,
    panels: PanelControl,
    undo: UndoControl,
    convert: ConvertControl,
    *,
    resume: Act,
    step: Callable[[int], object],
    leave: Act,
    more: Mapping[Command, Act],
) -> dict[Command, Act]:
    """Every command that the screen answers by itself; `more` are those of its other parts."""
    fields = parts.fields
    return {
        Command.START: resume,
        Command.NEXT_ITEM: lambda: step(1),
        Command.PREVIOUS_ITEM: lambda: step(-1),
        Command.NEXT_ZONE: lambda: parts.walk_zones(1),
        Command.PREVIOUS_ZONE: lambda: parts.walk_zones(-1),
        Command.ORGANIC: lambda: parts.focus(fields.text_of(ItemText.ORGANIC)),
        Command.PSYCHIC: lambda: parts.focus(fields.text_of(ItemText.PSYCHIC)),
        Command.SOCIAL: lambda: parts.focus(fields.text_of(ItemText.SOCIAL)),
        Command.DECISION: lambda: parts.focus(parts.dock.decisions_pane.new),
        Command.ACTION: lambda: parts.focus(parts.dock.actions_pane.new.text),
        Command.ATTENDANCE: panels.ask_attendance,
        Command.POSTPONE: panels.ask_postpone,
        Command.TO_ACTION: convert.to_action,
        Command.TO_DECISION: convert.to_decision,
        Command.UNDO: undo.undo,
        Command.REDO: undo.redo,
        Command.CLOSE: panels.ask_closing,
        Command.HELP: lambda: parts.open_panel(parts.keys),
        Command.LEAVE: leave,
        **more,
    }


class CommandTable:
    """Everything that the screen answers: by a key, by a click in the list, from the palette."""

    def __init__(
        self, screen: QWidget, parts: MeetingLayout, keymap: Keymap, acts: Mapping[Command, Act]
    ) -> None:
        """The keys that are only listed stay somebody else's."""
        self._parts, self.acts = parts, dict(acts)
        self.entries = command_entries(keymap, acts)
        for line in keymap.bindings:
            for keys in line.keys if line.bound else ():
                bind_key(screen, keys, partial(self._run, line.command))
        parts.keys.chosen.connect(self._on_chosen)
        parts.bar.help_asked.connect(acts[Command.HELP])

    def _on_chosen(self, command: Command) -> None:
        """A command was clicked in the list of keys."""
        self._parts.close_panel()
        self._run(command)

    def _run(self, command: Command) -> None:
        self.acts[command]()
