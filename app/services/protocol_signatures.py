# SPDX-License-Identifier: EUPL-1.2
"""Who approved the text of a protocol, on which day: a signature is of one text, by its digest."""

from dataclasses import dataclass
from datetime import date

from app.domain.changes import Changes, Kind
from app.domain.errors import UserError
from app.domain.ids import ProfessionalId, ProtocolId, ProtocolSignatureId
from app.domain.lengths import require_length
from app.domain.protocol import Protocol, ProtocolSignature, ProtocolStatus
from app.domain.protocol_record import content_digest
from app.domain.text import clean, fold
from app.services.people import people
from app.services.records import protocol_of
from app.storage.unit_of_work import Rows, Store
from app.system.clock import Clock


@dataclass(frozen=True)
class SignatureLine:
    """A signature in a list; one that is not `valid` was given to another text."""

    signature: ProtocolSignature
    who: str
    valid: bool


class ProtocolSignatureService:
    """Notes signatures while a text is in review; a text that changes is signed again."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def of(self, protocol_id: ProtocolId) -> tuple[SignatureLine, ...]:
        """Who signed the version at hand, in the order in which it was noted."""
        rows = self._store.rows
        protocol, names = protocol_of(rows, protocol_id), people(rows)
        digest = content_digest(protocol.content)
        return tuple(
            SignatureLine(
                each,
                names.presented(each.professional_id, _named(each)),
                each.digest == digest,
            )
            for each in rows.protocol_history.signatures(protocol_id, protocol.version)
        )

    def sign(
        self,
        protocol_id: ProtocolId,
        on: date,
        professional_id: ProfessionalId | None = None,
        name: str = "",
        profession: str = "",
    ) -> Changes:
        """Note that somebody signed this text on a day; who signed an earlier text signs again.

        Raises `NotFoundError`, `UserError` for nobody, a day to come, a text that is not in review,
        or somebody who signed it already.
        """
        rows, today = self._store.rows, self._clock.today()
        protocol = protocol_of(rows, protocol_id)
        who = "" if professional_id else clean(name).strip()
        if protocol.status is not ProtocolStatus.REVIEW:
            raise UserError(
                "Les signatures se recueillent sur un texte en relecture.",
                "Mettez d’abord le protocole en relecture.",
            )
        if professional_id is None and not who:
            raise UserError("Il manque la personne qui a signé.", "Choisissez-la ou écrivez-la.")
        require_length("outside_name", who)
        require_length("role", profession)
        if on > today:
            raise UserError("Une signature ne se note pas d’avance.", "Vérifiez le jour.")
        digest = content_digest(protocol.content)
        known = _of_person(rows, protocol, professional_id, who)
        if known is not None and known.digest == digest:
            raise UserError("Cette personne a déjà signé ce texte.")
        with self._store.write() as work:
            work.rows.protocol_history.save_signature(
                ProtocolSignature(
                    id=known.id if known else ProtocolSignatureId(work.new_id()),
                    protocol_id=protocol_id,
                    version=protocol.version,
                    on=on,
                    digest=digest,
                    professional_id=professional_id,
                    name=who,
                    profession="" if professional_id else clean(profession).strip(),
                )
            )
            work.changed(Kind.PROTOCOL, protocol_id, {"signed": on.isoformat()})
            work.journal("protocol.signed", Kind.PROTOCOL, protocol_id)
            return work.changes

    def unsign(self, signature: ProtocolSignature) -> Changes:
        """Take a signature back, while its version is not validated. Raises `UserError`."""
        _require_version_at_hand(self._store.rows, signature)
        with self._store.write() as work:
            work.rows.protocol_history.remove_signature(signature.id)
            work.changed(Kind.PROTOCOL, signature.protocol_id, {"unsigned": True})
            work.journal("protocol.signed", Kind.PROTOCOL, signature.protocol_id)
            return work.changes

    def sign_again(self, signature: ProtocolSignature) -> Changes:
        """Undo `unsign`. Raises `UserError` once the version is validated or gone."""
        rows = self._store.rows
        _require_version_at_hand(rows, signature)
        protocol = protocol_of(rows, signature.protocol_id)
        if _of_person(rows, protocol, signature.professional_id, signature.name) is not None:
            raise UserError("Cette personne a signé de nouveau depuis.")
        with self._store.write() as work:
            work.rows.protocol_history.save_signature(signature)
            work.changed(Kind.PROTOCOL, signature.protocol_id, {"signed": True})
            work.journal("protocol.signed", Kind.PROTOCOL, signature.protocol_id)
            return work.changes


def require_signed(rows: Rows, protocol: Protocol) -> None:
    """Raises `UserError` where nobody signed this very text."""
    digest = content_digest(protocol.content)
    signatures = rows.protocol_history.signatures(protocol.id, protocol.version)
    if not signatures:
        raise UserError(
            "Personne n’a encore signé ce texte.",
            "Notez les signatures, ou faites-le valider en réunion.",
        )
    if not any(each.digest == digest for each in signatures):
        raise UserError(
            "Le texte a changé depuis les signatures.", "Faites signer le texte d’aujourd’hui."
        )


def _require_version_at_hand(rows: Rows, signature: ProtocolSignature) -> None:
    protocol = protocol_of(rows, signature.protocol_id)
    if protocol.version != signature.version or not protocol.may_be_edited:
        raise UserError("Cette version est validée\u00a0: ses signatures ne changent plus.")


def _of_person(
    rows: Rows, protocol: Protocol, professional_id: ProfessionalId | None, name: str
) -> ProtocolSignature | None:
    for each in rows.protocol_history.signatures(protocol.id, protocol.version):
        same_name = professional_id is None and fold(each.name) == fold(name)
        if each.professional_id == professional_id and (professional_id or same_name):
            return each
    return None


def _named(signature: ProtocolSignature) -> str:
    return ", ".join(filter(None, (signature.name, signature.profession)))
