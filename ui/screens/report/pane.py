# SPDX-License-Identifier: EUPL-1.2
"""What happened, and under it the whole file as it will be saved, to the letter."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from ui.dialogs import Dialogs
from ui.screens.report.presenter import ReportPresenter
from ui.tasks import Tasks
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    LabelKind,
    PlainLabel,
    TextPane,
    announce,
    show_if,
)

KINDS = "Fichiers texte (*.txt)"
_HOW = (
    "Ce fichier part avec vous, sur une clé ou par un autre ordinateur, vers la personne qui "
    "s’occupe du programme. Rien n’est envoyé d’ici."
)
_CAUTION = "N’écrivez aucun nom, aucune date de naissance, aucun code de situation."
_WHOLE = "Voici tout ce qui sera enregistré, et rien d’autre."
_EXAMPLE = "Ce que vous faisiez, ce que vous attendiez, ce qui est arrivé."
_SAID_TALL, _WHOLE_TALL = 96, 220
_REST_MS = 400
"""The hand rests: what names somebody is looked for, and the file shown anew."""


class ReportPane(QWidget):
    """One text to type, one to read, one button."""

    def __init__(self, presenter: ReportPresenter, dialogs: Dialogs, tasks: Tasks) -> None:
        super().__init__()
        self.presenter = presenter
        self._dialogs, self._tasks = dialogs, tasks
        self.said = TextPane("Ce qui s’est passé", placeholder=_EXAMPLE)
        self.said.setFixedHeight(_SAID_TALL)
        self.warning = PlainLabel("", LabelKind.WARN, wrap=True)
        self.whole = TextPane("Ce qui sera enregistré")
        self.whole.setReadOnly(True)
        self.whole.setMinimumHeight(_WHOLE_TALL)
        self.save_button = Button("Enregistrer…", kind=ButtonKind.PRIMARY)
        self.done = PlainLabel("", LabelKind.OK, wrap=True)
        self.trouble = PlainLabel("", LabelKind.LATE, wrap=True)
        self.foot = QHBoxLayout()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._lay_out()
        self.said.edited.connect(lambda _text: self._rest.start())
        self._rest.timeout.connect(self.look)
        self.save_button.clicked.connect(self.save)
        self.setFocusProxy(self.said)
        self._render()

    def gather(self) -> None:
        """Read the facts anew; nothing can be saved before they are there."""
        self.save_button.setEnabled(False)
        self._tasks.run(self.presenter.gather, self._on_gathered, self._on_failed)

    def look(self) -> None:
        """Show the file with what is typed by now, and say whom that names."""
        self._rest.stop()
        self.presenter.say(self.said.text())
        warning = self.presenter.warning(self.said.text())
        if warning and warning != self.warning.text():
            announce(self, warning)
        self.warning.setText(warning)
        show_if(self.warning, warning)
        self._render()

    def save(self) -> None:
        """Ask for a place and write there what is shown."""
        self.look()
        report = self.presenter.report
        path = self._dialogs.save_file("Enregistrer le signalement", report.file_name, KINDS)
        if path is None:
            return
        try:
            self.presenter.save(path)
        except UserError as refusal:
            self._say("", refusal.text)
            return
        self._say(f"Enregistré : {path.name}", "")
        announce(self, self.done.text())

    def _on_gathered(self, facts: object) -> None:
        if isinstance(facts, tuple):
            self.presenter.take(facts)
        self.save_button.setEnabled(True)
        self._render()

    def _on_failed(self, error: Exception) -> None:
        """What is said can be saved all the same: that may be what the problem is about."""
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self._say("", error.text)

    def _say(self, done: str, trouble: str) -> None:
        self.done.setText(done)
        self.trouble.setText(trouble)
        show_if(self.done, done)
        show_if(self.trouble, trouble)

    def _render(self) -> None:
        self.whole.set_text(self.presenter.report.text)
        self.whole.moveCursor(QTextCursor.MoveOperation.Start)

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel(_HOW, LabelKind.MUTED, wrap=True))
        card.add(PlainLabel("Ce qui s’est passé", LabelKind.STRONG))
        card.add(self.said)
        card.add(PlainLabel(_CAUTION, LabelKind.SECONDARY, wrap=True))
        card.add(self.warning)
        card.add(PlainLabel(_WHOLE, LabelKind.STRONG, wrap=True))
        card.body.addWidget(self.whole, 1)
        self.foot.setSpacing(Space.SNUG)
        self.foot.addWidget(self.save_button)
        self.foot.addWidget(self.done, 3)
        self.foot.addStretch(1)
        card.add(self.trouble)
        card.body.addLayout(self.foot)
        for label in (self.warning, self.done, self.trouble):
            label.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card, 1)
