# SPDX-License-Identifier: EUPL-1.2
"""Meeting mode: what the scribe types goes to the presenter, what the presenter knows is shown."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import CaseId, ItemId, MeetingId, MinutesId
from app.services.desk import Desk
from app.services.meetings import ItemText
from ui.screens.meeting_mode.attendance_panel import AttendancePanel
from ui.screens.meeting_mode.attendance_presenter import AttendancePresenter
from ui.screens.meeting_mode.commands import bind_commands, meeting_commands
from ui.screens.meeting_mode.dock import Dock
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.keymap import DEFAULT_KEYMAP, Keymap
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.panel_control import PanelControl
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.shell import Intent, Screen, Shell
from ui.theme import Tone

AUTOSAVE_MS = 800
RETRY_MS = 4000
TICK_MS = 1000
_SHOWN_KINDS = frozenset({Kind.MEETING, Kind.ITEM, Kind.DECISION, Kind.ACTION, Kind.CONSENT})


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
        keymap: Keymap = DEFAULT_KEYMAP,
        new_visit: Callable[[], str] = random_visit,
    ) -> None:
        super().__init__()
        self._shell = shell
        self._shown: ItemId | None = None
        self._place = ""
        self.presenter = MeetingPresenter(
            desk.agendas,
            desk.meetings,
            desk.minutes,
            clock=desk.clock,
            new_visit=new_visit,
            published=self._publish,
            outbox=desk.outbox,
        )
        self._dock_presenter = DockPresenter(
            desk.meetings,
            desk.actions,
            desk.directory,
            desk.practice,
            clock=desk.clock,
            autosave=self.presenter.autosave,
            line_id=self.presenter.drafts.line_id,
        )
        attendance = AttendancePresenter(
            desk.meetings, desk.attendance, desk.directory, self._publish
        )
        self._save_timer = _timer(self, AUTOSAVE_MS, self._autosave, single=True)
        self._retry_timer = _timer(self, RETRY_MS, self._autosave, single=True)
        self._tick_timer = _timer(self, TICK_MS, self._tick)
        self.parts = MeetingLayout(
            keymap,
            Dock(self._dock_presenter, shell.toast, keymap),
            AttendancePanel(attendance.find),
            lambda: shell.navigator.go(Intent("prepare")),
        )
        self.panels = PanelControl(
            self.parts,
            self.presenter,
            attendance,
            keep=self.commit_drafts,
            changed=self._render,
            sealed=self._go_to_minutes,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.parts)
        self._connect(lock)
        self._bind_keys(keymap)

    # --- what the window asks ----------------------------------------------------------------

    def open_record(self, record: str, choice: str) -> None:
        """Start or resume a meeting; without a record, the one that runs or comes next."""
        self._shown, self._place = None, choice
        self.parts.close_panel()
        self.parts.banner.clear()
        try:
            if record:
                self.presenter.open(MeetingId(record))
            else:
                self.presenter.open_next()
        except UserError as error:
            self._complain(error)
        self._tick_timer.start()
        self._render()

    def refresh(self, changes: Changes) -> None:
        """Read the meeting again when another screen touched it."""
        if self.presenter.state is not None and changes.kinds & _SHOWN_KINDS:
            self.presenter.load(self.presenter.state.meeting_id)
            if self.presenter.is_withdrawn:
                self._shown = None
            self._render()

    def commit_drafts(self) -> None:
        """Commit texts and time. Raises `UserError` when something typed is not on the disk."""
        self._keep_item()
        try:
            self.presenter.require_saved()
        finally:
            self._show_save()

    def here(self) -> tuple[str, str] | None:
        state = self.presenter.state
        return (state.meeting_id, self.parts.place) if state else None

    def primary_focus(self) -> QWidget | None:
        return self.parts.text_at(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panels.close_innermost():
            return
        super().keyPressEvent(event)

    # --- showing -----------------------------------------------------------------------------

    def _render(self) -> None:
        state, parts = self.presenter.state, self.parts
        if state is not None:
            parts.rail.show_agenda(state.heading, state.rail, state.reserve, state.headcount)
        if state is None or state.item is None:
            parts.show_empty()
            parts.bar.show_item("", "Réunion", "")
        else:
            item, arrived = state.item, state.item.item.id != self._shown
            parts.show_work()
            parts.set_withdrawn(withdrawn=self.presenter.is_withdrawn)
            parts.fields.show_form(item.item)
            parts.bar.show_item(item.code, item.title, item.requester)
            parts.dock.show_item(
                item, self._dock_presenter.next_meeting_day(self.presenter.meeting.on)
            )
            if arrived:
                self._show_arrival(item.item.id)
        self._tick()
        self._show_save()

    def _show_arrival(self, item_id: ItemId) -> None:
        """Fill the fields of another item; those of the shown one belong to the scribe."""
        self._shown = item_id
        for name in ItemText:
            self.parts.fields.show_text(name, self.presenter.text(name))
        self.parts.dock.show_draft(self.presenter.draft())

    def _show_save(self) -> None:
        autosave = self.presenter.autosave
        self.parts.bar.show_save(autosave.state)
        if autosave.is_waiting and not self._save_timer.isActive():
            self._retry_timer.start()

    def _tick(self) -> None:
        timing = self.presenter.tick()
        self.parts.bar.show_timing(timing)
        if timing is not None:
            self.parts.rail.set_minutes(timing.spent)

    # --- typing ------------------------------------------------------------------------------

    def _on_typed(self, name: ItemText, text: str) -> None:
        self.presenter.typed(name, text)
        self.parts.bar.show_save(self.presenter.autosave.state)
        self._save_timer.start()

    def _on_begun(self) -> None:
        self.presenter.keep_draft(self.parts.dock.draft())
        self.parts.bar.show_save(self.presenter.autosave.state)
        self._save_timer.start()

    def _on_left(self, name: ItemText) -> None:
        self._save_timer.stop()
        self.presenter.left(name)
        self._show_save()

    def _autosave(self) -> None:
        self.presenter.autosave.flush()
        self._show_save()

    def _on_written(self) -> None:
        # What was begun has become a line: the draft is emptied with it.
        self.presenter.keep_draft(self.parts.dock.draft())
        self.presenter.pause()
        self.presenter.reload()
        self._render()

    # --- going about -------------------------------------------------------------------------

    def _keep_item(self) -> None:
        """Take what is being typed in the item that is shown, before anything else happens."""
        if self._shown is None:
            return
        self._save_timer.stop()
        self.parts.fields.commit()
        self.parts.dock.settle()
        self.presenter.keep_draft(self.parts.dock.draft())

    def _go(self, move: Callable[[], object]) -> None:
        """Keep what is typed, move, show; a refusal is said above the fields."""
        self.parts.close_panel()
        self.parts.postpone_line.hide()
        self.parts.banner.clear()
        self._keep_item()
        try:
            move()
        except UserError as error:
            self._complain(error)
        self._render()

    def _move(self, move: Callable[[], object]) -> None:
        self._go(move)
        self.parts.focus(self.parts.first_field)

    def _take(self, case_id: str) -> None:
        self._go(partial(self.presenter.take_from_reserve, CaseId(case_id)))
        self._shell.toast("Situation ajoutée à la fin de l’ordre du jour")

    def _leave(self) -> None:
        self._shell.navigator.go(Intent("home"))

    def _go_to_minutes(self, minutes_id: MinutesId) -> None:
        self._shown = None
        self._tick_timer.stop()
        self._render()
        self._shell.navigator.go(Intent("minutes", record=minutes_id))

    def _connect(self, lock: Callable[[], object]) -> None:
        parts = self.parts
        parts.rail.entered.connect(
            lambda item_id: self._move(partial(self.presenter.enter, ItemId(item_id)))
        )
        parts.rail.taken.connect(self._take)
        parts.rail.attendance_asked.connect(self.panels.ask_attendance)
        parts.bar.leave_asked.connect(self._leave)
        parts.bar.lock_asked.connect(lock)
        parts.fields.typed.connect(self._on_typed)
        parts.fields.left.connect(self._on_left)
        parts.dock.typed.connect(self._on_begun)
        parts.dock.written.connect(self._on_written)
        parts.dock.refused.connect(self._show_save)

    def _bind_keys(self, keymap: Keymap) -> None:
        bind_commands(
            self,
            keymap,
            meeting_commands(
                self.parts,
                self.panels,
                resume=lambda: self._move(self.presenter.resume),
                step=lambda step: self._move(partial(self.presenter.step, step)),
                leave=self._leave,
            ),
        )

    def _publish(self, changes: Changes) -> None:
        self._shell.changes.publish(changes, self)

    def _complain(self, error: UserError) -> None:
        self.parts.banner.show_message(error.text, Tone.LATE)


def _timer(
    owner: QObject, interval: int, act: Callable[[], object], *, single: bool = False
) -> QTimer:
    """A timer of `owner`, in milliseconds."""
    timer = QTimer(owner)
    timer.setInterval(interval)
    timer.setSingleShot(single)
    timer.timeout.connect(act)
    return timer
