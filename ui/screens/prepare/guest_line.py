# SPDX-License-Identifier: EUPL-1.2
"""Under an item: who comes for it only; what the person's consent lacks is said here, in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.consent import OutsideTeamError
from app.domain.errors import UserError
from app.domain.ids import ItemId
from app.domain.text import ellipsis
from ui.screens.prepare.people_picker import FindPeople, PeoplePicker
from ui.screens.prepare.state import AgendaRowState
from ui.theme import Space
from ui.widgets import Button, LabelKind, PlainLabel, announce, show_if

_LONGEST = 40
"""Letters of a structure on the button that adds it."""


class GuestLine(QWidget):
    """`invited` and `uninvited` carry a person; `covered` one whom the consent covers from now."""

    invited = Signal(str)
    uninvited = Signal(str)
    covered = Signal(str)
    closed = Signal()

    def __init__(self, item: AgendaRowState, find: FindPeople) -> None:
        super().__init__()
        self.item_id: ItemId = item.item_id
        self._asked = ""
        self.picker = PeoplePicker("Pour ce point", find)
        self.refusal = PlainLabel("", LabelKind.LATE, wrap=True)
        self.cover = Button("", small=True)
        self.picker.added.connect(self._ask)
        self.picker.removed.connect(self.uninvited)
        self.cover.clicked.connect(lambda: self.covered.emit(self._asked))
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.cover)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.RELATED, 0, Space.RELATED, Space.RELATED)
        column.setSpacing(Space.HALF)
        column.addWidget(self.picker)
        column.addWidget(self.refusal)
        column.addLayout(foot)
        self.setFocusProxy(self.picker)
        self.show_item(item)

    def show_item(self, item: AgendaRowState) -> None:
        """Show the guests as they are now."""
        self.picker.show_people(item.guests)
        self.picker.line.setAccessibleName(f"Inviter pour {item.code or item.title}")
        self._say("", "")

    def refuse(self, error: UserError) -> None:
        """Say why somebody cannot be asked, with the one act that would change it."""
        may = isinstance(error, OutsideTeamError) and error.extendable
        asked = ellipsis(error.asked, _LONGEST) if isinstance(error, OutsideTeamError) else ""
        self._say(error.text, f"L’accord couvre aussi {asked}" if may else "")
        announce(self, error.text)
        if may:
            self.cover.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self, person: str) -> None:
        self._asked = person
        self.invited.emit(person)

    def _say(self, sentence: str, action: str) -> None:
        self.refusal.setText(sentence)
        self.cover.set_caption(action)
        show_if(self.refusal, sentence)
        show_if(self.cover, action)
