# SPDX-License-Identifier: EUPL-1.2
"""« Emporter / Rapporter »: one card for what can be done now."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.services.carry import CarryService, Standing
from ui.shell import Screen, Shell
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    LabelKind,
    Page,
    PassphraseField,
    PlainLabel,
    show_if,
)

_WIDEST = 1008
_TAKE = (
    "Une copie complète et vérifiée du coffre est écrite sur la clé. À partir de là, le travail se "
    "fait dans la copie : ici, le coffre se lit sans pouvoir être modifié, jusqu’à son retour."
)
_THERE = (
    "Sur l’ordinateur de la réunion, ouvrez la copie depuis la clé, ou recopiez d’abord son "
    "dossier. Rapportez celle où vous avez travaillé."
)
_IS_COPY = (
    "Ce coffre est une copie emportée : elle est attendue à l’endroit d’où elle est partie. "
    "Rapportez-la avant de retravailler là-bas."
)
_BACK = (
    "Branchez la clé et choisissez le dossier de la copie. Son contenu remplace celui d’ici, qui "
    "est gardé au moins trente jours à côté ; ce qui a été lu ici entre-temps rejoint le journal. "
    "Le coffre se referme ensuite, pour s’ouvrir avec les comptes de la copie."
)
_LOST = (
    "Si la clé est perdue, le travail fait dans la copie est perdu avec elle. "
    "La déclarer perdue rend ce coffre modifiable ; la copie ne pourra plus jamais être rapportée."
)
_LOST_NOT_YOURS = "Seule la coordination peut déclarer une copie perdue."
_READER = "Votre compte permet de lire, pas d’emporter ni de rapporter le coffre."
_SURE = "Déclarer la copie perdue ?"
_CONSEQUENCE = (
    "Ce qui a été écrit dans la copie depuis son départ ne reviendra pas, même si la clé est "
    "retrouvée. Ce choix est noté au journal."
)


class CarryScreen(Screen):
    """Takes the vault away while it can be written; brings it back or gives it up while away."""

    def __init__(self, shell: Shell, carry: CarryService, lock: Callable[[], object]) -> None:
        """`lock` ends the session: after a return the accounts are those of the copy."""
        super().__init__()
        self._shell, self._carry, self._lock = shell, carry, lock
        self._busy = False
        self.take_button = Button("Choisir la clé et emporter…", kind=ButtonKind.PRIMARY)
        self.passphrase = PassphraseField("Votre phrase de passe dans la copie")
        self.back_button = Button("Choisir la copie et rapporter…", kind=ButtonKind.PRIMARY)
        self.lost_button = Button("Déclarer la copie perdue…", kind=ButtonKind.DANGER)
        self.done = PlainLabel("", LabelKind.OK, wrap=True)
        self.trouble = PlainLabel("", LabelKind.LATE, wrap=True)
        self.note = PlainLabel("", LabelKind.WARN, wrap=True)
        self._lay_out()
        self.take_button.clicked.connect(self._take_away)
        self.back_button.clicked.connect(self._bring_back)
        self.passphrase.edit.returnPressed.connect(self._bring_back)
        self.passphrase.edited.connect(lambda _text: self.passphrase.set_error(""))
        self.lost_button.clicked.connect(self._give_up)
        self._render()

    def open_record(self, record: str, choice: str) -> None:
        self._say("", "")
        self._render()

    def refresh(self, changes: Changes) -> None:
        if Kind.VAULT in changes.kinds:
            self._render()

    def commit_drafts(self) -> None:
        if not self._busy:
            self.passphrase.clear()

    def primary_focus(self) -> QWidget | None:
        state = self._carry.state
        return self.passphrase.edit if state.may_bring_back else self.take_button

    def _lay_out(self) -> None:
        page = Page("Emporter / Rapporter")
        self.take_card = Card("Emporter le coffre")
        for words in (_TAKE, _THERE):
            self.take_card.add(PlainLabel(words, LabelKind.MUTED, wrap=True))
        self.take_card.add(self.take_button)
        self.back_card = Card("Rapporter la copie")
        self.back_card.add(PlainLabel(_BACK, LabelKind.MUTED, wrap=True))
        self.back_card.add(self.passphrase)
        self.back_card.add(self.back_button)
        self.lost_card = Card("La copie est perdue")
        self.lost_card.add(PlainLabel(_LOST, LabelKind.MUTED, wrap=True))
        self.lost_not_yours = PlainLabel(_LOST_NOT_YOURS, LabelKind.SECONDARY, wrap=True)
        self.lost_card.add(self.lost_not_yours)
        self.lost_card.add(self.lost_button)
        cards = (self.take_card, self.back_card, self.lost_card)
        for widget in (self.note, self.done, self.trouble, *cards):
            widget.setMaximumWidth(_WIDEST)
            page.body.addWidget(widget)
        for card in cards:
            card.body.setSpacing(Space.SNUG)
        page.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _render(self) -> None:
        state = self._carry.state
        away = state.standing is Standing.AWAY
        # A vault that cannot leave says why in the band above the screen.
        reads_only = not state.may_carry and not state.may_bring_back
        words = (
            _READER if reads_only and state.standing in {Standing.WRITABLE, Standing.AWAY} else ""
        )
        note = _IS_COPY if state.is_copy and not words else words
        self.note.setText(note)
        show_if(self.note, note)
        show_if(self.take_card, wanted=state.may_carry)
        show_if(self.back_card, wanted=state.may_bring_back)
        show_if(self.lost_card, wanted=away)
        show_if(self.lost_not_yours, wanted=not state.may_give_up)
        show_if(self.lost_button, wanted=state.may_give_up)
        self.take_button.set_caption(
            "Copie et vérification…" if self._busy else "Choisir la clé et emporter…"
        )
        self.back_button.set_caption(
            "Vérification…" if self._busy else "Choisir la copie et rapporter…"
        )
        for button in (self.take_button, self.back_button, self.lost_button):
            button.setEnabled(not self._busy)

    def _say(self, done: str, trouble: str) -> None:
        self.done.setText(done)
        show_if(self.done, done)
        self.trouble.setText(trouble)
        show_if(self.trouble, trouble)

    def _take_away(self) -> None:
        place = self._shell.dialogs.choose_folder("Choisir la clé, ou un dossier sur elle")
        if place is None:
            return

        def done(copy: Path) -> None:
            self._settled(
                f"Copie vérifiée : « {copy.name} ». Vous pouvez retirer la clé après l’avoir "
                "éjectée.",
                "",
            )

        self._run(lambda: self._carry.take_away(place), done)

    def _bring_back(self) -> None:
        if self._busy:
            return
        typed = self.passphrase.text()
        if not typed:
            self.passphrase.set_error("Écrivez votre phrase de passe.")
            return
        folder = self._shell.dialogs.choose_folder("Choisir la copie (son nom finit par .tdt)")
        if folder is None:
            return
        self._run(lambda: self._carry.bring_back(folder, typed), lambda _result: self._lock())

    def _give_up(self) -> None:
        if not self._shell.dialogs.confirm(_SURE, _CONSEQUENCE, "Déclarer perdue"):
            return
        try:
            self._carry.give_up()
        except UserError as refusal:
            self._settled("", refusal.text)
            return
        self._settled("Ce coffre est de nouveau modifiable.", "")

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        """Work beside the interface, for as long as a copy takes."""

        def finished(result: object) -> None:
            self._busy = False
            self.passphrase.clear()
            done(result)

        def failed(error: Exception) -> None:
            self._busy = False
            if not isinstance(error, UserError):
                self._render()
                raise error
            if self._carry.state.standing is Standing.UNFINISHED:
                self._say("", error.text)
                self._lock()  # what the next opening replaces is closed: no screen can read it
                return
            self._settled("", error.text)

        self._busy = True
        self._say("", "")
        self._render()
        self._shell.tasks.run(work, finished, failed)

    def _settled(self, done: str, trouble: str) -> None:
        self._say(done, trouble)
        self._render()
        self._shell.changes.publish(Changes(frozenset({(Kind.VAULT, "")})), self)
