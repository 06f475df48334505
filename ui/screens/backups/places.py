# SPDX-License-Identifier: EUPL-1.2
"""Where the backups go: the folder of this computer, and a second place that is proposed once."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.services.backups import BackupService
from ui.dialogs import Dialogs
from ui.places import place_words
from ui.screens.backups.words import NO_SECOND
from ui.theme import Space
from ui.widgets import Button, ButtonKind, LabelKind, PlainLabel, set_plain_tooltip, show_if

CHOOSE = "Choisir un second emplacement…"


class SecondPlace(QWidget):
    """Both places in words, and the button that chooses the second; `chosen` when it changed."""

    chosen = Signal()

    def __init__(self, backups: BackupService, dialogs: Dialogs) -> None:
        super().__init__()
        self._backups, self._dialogs = backups, dialogs
        self.first = PlainLabel("", wrap=True, verbatim=True)
        self.second = PlainLabel("", wrap=True, verbatim=True)
        self.missed = PlainLabel("", LabelKind.WARN, wrap=True)
        self.warning = PlainLabel("", LabelKind.WARN, wrap=True)
        self.refusal = PlainLabel("", LabelKind.LATE, wrap=True)
        self.choose_button = Button(CHOOSE)
        self.stop_button = Button("Ne plus y copier", kind=ButtonKind.QUIET)
        self._lay_out()
        self.choose_button.clicked.connect(self.choose)
        self.stop_button.clicked.connect(lambda: self._use(None))
        self.setFocusProxy(self.choose_button)
        self.render_state()

    def choose(self) -> None:
        """Ask for a folder, and copy each backup there from now on."""
        place = self._dialogs.choose_folder("Choisir un dossier sur un autre disque ou une clé")
        if place is not None:
            self._use(place)

    def render_state(self) -> None:
        """Say where they go now."""
        state = self._backups.state()
        self.first.setText(f"Sur cet ordinateur : {place_words(state.first, Path.home())}")
        set_plain_tooltip(self.first, str(state.first))
        if state.second is None:
            self.second.setText(NO_SECOND)
            self.second.set_kind(LabelKind.SECONDARY)
        else:
            self.second.setText(f"Second emplacement : {place_words(state.second, Path.home())}")
            self.second.set_kind(LabelKind.TEXT)
            set_plain_tooltip(self.second, str(state.second))
        self.choose_button.set_caption(
            CHOOSE if state.second is None else "Changer de second emplacement…"
        )
        allowed = self._backups.may_choose_places
        show_if(self.choose_button, wanted=allowed)
        show_if(self.stop_button, wanted=allowed and state.second is not None)
        self.warning.setText(self._backups.second_warning)
        show_if(self.warning, self.warning.text())
        missed = f"La dernière sauvegarde n’y est pas : {state.missed}" if state.missed else ""
        self.missed.setText(missed)
        show_if(self.missed, missed)

    def _use(self, place: Path | None) -> None:
        self.refusal.setText("")
        try:
            self._backups.use_second(place)
        except UserError as refusal:
            self.refusal.setText(refusal.text)
        show_if(self.refusal, self.refusal.text())
        self.render_state()
        if not self.refusal.text():
            self.chosen.emit()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.choose_button)
        foot.addWidget(self.stop_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.RELATED)
        for label in (self.first, self.second, self.warning, self.missed, self.refusal):
            column.addWidget(label)
        self.refusal.hide()
        column.addLayout(foot)
