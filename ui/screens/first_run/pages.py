# SPDX-License-Identifier: EUPL-1.2
"""The pages of the first run that ask something: the practice, then the person and her secret."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import DAYS
from ui.dialogs import Dialogs
from ui.places import place_words
from ui.screens.first_run.logo_choice import LogoChoice
from ui.screens.first_run.presenter import (
    AccountAnswers,
    Foundry,
    PracticeAnswers,
    finess_warning,
)
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    Field,
    Hairline,
    LabeledField,
    LabelKind,
    PassphraseChoice,
    PlainLabel,
    set_plain_tooltip,
    show_if,
)
from ui.widgets.passphrase_choice import Measured

WIDTH = 600


class _Step(QWidget):
    """One card with a title, a sentence, fields, and the buttons at its foot."""

    went_on = Signal()

    def __init__(self, title: str, sentence: str, action: str) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.card = Card()
        self.card.body.setContentsMargins(28, 24, 28, 20)
        self.card.body.setSpacing(Space.SNUG)
        self.card.add(PlainLabel(title, LabelKind.PAGE_TITLE))
        self.card.add(PlainLabel(sentence, LabelKind.MUTED, wrap=True))
        self.next = Button(action, kind=ButtonKind.PRIMARY)
        self.next.clicked.connect(self.go_on)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(Space.RELATED)
        self.foot.addWidget(self.next)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(Space.GROUP)
        self.whole.addWidget(self.card)

    def go_on(self) -> None:
        """Leave the page if what it holds can be kept."""
        if not self.judge():
            self.went_on.emit()

    def judge(self) -> bool:
        """Say what is wrong under the fields; True when something is. A bare page has no rule."""
        return False

    def close_card(self) -> None:
        """Put the buttons under the fields."""
        self.card.body.addSpacing(Space.HALF)
        self.card.body.addLayout(self.foot)


class PracticePage(_Step):
    """Who the centre is and when it meets; the fictional one is a click away."""

    demo_asked = Signal()

    def __init__(self, logo: LogoChoice) -> None:
        super().__init__(
            "Votre structure",
            "Ces lignes figurent en tête de vos documents. Tout peut être changé plus tard.",
            "Continuer",
        )
        self.logo, usual = logo, PracticeAnswers()
        self.name = LabeledField("Nom", placeholder="Maison de santé des Tilleuls")
        self.meeting_place = LabeledField(
            "Lieu des réunions", placeholder="Salle de réunion, rez-de-chaussée"
        )
        days = [(str(number), day.capitalize()) for number, day in enumerate(DAYS)]
        self.weekday = ChoiceField("Réunion chaque", days)
        self.weekday.set_value(usual.weekday)
        self.start = LabeledField("De", text=usual.start)
        self.end = LabeledField("À", text=usual.end)
        self.finess = LabeledField("Numéro FINESS (facultatif)")
        self.finess.edit.editingFinished.connect(self._judge_finess)
        self.demo = Button("Essayer avec un centre fictif", icon=IconName.MEETING)
        self.demo.clicked.connect(self.demo_asked)
        self.vault = Button("Ouvrir un coffre…", kind=ButtonKind.QUIET, small=True)
        self.backup = Button("Restaurer une sauvegarde…", kind=ButtonKind.QUIET, small=True)
        self._fields: dict[str, Field] = {"name": self.name, "start": self.start, "end": self.end}
        _press_on_return(self, [self.name, self.meeting_place, self.start, self.end, self.finess])
        self._lay_out()
        self.setFocusProxy(self.name)

    def answers(self) -> PracticeAnswers:
        """What is typed."""
        return PracticeAnswers(
            name=self.name.text(),
            place=self.meeting_place.text(),
            weekday=self.weekday.value(),
            start=self.start.text(),
            end=self.end.text(),
            finess=self.finess.text(),
        )

    @property
    def begun(self) -> bool:
        """Whether anything is typed or chosen."""
        return self.answers() != PracticeAnswers() or self.logo.chosen is not None

    def judge(self) -> bool:
        faulty = _show_faults(self._fields, self.answers().faults())
        return self.logo.keeps_waiting() or faulty

    def _judge_finess(self) -> None:
        self.finess.set_warning(finess_warning(self.finess.text()))

    def _lay_out(self) -> None:
        slot = QHBoxLayout()
        slot.setSpacing(Space.SNUG)
        for field, stretch in ((self.weekday, 2), (self.start, 1), (self.end, 1)):
            column = QVBoxLayout()
            column.addWidget(field)
            column.addStretch(1)
            slot.addLayout(column, stretch)
        self.card.add(self.name)
        self.card.add(self.meeting_place)
        self.card.body.addLayout(slot)
        self.card.add(self.finess)
        self.card.add(self.logo)
        self.foot.addStretch(1)
        self.close_card()
        trial = Card()
        row = QHBoxLayout()
        row.setSpacing(Space.GROUP)
        words = "Pas encore décidé ? Une équipe et des situations inventées vous attendent."
        row.addWidget(PlainLabel(words, LabelKind.MUTED, wrap=True), 1)
        row.addWidget(self.demo)
        trial.body.addLayout(row)
        trial.add(Hairline())
        moved = QHBoxLayout()
        moved.setSpacing(Space.RELATED)
        words = "Déjà utilisé ailleurs ?"
        moved.addWidget(PlainLabel(words, LabelKind.MUTED, wrap=True), 1)
        moved.addWidget(self.vault)
        moved.addWidget(self.backup)
        trial.body.addLayout(moved)
        self.whole.addWidget(trial)


class AccountPage(_Step):
    """Who opens the vault, with which passphrase, and where the vault lies."""

    went_back = Signal()

    def __init__(self, foundry: Foundry, dialogs: Dialogs) -> None:
        super().__init__(
            "Votre phrase de passe",
            "Elle chiffre le coffre. Personne ne peut la retrouver à votre place : "
            "sept mots sans lien entre eux se retiennent bien et protègent longtemps.",
            "Créer le coffre",
        )
        self._foundry, self._dialogs = foundry, dialogs
        self._practice = ""
        self._chosen: Path | None = None
        self.name = LabeledField("Votre nom", placeholder="Prénom et nom")
        self.secret = PassphraseChoice(self._measure, self._propose)
        self.passphrase, self.again = self.secret.passphrase, self.secret.again
        self.trouble = PlainLabel("", LabelKind.LATE, wrap=True)
        self.place = PlainLabel("", LabelKind.TEXT, wrap=True, verbatim=True)
        self.choose = Button("Choisir un autre dossier…", small=True)
        self.share = Button("Pour toutes les personnes de ce poste", small=True)
        self.warning = PlainLabel("", LabelKind.WARN, wrap=True)
        self.back = Button("Retour", kind=ButtonKind.QUIET)
        self._fields: dict[str, Field] = {
            "account": self.name,
            "phrase": self.passphrase,
            "again": self.again,
        }
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.name)

    @property
    def folder(self) -> Path:
        """Where the vault would be made."""
        default = self._foundry.default_folder(self._practice)
        return default if self._chosen is None else self._chosen / default.name

    def set_practice(self, name: str) -> None:
        """The practice whose vault it will be: it names the folder."""
        self._practice = name
        self._show_place()

    def answers(self) -> AccountAnswers:
        """What is typed."""
        return AccountAnswers(self.name.text(), self.passphrase.text(), self.again.text())

    @property
    def begun(self) -> bool:
        """Whether anything is typed."""
        return self.answers() != AccountAnswers()

    def judge(self) -> bool:
        show_if(self.trouble, wanted=False)
        return _show_faults(
            self._fields, self.answers().faults(self._measure(self.passphrase.text()))
        )

    def set_busy(self, *, busy: bool) -> None:
        """While the vault is being made nothing can be pressed twice."""
        self.next.set_caption("Création du coffre…" if busy else "Créer le coffre")
        buttons = (self.next, self.back, self.choose, self.share, self.secret.propose_button)
        for widget in (*buttons, *self._fields.values()):
            widget.setEnabled(not busy)

    def refuse(self, sentence: str) -> None:
        """Say why the vault could not be made."""
        self.trouble.setText(sentence)
        show_if(self.trouble, sentence)

    def forget(self) -> None:
        """Let go of the passphrase."""
        self.secret.clear()

    def _lay_out(self) -> None:
        self.card.add(self.name)
        self.card.add(self.secret)
        self.card.add(Hairline())
        self.card.add(PlainLabel("Le coffre sera rangé ici", LabelKind.SECONDARY))
        row = QHBoxLayout()
        row.setSpacing(Space.SNUG)
        row.addWidget(self.place, 1)
        row.addWidget(self.share)
        row.addWidget(self.choose)
        self.card.body.addLayout(row)
        self.card.add(self.warning)
        self.card.add(self.trouble)
        self.trouble.hide()
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.close_card()

    def _connect(self) -> None:
        self.name.edited.connect(self.secret.weigh)
        self.choose.clicked.connect(self._choose)
        self.share.clicked.connect(self._share)
        self.back.clicked.connect(self.went_back)
        self.name.edit.returnPressed.connect(self.go_on)
        self.secret.confirmed.connect(self.go_on)

    def _known(self) -> tuple[str, str]:
        return (self._practice, self.name.text())

    def _measure(self, text: str) -> Measured:
        return self._foundry.strength(text, self._known())

    def _propose(self) -> str:
        return self._foundry.propose(self._known())

    def choose_folder(self, folder: Path) -> None:
        """Make the vault in that folder."""
        self._chosen = folder
        self._show_place()

    def _choose(self) -> None:
        folder = self._dialogs.choose_folder("Choisir où ranger le coffre")
        if folder is not None:
            self.choose_folder(folder)

    def _share(self) -> None:
        folder = self._foundry.shared_folder(self._practice)
        if folder is not None:
            self.choose_folder(folder.parent)

    def _show_place(self) -> None:
        show_if(self.share, wanted=self._foundry.shared_folder(self._practice) is not None)
        warning = self._foundry.place_warning(self.folder)
        self.warning.setText(warning)
        show_if(self.warning, warning)
        self.place.setText(place_words(self.folder, Path.home()))
        set_plain_tooltip(self.place, str(self.folder))


def _show_faults(fields: dict[str, Field], faults: dict[str, str]) -> bool:
    for key, field in fields.items():
        field.set_error(faults.get(key, ""))
    first = next((field for key, field in fields.items() if key in faults), None)
    if first is not None:
        first.setFocus()
    return bool(faults)


def _press_on_return(step: _Step, fields: Sequence[LabeledField]) -> None:
    for field in fields:
        field.edit.returnPressed.connect(step.go_on)
