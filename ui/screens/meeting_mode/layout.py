# SPDX-License-Identifier: EUPL-1.2
"""The widgets of meeting mode in their places: rail and bar around the work or around one panel."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.services.meetings import ItemText
from ui.keymap import Command, Keymap
from ui.screens.meeting_mode.attendance_panel import AttendancePanel
from ui.screens.meeting_mode.checklist_line import ChecklistLine
from ui.screens.meeting_mode.closing_panel import ClosingPanel
from ui.screens.meeting_mode.dock import MOST_HEIGHT, Dock
from ui.screens.meeting_mode.drawer import Drawer
from ui.screens.meeting_mode.fields import FieldsArea
from ui.screens.meeting_mode.names_line import NamesLine
from ui.screens.meeting_mode.panel import KeysPanel, Panel
from ui.screens.meeting_mode.postpone_line import PostponeLine
from ui.screens.meeting_mode.projection_window import Thumbnail
from ui.screens.meeting_mode.rail import AgendaRail
from ui.screens.meeting_mode.remark import Remark
from ui.screens.meeting_mode.surroundings import NARROW, Surroundings
from ui.screens.meeting_mode.timekeeper import TimekeeperPanel
from ui.screens.meeting_mode.topbar import TopBar
from ui.screens.meeting_mode.unplanned_line import UnplannedLine
from ui.theme import IconName, Space, Tone
from ui.widgets import Banner, EmptyState, InSight, give_focus_back, shown_keys

EMPTY = "L’ordre du jour est vide."
_DOCK_SHARE = 31
_DOCK_LEAST, _DOCK_LEAST_NARROW = 176, 248
"""Narrow, the row to add an action stands in two lines; one of the list is to be seen above it."""


class MeetingLayout(QWidget):
    """Shows the work on an item, or that there is nothing to do; one panel may cover either."""

    def __init__(
        self, keymap: Keymap, dock: Dock, attendance: AttendancePanel, prepare: Callable[[], object]
    ) -> None:
        super().__init__()
        self.rail = AgendaRail(shown_keys(keymap.shown(Command.ATTENDANCE)))
        self.bar = TopBar(
            shown_keys(keymap.shown(Command.LOCK)),
            shown_keys(keymap.shown(Command.LEAVE)),
            shown_keys(keymap.shown(Command.HELP)),
            shown_keys(keymap.shown(Command.PROJECT)),
        )
        self.thumbnail = Thumbnail()
        self.banner = Banner()
        self.names_remark = NamesLine()
        for said in (self.banner, self.names_remark):
            InSight(said)
        self.postpone_line = PostponeLine()
        self.unplanned = UnplannedLine()
        self.fields = FieldsArea(keymap)
        self.dock = dock
        self.remark = Remark(
            shown_keys(keymap.shown(Command.DECISION)), shown_keys(keymap.shown(Command.ACTION))
        )
        self.checklist = ChecklistLine(shown_keys(keymap.shown(Command.CHECKLIST)))
        self.drawer = Drawer(shown_keys(keymap.shown(Command.DRAWER)))
        self.timekeeper = TimekeeperPanel()
        self.attendance = attendance
        self.keys = KeysPanel(keymap)
        self.closing = ClosingPanel()
        self.empty = EmptyState(EMPTY, "Préparer la réunion", prepare, icon=IconName.PREPARE)
        self._go_back: Callable[[], object] = lambda: None
        self._lay_out()
        for panel in (self.attendance, self.keys, self.closing, self.timekeeper):
            panel.closed.connect(self.close_panel)

    # --- what is shown -----------------------------------------------------------------------

    @property
    def panel(self) -> Panel | None:
        """The panel that covers the work, if any."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Panel) else None

    def show_work(self) -> None:
        """Show the fields and the dock."""
        self._show(work=True)

    def show_empty(self, why: str = "") -> None:
        """Say that there is nothing to work on: why no meeting is open, else an empty agenda."""
        self.empty.sentence.setText(why or EMPTY)
        if why:  # it is said there
            self.banner.clear()
        self._show(work=False)

    def _show(self, *, work: bool) -> None:
        """The lines above stay in sight: on an empty agenda a situation is taken up there."""
        for part in (self.fields, self.dock):
            part.setVisible(work)
        self.empty.setVisible(not work)

    def open_panel(self, panel: Panel) -> None:
        """Cover the work; the focus will come back to where it is now."""
        if self.panel is None:
            self._go_back = self._way_back(QApplication.focusWidget())
        self._stack.setCurrentWidget(panel)

    def close_panel(self) -> bool:
        """Return to the work and to the field that had the focus; False when nothing was open."""
        if self.panel is None:
            return False
        self._stack.setCurrentWidget(self._work)
        self._go_back()
        return True

    def way_back(self, focus: QWidget | None) -> Callable[[], object]:
        """How to return to what has the focus, else to its line, to the panel, or to a field."""
        to_work = self._way_back(focus)

        def otherwise() -> None:
            if self.panel is None:
                to_work()
            else:
                self.panel.close_button.setFocus()

        return partial(give_focus_back, focus, otherwise)

    def _way_back(self, focus: QWidget | None) -> Callable[[], object]:
        """How to return to what has the focus; an editor ends with it, a line is made anew."""
        line = self.dock.place_of(focus)
        if line is not None:
            return partial(self.dock.focus_line, *line)
        if _holds(self.rail, focus):
            return self.rail.focus_current
        asked = (self.postpone_line.edit, self.unplanned.search, self.unplanned.who)
        lasting: tuple[QWidget, ...] = (*self._texts().values(), *asked, self.drawer)
        kept = next((widget for widget in lasting if widget is focus), None)

        def go() -> None:
            shown = kept is not None and kept.isVisibleTo(self) and kept.isEnabledTo(self)
            (kept if kept is not None and shown else self.first_field).setFocus()

        return go

    def clear_foot(self) -> int:
        """The height of the dock, and of what is under it, while it is in sight."""
        if self._below.narrow or self.panel is not None or self.dock.isHidden():
            return 0
        return self.height() - self.dock.mapTo(self, QPoint(0, 0)).y()

    def close_line(self) -> bool:
        """Put away a question asked above the fields; False when there is none."""
        asking = self.postpone_line.isVisible() or self.unplanned.isVisible()
        self.hide_lines()
        if asking:
            self.first_field.setFocus()
        return asking

    def hide_lines(self) -> None:
        """No question is asked above the fields any more."""
        self.postpone_line.hide()
        self.unplanned.hide()

    def close_drawer(self) -> bool:
        """Put the drawer away; False when it is closed already."""
        if self.drawer.isHidden():
            return False
        had_focus = _holds(self.drawer, QApplication.focusWidget())
        self.drawer.hide()
        if had_focus:
            self.first_field.setFocus()
        return True

    def set_withdrawn(self, *, withdrawn: bool) -> None:
        """Close the fields of an item whose person withdrew, and say why.

        A field that is closed has no focus, and without one no key reaches the meeting.
        """
        focus = QApplication.focusWidget()
        closed = (self.fields, self.dock, self.postpone_line, self.unplanned)
        held = any(_holds(part, focus) for part in closed)
        if withdrawn:
            self.banner.show_message(
                "La personne a retiré son accord : rien ne peut plus être noté ici. "
                "F8 passe au point suivant.",
                Tone.LATE,
            )
            self.dock.actions_pane.let_go()
            self.hide_lines()
        for part in (self.fields, self.dock):
            part.setEnabled(not withdrawn)
        if withdrawn and held:
            self.first_field.setFocus()

    # --- where the focus goes ----------------------------------------------------------------

    @property
    def first_field(self) -> QWidget:
        """Where typing begins."""
        if not self.empty.isHidden():
            return self.empty.button
        if not self.fields.isEnabled():
            return self.rail.current or self.bar.leave
        return self.fields.text_of(ItemText.ORGANIC)

    @property
    def place(self) -> str:
        """The name of the text where typing was last, empty elsewhere: a lock leads back there."""
        focus = self.focusWidget()
        texts = self._texts().items()
        return next((name for name, text in texts if text is focus or _holds(text, focus)), "")

    def text_at(self, place: str) -> QWidget:
        """The text of that name, else where typing begins, or where keys are heard."""
        if not self.fields.isEnabled() or self.fields.isHidden() or not self.fields.shows(place):
            return self.first_field
        return self._texts().get(place, self.first_field)

    def _texts(self) -> dict[str, QWidget]:
        return {
            **{name.value: line.edit for name, line in self.fields.lines.items()},
            **{name.value: pane.text for name, pane in self.fields.panes.items()},
            "decision": self.dock.decisions_pane.new,
            "action": self.dock.actions_pane.new.text,
            "who": self.dock.actions_pane.new.who,
            "due": self.dock.actions_pane.new.due,
        }

    def focus(self, widget: QWidget) -> None:
        """Go to a field by its key; an open panel makes room."""
        self.close_panel()
        if not widget.isEnabledTo(self) or not widget.isVisibleTo(self):
            widget = self.first_field
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def walk_zones(self, step: int) -> None:
        """Go to the next zone (1) or the one before (-1): rail, fields, decisions, actions."""
        self.close_panel()
        zones: tuple[tuple[QWidget, Callable[[], object]], ...] = (
            (self.rail, self.rail.focus_current),
            (self.fields, lambda: self.focus(self.first_field)),
            (self.dock.decisions_pane, lambda: self.focus(self.dock.decisions_pane.new)),
            (self.dock.actions_pane, lambda: self.focus(self.dock.actions_pane.new.text)),
            *(((self.drawer, self.drawer.setFocus),) if self.drawer.isVisible() else ()),
        )
        focus = QApplication.focusWidget()
        inside = [place for place, (zone, _) in enumerate(zones) if _holds(zone, focus)]
        here = inside[0] if inside else (0 if step > 0 else 2)
        zones[(here + step) % len(zones)][1]()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        narrow = width < NARROW
        folded = self.bar.fit(width, narrow=narrow)
        if self._below.place(narrow=narrow):
            self.drawer.set_narrow(narrow=narrow)
            folded = True
        if folded:
            QTimer.singleShot(0, self, self.updateGeometry)  # a resize under way asks nothing
        share = (self.window() if narrow else self).height() * _DOCK_SHARE // 100
        least = _DOCK_LEAST_NARROW if narrow else _DOCK_LEAST
        self.dock.setFixedHeight(max(least, min(MOST_HEIGHT, share)))

    def _lay_out(self) -> None:
        self._work = QWidget()
        work = QVBoxLayout(self._work)
        work.setContentsMargins(Space.GROUP, Space.SNUG, Space.GROUP, Space.SNUG)
        work.setSpacing(Space.SNUG)
        for line in (self.banner, self.names_remark, self.postpone_line, self.unplanned):
            work.addWidget(line)
        work.addWidget(self.fields, 1)
        work.addWidget(self.remark)
        work.addWidget(self.dock)
        work.addWidget(self.checklist)
        work.addWidget(self.empty, 1)
        self.empty.hide()
        self._stack = QStackedWidget()
        panels = (self.attendance, self.keys, self.closing, self.timekeeper)
        for page in (self._work, *panels):
            self._stack.addWidget(page)
        self._below = Surroundings(self.rail, self.thumbnail, self._stack, self.drawer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._below, 1)


def _holds(zone: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (zone is focus or zone.isAncestorOf(focus))
