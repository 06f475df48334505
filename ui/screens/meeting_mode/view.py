# SPDX-License-Identifier: EUPL-1.2
"""Meeting mode: what the scribe types goes to the presenter, what the presenter knows is shown."""

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import CaseId, ItemId, MeetingId
from app.services.desk import Desk
from ui.keymap import DEFAULT_KEYMAP, Command, Keymap
from ui.screens.meeting_mode.anonymity_control import AnonymityControl
from ui.screens.meeting_mode.attendance_panel import AttendancePanel
from ui.screens.meeting_mode.attendance_presenter import AttendancePresenter
from ui.screens.meeting_mode.commands import CommandTable, meeting_commands
from ui.screens.meeting_mode.controls import MeetingControls, Ways
from ui.screens.meeting_mode.dock import Dock
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.palette_entries import agenda_entries
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.projection import Remembered
from ui.screens.meeting_mode.timers import timer
from ui.shell import Entry, Intent, Screen, Shell
from ui.theme import Tone

TICK_MS = 1000
_SHOWN_KINDS = frozenset(
    {Kind.MEETING, Kind.ITEM, Kind.DECISION, Kind.ACTION, Kind.CONSENT, Kind.PROTOCOL}
)


def random_visit() -> str:
    """A name that no visit to a field had before, on any day."""
    return secrets.token_hex(8)


class MeetingModeScreen(Screen):
    """The running meeting. `lock` locks the vault; the window answers its key by itself."""

    immersive: ClassVar[bool] = True

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        lock: Callable[[], object],
        *,
        memory: Remembered | None = None,
        keymap: Keymap = DEFAULT_KEYMAP,
        new_visit: Callable[[], str] = random_visit,
    ) -> None:
        super().__init__()
        self._shell = shell
        self._place = self._refusal = ""
        self.presenter = MeetingPresenter(
            desk.agendas,
            desk.meetings,
            desk.minutes,
            closing=desk.closing,
            clock=desk.clock,
            new_visit=new_visit,
            published=self._publish,
            outbox=desk.outbox,
        )
        self._dock_presenter = DockPresenter(
            desk.meetings,
            desk.actions,
            desk.directory,
            desk.series,
            clock=desk.clock,
            autosave=self.presenter.autosave,
            drafts=self.presenter.drafts,
        )
        attendance = AttendancePresenter(
            desk.meetings, desk.attendance, desk.directory, desk.clock, self._publish
        )
        self._tick_timer = timer(self, TICK_MS, self.tick)
        self.parts = MeetingLayout(
            keymap,
            Dock(self._dock_presenter, keymap),
            AttendancePanel(attendance.find),
            lambda: shell.navigator.go(Intent("prepare")),
        )
        self.controls = MeetingControls(
            self, desk, self.parts, self.presenter, self._dock_presenter, attendance, self._ways()
        )
        self.undo, self.typing = self.controls.undo, self.controls.typing
        self.anonymity = AnonymityControl(
            self, self.parts, self.presenter, self.controls, desk, memory, keymap, shell.tasks
        )
        self.controls.convert.carry = self.anonymity.carry
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.parts)
        self._connect(lock)
        self._bind_keys(keymap)

    def _ways(self) -> Ways:
        return Ways(
            show_item=lambda item_id: self._go(partial(self.presenter.enter, item_id)),
            enter=self._enter,
            shown=self._render,
            read_again=self._read_again,
            keep=self.commit_drafts,
            sealed=self._leave_closed,
            complain=self._complain,
            publish=self._publish,
            toast=self._shell.toast,
        )

    # --- what the window asks ----------------------------------------------------------------

    def open_record(self, record: str, choice: str) -> None:
        """Start or resume a meeting; without a record, the one that runs or comes next."""
        self.typing.shown, self._place = None, choice
        self.parts.close_panel()
        self.parts.banner.clear()
        self._refusal = ""
        try:
            if record:
                self.presenter.open(MeetingId(record))
            else:
                self.presenter.open_next()
        except UserError as error:
            self._complain(error)
        self.anonymity.opened()
        self._tick_timer.start()
        self._render()

    def refresh(self, changes: Changes) -> None:
        """Read the meeting again when another screen touched it."""
        if self.presenter.state is not None and changes.kinds & _SHOWN_KINDS:
            self.presenter.load(self.presenter.state.meeting_id)
            self.undo.forget_withdrawn()
            if self.presenter.is_withdrawn:
                self.typing.shown = None
            self._render()

    def commit_drafts(self) -> None:
        """Commit texts and time. Raises `UserError` when something typed is not on the disk."""
        self.controls.begun.keep_alone()
        self.typing.commit()

    def here(self) -> tuple[str, str] | None:
        state = self.presenter.state
        return (state.meeting_id, self.parts.place) if state else None

    def primary_focus(self) -> QWidget | None:
        return self.parts.text_at(self._place)

    def way_back(self, focus: QWidget | None) -> Callable[[], object]:
        return self.parts.way_back(focus)

    def clear_foot(self) -> int:
        return self.parts.clear_foot()

    def palette_entries(self) -> Sequence[Entry]:
        return (*agenda_entries(self.presenter, self._enter), *self.commands.entries)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        escape = event.key() == Qt.Key.Key_Escape
        if escape and (
            self.controls.panels.close_innermost() or self.controls.extras.close_innermost()
        ):
            return
        super().keyPressEvent(event)

    # --- showing -----------------------------------------------------------------------------

    def _render(self) -> None:
        state, parts = self.presenter.state, self.parts
        if state is not None:
            parts.rail.show_agenda(state.heading, state.rail, state.reserve, state.headcount)
        if state is None or state.item is None:
            parts.show_empty("" if state else self._refusal)
            parts.bar.show_item("", "Réunion", "")
        else:
            item = state.item
            parts.show_work()
            parts.set_withdrawn(withdrawn=self.presenter.is_withdrawn)
            parts.fields.show_form(item.item)
            self.controls.approval.show()
            self.controls.protocol.show()
            said = ("", "") if self.presenter.is_withdrawn else (item.title, item.requester)
            parts.bar.show_item(item.code, *said)
            parts.dock.show_item(
                item, self._dock_presenter.next_meeting_day(self.presenter.meeting.on)
            )
            self.typing.show_arrival(item.item.id)
            self.anonymity.shown()
        self.controls.extras.show()
        self.tick()
        self.typing.show_save()

    def tick(self) -> None:
        """A second went by."""
        timing = self.presenter.tick()
        self.parts.bar.show_timing(timing)
        self.controls.extras.tick(timing)
        self.anonymity.ticked(timing)
        if timing is not None:
            self.parts.rail.set_minutes(timing.spent)

    # --- going about -------------------------------------------------------------------------

    def _go(self, move: Callable[[], object]) -> None:
        """Keep what is typed, move, show; a refusal is said above the fields."""
        self.parts.close_panel()
        self.parts.hide_lines()
        self.parts.banner.clear()
        self.typing.keep_item()
        try:
            move()
        except UserError as error:
            self._complain(error)
        self._render()

    def _move(self, move: Callable[[], object]) -> None:
        self._go(move)
        self.parts.focus(self.parts.first_field)

    def _enter(self, item_id: str) -> None:
        self._move(partial(self.presenter.enter, ItemId(item_id)))

    def _take(self, case_id: str) -> None:
        def take() -> None:
            self.controls.unplanned.take(CaseId(case_id))
            self.undo.offer("Situation ajoutée à la fin de l’ordre du jour")

        self._go(take)

    def _leave(self) -> None:
        self._shell.navigator.go(Intent("home"))

    def _leave_closed(self, meeting_id: MeetingId) -> None:
        self.typing.shown = None
        self.undo.clear()
        self.parts.dock.clear()
        self.anonymity.gate.opened(None)
        self._tick_timer.stop()
        self._render()
        self._shell.navigator.go(Intent("closing", record=meeting_id))

    def _connect(self, lock: Callable[[], object]) -> None:
        parts = self.parts
        parts.rail.entered.connect(self._enter)
        parts.rail.taken.connect(self._take)
        parts.rail.attendance_asked.connect(self.controls.panels.ask_attendance)
        parts.bar.leave_asked.connect(self._leave)
        parts.bar.lock_asked.connect(lock)

    def _bind_keys(self, keymap: Keymap) -> None:
        acts = meeting_commands(
            self.parts,
            self.controls.panels,
            self.undo,
            self.controls.convert,
            resume=lambda: self._move(self.presenter.resume),
            step=lambda step: self._move(partial(self.presenter.step, step)),
            leave=self._leave,
            more={
                Command.UNPLANNED: self.controls.unplanned.ask,
                **self.controls.extras.commands,
                **self.anonymity.commands,
            },
        )
        acts[Command.LOCK] = self.parts.bar.lock_asked.emit
        acts[Command.PALETTE] = self._shell.open_palette
        self.commands = CommandTable(self, self.parts, keymap, acts)

    def _read_again(self) -> None:
        self.presenter.reload()
        self._render()

    def _publish(self, changes: Changes) -> None:
        self._shell.changes.publish(changes, self)

    def _complain(self, error: UserError) -> None:
        self._refusal = error.text
        self.parts.banner.show_message(error.text, Tone.LATE)
