# SPDX-License-Identifier: EUPL-1.2
"""What the palette can do in a meeting: go to an item of the agenda, or run a command."""

from collections.abc import Callable, Mapping
from functools import partial

from app.domain.ids import ItemId
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.shell import Entry
from ui.widgets import shown_keys


def agenda_entries(
    presenter: MeetingPresenter, enter: Callable[[ItemId], object]
) -> tuple[Entry, ...]:
    """The items of the running meeting; each leads there without leaving it."""
    lines = presenter.state.rail if presenter.state else ()
    return tuple(
        Entry("Ce jour", line.title, partial(enter, line.item_id), line.detail, line.said)
        for line in lines
    )


def command_entries(
    keymap: Keymap, acts: Mapping[Command, Callable[[], object]]
) -> tuple[Entry, ...]:
    """Every command that the screen answers, with its key."""
    return tuple(
        Entry(
            "Commande",
            line.says[:1].upper() + line.says[1:],
            acts[line.command],
            note=shown_keys(line.keys[0]),
        )
        for line in keymap.bindings
        if line.bound
    )
