# SPDX-License-Identifier: EUPL-1.2
"""The preparation of the next meeting in the real window, for its tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.consent import ConsentState
from app.domain.ids import CaseId
from app.domain.meeting import Topic
from app.services.agendas import AgendaView
from app.services.cases import CaseDraft
from app.services.consents import ConsentDraft
from tests.conftest import DATA
from tests.journeys.practice import hold_last_week, loaded_practice
from tests.journeys.window import Stage, staged
from tests.ui.typing import focused, press, type_text
from ui.screens.prepare import PrepareScreen
from ui.screens.prepare.agenda_list import AgendaRow
from ui.shell import Intent
from ui.theme import Scheme, apply_theme


class Desk:
    """The preparation of the next meeting, shown."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.desk = stage, stage.practice.desk

    def open(self) -> None:
        self.stage.window.navigator.go(Intent("prepare"))
        QApplication.processEvents()

    @property
    def screen(self) -> PrepareScreen:
        return self.stage.prepare

    @property
    def codes(self) -> list[str]:
        """The agenda in the vault, after the approval of the last minutes."""
        meeting = self.desk.agendas.next_meeting()
        assert meeting is not None
        first, *others = self.desk.agendas.view(meeting.id).lines
        assert first.item.topic is Topic.APPROVAL
        return [line.code or line.title for line in others]

    def view(self) -> AgendaView:
        meeting = self.desk.agendas.next_meeting()
        assert meeting is not None
        return self.desk.agendas.view(meeting.id)

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """The rows shown after the approval of the last minutes."""
        return self.screen.agenda.list.rows[1:]

    def situation(self, title: str, state: ConsentState | None = None) -> CaseId:
        case_id, _ = self.desk.cases.open(CaseDraft(title=title))
        if state is not None:
            self.desk.consents.record(case_id, ConsentDraft(state))
        return case_id

    def press(self, *chords: str) -> None:
        for chord in chords:
            press(focused(), chord)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        type_text(None, text)
        QApplication.processEvents()

    def add(self, *searches: str) -> None:
        self.screen.candidates.search.edit.setFocus()
        for words in searches:
            self.type(words)
            self.press("Return")

    def names(self) -> list[str]:
        return [person.name for person in self.screen.people.people.people]


@contextmanager
def open_desk(folder: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk after last week's meeting, until the end of the block."""
    apply_theme(application(), Scheme.LIGHT)
    with loaded_practice(folder, DATA / "reunion-type.json") as practice:
        hold_last_week(practice)
        with staged(practice, qtbot, folder) as stage:
            yield Desk(stage)


def application() -> QApplication:
    """The one that pytest-qt made."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running
