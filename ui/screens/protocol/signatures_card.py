# SPDX-License-Identifier: EUPL-1.2
"""Who signed the version at hand; while it is in review, signatures are noted and validate it."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dates import medium_date, parse_past_date
from app.domain.lengths import length_fault
from app.domain.protocol import Protocol, ProtocolSignature, ProtocolStatus
from app.domain.text import plural, typeset
from app.services.protocol_signatures import SignatureLine
from ui.half_typed import TypedField, type_again, typed_in
from ui.person_edit import NOBODY, PersonEdit
from ui.screens.protocol.services import ProtocolServices
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    Card,
    CheckedDate,
    Chip,
    IconButton,
    LabeledField,
    LabelKind,
    PlainLabel,
    show_if,
)

_NARROW = 620
_AGAIN = "à signer de nouveau"


class SignaturesCard(Card):
    """`signed` when what stands in the form shall be noted; `unsigned` with a signature."""

    signed = Signal()
    unsigned = Signal(object)
    validated = Signal()

    def __init__(self, services: ProtocolServices) -> None:
        super().__init__("Signatures")
        self._today = services.today
        self.hint = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.rows: list[_SignatureRow] = []
        self.who = PersonEdit(services.directory.find)
        self.who_field = LabeledField(
            "Qui a signé", editor=self.who, placeholder="Trois lettres du nom"
        )
        self.profession = LabeledField("Profession", placeholder="Facultative")
        self.on = CheckedDate(
            "Le",
            lambda text: parse_past_date(text, services.today()),
            medium_date,
            fault=self._to_come,
        )
        self.add_button = Button("Noter la signature", small=True)
        self.validate = Button("", small=True)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self._form = QWidget()
        self._lay_out()
        self._connect()
        self.begin()

    def show_lines(self, protocol: Protocol, lines: Sequence[SignatureLine]) -> None:
        """Show who signed; the form is there while the text is in review."""
        in_review = protocol.status is ProtocolStatus.REVIEW
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [_SignatureRow(line, writable=in_review) for line in lines]
        for row in self.rows:
            self._list.addWidget(row)
            row.removed.connect(self.unsigned)
        valid = sum(line.valid for line in lines)
        self.hint.setText(_hint(protocol, len(lines), valid))
        show_if(self._form, in_review)
        self.validate.set_caption(f"Valider la version {protocol.version} avec ces signatures")
        show_if(self.validate, in_review and valid)
        show_if(self, in_review or lines)

    def begin(self) -> None:
        """An empty form, of today."""
        self.who.set_person(NOBODY)
        self.profession.set_text("")
        self.on.set_value(self._today())
        self.on.date_edit.setModified(False)
        self.say("")
        self._judge()

    def say(self, sentence: str) -> None:
        """Say why a signature cannot be noted, or the version validated."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def begun(self) -> dict[str, str]:
        """A signature that was not noted yet."""
        if not self.who.text().strip() and not self.profession.text().strip():
            return {}
        return typed_in(self._typed())

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again."""
        type_again(self._typed(), texts)
        if texts.get("signer"):  # nobody is meant until the line is left, as when it was typed
            self.who.set_person(NOBODY)
            self.who.show_letters(texts["signer"])
        self._judge()

    def _typed(self) -> dict[str, TypedField]:
        return {"signer": self.who, "signer_profession": self.profession, "signed_on": self.on}

    def _lay_out(self) -> None:
        held = QWidget()
        self._list = QVBoxLayout(held)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(Space.HALF)
        self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields.setSpacing(Space.SNUG)
        top = Qt.AlignmentFlag.AlignTop
        for field, share in ((self.who_field, 3), (self.profession, 2), (self.on, 2)):
            self._fields.addWidget(field, share, top)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.validate)
        buttons.addStretch(1)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, Space.HALF, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addLayout(self._fields)
        column.addWidget(self.message)
        column.addLayout(buttons)
        self.body.setSpacing(Space.RELATED)
        self.add(self.hint)
        self.add(held)
        self.add(self._form)

    def _connect(self) -> None:
        self.who.textEdited.connect(self._judge)
        self.who.person_changed.connect(self._judge)
        self.profession.edited.connect(self._judge)
        self.profession.edit.returnPressed.connect(self.signed)
        self.on.date_edit.returnPressed.connect(self.signed)
        self.add_button.clicked.connect(self._on_add)
        self.validate.clicked.connect(self.validated)

    def _on_add(self) -> None:
        self.who.editingFinished.emit()  # what the line shows is who is meant
        self.signed.emit()

    def _judge(self) -> None:
        person = self.who.person()
        self.who_field.set_error(length_fault("outside_name", self.who.text()))
        self.profession.set_error(length_fault("role", self.profession.text()))
        show_if(self.profession, person.id is None)

    def _to_come(self, day: date) -> str:
        late = day > self._today()
        return "Une signature ne se note pas d’avance. Vérifiez le jour." if late else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._fields.setDirection(way)


class _SignatureRow(QWidget):
    removed = Signal(object)

    def __init__(self, line: SignatureLine, *, writable: bool) -> None:
        super().__init__()
        signature: ProtocolSignature = line.signature
        said = f"{line.who}, le {medium_date(signature.on)}"
        self.label = PlainLabel(said, wrap=True)
        words, tone = ("signé", Tone.OK) if line.valid else (_AGAIN, Tone.WARN)
        self.remove_button = IconButton(
            IconName.TRASH, f"Retirer la signature de {typeset(line.who)}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.RELATED)
        row.addWidget(self.label, 1)
        self.chip = Chip(words, tone)
        row.addWidget(self.chip)
        row.addWidget(self.remove_button)
        show_if(self.remove_button, writable)
        self.remove_button.clicked.connect(lambda: self.removed.emit(signature))


def _hint(protocol: Protocol, noted: int, valid: int) -> str:
    if protocol.status is not ProtocolStatus.REVIEW:
        return f"Version {protocol.version} : {plural(noted, 'signature')}."
    if not noted:
        return (
            "Chacun signe le texte tel qu’il est ce jour-là. Une signature au moins valide la "
            "version ; l’équipe peut aussi la valider en réunion."
        )
    changed = noted - valid
    if changed:
        return (
            f"Le texte a changé depuis : {plural(changed, 'signature est', 'signatures sont')} "
            "à recueillir de nouveau."
        )
    return f"{plural(valid, 'signature')} du texte d’aujourd’hui."
