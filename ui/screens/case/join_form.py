# SPDX-License-Identifier: EUPL-1.2
"""Joining the file of a situation with another one of the same person: its effects first."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.case import Identity
from app.domain.dates import numeric_date
from app.domain.text import typeset
from app.services.joining import Joining, WhoseIdentity
from ui.screens.case.consent import consequences
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    ChoiceField,
    LabeledField,
    LabelKind,
    PlainLabel,
    SuggestEdit,
    Suggestion,
    announce,
)

FindCases = Callable[[str], tuple[tuple[str, str, str], ...]]
"""The situations that letters of a code may mean: id, code and motif."""


_UNSAID = (("", "Choisir…"),)


class JoinForm(QWidget):
    """`chosen` carries the id of the other file; `confirmed` also whose identity is right."""

    chosen = Signal(str)
    confirmed = Signal(str, str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._find: FindCases = _nothing
        self._other = ""
        self.line = SuggestEdit(self._suggest)
        self.field = LabeledField(
            "Autre dossier de la même personne",
            editor=self.line,
            placeholder="Son code\u00a0: 014, S26-014…",
        )
        self.effects = PlainLabel("", wrap=True)
        self.whose = ChoiceField(
            "Les identités diffèrent\u00a0: laquelle est juste\u202f?", _UNSAID
        )
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.confirm = Button("Réunir les deux dossiers", small=True, kind=ButtonKind.DANGER)
        self.cancel = Button("Annuler", small=True, kind=ButtonKind.QUIET)
        self._lay_out()
        self.line.picked.connect(self._on_picked)
        self.line.textEdited.connect(self._on_typed)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.cancelled)
        self.begin()

    def find_with(self, find: FindCases) -> None:
        """How letters find another file."""
        self._find = find

    def begin(self) -> None:
        """Nothing is chosen yet."""
        self.line.set_choice(None)
        self._forget()

    def show_joining(self, joining: Joining) -> None:
        """Say what would happen, and ask about the identities where they differ."""
        self.say("")
        moves = "\n".join(f"– {words}" for words in joining.moves) or "– rien n’y est ouvert"
        foreseen = consequences(joining.state, joining.effects) if joining.state else ()
        stays = "\n".join(f"– {words}" for words in (*joining.stays, *foreseen))
        self.effects.setText(
            f"Passe de {joining.joined} à {joining.kept}\u00a0:\n{moves}\n"
            f"Ensuite\u00a0:\n{stays}\n– Rien de cela ne se défait."
        )
        self.effects.show()
        self._ask_whose(joining)
        self.confirm.setEnabled(True)
        announce(self, self.effects.text())

    def say(self, sentence: str) -> None:
        """Say why they cannot be joined."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        if sentence:
            self.confirm.setEnabled(False)

    def _ask_whose(self, joining: Joining) -> None:
        options = list(_UNSAID)
        if joining.differ is not None:
            ours, theirs = map(_who, joining.differ)
            options += [
                (WhoseIdentity.KEPT.value, f"{joining.kept}\u00a0: {ours}"),
                (WhoseIdentity.JOINED.value, f"{joining.joined}\u00a0: {theirs}"),
            ]
        self.whose.set_options(options)
        self.whose.set_value("")
        self.whose.setVisible(joining.differ is not None)

    def _forget(self) -> None:
        self._other = ""
        for widget in (self.effects, self.whose):
            widget.hide()
        self.whose.set_options(_UNSAID)  # no name stays where it is not asked for
        self.say("")
        self.confirm.setEnabled(False)

    def _on_picked(self, choice: object) -> None:
        if isinstance(choice, Suggestion):
            self._other = choice.key
            self.chosen.emit(choice.key)

    def _on_typed(self) -> None:
        if self.line.choice() is None:
            self._forget()

    def _on_confirm(self) -> None:
        if self._other:
            self.confirmed.emit(self._other, self.whose.value())

    def _suggest(self, letters: str) -> list[Suggestion]:
        return [Suggestion(id_, code, typeset(title)) for id_, code, title in self._find(letters)]

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        for widget in (self.field, self.effects, self.whose, self.message):
            column.addWidget(widget)
        column.addLayout(buttons)


def _nothing(_letters: str) -> tuple[tuple[str, str, str], ...]:
    return ()


def _who(identity: Identity) -> str:
    born = f", {numeric_date(identity.born)}" if identity.born else ""
    return f"{identity.full_name}{born}"
