# SPDX-License-Identifier: EUPL-1.2
"""Erasing a person for good: why not yet, or what goes and what stays, before it is confirmed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.erasure import EarlyErasure
from app.services.retention import ErasureVerdict
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    LabelKind,
    PlainLabel,
    announce,
    show_if,
)

_ABOUT = (
    "Effacer retire tout ce qui est écrit de la personne, sans retour possible. Si elle veut "
    "seulement que l’équipe n’en parle plus, notez plutôt le retrait de son accord."
)
_CONSEQUENCES = (
    "Son identité, sa situation, ses accords, ses notes de réunion, ses décisions, ses actions et "
    "son plan sont effacés du coffre, pages du fichier comprises. Les comptes rendus scellés "
    "gardent leur sceau\u00a0: son point y devient «\u202feffacé\u202f». Le journal garde qui a lu "
    "quoi, sans rien d’elle. Les sauvegardes déjà faites ne changent pas\u00a0: la liste en sera "
    "montrée. "
    "Cela peut durer une minute."
)
_NOT_YOURS = "Seule la coordination efface une personne."
_ERASED = "Cette personne a été effacée. Il ne reste d’elle que des dates et des états."


class ErasureCard(Card):
    """`confirmed` carries an `EarlyErasure`, or None where nothing keeps the file any more."""

    confirmed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Effacement")
        self._allowed_now = True
        self.verdict = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.about = PlainLabel(_ABOUT, wrap=True)
        self.begin = Button("Effacer la personne…", small=True, kind=ButtonKind.QUIET)
        self.reason = ChoiceField(
            "Pourquoi l’effacer avant la fin",
            [("", "Choisir une raison"), *((one.value, one.label) for one in EarlyErasure)],
        )
        self.consequences = PlainLabel(_CONSEQUENCES, wrap=True)
        self.confirm = Button("Effacer pour toujours", small=True, icon=IconName.TRASH)
        self.cancel = Button("Ne pas effacer", small=True, kind=ButtonKind.QUIET)
        self.held_title = PlainLabel("Copies qui la gardent encore", LabelKind.STRONG)
        self.held = PlainLabel("", wrap=True, verbatim=True)
        self.form = QWidget()
        self._lay_out()
        self.begin.clicked.connect(self.open_form)
        self.cancel.clicked.connect(self.close_form)
        self.confirm.clicked.connect(self._confirm)
        self.show_held(())
        self.close_form()

    def show_verdict(
        self, code: str, verdict: ErasureVerdict, also: str, *, allowed: bool, erased: bool
    ) -> None:
        """Say whether and why, and what becomes of other files; `allowed` is of the account."""
        self._allowed_now = verdict.allowed
        said = f"{code} peut être effacée\u00a0: rien n’oblige à la garder."
        self.verdict.setText(_ERASED if erased else said if verdict.allowed else verdict.why)
        parts = (_ABOUT, also, "" if allowed else _NOT_YOURS)
        self.about.setText(" ".join(part for part in parts if part))
        show_if(self.about, not erased)
        show_if(self.begin, allowed and not erased and self.form.isHidden())
        if erased or not allowed:
            self.close_form(may_begin=False)

    def show_held(self, copies: tuple[str, ...]) -> None:
        """List the copies of the vault that still hold somebody who was erased."""
        self.held.setText("\n".join(copies))
        show_if(self.held_title, copies)
        show_if(self.held, copies)

    def open_form(self) -> None:
        """Show what goes and what stays; nothing is erased yet."""
        self.reason.set_value("")
        self.reason.set_error("")
        show_if(self.reason, not self._allowed_now)
        self.begin.hide()
        self.form.show()
        announce(self, self.consequences.text())
        (self.cancel if self._allowed_now else self.reason.combo).setFocus()

    def close_form(self, *, may_begin: bool = True) -> None:
        """Put the question away."""
        self.form.hide()
        show_if(self.begin, may_begin)

    def _confirm(self) -> None:
        if self._allowed_now:
            self.close_form()
            self.confirmed.emit(None)
        elif self.reason.value():
            self.close_form()
            self.confirmed.emit(EarlyErasure(self.reason.value()))
        else:
            self.reason.set_error("Choisissez une raison\u00a0: le journal la garde.")

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.RELATED)
        for widget in (self.verdict, self.about, self.held_title, self.held):
            self.add(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.RELATED)
        column.addWidget(self.consequences)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        begin = QHBoxLayout()
        begin.addWidget(self.begin)
        begin.addStretch(1)
        self.body.addLayout(begin)
        self.add(self.form)
