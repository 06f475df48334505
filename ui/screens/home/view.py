# SPDX-License-Identifier: EUPL-1.2
"""The home screen: it renders a state and goes where each number leads."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.services.documents import Built, Printable
from ui.screens.home.cards import MeetingCard, MinutesCard, ReminderCard, StepsCard
from ui.screens.home.presenter import HomePresenter
from ui.screens.home.state import HomeState
from ui.shell import Intent, Screen, Shell
from ui.theme import Space
from ui.widgets import Page, bind_key, show_if


class HomeScreen(Screen):
    """Leads to the meeting, its preparation, the lists that wait and the last minutes."""

    def __init__(self, presenter: HomePresenter, shell: Shell) -> None:
        super().__init__()
        self._presenter, self._shell = presenter, shell
        self._state: HomeState | None = None
        self.meeting = MeetingCard()
        self.reminders = ReminderCard()
        self.minutes = MinutesCard()
        self.steps = StepsCard()
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        self._reload()

    def refresh(self, changes: Changes) -> None:
        self._reload()

    def primary_focus(self) -> QWidget | None:
        if self._state is not None and self._state.first_steps:
            return self.steps.first_button()
        return self.meeting.primary_button()

    def _lay_out(self) -> None:
        page = Page("")
        self.header = page.header
        row = QHBoxLayout()
        row.setSpacing(Space.GROUP)
        row.addWidget(self.meeting, 4)
        row.addWidget(self.reminders, 3)
        page.body.addWidget(self.steps)
        page.body.addLayout(row)
        page.body.addWidget(self.minutes)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _connect(self) -> None:
        self.meeting.start.clicked.connect(self._start)
        self.meeting.prepare.clicked.connect(lambda: self._go("prepare"))
        self.meeting.sheet.clicked.connect(self._print_sheet)
        self.meeting.chosen.connect(self._go)
        self.reminders.chosen.connect(lambda screen, choice: self._go(screen, choice=choice))
        self.minutes.list.opened.connect(lambda case_id: self._go("case", case_id))
        self.minutes.open.clicked.connect(self._open_minutes)
        self.minutes.papers.clicked.connect(self._open_papers)
        self.steps.chosen.connect(lambda screen, choice: self._go(screen, choice=choice))
        bind_key(self, "F5", self._start, everywhere=True)

    def _reload(self) -> None:
        self._state = state = self._presenter.state()
        new = bool(state.first_steps)
        self.header.set_title(state.today, "Trois étapes avant la première réunion." if new else "")
        self.steps.show_steps(state.first_steps)
        self.meeting.show_meeting(state.meeting, state.suggestion)
        self.reminders.show_reminders(state.reminders)
        self.minutes.show_minutes(state.minutes)
        show_if(self.steps, new)
        show_if(self.meeting, not new)
        # A new practice has one thing to be reminded of: the sheet that was put off.
        show_if(self.reminders, not new or bool(state.reminders))

    def _go(self, screen: str, record: str = "", choice: str = "") -> None:
        if screen == "case" and not record and not choice:
            return  # a free point of an agenda: it has no situation to open
        self._shell.navigator.go(Intent(screen, record, choice))

    def _start(self) -> None:
        if self._state is not None and self._state.meeting is not None:
            self._go("meeting", self._state.meeting.id)

    def _open_minutes(self) -> None:
        if self._state is not None and self._state.minutes is not None:
            self._go("minutes", self._state.minutes.id)

    def _open_papers(self) -> None:
        if self._state is not None and self._state.minutes is not None:
            self._go("closing", self._state.minutes.meeting_id)

    def _print_sheet(self) -> None:
        if self._state is None or self._state.meeting is None:
            return
        sheet = self._presenter.attendance(self._state.meeting.id)
        self.meeting.sheet.setEnabled(False)
        self._shell.tasks.run(
            sheet.render, lambda built: self._show_sheet(sheet, built), self._sheet_failed
        )

    def _show_sheet(self, sheet: Printable, built: Built) -> None:
        self._free_sheet()
        name, done = f"{sheet.stem}.pdf", sheet.trace.output
        self._shell.preview(sheet.title, built.pdf, name, band=sheet.band, done=done)
        if built.missing:
            self._shell.toast(f"Signes absents des polices : {' '.join(built.missing)}")

    def _sheet_failed(self, error: Exception) -> None:
        self._free_sheet()
        raise error

    def _free_sheet(self) -> None:
        self.meeting.sheet.setEnabled(True)
        self.meeting.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
