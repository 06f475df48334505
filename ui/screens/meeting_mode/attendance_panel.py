# SPDX-License-Identifier: EUPL-1.2
"""Who is there: everybody at once, then arrows, and Space or a letter for the exceptions."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.ids import ProfessionalId
from app.domain.meeting import AttendanceState
from ui.screens.meeting_mode.panel import Panel
from ui.screens.meeting_mode.state import AttendanceLine, PersonChoice
from ui.theme import IconName, Tone
from ui.widgets import Mark, RowData, RowList, SuggestField, Suggestion

_TONES = {
    AttendanceState.PRESENT: Tone.OK,
    AttendanceState.REMOTE: Tone.OK,
    AttendanceState.GUEST: Tone.OK,
    AttendanceState.EXCUSED: Tone.WARN,
    AttendanceState.ABSENT: Tone.LATE,
}
_LETTERS = {
    Qt.Key.Key_P: AttendanceState.PRESENT,
    Qt.Key.Key_E: AttendanceState.EXCUSED,
    Qt.Key.Key_A: AttendanceState.ABSENT,
    Qt.Key.Key_D: AttendanceState.REMOTE,
}


class AttendancePanel(Panel):
    """Everybody present at once; then arrows, and Space or a letter for the exceptions."""

    cycled = Signal(str)
    marked = Signal(str, AttendanceState)

    def __init__(self, find: Callable[[str], Sequence[PersonChoice]]) -> None:
        super().__init__(
            "Présences",
            "Espace change l’état · P présent · E excusé · A absent · D à distance · ↑ ↓",
        )
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
        self.body.addWidget(self.list)
        self.body.addWidget(self.guest)
        self.body.addStretch(1)

    def show_lines(self, lines: Sequence[AttendanceLine]) -> None:
        """Show who is where."""
        self.list.set_rows(
            [
                RowData(
                    key=line.person,
                    text=line.name,
                    detail=line.profession,
                    chip=Mark(line.state.label, _TONES.get(line.state, Tone.NEUTRAL)),
                    chevron=False,
                    icon=IconName.PERSON,
                )
                for line in lines
            ]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state = _LETTERS.get(Qt.Key(event.key()))
        person = self._person_in_focus()
        if state is not None and person is not None:
            self.marked.emit(person, state)
        else:
            super().keyPressEvent(event)

    def _person_in_focus(self) -> ProfessionalId | None:
        focus = self.focusWidget()
        data = getattr(focus, "data", None)
        return ProfessionalId(data.key) if isinstance(data, RowData) else None

    def _on_guest(self, choice: object) -> None:
        if isinstance(choice, Suggestion):
            self.guest.set_choice(None)
            self.marked.emit(choice.key, AttendanceState.GUEST)
