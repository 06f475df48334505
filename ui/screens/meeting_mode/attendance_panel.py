# SPDX-License-Identifier: EUPL-1.2
"""Who is there: everybody at once, then arrows, and Space or a letter for the exceptions."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.ids import ProfessionalId
from app.domain.meeting import AttendanceState
from ui.screens.meeting_mode.panel import Panel
from ui.screens.meeting_mode.state import AttendanceLine, Passage, PersonChoice, by_field
from ui.screens.meeting_mode.time_line import TimeLine
from ui.theme import IconName, Tone
from ui.widgets import LabelKind, Mark, PlainLabel, RowData, RowList, SuggestField, Suggestion

_TONES = {
    AttendanceState.PRESENT: Tone.OK,
    AttendanceState.REMOTE: Tone.OK,
    AttendanceState.GUEST: Tone.OK,
    AttendanceState.EXCUSED: Tone.WARN,
    AttendanceState.ABSENT: Tone.LATE,
}
_LETTERS = {
    Qt.Key.Key_P: AttendanceState.PRESENT,
    Qt.Key.Key_V: AttendanceState.REMOTE,
    Qt.Key.Key_I: AttendanceState.GUEST,
    Qt.Key.Key_E: AttendanceState.EXCUSED,
    Qt.Key.Key_N: AttendanceState.ABSENT,
}
_PASSAGES = {Qt.Key.Key_A: Passage.ARRIVED, Qt.Key.Key_D: Passage.DEPARTED}


class AttendancePanel(Panel):
    """Everybody present at once; then arrows, and Space or a letter for the exceptions.

    `passed` says that somebody comes or leaves now; `time_line` asks for another time.
    """

    cycled = Signal(str)
    marked = Signal(str, AttendanceState)
    passed = Signal(str, Passage)

    def __init__(self, find: Callable[[str], Sequence[PersonChoice]]) -> None:
        super().__init__(
            "Présences",
            "Espace change l’état · P présent · V visio · I invité · E excusé · N absent · "
            "A arrive, D part à l’instant, ou tapez l’heure : 12:45",
        )
        self._lines: dict[str, AttendanceLine] = {}
        self.count = PlainLabel(kind=LabelKind.STRONG)
        self.time_line = TimeLine()
        self.list = RowList("Personnes invitées", code_width=0)
        self.list.opened.connect(self.cycled)
        self.guest = SuggestField(
            "Ajouter une personne de passage",
            lambda letters: [
                Suggestion(person.who_id or "", person.name, person.detail)
                for person in find(letters)
            ],
            placeholder="Trois lettres de son nom",
        )
        self.guest.picked.connect(self._on_guest)
        self.guest.setMaximumWidth(420)
        self.body.addWidget(self.count)
        self.body.addWidget(self.time_line)
        self.body.addWidget(self.list)
        self.body.addWidget(self.guest)
        self.body.addStretch(1)

    def show_letters(self, letters: str) -> None:
        """Show what was begun of the name of somebody who dropped in."""
        self.guest.suggest.show_letters(letters)

    def show_lines(self, lines: Sequence[AttendanceLine]) -> None:
        """Show who is where, since when, and how many of each field."""
        self._lines = {line.person: line for line in lines}
        self.count.setText(by_field(lines))
        self.list.set_rows(
            [
                RowData(
                    key=line.person,
                    text=line.name,
                    detail=line.detail,
                    chip=Mark(line.state.label, _TONES.get(line.state, Tone.NEUTRAL)),
                    chevron=False,
                    icon=IconName.PERSON,
                )
                for line in lines
            ]
        )
        self.list.lead_to(self.guest.edit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        person, key = self._person_in_focus(), Qt.Key(event.key())
        chord = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if person is None or chord:
            super().keyPressEvent(event)
        elif key in _LETTERS:
            self.marked.emit(person, _LETTERS[key])
        elif key in _PASSAGES:
            self.passed.emit(person, _PASSAGES[key])
        elif event.text().isdigit():
            self.time_line.ask(self.line_of(person), event.text())
        else:
            super().keyPressEvent(event)

    def line_of(self, person: str) -> AttendanceLine:
        """What is noted of somebody who is shown. Raises KeyError."""
        return self._lines[person]

    def leave_time(self) -> bool:
        """Put away the line that asks for a time; False when it is not there."""
        if self.time_line.isHidden():
            return False
        self.time_line.hide()
        self.list.focus_first()
        return True

    def _person_in_focus(self) -> ProfessionalId | None:
        focus = self.focusWidget()
        data = getattr(focus, "data", None)
        return ProfessionalId(data.key) if isinstance(data, RowData) else None

    def _on_guest(self, choice: object) -> None:
        if isinstance(choice, Suggestion):
            self.guest.set_choice(None)
            self.marked.emit(choice.key, AttendanceState.GUEST)
