# SPDX-License-Identifier: EUPL-1.2
"""« Droits » : how long the file is kept, access, correction, the bin, and erasing for good."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.text import plural
from app.services.access import AccessAnswer
from app.services.erasure import EarlyErasure, StillHeld
from ui.output import Output
from ui.reopening import Reopening
from ui.screens.case.erasing import ErasureCard
from ui.screens.case.rights_presenter import RightsPresenter, held_sentences
from ui.shell import Intent, Shell
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    Card,
    LabelKind,
    PlainLabel,
    announce,
    show_if,
)

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


_WAITING = "Le dossier se prépare\u00a0: le journal est lu en entier."
_REWRITING = (
    "La personne n’est plus dans le coffre. Le fichier est réécrit pour qu’aucune page n’en garde "
    "un mot\u00a0: cela peut durer une minute, et l’écran attend."
)
_NOT_REWRITTEN = "Le fichier n’a pas pu être réécrit\u00a0: la prochaine ouverture recommencera."


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
        self.waiting = PlainLabel(_WAITING, LabelKind.SECONDARY)
        self.waiting.hide()
        self.minutes_button = Button("Voir ses séances", small=True)
        self.bin_button = Button("Mettre à la corbeille", small=True, icon=IconName.TRASH)
        self.bin_button.set_kind(ButtonKind.QUIET)
        self.erasure = ErasureCard()
        self._lay_out()
        self._connect()

    def show_case(self, case_id: CaseId) -> None:
        """Show the rights of a situation's person."""
        other, self._case_id = case_id != self._case_id, case_id
        state = self._presenter.state(case_id)
        if other:
            self.erasure.close_form()
            self.erasure.show_held(())
            self.banner.clear()
            self.key.put_away()
            if state.erased and self._presenter.may_erase:
                self._look_for_copies(self._presenter.held(case_id))
        self.clock.setText(state.clock)
        self.erasure.show_verdict(
            state.code,
            state.verdict,
            state.also,
            allowed=self._presenter.may_erase,
            erased=state.erased,
        )
        for card in (self._access_card, self._correct_card, self._clock_card):
            card.setVisible(not state.erased)
        movable = state.verdict.allowed and not state.erased and not state.binned
        show_if(self._bin_card, movable and not state.joined and self._presenter.may_write)
        show_if(self.erasure, not state.joined or state.erased)

    def first_focus(self) -> QWidget:
        """Where Tab begins."""
        return self.read_button

    def _lay_out(self) -> None:
        self._clock_card = _card("Durée de conservation", self.clock)
        self._access_card = _card("Droit d’accès", PlainLabel(_ACCESS, wrap=True))
        self._access_card.body.addLayout(_row(self.read_button, self.file_button))
        self._access_card.add(self.waiting)
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
            self._gather(lambda answer: self._output.preview(answer.printable))

    def _save(self) -> None:
        if self._case_id is not None and not self._closed(self._save):
            self._gather(
                lambda answer: self._output.save_file(
                    answer.name, answer.json, "Dossier de la personne"
                )
            )

    def _gather(self, then: Callable[[AccessAnswer], object]) -> None:
        """Gather the answer beside the interface, then show or save it."""
        if self._case_id is None or not self.waiting.isHidden():  # it is being made
            return
        work, asked = self._presenter.begin_answer(self._case_id), self._case_id
        self._wait_for_answer(waiting=True)

        def done(answer: AccessAnswer) -> None:
            self._wait_for_answer(waiting=False)
            if self._presenter.state(asked).erased:  # meanwhile: nothing of them is handed over
                self._shell.toast("La personne a été effacée\u00a0: il ne reste rien à remettre")
            elif self._case_id == asked and self.isVisible():
                then(answer)
            else:  # the room may see the screen by now
                self._shell.toast("Le dossier était prêt\u00a0: redemandez-le depuis ses droits")

        def failed(error: Exception) -> None:
            self._wait_for_answer(waiting=False)
            if not isinstance(error, UserError):
                raise error
            if self._case_id == asked:
                self.banner.show_message(error.text, Tone.WARN)
            else:
                self._shell.toast(error.text)

        self._shell.tasks.run(work, done, failed)

    def _wait_for_answer(self, *, waiting: bool) -> None:
        show_if(self.waiting, waiting)
        if waiting:
            announce(self, self.waiting.text())

    def _closed(self, then: object) -> bool:
        """Whether identities must be opened first; `then` goes on once they are."""
        assert self._case_id is not None  # noqa: S101  asked from a shown situation only
        needs = self._presenter.needs_identity(self._case_id)
        return needs and callable(then) and self.key.needed(then)

    def _open_minutes(self) -> None:
        if self._case_id is not None:  # each of its meetings opens there the minutes that tell it
            self._shell.navigator.go(Intent("case", self._case_id, "timeline"))

    def _put_in_bin(self) -> None:
        if self._case_id is None:
            return
        try:
            changes = self._presenter.put_in_bin(self._case_id)
        except UserError as error:
            self.banner.show_message(error.text, Tone.WARN)
            return
        self._tell(changes)
        self._shell.toast("Dans la corbeille pour trente jours")
        self._shell.navigator.go(Intent("cases"))

    def _erase(self, chosen: object) -> None:
        if self._case_id is None:
            return
        early = chosen if isinstance(chosen, EarlyErasure) else None
        try:
            changes, rest = self._presenter.begin_erasure(self._case_id, early)
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)
            return
        self._tell(changes)
        self.changed.emit()
        self.show_case(self._case_id)
        self.banner.show_message(_REWRITING)
        self._look_for_copies(rest)

    def _look_for_copies(self, work: Callable[[], tuple[StillHeld, ...]]) -> None:
        """Rewrite the file where that is left to do, and list the copies that hold the person."""
        erased = self._case_id

        def done(held: tuple[StillHeld, ...]) -> None:
            if self._case_id == erased:
                self._show_copies(held)

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            said = f"{_NOT_REWRITTEN} {error.text}"
            if self._case_id == erased:
                self.banner.show_message(said, Tone.LATE)
            else:
                self._shell.toast(said)

        self._shell.tasks.run(work, done, failed)

    def _show_copies(self, held: tuple[StillHeld, ...]) -> None:
        self.erasure.show_held(held_sentences(held))
        copies = plural(len(held), "copie la garde", "copies la gardent")
        said = f"La personne est effacée. {copies} encore\u00a0: voyez la liste."
        self.banner.show_message(
            said if held else "La personne est effacée. Aucune copie connue ne la garde.",
            Tone.WARN if held else Tone.OK,
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
