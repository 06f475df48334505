# SPDX-License-Identifier: EUPL-1.2
"""What a protocol is called, its theme, who leads it and when it is called back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.ids import ProtocolId
from app.domain.lengths import length_fault
from app.domain.protocol import Protocol
from app.domain.protocol_fields import TITLE, text_fault
from app.domain.protocol_life import require_revision_day
from ui.half_typed import TypedField, type_again
from ui.person_edit import Person, PersonEdit
from ui.screens.protocol.services import ProtocolServices
from ui.theme import Space
from ui.widgets import Card, CheckedDate, ChoiceField, LabeledField, LineEdit

_NONE = ("", "À choisir")


class HeadingCard(Card):
    """`edited` with the name of a field, `committed` when it should be kept at once."""

    edited = Signal(str)
    committed = Signal()

    def __init__(self, services: ProtocolServices) -> None:
        super().__init__("Identification")
        self._services, self._themes = services, services.protocols.files.themes
        self.title_field = LabeledField("Titre", editor=LineEdit(own_undo=False))
        self.theme = ChoiceField("Thème (annexe 3 de l’ACI)", [_NONE])
        self.referent = PersonEdit(services.directory.find, own_undo=False)
        self.referent_field = LabeledField(
            "Référent", editor=self.referent, placeholder="Trois lettres du nom"
        )
        self.revise_on = CheckedDate(
            "Révision prévue le",
            services.read_day,
            medium_date,
            fault=self._past,
            example="dans 1 an",
            own_undo=False,
        )
        self.revise_on.date_edit.setPlaceholderText("dans 1 an")
        self._stored: Protocol | None = None
        self._shown: ProtocolId | None = None
        self._day: date | None = None
        self._lay_out()
        self._connect()

    def over(self, protocol: Protocol) -> Protocol:
        """`protocol` with what is written here; a name that is too long is left out."""
        content = replace(protocol.content, title=self.title_field.text(), theme=self.theme.value())
        who = self.referent.person()
        if length_fault("referent_name", who.name):
            who = Person(protocol.referent_id, protocol.referent_name)
        return replace(
            protocol,
            content=content,
            referent_id=who.id,
            referent_name=who.name,
            revise_on=self._day,
        )

    def show_protocol(self, protocol: Protocol) -> None:
        """Show what is kept; a day that was not understood stays until another is stored."""
        same = self._shown == protocol.id and self._day == protocol.revise_on
        self._stored, self._shown = None, protocol.id
        self.title_field.set_text(protocol.content.title)
        code = protocol.content.theme
        known = [_NONE, *self._themes.labels.items()]
        unknown = [(code, self._themes.label(code))] if code not in dict(known) else []
        self.theme.set_options([*known, *unknown])
        self.theme.set_value(code)
        shown = self._services.referent(protocol)
        self.referent.set_person(Person(protocol.referent_id, protocol.referent_name, shown))
        self._day = protocol.revise_on
        if not (same and self.revise_on.date_edit.is_wrong()):
            self.revise_on.set_value(protocol.revise_on)
        self._stored = protocol
        self.revise_on.check()
        self._judge()

    def settle(self) -> None:
        """Take what the person's line and the day show, as leaving them would."""
        self.referent.editingFinished.emit()
        self._on_day()

    def begun(self, kept: Protocol) -> dict[str, str]:
        """What cannot be kept: no title, one too long or taken, no day, a name too long."""
        title, name = self.title_field.text(), self.referent.text()
        wrong = {
            "title": "" if title == kept.content.title else title,
            "referent": name if length_fault("referent_name", name) else "",
            "revise_on": "" if self.revise_on.accepted() else self.revise_on.text(),
        }
        return {key: text for key, text in wrong.items() if text}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again."""
        fields: dict[str, TypedField] = {
            "title": self.title_field,
            "referent": self.referent,
            "revise_on": self.revise_on,
        }
        type_again(fields, texts)
        if "revise_on" in texts:
            self.revise_on.check()
        self._judge()

    def set_writable(self, *, writable: bool, beside: bool) -> None:
        """Whether title and theme may be changed; `beside`, who leads it and until when."""
        self.title_field.edit.setReadOnly(not writable)
        self.theme.combo.setEnabled(writable)
        for edit in (self.referent, self.revise_on.date_edit):
            edit.setReadOnly(not beside)

    def say_of_title(self, sentence: str) -> None:
        """Say under the title why it cannot be kept; empty takes that away."""
        self.title_field.set_error(sentence)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.GROUP)
        grid.setVerticalSpacing(Space.SNUG)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.title_field, 0, 0, 1, 2, top)
        grid.addWidget(self.theme, 1, 0, 1, 2, top)
        grid.addWidget(self.referent_field, 2, 0, top)
        grid.addWidget(self.revise_on, 2, 1, top)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.theme.combo.setMinimumContentsLength(12)
        self.body.addLayout(grid)

    def _connect(self) -> None:
        self.title_field.edited.connect(lambda _text: self._on_edited("title"))
        self.title_field.edit.editingFinished.connect(self.committed)
        self.theme.chosen.connect(lambda _code: self._on_chosen("theme"))
        self.referent.person_changed.connect(lambda: self._on_edited("referent"))
        self.referent.textEdited.connect(lambda _text: self._judge())
        self.referent.editingFinished.connect(self.committed)
        self.revise_on.date_edit.editingFinished.connect(self._on_day)

    def _on_edited(self, name: str) -> None:
        if self._stored is not None:
            self._judge()
            self.edited.emit(name)

    def _on_chosen(self, name: str) -> None:
        if self._stored is not None:
            self.edited.emit(name)
            self.committed.emit()

    def _on_day(self) -> None:
        if self.revise_on.accepted() and self.revise_on.value() != self._day:
            self._day = self.revise_on.value()
            self._on_chosen("revise_on")

    def _judge(self) -> None:
        title = self.title_field.text()
        missing = "" if title.strip() else "Donnez-lui un titre."
        self.title_field.set_error(missing or text_fault(TITLE, title))
        self.referent_field.set_error(length_fault("referent_name", self.referent.text()))

    def _past(self, day: date) -> str:
        """A day that passed since it was noted stays; another past day is refused."""
        if self._stored is not None and day == self._stored.revise_on:
            return ""
        try:
            require_revision_day(day, self._services.today())
        except UserError as error:
            return error.text
        return ""
