# SPDX-License-Identifier: EUPL-1.2
"""What each command of the key table does, and its binding to the keys of a map."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.services.meetings import ItemText
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.converting import ConvertControl
from ui.screens.meeting_mode.layout import MeetingLayout
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
    correct: Act,
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
        Command.CORRECT: correct,
        Command.CLOSE: panels.ask_closing,
        Command.HELP: lambda: parts.open_panel(parts.keys),
        Command.LEAVE: leave,
        **more,
    }


def bind_commands(screen: QWidget, keymap: Keymap, acts: Mapping[Command, Act]) -> None:
    """Answer every chord of the map inside `screen`; the keys only listed stay somebody else's."""
    for line in keymap.bindings:
        for keys in line.keys if line.bound else ():
            bind_key(screen, keys, acts[line.command])
