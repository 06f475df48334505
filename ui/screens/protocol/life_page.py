# SPDX-License-Identifier: EUPL-1.2
"""The life of a protocol: where it stands, its moves, its signatures, its history, its versions."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.domain.protocol import Protocol, ProtocolSignature, ProtocolStatus
from app.domain.text import plural, typeset
from app.services.kept_subjects import KeptPage
from app.services.protocol_versions import NOW
from ui.half_typed import HalfTypedOf
from ui.screens.protocol.page import Edited, ProtocolPage
from ui.screens.protocol.services import ProtocolServices
from ui.screens.protocol.signatures_card import SignaturesCard
from ui.screens.protocol.standing_card import Standing, StandingCard
from ui.screens.protocol.writing import Writing
from ui.shell import Shell
from ui.theme import Space
from ui.versions_card import VersionsCard
from ui.widgets import Card, RowData, RowList

LIFE = "life"


class LifePage(ProtocolPage):
    """Every move has a toast that takes it back, but giving up a version, which asks first."""

    def __init__(
        self, shell: Shell, services: ProtocolServices, edited: Edited, writing: Writing
    ) -> None:
        super().__init__()
        self._toast, self._desk, self._edited = shell.toast, services.protocols, edited
        self._writing = writing
        self._half = HalfTypedOf(services.kept.pages, KeptPage.PROTOCOL_LIFE)
        self._protocol: Protocol | None = None
        self.standing = StandingCard(services)
        self.signatures = SignaturesCard(services)
        self.versions = VersionsCard("Versions du protocole", "Texte actuel")
        self.history = RowList("Historique", code_width=144)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        past = Card("Historique")
        past.add(self.history)
        for widget in (self.standing, self.signatures, self.versions, past):
            column.addWidget(widget)
        column.addStretch(1)
        self._connect()

    def show_protocol(self, protocol: Protocol) -> None:
        other = self._protocol is None or self._protocol.id != protocol.id
        self._protocol = protocol
        lines = self._desk.life.lines(protocol.id)
        signed = self._desk.signatures.of(protocol.id)
        versions = self._desk.versions.of(protocol.id)
        applied = protocol.status is ProtocolStatus.IN_FORCE
        since = protocol.in_force_on if applied else next((line.on for line in lines), None)
        self.standing.show_standing(
            Standing(
                protocol,
                _standing_words(protocol, since),
                _loss(protocol, versions[0].number if versions else None, len(signed)),
                removable=protocol.may_be_edited and self._desk.texts.may_remove(protocol.id),
            )
        )
        if other:
            self.signatures.begin()
            self.versions.set_folded(folded=True)
        self.signatures.show_lines(protocol, signed)
        self.versions.set_versions(versions)
        self.history.set_rows(
            [
                RowData(
                    key=line.id,
                    code=medium_date(line.on),
                    text=typeset(line.what),
                    detail=typeset(line.note),
                    chevron=False,
                )
                for line in lines
            ]
        )
        if other:
            left = self._half.of(protocol.id)
            self.standing.show_begun(left)
            self.signatures.show_begun(left)

    def commit_drafts(self) -> None:
        if self._protocol is not None:
            begun = self.standing.begun() | self.signatures.begun()
            self._half.keep(self._protocol.id, begun)

    def primary_focus(self) -> QWidget | None:
        return self.standing.first_button()

    # --- moves -------------------------------------------------------------------------------

    def _move(self, after: object, revise_on: object) -> None:
        before = self._saved(self.standing.say)
        if before is None or not isinstance(after, ProtocolStatus):
            return
        day = revise_on if isinstance(revise_on, date) else None
        try:
            changes = self._desk.life.move(before.id, after, revise_on=day)
        except UserError as error:
            self.standing.say(error.text)
            return
        self._done(changes, f"Protocole : {after.label.lower()}", before)

    def _validate(self) -> None:
        before = self._saved(self.signatures.say)
        if before is None:
            return
        try:
            changes = self._desk.life.move(before.id, ProtocolStatus.VALIDATED)
        except UserError as error:
            self.signatures.say(error.text)
            return
        self._done(changes, f"Version {before.version} validée : son texte est figé", before)

    def _done(self, changes: Changes, sentence: str, before: Protocol) -> None:
        self.standing.fold()
        self._edited(changes)
        self._toast(sentence, lambda: self._edited(self._desk.life.take_back(before)))
        self.standing.first_button().setFocus()

    def _abandon(self) -> None:
        protocol = self._saved(self.standing.say)
        if protocol is None:
            return
        try:
            changes = self._desk.life.abandon(protocol.id)
        except UserError as error:
            self.standing.say(error.text)
            return
        self.standing.fold()
        self._edited(changes)
        self._toast(f"Version {protocol.version} abandonnée")
        self.standing.first_button().setFocus()

    def _remove(self) -> None:
        protocol = self._saved(self.standing.say)
        if protocol is None:
            return
        try:
            changes = self._desk.texts.remove(protocol.id)
        except UserError as error:
            self.standing.say(error.text)
            return
        self._edited(changes)
        self._toast(
            "Protocole mis à la corbeille",
            lambda: self._edited(self._desk.texts.put_back(protocol)),
        )

    def _saved(self, say: Callable[[str], object]) -> Protocol | None:
        """The protocol with what is typed of it in the vault; None where `say` says why not."""
        if self._protocol is None:
            return None
        try:
            self._writing.flush_or_raise()
        except UserError as error:
            say(f"Ce qui est tapé n’est pas enregistré. {error.text}")
            return None
        return self._desk.texts.get(self._protocol.id)

    # --- signatures --------------------------------------------------------------------------

    def _sign(self) -> None:
        card = self.signatures
        protocol = self._saved(card.say)
        day = card.on.value()
        card.on.check()
        if protocol is None or not card.on.accepted():
            return
        if day is None:
            card.say("Il manque le jour de la signature.")
            return
        who = card.who.person()
        try:
            changes = self._desk.signatures.sign(
                protocol.id, day, who.id, who.name, "" if who.id else card.profession.text()
            )
        except UserError as error:
            card.say(error.text)
            card.who.setFocus()
            return
        card.begin()
        self._edited(changes)
        self._say_signed(protocol)
        card.who.setFocus()

    def _say_signed(self, protocol: Protocol) -> None:
        lines = self._desk.signatures.of(protocol.id)
        noted = next((line.signature for line in reversed(lines)), None)
        if noted is not None:
            self._toast(
                "Signature notée", lambda: self._edited(self._desk.signatures.unsign(noted))
            )

    def _unsign(self, signature: object) -> None:
        if not isinstance(signature, ProtocolSignature):
            return
        try:
            changes = self._desk.signatures.unsign(signature)
        except UserError as error:
            self.signatures.say(error.text)
            return
        self._edited(changes)
        self._toast(
            "Signature retirée",
            lambda: self._edited(self._desk.signatures.sign_again(signature)),
        )

    def _go_sign(self) -> None:
        """« Valider… » : to the button where somebody signed, else to who signs first."""
        validate = self.signatures.validate
        (self.signatures.who if validate.isHidden() else validate).setFocus()

    # --- versions ----------------------------------------------------------------------------

    def _read(self, number: int) -> None:
        if self._protocol is not None:
            parts = self._desk.versions.read(self._protocol.id, number)
            self.versions.show_parts(f"Version {number}", parts, "Cette version ne dit rien.")

    def _compare(self, older: int, newer: int) -> None:
        if self._protocol is None or not self._writing.flush():
            return
        parts = self._desk.versions.compare(self._protocol.id, older, newer)
        to, other = f"à la version {newer}", f"la version {newer}"
        if newer == NOW:
            to, other = "au texte actuel", "le texte actuel"
        nothing = f"Rien ne diffère entre la version {older} et {other}."
        self.versions.show_parts(f"De la version {older} {to}", parts, nothing)

    def _connect(self) -> None:
        self.standing.moved.connect(self._move)
        self.standing.signing.connect(self._go_sign)
        self.standing.abandoned.connect(self._abandon)
        self.standing.removed.connect(self._remove)
        self.signatures.signed.connect(self._sign)
        self.signatures.unsigned.connect(self._unsign)
        self.signatures.validated.connect(self._validate)
        self.versions.read_asked.connect(self._read)
        self.versions.compare_asked.connect(self._compare)


def _standing_words(protocol: Protocol, since: date | None) -> str:
    said = [f"Version {protocol.version}"]
    if since is not None:
        said.append(f"depuis le {medium_date(since)}")
    if protocol.in_force is not None and protocol.in_force != protocol.version:
        said.append(f"la version {protocol.in_force} reste en vigueur")
    if protocol.revise_on is not None:
        said.append(f"à revoir le {medium_date(protocol.revise_on)}")
    return " · ".join(said)


def _loss(protocol: Protocol, kept: int | None, signed: int) -> str:
    """What giving up the version that is being written takes away; empty where there is none.

    `kept` is the number of the version that is there again.
    """
    if kept is None or not protocol.may_be_edited:
        return ""
    also = f" et {plural(signed, 'signature')}" if signed else ""
    return (
        f"Ce qui est écrit dans la version {protocol.version}{also} sera perdu. "
        f"Le texte de la version {kept} revient, tel qu’il a été validé."
    )
