# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of meeting mode beside the three fields, one picture after the other."""

from app.domain.meeting import AttendanceState
from ui.screens.meeting_mode import MeetingModeScreen
from ui.screens.meeting_mode.state import Passage
from ui.tour.stage import Stage

LATE_SECONDS = 960
"""Sixteen minutes of twenty: the last five have begun."""


def meeting_of(stage: Stage) -> MeetingModeScreen:
    """The meeting on the screen."""
    return stage.screen("meeting", MeetingModeScreen)


def attendance(stage: Stage) -> None:
    """Some came late, one left, one sent word."""
    stage.press("Ctrl+T")
    panel = meeting_of(stage).parts.attendance
    keys = [row.key for row in panel.list.rows]
    panel.marked.emit(keys[1], AttendanceState.EXCUSED)
    panel.marked.emit(keys[3], AttendanceState.REMOTE)
    panel.passed.emit(keys[2], Passage.ARRIVED)
    panel.passed.emit(keys[4], Passage.ARRIVED)
    panel.passed.emit(keys[4], Passage.DEPARTED)
    panel.time_line.ask(panel.line_of(keys[5]), "12:4")


def drawer(stage: Stage) -> None:
    """What was known, and the checklist."""
    stage.press("Ctrl+T")
    stage.press("Alt+O")
    stage.press("F9")
    stage.press("F3")


def unplanned(stage: Stage) -> None:
    """A situation that nobody had planned: who brings it, and its consent."""
    stage.press("F9")
    stage.press("F3")
    stage.press("Ctrl+N")
    line = meeting_of(stage).parts.unplanned
    line.search.setText("Sortie d’hôpital demain")
    line.search.textEdited.emit("Sortie d’hôpital demain")
    line.search.take()
    line.search.returnPressed.emit()


def five_minutes(stage: Stage) -> None:
    """The last five minutes of a situation of which nothing is decided yet."""
    screen = meeting_of(stage)
    stage.press("F8")
    item = screen.presenter.item
    if item is not None:
        stage.desk.meetings.spend(item.item.id, LATE_SECONDS)
    stage.go("meeting")
    screen.tick()


def point(stage: Stage) -> None:
    """A point with one text."""
    stage.press("F4")
    screen = meeting_of(stage)
    meeting = screen.presenter.meeting.id
    item, changes = stage.desk.agendas.add_point(meeting, "Protocole chutes à domicile", 10)
    stage.main.changes.publish(changes, None)
    screen.presenter.enter(item)
    stage.go("meeting")


def protocol(stage: Stage) -> None:
    """A protocol that waits for the team, and what it is asked."""
    screen, points = meeting_of(stage), stage.desk.protocols.points
    meeting = screen.presenter.meeting.id
    asked = next(each for each in points.candidates(meeting) if each.asked)
    item, changes = points.add(meeting, asked.protocol_id, asked.asked)
    stage.main.changes.publish(changes, None)
    screen.presenter.enter(item)
    stage.go("meeting")
    screen.parts.fields.point.protocol.setFocus()


def rework(stage: Stage) -> None:
    """What is to be reworked of it, typed in place."""
    bar = meeting_of(stage).parts.fields.point.protocol
    bar.rework.click()
    bar.why.edit.setText("Dire qui appelle la nuit")
