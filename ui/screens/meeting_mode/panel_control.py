# SPDX-License-Identifier: EUPL-1.2
"""What the panels do: note who is there, put an item off, close the meeting."""

from collections.abc import Callable
from datetime import time
from functools import partial

from app.domain.errors import UserError
from app.domain.ids import ItemId, MeetingId, ProfessionalId
from app.domain.meeting import AgendaItem, AttendanceState, Fate
from ui.due_edit import DueDates
from ui.screens.meeting_mode.attendance_presenter import AttendancePresenter
from ui.screens.meeting_mode.begun import BegunTexts
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.history import Acts
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.state import Passage
from ui.screens.meeting_mode.undo_control import ATTENDANCE, CLOSING, UndoControl

_POSTPONE, _FATE, _GUEST = map(EditorName, (Editor.POSTPONE, Editor.FATE, Editor.GUEST))


class PanelControl:
    """Ties the panels to the presenters.

    `begun` keeps what is typed of a reason, `dates` judges the day of a return; `keep` commits it
    all (raises `UserError`); `changed` shows the meeting again; `sealed` receives the meeting that
    is closed.
    """

    def __init__(
        self,
        layout: MeetingLayout,
        presenter: MeetingPresenter,
        attendance: AttendancePresenter,
        undo: UndoControl,
        *,
        begun: BegunTexts,
        dates: DueDates,
        keep: Callable[[], object],
        changed: Callable[[], object],
        sealed: Callable[[MeetingId], object],
    ) -> None:
        self._layout, self._presenter, self._attendance = layout, presenter, attendance
        self._undo, self._begun = undo, begun
        undo.places[ATTENDANCE] = lambda _which: self._show_attendance()
        undo.places[CLOSING] = self._show_fate
        self._keep, self._changed, self._sealed = keep, changed, sealed
        self._dates = dates
        layout.attendance.cycled.connect(self._cycle)
        layout.attendance.marked.connect(self._mark)
        layout.attendance.passed.connect(self._pass)
        layout.attendance.guest.edit.textEdited.connect(
            lambda text: begun.typed_for_all(_GUEST, text)
        )
        layout.attendance.guest.picked.connect(
            lambda choice: begun.typed_for_all(_GUEST, "") if choice else None
        )
        layout.attendance.time_line.doubt = attendance.doubt
        layout.attendance.time_line.timed.connect(self._set_time)
        layout.postpone_line.postponed.connect(self._postpone)
        layout.postpone_line.edit.textEdited.connect(lambda text: begun.typed(_POSTPONE, text))
        layout.closing.sealed.connect(self._seal)
        layout.closing.kept = lambda item_id: begun.kept_of(ItemId(item_id), _FATE)
        layout.closing.begun.connect(
            lambda item_id, text: begun.typed_of(ItemId(item_id), _FATE, text)
        )
        layout.closing.said.connect(self._say_fate)

    def ask_attendance(self) -> None:
        """Everybody is present; then the exceptions."""
        if self._presenter.state is None:
            return
        self._layout.open_panel(self._layout.attendance)
        if self._presenter.item is not None:  # which holds them
            self._layout.attendance.show_letters(self._begun.kept_for_all(_GUEST))
        self._note(self._attendance.all_present)
        self._layout.attendance.list.focus_first()

    def ask_postpone(self) -> None:
        """Ask in one line why the current item is put off."""
        item = self._presenter.item
        if item is not None and not self._presenter.is_withdrawn:
            self._layout.close_panel()
            self._layout.unplanned.hide()
            self._layout.postpone_line.ask(item.code or item.title, self._begun.kept(_POSTPONE))

    def ask_closing(self) -> None:
        """Show what becomes of each item; Enter, or the same key again, then seals."""
        closing = self._layout.closing
        if self._presenter.state is None:
            return  # the page says that there is no meeting, and why
        if self._layout.panel is closing:
            self._seal()
            return
        try:
            self._keep()
            self._show_closing()
        except UserError as error:
            closing.say(error.text)
        self._layout.open_panel(closing)
        closing.setFocus()

    def close_innermost(self) -> bool:
        """Close what Escape should close; False when nothing is open."""
        if self._layout.panel is self._layout.attendance and self._layout.attendance.leave_time():
            return True
        if self._layout.closing.close_question() or self._layout.close_panel():
            return True
        if self._layout.close_line():
            return True
        point = self._layout.fields.point
        for bar in (point.approval, point.protocol):
            if bar.put_away():
                bar.setFocus()
                return True
        return self._layout.dock.leave_editor()

    def _note(
        self,
        write: Callable[[MeetingId], object],
        say: Callable[[str], object] | None = None,
    ) -> bool:
        """Write about who is there; False when it was refused, which `say` tells."""
        say, before = say or self._layout.attendance.say, self._presenter.meeting
        try:
            write(before.id)
        except UserError as error:
            say(error.text)
            return False
        say("")
        self._presenter.reload()
        after = self._presenter.meeting
        if after.attendance != before.attendance:
            put_back = partial(self._attendance.put_back, before.id)
            acts = Acts(partial(put_back, before.attendance), partial(put_back, after.attendance))
            self._undo.note(ATTENDANCE, acts)
        self._show_lines()
        self._changed()
        return True

    def _show_lines(self) -> None:
        self._layout.attendance.show_lines(self._attendance.lines(self._presenter.meeting.id))

    def _show_attendance(self) -> None:
        """Where a change of who is there was undone."""
        if self._layout.panel is not self._layout.attendance:
            self._layout.open_panel(self._layout.attendance)
        self._show_lines()
        self._layout.attendance.list.focus_first()

    def _cycle(self, person: str) -> None:
        self._note(lambda here: self._attendance.cycle(here, ProfessionalId(person)))

    def _mark(self, person: str, state: AttendanceState) -> None:
        self._note(lambda here: self._attendance.mark(here, ProfessionalId(person), state))

    def _pass(self, person: str, which: Passage) -> None:
        at, who = self._attendance.now(), ProfessionalId(person)
        self._note(lambda here: self._attendance.passed(here, who, which, at))

    def _set_time(self, person: str, which: Passage, at: object) -> None:
        when, panel, who = at if isinstance(at, time) else None, self._layout.attendance, person
        if self._note(
            lambda here: self._attendance.passed(here, ProfessionalId(who), which, when),
            panel.time_line.say,
        ):
            panel.leave_time()

    def _postpone(self, reason: str) -> None:
        line, before = self._layout.postpone_line, self._presenter.item
        try:
            self._keep()
            self._presenter.postpone(reason)
        except UserError as error:
            line.say(error.text)
            return
        line.hide()
        if before is not None:
            item = before.item
            self._begun.done(item.id, _POSTPONE)
            acts = Acts(
                partial(self._take_up, item, reason), partial(self._put_off, item.id, reason)
            )
            self._undo.note("", acts, item.id)
        self._changed()
        self._layout.focus(self._layout.first_field)

    def _take_up(self, item: AgendaItem, reason: str) -> None:
        """Undo: the reason is begun again, the next Ctrl+R shows it."""
        self._presenter.take_up(item)
        self._begun.typed_of(item.id, _POSTPONE, reason)

    def _put_off(self, item_id: ItemId, reason: str) -> None:
        self._presenter.put_off(item_id, reason)
        self._begun.done(item_id, _POSTPONE)

    def _show_closing(self) -> None:
        self._layout.closing.show_closing(self._presenter.closing(), self._dates)

    def _say_fate(self, item_id: str, fate: object) -> None:
        panel, said = self._layout.closing, fate if isinstance(fate, Fate) else Fate()
        row = panel.row_of(item_id)
        try:
            self._presenter.say_fate(ItemId(item_id), said)
            self._begun.done(ItemId(item_id), _FATE)
            self._show_closing()
        except UserError as error:
            if row is not None:
                row.refuse(error.text)
            return
        if row is not None:
            id_, before = ItemId(item_id), row.line.item.fate
            acts = Acts(
                partial(self._put_fate, id_, before, said.why), partial(self._put_fate, id_, said)
            )
            self._undo.note(f"{CLOSING}:{item_id}", acts, id_)
        self._focus_fate(item_id)

    def _put_fate(self, item_id: ItemId, fate: Fate, begun: str = "") -> None:
        """Undo or redo; a reason that was taken back is begun again, its question shows it."""
        self._presenter.say_fate(item_id, fate)
        self._begun.typed_of(item_id, _FATE, begun if begun != fate.why else "")

    def _show_fate(self, item_id: str) -> None:
        """Where a fate was undone."""
        try:
            self._show_closing()
        except UserError as error:
            self._layout.closing.say(error.text)
        if self._layout.panel is not self._layout.closing:
            self._layout.open_panel(self._layout.closing)
        self._focus_fate(item_id)

    def _focus_fate(self, item_id: str) -> None:
        row = self._layout.closing.row_of(item_id)
        if row is not None:
            row.setFocus()

    def _seal(self) -> None:
        try:
            meeting_id = self._presenter.meeting.id
            self._presenter.close()
        except UserError as error:
            self._layout.closing.say(error.text)
            return
        self._layout.close_panel()
        self._sealed(meeting_id)
