# SPDX-License-Identifier: EUPL-1.2
"""Who the person is: folded and sealed until it is asked for, sealed again when one leaves."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.case import Identity
from app.domain.dates import age_text, numeric_date
from app.domain.errors import UserError
from app.domain.lengths import length_fault
from ui.half_typed import TypedField, type_again, typed_in
from ui.reopening import Reopening
from ui.screens.case.recto_fields import RectoFields
from ui.screens.case.typed_dates import birth_date, birth_fault
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    CheckedDate,
    Glyph,
    LabeledField,
    LabelKind,
    PlainLabel,
)

_SEALED = "Identité scellée. L’afficher laisse une trace au journal."
_NONE = "Aucune identité notée : la situation n’est connue que par son code."


class IdentityCard(Card):
    """`asked` when the identity is to be shown."""

    asked = Signal()

    def __init__(self, today: Callable[[], date], key: Reopening) -> None:
        """`key` takes the passphrase while identities are closed."""
        super().__init__("Identité")
        self._today, self.key = today, key
        self._save: Callable[[Identity], object] = lambda _identity: None
        self._sealed = False
        self._dirty = False
        self._first_consent: date | None = None
        self.sentence = PlainLabel(_NONE, LabelKind.SECONDARY, wrap=True)
        self.show_button = Button("Noter l’identité", small=True, icon=IconName.LOCK)
        self.last = LabeledField("Nom")
        self.first = LabeledField("Prénom")
        self.born = CheckedDate(
            "Date de naissance",
            lambda text: birth_date(text, today()),
            numeric_date,
            fault=self._birth_fault,
            example="02/03/1941",
        )
        self.born.date_edit.setPlaceholderText("jj/mm/aaaa")
        self.age = PlainLabel("", LabelKind.MUTED)
        self.contact = LabeledField("Contact", placeholder="Téléphone, adresse, proche à joindre")
        self.recto = RectoFields()
        self._typed: dict[str, TypedField] = {
            "last": self.last,
            "first": self.first,
            "born": self.born,
            "contact": self.contact,
            "sex": self.recto.sex,
            **self.recto.lines,
        }
        self.save_button = Button("Sceller", small=True, icon=IconName.LOCK)
        self.cancel_button = Button("Masquer", small=True, kind=ButtonKind.QUIET)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.folded = QWidget()
        self.form = QWidget()
        self._lay_out()
        self._connect()
        self.fold(has_identity=False)

    def set_saver(self, save: Callable[[Identity], object]) -> None:
        """What seals an identity; not a signal, which would swallow the `UserError` it raises."""
        self._save = save

    @property
    def unfolded(self) -> bool:
        """The identity is in sight."""
        return not self.form.isHidden()

    @property
    def dirty(self) -> bool:
        """Something typed is not sealed yet."""
        return self._dirty

    def fold(self, *, has_identity: bool) -> None:
        """Show no identity any more, and hold none."""
        self._sealed = has_identity
        self._fill(Identity(last=""))
        self.form.hide()
        self.message.hide()
        self.key.put_away()
        self.sentence.setText(_SEALED if has_identity else _NONE)
        self.show_button.set_caption("Afficher" if has_identity else "Noter l’identité")
        self.folded.show()

    def unfold(self, identity: Identity | None, first_consent: date | None) -> None:
        """Show the identity, or an empty form; `first_consent` bounds the birth."""
        self._first_consent = first_consent
        self._fill(identity or Identity(last=""))
        self.folded.hide()
        self.form.show()
        self.last.edit.setFocus()

    def begun(self) -> dict[str, str]:
        """What is typed and not sealed yet."""
        return typed_in(self._typed) if self._dirty else {}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again over the identity, which is in sight."""
        type_again(self._typed, texts)
        self.recto.unfold(shown=any(self.recto.typed().values()))
        self.born.check()
        self._on_edited()

    def say(self, sentence: str) -> None:
        """Say why the identity cannot be shown or sealed."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def seal(self) -> None:
        """Seal what was typed, if anything. Raises `UserError` when it cannot be kept."""
        if not self._dirty:
            return
        if not self.born.accepted():
            raise UserError(
                "La date de naissance ne peut pas être gardée.", "Corrigez-la ou effacez-la."
            )
        self._save(
            Identity(
                last=self.last.text().strip(),
                first=self.first.text().strip(),
                born=self.born.value(),
                contact=self.contact.text(),
                **self.recto.typed(),
            )
        )
        self.fold(has_identity=True)

    def _lay_out(self) -> None:
        folded = QHBoxLayout(self.folded)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(Space.RELATED)
        folded.addWidget(Glyph(IconName.LOCK, "muted", 16))
        folded.addWidget(self.sentence, 1)
        folded.addWidget(self.show_button)
        grid = QGridLayout()
        grid.setSpacing(Space.SNUG)
        top = Qt.AlignmentFlag.AlignTop  # a sentence under one moves the other nowhere
        grid.addWidget(self.last, 0, 0, top)
        grid.addWidget(self.first, 0, 1, top)
        self.born.line.addWidget(self.age)
        grid.addWidget(self.born, 1, 0, 1, 2)
        grid.addWidget(self.contact, 2, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, Space.HALF, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addLayout(grid)
        column.addWidget(self.recto)
        column.addLayout(buttons)
        for widget in (self.folded, self.key, self.form, self.message):
            self.add(widget)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.show_button.clicked.connect(self.asked)
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button.clicked.connect(lambda: self.fold(has_identity=self._sealed))
        for field in (self.last, self.first, self.contact):
            field.edited.connect(self._on_edited)
            field.edit.returnPressed.connect(self._on_save)
        self.recto.edited.connect(self._on_edited)
        self.recto.entered.connect(self._on_save)
        self.born.edited.connect(self._on_edited)
        self.born.changed.connect(self._show_age)

    def _on_edited(self) -> None:
        self._dirty = True
        for name, field in (("last", self.last), ("first", self.first), ("contact", self.contact)):
            field.set_error(length_fault(name, field.text()))
        self.recto.judge()
        self.say("")

    def _on_save(self) -> None:
        try:
            self._dirty = self._dirty or bool(self.last.text().strip())
            self.seal()
        except UserError as error:
            self.say(error.text)
        else:
            self.show_button.setFocus()

    def _fill(self, identity: Identity) -> None:
        self.last.set_text(identity.last)
        self.first.set_text(identity.first)
        self.born.set_value(identity.born)
        self.contact.set_text(identity.contact)
        self.recto.set_identity(identity)
        for field in (self.last, self.first, self.contact):
            field.set_error("")
        self._show_age(identity.born)
        self._dirty = False

    def _show_age(self, born: object) -> None:
        possible = isinstance(born, date) and not self._birth_fault(born)
        self.age.setText(
            age_text(born, self._today()) if isinstance(born, date) and possible else ""
        )

    def _birth_fault(self, born: date) -> str:
        return birth_fault(born, self._today(), self._first_consent)
