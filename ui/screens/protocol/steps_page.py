# SPDX-License-Identifier: EUPL-1.2
"""« Étapes »: who does what, where, when, why and how, at six moments, typed as one talks.

Tab goes from cell to cell and from step to step; Entrée goes to the next step of the moment, makes
one after the last, and goes to the next moment from one in which nothing was typed.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.protocol import Protocol
from app.services.kept_subjects import KeptPage
from ui.half_typed import HalfTypedOf
from ui.screens.protocol.flow_area import FlowArea
from ui.screens.protocol.flow_view import FlowView
from ui.screens.protocol.keys_line import KeysLine
from ui.screens.protocol.page import Edited, ProtocolPage
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.step_words import WhoWords
from ui.screens.protocol.steps_copy import StepsCopyCard, sources
from ui.screens.protocol.steps_order import Steps
from ui.screens.protocol.steps_presenter import StepsPresenter
from ui.screens.protocol.steps_table import StepsTable
from ui.screens.protocol.steps_work import StepsWork
from ui.screens.protocol.writing import Writing
from ui.shell import Shell
from ui.theme import Space
from ui.widgets import Button, Card, LabelKind, PlainLabel, bind_key, show_if

_KEYS = (
    ("Tab", "case suivante"),
    ("Return", "étape, puis moment suivant"),
    ("Ctrl+Return", "insérer dessous"),
    ("Alt+Up", "monter"),
    ("Alt+Down", "descendre"),
    ("Alt+PgDown", "moment suivant"),
    ("Ctrl+D", "dupliquer"),
    ("Alt+Del", "retirer"),
    ("Ctrl+Z", "annuler"),
)


class StepsPage(ProtocolPage):
    """The table, what copies into it, and the picture that follows what is typed."""

    def __init__(
        self, shell: Shell, services: ProtocolServices, edited: Edited, writing: Writing
    ) -> None:
        super().__init__()
        self._texts, self._toast = services.protocols.texts, shell.toast
        self._presenter = StepsPresenter(self._texts, writing)
        self._half = HalfTypedOf(services.kept.pages, KeptPage.PROTOCOL_STEPS)
        self._words = WhoWords(services.directory, lambda: self._presenter.steps)
        self.table, self.flow = StepsTable(), FlowView()
        self.work = StepsWork(self._presenter, self.table, self.flow, shell.toast, self._words)
        self.frozen = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.copy_button = Button("Copier d’un autre protocole…", small=True)
        self.copy_card = StepsCopyCard()
        self.keys = KeysLine(_KEYS)
        self._lay_out()
        self._connect()

    def show_protocol(self, protocol: Protocol) -> None:
        if self._presenter.show(protocol):
            self.table.close_editor()
            self._put_away()
            self._presenter.show_begun(self._half.of(protocol.id))
        self.frozen.setText(self._presenter.refusal)
        show_if(self.frozen, self._presenter.refusal)
        for widget in (self.copy_button, self.keys):
            show_if(widget, self.work.writable)
        self.table.set_writable(writable=self.work.writable)
        self.work.render()

    def commit_drafts(self) -> None:
        if self._presenter.protocol_id:
            self._half.keep(self._presenter.protocol_id, self._presenter.begun())

    def refresh(self, changes: Changes) -> None:
        if Kind.PROFESSIONAL in changes.kinds:
            self._words.forget()

    def primary_focus(self) -> QWidget | None:
        return self.work.first_focus()

    def go_to(self, place: str) -> None:
        _, step_id, column = (*place.split(":"), "", "")[:3]
        self.work.go_to(step_id, int(column or 0))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.GROUP)
        top.addWidget(self.keys, 1)
        top.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        steps, picture = Card(), Card("Schéma")
        steps.add(self.table)
        picture.add(FlowArea(self.flow))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addWidget(self.frozen)
        column.addLayout(top)
        for widget in (self.copy_card, steps, picture):
            column.addWidget(widget)
        column.addStretch(1)
        self.frozen.hide()
        self.copy_card.hide()

    def _connect(self) -> None:
        self.copy_button.clicked.connect(self._offer)
        self.copy_card.left.connect(self._leave_copying)
        self.copy_card.copied.connect(self._copy)
        bind_key(self.table, "Alt+Up", lambda: self.work.move(-1))
        bind_key(self.table, "Alt+Down", lambda: self.work.move(1))
        bind_key(self.table, "Alt+PgUp", lambda: self.work.shift(-1))
        bind_key(self.table, "Alt+PgDown", lambda: self.work.shift(1))
        for enter in ("Ctrl+Return", "Ctrl+Enter"):
            bind_key(self.table, enter, self.work.insert)
        bind_key(self.table, "Ctrl+D", self.work.duplicate)
        bind_key(self.table, "Alt+Del", lambda: self.work.remove(self.table.current))

    # --- copying -----------------------------------------------------------------------------

    def _offer(self) -> None:
        self.copy_card.offer(sources(self._texts, self._presenter.protocol_id))
        self.copy_card.show()
        self.copy_card.first_focus().setFocus()

    def _copy(self, steps: Steps) -> None:
        try:
            self.work.copy(steps)
        except UserError as error:
            self.copy_card.set_error(error.text)
            return
        self._leave_copying()

    def _leave_copying(self) -> None:
        self._put_away()
        self.copy_button.setFocus()

    def _put_away(self) -> None:
        self.copy_card.hide()
