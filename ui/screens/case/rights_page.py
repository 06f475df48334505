# SPDX-License-Identifier: EUPL-1.2
"""« Droits » : how long the file is kept, access, correction, the bin, and erasing for good."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.text import plural
from app.services.erasure import EarlyErasure
from ui.output import Output
from ui.reopening import Reopening
from ui.screens.case.erasing import ErasureCard
from ui.screens.case.rights_presenter import RightsPresenter, held_sentences
from ui.shell import Intent, Shell
from ui.theme import IconName, Space, Tone
from ui.widgets import Banner, Button, ButtonKind, Card, PlainLabel, show_if

_ACCESS = (
    "La personne peut demander tout ce qui est gardé sur elle. Le dossier réunit son identité, ses "
    "accords, ce qui a été dit d’elle en réunion, son plan et qui a lu sa situation\u202f; rien "
    "d’une autre personne. Il sort en pages à lire et en fichier pour un autre logiciel."
)
_CORRECT = (
    "Ce qui est écrit ici se corrige directement. Un compte rendu scellé se corrige par une "
    "nouvelle version, avec la raison\u00a0: la version d’avant reste lisible."
)
_BIN = (
    "Une situation ouverte par erreur, dont l’équipe n’a pas parlé, peut aller à la corbeille "
    "pendant trente jours. Une situation terminée se passe plutôt à l’état «\u202fclose\u202f»."
)


class RightsPage(QWidget):
    """`changed` once something of the person did; what is in the bin leads back to the list."""

    changed = Signal()

    def __init__(
        self,
        presenter: RightsPresenter,
        shell: Shell,
        key: Reopening,
        tell: Callable[[Changes], object],
    ) -> None:
        """`key` opens identities again, in place; `tell` receives what changed."""
        super().__init__()
        self._tell = tell
        self._presenter, self._shell, self.key = presenter, shell, key
        self._output = Output(shell)
        self._case_id: CaseId | None = None
        self.banner = Banner()
        self.clock = PlainLabel("", wrap=True)
        self.read_button = Button("Lire et imprimer le dossier", small=True, icon=IconName.PRINT)
        self.file_button = Button("Enregistrer le fichier (JSON)", small=True, icon=IconName.SAVE)
        self.minutes_button = Button("Voir les comptes rendus", small=True)
        self.bin_button = Button("Mettre à la corbeille", small=True, icon=IconName.TRASH)
        self.bin_button.set_kind(ButtonKind.QUIET)
        self.erasure = ErasureCard()
        self._lay_out()
        self._connect()

    def show_case(self, case_id: CaseId) -> None:
        """Show the rights of a situation's person."""
        if case_id != self._case_id:
            self.erasure.close_form()
            self.banner.clear()
            self.key.put_away()
        self._case_id = case_id
        state = self._presenter.state(case_id)
        self.clock.setText(state.clock)
        self.erasure.show_verdict(
            state.code, state.verdict, allowed=self._presenter.may_erase, erased=state.erased
        )
        for card in (self._access_card, self._correct_card, self._clock_card):
            card.setVisible(not state.erased)
        movable = state.verdict.allowed and not state.erased and not state.binned
        show_if(self._bin_card, movable)

    def first_focus(self) -> QWidget:
        """Where Tab begins."""
        return self.read_button

    def _lay_out(self) -> None:
        self._clock_card = _card("Durée de conservation", self.clock)
        self._access_card = _card("Droit d’accès", PlainLabel(_ACCESS, wrap=True))
        self._access_card.body.addLayout(_row(self.read_button, self.file_button))
        self._access_card.add(self.key)
        self._correct_card = _card("Rectification", PlainLabel(_CORRECT, wrap=True))
        self._correct_card.body.addLayout(_row(self.minutes_button))
        self._bin_card = _card("Ouverte par erreur", PlainLabel(_BIN, wrap=True))
        self._bin_card.body.addLayout(_row(self.bin_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addWidget(self.banner)
        for card in (self._clock_card, self._access_card, self._correct_card, self._bin_card):
            column.addWidget(card)
        column.addWidget(self.erasure)
        column.addStretch(1)

    def _connect(self) -> None:
        self.read_button.clicked.connect(self._read)
        self.file_button.clicked.connect(self._save)
        self.minutes_button.clicked.connect(self._open_minutes)
        self.bin_button.clicked.connect(self._put_in_bin)
        self.erasure.confirmed.connect(self._erase)

    def _read(self) -> None:
        if self._case_id is not None and not self._closed(self._read):
            self._output.preview(self._presenter.answer(self._case_id).printable)

    def _save(self) -> None:
        if self._case_id is not None and not self._closed(self._save):
            answer = self._presenter.answer(self._case_id)
            self._output.save_file(answer.name, answer.json, "Dossier de la personne")

    def _closed(self, then: object) -> bool:
        """Whether identities must be opened first; `then` goes on once they are."""
        assert self._case_id is not None  # noqa: S101  asked from a shown situation only
        needs = self._presenter.needs_identity(self._case_id)
        return needs and callable(then) and self.key.needed(then)

    def _open_minutes(self) -> None:
        self._shell.navigator.go(Intent("minutes"))

    def _put_in_bin(self) -> None:
        if self._case_id is None:
            return
        try:
            changes = self._presenter.put_in_bin(self._case_id)
        except UserError as error:
            self.banner.show_message(f"{error.text} {error.remedy}", Tone.WARN)
            return
        self._tell(changes)
        self._shell.toast("Dans la corbeille pour trente jours")
        self._shell.navigator.go(Intent("cases"))

    def _erase(self, chosen: object) -> None:
        if self._case_id is None:
            return
        early = chosen if isinstance(chosen, EarlyErasure) else None
        try:
            erasure = self._presenter.erase(self._case_id, early)
        except UserError as error:
            self.banner.show_message(f"{error.text} {error.remedy}", Tone.LATE)
            return
        self._tell(erasure.changes)
        self.changed.emit()
        self.show_case(self._case_id)
        self.erasure.show_held(held_sentences(erasure.held))
        held = plural(len(erasure.held), "copie la garde", "copies la gardent")
        said = f"La personne est effacée. {held} encore\u00a0: voyez la liste."
        self.banner.show_message(
            said if erasure.held else "La personne est effacée. Aucune copie connue ne la garde.",
            Tone.WARN if erasure.held else Tone.OK,
        )


def _card(title: str, label: PlainLabel) -> Card:
    card = Card(title)
    card.body.setSpacing(Space.RELATED)
    card.add(label)
    return card


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.RELATED)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
