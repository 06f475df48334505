# SPDX-License-Identifier: EUPL-1.2
"""The forms of the accounts screen: a new account, one that exists, one's own passphrase."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.names import name_fault
from app.services.accounts import AccountDraft, AccountLine, AccountService, Role
from ui.half_typed import TypedField
from ui.screens.accounts.words import IDENTITIES, RIGHT_TAKEN, ROLE_SENTENCE, ROLES, removal_words
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    LabeledField,
    LabelKind,
    PassphraseChoice,
    PassphraseField,
    PlainLabel,
    SegmentedField,
    show_if,
)


class Form(Card):
    """A card with fields, a sentence about what went wrong, and buttons."""

    confirmed = Signal()
    closed = Signal()

    def __init__(self, title: str, action: str) -> None:
        super().__init__(title)
        self.body.setSpacing(Space.SNUG)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.message.hide()
        self.confirm = Button(action)
        self.cancel = Button("Fermer", kind=ButtonKind.QUIET)
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.closed)
        self._action = action
        self.typed: Mapping[str, TypedField] = {}

    def say(self, sentence: str) -> None:
        """Say why it was refused."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def set_busy(self, *, busy: bool) -> None:
        """While a passphrase is derived nothing can be pressed twice."""
        self.confirm.set_caption("Un instant…" if busy else self._action)
        for button in (self.confirm, self.cancel):
            button.setEnabled(not busy)

    def add_row(self, *widgets: QWidget) -> None:
        """Fields side by side."""
        row = QHBoxLayout()
        row.setSpacing(Space.GROUP)
        for widget in widgets:
            row.addWidget(widget, 1)
        self.body.addLayout(row)

    def add_foot(self, *more: QWidget) -> None:
        """The message and the buttons."""
        self.add(self.message)
        row = QHBoxLayout()
        row.setSpacing(Space.RELATED)
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for widget in more:
            row.addWidget(widget)
        self.body.addLayout(row)


def _role_field() -> ChoiceField:
    return ChoiceField("Rôle", [(role.value, words) for role, words in ROLES.items()])


class NewAccountForm(Form):
    """Who comes in, with which role and which passphrase: hers to type, or seven words drawn."""

    def __init__(self, accounts: AccountService) -> None:
        super().__init__("Un compte de plus", "Créer le compte")
        self._accounts = accounts
        self.name = LabeledField("Nom", placeholder="Prénom et nom")
        self.role = _role_field()
        self.identities = SegmentedField("Ouvre les identités", IDENTITIES)
        self.typed = {"name": self.name, "role": self.role, "identities": self.identities}
        self.secret = PassphraseChoice(
            lambda text: accounts.strength(text, self.name.text()),
            lambda: accounts.propose(self.name.text()),
            "Sa phrase de passe (à taper par la personne, ou à tirer au hasard)",
        )
        self.add_row(self.name, self.role, self.identities)
        self.add(PlainLabel(ROLE_SENTENCE, LabelKind.SECONDARY, wrap=True))
        self.add(self.secret)
        self.add_foot()
        self.name.edited.connect(self.secret.weigh)
        self.secret.confirmed.connect(self.confirmed)
        self.setFocusProxy(self.name)

    def begin(self) -> None:
        """An empty form."""
        self.name.set_text("")
        self.name.set_error("")
        self.role.set_value(Role.WRITER.value)
        self.identities.set_value("no")
        self.identities.setEnabled(self._accounts.may_give_identities)
        self.secret.clear()
        self.secret.again.set_error("")
        self.say("")

    def draft(self) -> AccountDraft | None:
        """What is typed, or None when a field says what is wrong."""
        missing = not self.name.text().strip()
        fault = "Écrivez le prénom et le nom." if missing else name_fault(self.name.text())
        self.name.set_error(fault)
        if self.secret.judge() or fault:
            return None
        return AccountDraft(
            self.name.text(),
            Role(self.role.value()),
            self.identities.value() == "yes",
            self.secret.text(),
        )


class AccountForm(Form):
    """What an account is called and may do; its removal, with its plain warning."""

    remove_confirmed = Signal()

    def __init__(self) -> None:
        super().__init__("Ce compte", "Enregistrer")
        self.line: AccountLine | None = None
        self.name = LabeledField("Nom")
        self.role = _role_field()
        self.identities = SegmentedField("Ouvre les identités", IDENTITIES)
        self.typed = {"name": self.name, "role": self.role, "identities": self.identities}
        self.note = PlainLabel(RIGHT_TAKEN, LabelKind.SECONDARY, wrap=True)
        self.remove = Button("Retirer ce compte…", kind=ButtonKind.QUIET)
        self.warning = PlainLabel("", LabelKind.WARN, wrap=True)
        self.sure = Button("Retirer le compte", kind=ButtonKind.DANGER)
        self.add_row(self.name, self.role, self.identities)
        self.add(self.note)
        self.add_foot(self.remove)
        self.add(self.warning)
        self.add(self.sure)
        self.remove.clicked.connect(self._ask)
        self.sure.clicked.connect(self.remove_confirmed)
        self.identities.chosen.connect(self._show_note)
        self.name.edit.returnPressed.connect(self.confirmed)
        self.setFocusProxy(self.name)

    def show_line(
        self, line: AccountLine, *, may_give: bool, may_remove: bool = True, kept: int = 0
    ) -> None:
        """The account to change; `kept` backups would still open with its passphrase."""
        self.line = line
        self.title.setText(line.name)
        self.name.set_text(line.name)
        self.name.set_error("")
        self.role.set_value(line.role.value)
        self.identities.set_value("yes" if line.may_see_identities else "no")
        self.identities.setEnabled(may_give or line.may_see_identities)
        self.warning.setText(removal_words(kept))
        show_if(self.remove, wanted=may_remove and not line.mine)
        for widget in (self.warning, self.sure, self.note):
            widget.hide()
        self.say("")

    def judge(self) -> bool:
        """Say under the name what is wrong; True when something is. One that stays is left."""
        typed = self.name.text()
        same = self.line is not None and typed == self.line.name
        fault = "" if same else name_fault(typed)
        self.name.set_error(fault)
        return bool(fault)

    def _ask(self) -> None:
        show_if(self.warning, wanted=True)
        show_if(self.sure, wanted=True)
        self.cancel.setFocus()

    def _show_note(self) -> None:
        had = self.line is not None and self.line.may_see_identities
        show_if(self.note, wanted=had and self.identities.value() == "no")


class OwnPassphraseForm(Form):
    """One's own passphrase: the one of now, then another."""

    def __init__(self, accounts: AccountService) -> None:
        super().__init__("Changer ma phrase de passe", "Changer")
        self.old = PassphraseField("La phrase de maintenant")
        self.secret = PassphraseChoice(accounts.strength, accounts.propose, "La nouvelle")
        self.add(self.old)
        self.add(self.secret)
        words = "Les sauvegardes faites avant s’ouvrent encore avec l’ancienne."
        self.add(PlainLabel(words, LabelKind.SECONDARY, wrap=True))
        self.add_foot()
        self.secret.confirmed.connect(self.confirmed)
        self.old.edited.connect(lambda _text: self.old.set_error(""))
        self.setFocusProxy(self.old)

    def begin(self) -> None:
        """Forget what was typed."""
        self.old.clear()
        self.old.set_error("")
        self.secret.clear()
        self.secret.again.set_error("")
        self.say("")

    def judge(self) -> bool:
        """Say what is wrong; True when something is."""
        missing = not self.old.text()
        self.old.set_error("Écrivez d’abord la phrase de maintenant." if missing else "")
        return self.secret.judge() or missing
