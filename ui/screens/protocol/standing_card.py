# SPDX-License-Identifier: EUPL-1.2
"""Where a protocol stands, the moves that it may make, and the question that some of them ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import add_months, medium_date
from app.domain.errors import UserError
from app.domain.protocol import Protocol, ProtocolStatus
from app.domain.protocol_life import move_label, protocol_moves, require_revision_day
from ui.half_typed import type_again, typed_in
from ui.protocol_words import state_of, state_tone
from ui.screens.protocol.services import ProtocolServices
from ui.theme import Space
from ui.widgets import Button, ButtonKind, Card, CheckedDate, Chip, LabelKind, PlainLabel, show_if

_YEAR = 12
"""Months until a version that comes into force is called back, unless somebody says another day."""
_ON_THE_WAY = (
    ProtocolStatus.DRAFT,
    ProtocolStatus.REVIEW,
    ProtocolStatus.VALIDATED,
    ProtocolStatus.TO_REVISE,
)
"""Where the nearest move is what the team is working towards."""


@dataclass(frozen=True)
class Standing:
    """`words` say since when; `abandon` what is lost with the version that is being written."""

    protocol: Protocol
    words: str
    abandon: str
    removable: bool


class StandingCard(Card):
    """`moved` carries a `ProtocolStatus` and the day of revision that was given, or None.

    `signing` is asked for in place of « Valider » : signatures are what validates here.
    """

    moved = Signal(object, object)
    signing = Signal()
    abandoned = Signal()
    removed = Signal()

    def __init__(self, services: ProtocolServices) -> None:
        super().__init__()
        self.setAccessibleName("Vie du protocole")
        self._today = services.today
        self.chip, self.sentence = Chip(), PlainLabel("", wrap=True)
        self.moves: dict[ProtocolStatus, Button] = {}
        self.abandon_button = Button("", kind=ButtonKind.QUIET, small=True)
        self.remove_button = Button("Mettre à la corbeille", kind=ButtonKind.QUIET, small=True)
        self.day = CheckedDate(
            "À revoir le", services.read_day, medium_date, fault=self._past, example="dans 1 an"
        )
        self.confirm, self.cancel = Button("", small=True), _quiet("Annuler")
        self.loss = PlainLabel("", LabelKind.WARN, wrap=True)
        self.give_up = Button("", small=True, kind=ButtonKind.DANGER)
        self.keep = _quiet("Garder ce qui est écrit")
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self._force, self._lost = QWidget(), QWidget()
        self._standing: Standing | None = None
        self._lay_out()
        self._connect()
        self.fold()

    def show_standing(self, standing: Standing) -> None:
        """Show where it stands; a question that is asked stays while it can be answered."""
        before, self._standing = self._standing, standing
        protocol = standing.protocol
        state = state_of(protocol, self._today())
        self.chip.set_chip(state.label, state_tone(state))
        self.sentence.setText(standing.words)
        self._set_moves(protocol)
        self.abandon_button.set_caption(f"Abandonner la version {protocol.version}…")
        show_if(self.abandon_button, standing.abandon)
        show_if(self.remove_button, standing.removable)
        self.loss.setText(standing.abandon)
        self.give_up.set_caption(f"Abandonner la version {protocol.version}")
        same = before is not None and before.protocol.id == protocol.id
        if not same or before is None or before.protocol.status is not protocol.status:
            self.fold()

    def fold(self) -> None:
        """Put the questions away."""
        self._force.hide()
        self._lost.hide()
        self.say("")

    def say(self, sentence: str) -> None:
        """Say why it cannot be done."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def begun(self) -> dict[str, str]:
        """A day of revision that waits for its confirmation."""
        if self._force.isHidden() or not self.day.date_edit.isModified():
            return {}
        return typed_in({"force": self.day})

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, where the protocol may still come into force."""
        if "force" in texts and ProtocolStatus.IN_FORCE in self.moves:
            self._ask_day()
            type_again({"force": self.day}, texts)
            self.day.date_edit.setModified(True)

    def first_button(self) -> Button:
        """Where the focus goes back to."""
        return next(iter(self.moves.values()), self.remove_button)

    # --- inside ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.SNUG)
        top = QHBoxLayout()
        top.setSpacing(Space.RELATED)
        top.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.sentence, 1)
        for button in (self.abandon_button, self.remove_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._row = _row()
        self._row.addStretch(1)
        force = QVBoxLayout(self._force)
        force.setContentsMargins(0, 0, 0, 0)
        self.day.setMaximumWidth(280)
        force.addWidget(self.day)
        buttons = _row(self.confirm, self.cancel)
        buttons.addStretch(1)
        force.addLayout(buttons)
        lost = QVBoxLayout(self._lost)
        lost.setContentsMargins(0, 0, 0, 0)
        lost.addWidget(self.loss)
        losing = _row(self.give_up, self.keep)
        losing.addStretch(1)
        lost.addLayout(losing)
        self.body.addLayout(top)
        self.body.addLayout(self._row)
        for widget in (self._force, self._lost, self.message):
            self.add(widget)

    def _connect(self) -> None:
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self._on_cancel)
        self.keep.clicked.connect(self._on_cancel)
        self.abandon_button.clicked.connect(self._on_abandon)
        self.give_up.clicked.connect(self.abandoned)
        self.remove_button.clicked.connect(self.removed)
        self.day.date_edit.returnPressed.connect(self._on_confirm)

    def _set_moves(self, protocol: Protocol) -> None:
        for button in self.moves.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.moves = {}
        for place, after in enumerate(protocol_moves(protocol.status)):
            first = not place and protocol.status in _ON_THE_WAY
            kind = ButtonKind.PRIMARY if first else ButtonKind.SECONDARY
            button = Button(move_label(protocol, after), kind=kind, small=True)
            button.clicked.connect(lambda _=False, after=after: self._on_move(after))
            self._row.insertWidget(place, button)
            button.show()  # at once: Qt would refuse the focus until the event loop runs
            self.moves[after] = button

    def _on_move(self, after: ProtocolStatus) -> None:
        self.fold()
        if after is ProtocolStatus.VALIDATED:
            self.signing.emit()
        elif after is ProtocolStatus.IN_FORCE:
            self._ask_day()
            self.day.date_edit.setFocus()
        else:
            self.moved.emit(after, None)

    def _ask_day(self) -> None:
        if self._standing is None:
            return
        protocol = self._standing.protocol
        self.confirm.set_caption(_confirming(protocol))
        self.day.set_value(add_months(self._today(), _YEAR))
        self.day.date_edit.setModified(False)
        self._force.show()

    def _on_confirm(self) -> None:
        self.day.check()
        if not self.day.accepted():
            self.day.date_edit.setFocus()
            return
        self.moved.emit(ProtocolStatus.IN_FORCE, self.day.value())

    def _on_abandon(self) -> None:
        self.fold()
        self._lost.show()
        self.keep.setFocus()

    def _on_cancel(self) -> None:
        self.fold()
        self.first_button().setFocus()

    def _past(self, day: date) -> str:
        try:
            require_revision_day(day, self._today())
        except UserError as error:
            return error.text
        return ""


def _confirming(protocol: Protocol) -> str:
    if protocol.status is ProtocolStatus.TO_REVISE:
        return "Maintenir en vigueur"
    return f"Mettre la version {protocol.version} en vigueur"


def _quiet(words: str) -> Button:
    return Button(words, kind=ButtonKind.QUIET, small=True)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.RELATED)
    for widget in widgets:
        row.addWidget(widget)
    return row
