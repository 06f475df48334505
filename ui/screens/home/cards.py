# SPDX-License-Identifier: EUPL-1.2
"""The cards of the home screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.home.state import (
    AgendaRow,
    FirstStep,
    LastMinutes,
    MarkWords,
    MinutesRow,
    NextMeeting,
    Reminder,
)
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    Glyph,
    Hairline,
    LabelKind,
    Mark,
    PlainLabel,
    RowData,
    RowList,
    show_if,
)


class MeetingCard(Card):
    """The meeting that is running or comes next, or the day on which to prepare one.

    `chosen` carries the screen and the record of a row that has one.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(current=True)
        self.setAccessibleName("Prochaine réunion")
        self.label = PlainLabel("", LabelKind.SECONDARY)
        self.when = PlainLabel("", LabelKind.CARD_TITLE, wrap=True)
        self.facts = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.crowded = PlainLabel("", LabelKind.LATE_STRONG)
        self.agenda = RowList("Ordre du jour")
        self.start = Button("Démarrer la réunion", kind=ButtonKind.PRIMARY, key="F5")
        self.prepare = Button("Préparer")
        self.sheet = Button("Feuille d’émargement")
        self.body.setSpacing(2)
        for widget in (self.label, self.when, self.facts, self.crowded):
            self.add(widget)
        self.body.addSpacing(Space.RELATED)
        self.add(self.agenda)
        self.body.addStretch(1)
        self.body.addSpacing(Space.SNUG)
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        for button in (self.start, self.prepare, self.sheet):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.agenda.opened.connect(self._open)

    def _open(self, key: str) -> None:
        screen, _, record = key.partition("/")
        if record:
            self.chosen.emit(screen, record)

    def show_meeting(self, meeting: NextMeeting | None, suggestion: str) -> None:
        """Show a meeting, or `suggestion` when none is prepared."""
        self.label.setText(meeting.label if meeting else "Prochaine réunion")
        self.when.setText(meeting.when if meeting else "Rien n’est encore préparé")
        self.facts.setText(meeting.facts if meeting else suggestion)
        self.crowded.setText(meeting.crowded if meeting else "")
        show_if(self.crowded, self.crowded.text())
        self.agenda.set_rows([_agenda_row(row) for row in meeting.agenda] if meeting else [])
        if meeting:
            self.start.set_caption(meeting.start)
        self.prepare.set_caption("Préparer" if meeting else "Préparer la réunion")
        self.prepare.set_kind(ButtonKind.SECONDARY if meeting else ButtonKind.PRIMARY)
        show_if(self.start, meeting)
        show_if(self.prepare, meeting is None or not meeting.running)
        show_if(self.sheet, meeting)

    def primary_button(self) -> Button:
        """The button that has the colour now."""
        return self.prepare if self.prepare.kind is ButtonKind.PRIMARY else self.start


class ReminderCard(Card):
    """Numbers that lead to their list."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("À ne pas oublier")
        self.list = RowList("À ne pas oublier")
        self.nothing = PlainLabel(
            "Rien n’attend : aucune action en retard, aucun retour dû, aucun extrait à verser, "
            "une date de réévaluation pour chaque situation suivie.",
            LabelKind.MUTED,
            wrap=True,
        )
        self.add(self.list)
        self.add(self.nothing)
        self.body.addStretch(1)
        self.list.opened.connect(self._open)

    def show_reminders(self, reminders: Sequence[Reminder]) -> None:
        """Show the lists that are not empty, or that nothing waits."""
        self.list.set_rows([_reminder_row(reminder) for reminder in reminders])
        show_if(self.list, reminders)
        show_if(self.nothing, not reminders)

    def _open(self, key: str) -> None:
        screen, _, choice = key.partition("/")
        self.chosen.emit(screen, choice)


class MinutesCard(Card):
    """The minutes sealed last, item by item."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Dernier compte rendu")
        self.when = PlainLabel("", LabelKind.CARD_TITLE)
        self.facts = PlainLabel("", LabelKind.SECONDARY)
        self.open = Button("Ouvrir le compte rendu", icon=IconName.MINUTES)
        self.papers = Button("Documents de la réunion", icon=IconName.PRINT)
        self.list = RowList("Points du dernier compte rendu")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.when)
        words.addWidget(self.facts)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.papers, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addSpacing(Space.HALF)
        self.add(self.list)

    def show_minutes(self, minutes: LastMinutes | None) -> None:
        """Show sealed minutes; without any the card is not there."""
        if minutes is not None:
            self.when.setText(minutes.when)
            self.facts.setText(minutes.facts)
            self.list.set_rows([_minutes_row(row) for row in minutes.rows])
        show_if(self, minutes)


class StepsCard(Card):
    """The first steps of a new practice; the first one that is not done has the colour."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Pour commencer", current=True)
        self._buttons: list[Button] = []
        self._steps = QWidget()
        self._column = QVBoxLayout(self._steps)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.add(self._steps)

    def show_steps(self, steps: Sequence[FirstStep]) -> None:
        """Show the steps in order, each with its button until it is done."""
        while (entry := self._column.takeAt(0)) is not None:
            old = entry.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._buttons = []
        current = next((step for step in steps if not step.done), None)
        for number, step in enumerate(steps, start=1):
            self._column.addWidget(Hairline())
            self._column.addWidget(self._row(number, step, current=step is current))

    def first_button(self) -> Button | None:
        """The button of the step to do now."""
        wanted = ButtonKind.PRIMARY
        return next((button for button in self._buttons if button.kind is wanted), None)

    def _row(self, number: int, step: FirstStep, *, current: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, Space.SNUG, 0, Space.SNUG)
        line.setSpacing(Space.GROUP)
        if step.done:
            line.addWidget(Glyph(IconName.CHECK, "ok", spoken="fait"))
        else:
            place = PlainLabel(str(number), LabelKind.STRONG)
            place.setFixedWidth(20)
            place.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.addWidget(place)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(step.title, LabelKind.STRONG))
        words.addWidget(PlainLabel(step.text, LabelKind.MUTED, wrap=True))
        line.addLayout(words, 1)
        if step.done:
            line.addWidget(PlainLabel("fait", LabelKind.OK))
        else:
            kind = ButtonKind.PRIMARY if current else ButtonKind.SECONDARY
            button = Button(step.action, kind=kind)
            button.clicked.connect(lambda: self.chosen.emit(step.screen, step.choice))
            self._buttons.append(button)
            line.addWidget(button)
        return row


def _mark(words: MarkWords) -> Mark:
    return Mark(words.text, Tone(words.level.value))


def _agenda_row(row: AgendaRow) -> RowData:
    screen, record = row.opens
    return RowData(
        key=f"{screen}/{record}" if record else "",
        code=row.code,
        text=row.text,
        chip=_mark(row.consent) if row.consent else None,
        chevron=bool(record),
    )


def _reminder_row(reminder: Reminder) -> RowData:
    return RowData(
        key=f"{reminder.screen}/{reminder.choice}",
        text=reminder.text,
        lead=_mark(reminder.mark),
    )


def _minutes_row(row: MinutesRow) -> RowData:
    return RowData(
        key=row.case_id,
        code=row.code,
        text=row.text,
        note=row.yield_,
        chevron=bool(row.case_id),
    )
