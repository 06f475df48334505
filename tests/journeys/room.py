# SPDX-License-Identifier: EUPL-1.2
"""A running meeting of four situations, for the tests of the meeting screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.action import Action
from app.domain.ids import ItemId
from app.domain.meeting import ItemState
from tests.conftest import DATA
from tests.journeys.practice import hold_last_week, loaded_practice
from tests.journeys.window import Stage, staged
from tests.ui.typing import focused, press, type_text
from ui.screens.meeting_mode.earlier_line import EarlierLine
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.shell import Intent
from ui.widgets import Toast


class Room:
    """The running meeting: four situations, the first one current; none where it is `bare`."""

    def __init__(self, stage: Stage, *, bare: bool = False) -> None:
        self.stage, self.desk = stage, stage.practice.desk
        self.id, _ = self.desk.agendas.prepare_next()
        for item_id in self.items:  # what a new meeting begins with is not the room's subject
            self.desk.agendas.remove(item_id)
        for item in () if bare else stage.practice.script.items:
            self.desk.agendas.add_case(self.id, stage.practice.cases[item.code], 20)
        stage.window.navigator.go(Intent("meeting", record=self.id))
        QApplication.processEvents()

    @property
    def parts(self) -> MeetingLayout:
        return self.stage.meeting.parts

    @property
    def items(self) -> list[ItemId]:
        return [line.item.id for line in self.desk.agendas.view(self.id).lines]

    def state_of(self, place: int) -> ItemState:
        return self.desk.agendas.view(self.id).lines[place].item.state

    def actions(self, place: int = 0) -> tuple[Action, ...]:
        return self.stage.practice.store.rows.actions.of(self.items[place])

    def decisions(self, place: int = 0) -> list[str]:
        return [d.text for d in self.stage.practice.store.rows.decisions.of(self.items[place])]

    def notes(self, place: int = 0) -> tuple[str, str, str]:
        notes = self.desk.agendas.view(self.id).lines[place].item.notes
        return notes.organic, notes.psychic, notes.social

    def press(self, *chords: str) -> None:
        for chord in chords:
            press(focused(), chord)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        type_text(None, text)
        QApplication.processEvents()

    @property
    def earlier(self) -> list[EarlierLine]:
        """The earlier actions on the screen."""
        return [e for e in self.parts.dock.actions_pane.lines if isinstance(e, EarlierLine)]

    def open_earlier(self) -> tuple[Action, ...]:
        """The earlier actions that the vault still holds open."""
        case_id = self.stage.practice.cases["S26-014"]
        return self.stage.practice.store.rows.actions.open_of_case(case_id)

    @property
    def _toast(self) -> Toast:
        toast = self.stage.window.findChild(Toast)
        assert isinstance(toast, Toast)
        return toast

    @property
    def toast(self) -> str:
        """What the short message says."""
        return self._toast.label.text()

    def undo(self) -> None:
        self._toast.button.click()
        QApplication.processEvents()


@contextmanager
def open_room(folder: Path, qtbot: QtBot, *, bare: bool = False) -> Iterator[Room]:
    """The room, until the end of the block."""
    with loaded_practice(folder, DATA / "reunion-type.json") as practice:
        hold_last_week(practice)
        with staged(practice, qtbot, folder) as stage:
            yield Room(stage, bare=bare)
