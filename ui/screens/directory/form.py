# SPDX-License-Identifier: EUPL-1.2
"""The form of one person of the directory."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.directory import Professional
from app.domain.field import Field
from app.domain.ids import ProfessionalId
from app.domain.names import name_fault
from ui.screens.directory.presenter import DirectoryPresenter
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    Hairline,
    IconButton,
    LabeledField,
    LabelKind,
    PlainLabel,
    SegmentedField,
    SuggestField,
    Suggestion,
    bind_key,
    show_if,
)

WIDTH = 384
_NEW = Professional(id=ProfessionalId(""), last="", first="")
_MEMBER, _OUTSIDE = "member", "outside"


class PersonForm(Card):
    """Shows a person and what was typed over it; `saving` asks the screen to keep it."""

    saving = Signal()
    closing = Signal()
    leaving = Signal()

    def __init__(self, presenter: DirectoryPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._person = _NEW
        self._field_chosen = False
        self.setFixedWidth(WIDTH)
        self.heading = PlainLabel("", LabelKind.CARD_TITLE, wrap=True)
        self.close_button = IconButton(IconName.CLOSE, "Fermer la fiche", key="Échap")
        self.last = LabeledField("Nom")
        self.first = LabeledField("Prénom")
        self.profession = SuggestField("Profession", self._proposed)
        self.field = ChoiceField("Champ", [(field.value, field.label) for field in Field])
        self.member = SegmentedField(
            "Exerce", [(_MEMBER, "dans la structure"), (_OUTSIDE, "à l’extérieur")]
        )
        self.structure = LabeledField("Structure ou lieu d’exercice")
        self.rpps = LabeledField("Numéro RPPS")
        self.phone = LabeledField("Téléphone")
        self.mail = LabeledField("Messagerie sécurisée")
        self.save_button = Button("Enregistrer", kind=ButtonKind.PRIMARY, key="Ctrl S")
        self.leave_button = Button("", kind=ButtonKind.QUIET)
        self._lay_out()
        self._connect()

    @property
    def person_id(self) -> str:
        """The id of the person that is shown; empty for a new one."""
        return self._person.id

    @property
    def active(self) -> bool:
        """Whether the person shown is still there."""
        return self._person.active

    def show_person(self, person: Professional | None) -> None:
        """Show a person as kept, or an empty form."""
        self._person = person or _NEW
        self._field_chosen = person is not None
        self.heading.setText(person.full_name if person else "Nouvelle personne")
        self.last.set_text(self._person.last)
        self.first.set_text(self._person.first)
        self.profession.set_text(self._person.profession)
        self.field.set_value(self._person.field.value)
        self.member.set_value(_MEMBER if self._person.member else _OUTSIDE)
        self.structure.set_text(self._person.structure)
        self.rpps.set_text(self._person.rpps)
        self.phone.set_text(self._person.phone)
        self.mail.set_text(self._person.mail)
        for line in (self.last, self.first):
            line.set_error("")
        self._judge_rpps()
        show_if(self.leave_button, person)
        self.leave_button.set_caption(
            "A quitté la structure" if self._person.active else "Est de retour"
        )

    def typed(self) -> Professional:
        """The person as it stands in the form."""
        return replace(
            self._person,
            last=self.last.text(),
            first=self.first.text(),
            profession=self.profession.text(),
            field=Field(self.field.value()),
            member=self.member.value() == _MEMBER,
            structure=self.structure.text(),
            rpps=self.rpps.text(),
            phone=self.phone.text(),
            mail=self.mail.text(),
        )

    def is_changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.typed() != self._person

    def says_something(self) -> bool:
        """Whether there is anybody to keep: somebody known, or a word in a line."""
        lines = (self.last, self.first, self.profession, self.structure, self.rpps)
        return bool(self.person_id) or any(
            line.text().strip() for line in (*lines, self.phone, self.mail)
        )

    def refuse(self, sentence: str) -> None:
        """Say under the name at fault why the person cannot be kept."""
        field = self.first if name_fault(self.first.text()) else self.last
        field.set_error(sentence)
        field.edit.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self.body.setSpacing(Space.SNUG)
        self.body.addLayout(_side_by_side(self.last, self.first))
        self.body.addLayout(_side_by_side(self.profession, self.field, stretches=(3, 2)))
        self.body.addWidget(self.member)
        self.body.addWidget(self.structure)
        self.body.addLayout(_side_by_side(self.phone, self.rpps))
        self.body.addWidget(self.mail)
        self.body.addStretch(1)
        self.body.addWidget(Hairline())
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.leave_button)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.profession.picked.connect(self._on_profession)
        self.profession.edit.editingFinished.connect(self._guess_field)
        self.field.chosen.connect(self._on_field)
        self.rpps.edit.editingFinished.connect(self._judge_rpps)
        self.last.edited.connect(lambda _text: self.last.set_error(""))
        self.first.edited.connect(lambda _text: self.first.set_error(""))
        self.save_button.clicked.connect(self.saving)
        self.leave_button.clicked.connect(self.leaving)
        self.close_button.clicked.connect(self.closing)
        for line in (self.last, self.first, self.structure, self.rpps, self.phone, self.mail):
            line.edit.returnPressed.connect(self.saving)
        bind_key(self, "Ctrl+S", self.saving.emit)
        bind_key(self, "Esc", self.closing.emit)

    def _proposed(self, letters: str) -> list[Suggestion]:
        return [
            Suggestion(field.value, label, field.label.lower())
            for label, field in self._presenter.professions(letters)
        ]

    def _on_profession(self, choice: object) -> None:
        if isinstance(choice, Suggestion) and not self._field_chosen:
            self.field.set_value(choice.key)

    def _on_field(self) -> None:
        self._field_chosen = True

    def _guess_field(self) -> None:
        """A known profession brings its usual field, as long as nobody chose another."""
        field = None if self._field_chosen else self._presenter.field_of(self.profession.text())
        if field is not None:
            self.field.set_value(field.value)

    def _judge_rpps(self) -> None:
        self.rpps.set_warning(self._presenter.rpps_warning(self.rpps.text()))


def _side_by_side(
    left: QWidget, right: QWidget, *, stretches: tuple[int, int] = (1, 1)
) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.SNUG)
    for widget, stretch in zip((left, right), stretches, strict=True):
        column = QVBoxLayout()
        column.addWidget(widget)
        column.addStretch(1)
        row.addLayout(column, stretch)
    return row
