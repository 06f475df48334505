# SPDX-License-Identifier: EUPL-1.2
"""A file of minutes held against the vault: which it is, and whether it is unchanged."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.changes import Kind
from app.domain.dates import clock as clock_text
from app.domain.dates import medium_date
from app.domain.errors import NotFoundError
from app.domain.ids import MinutesId
from app.domain.minutes import Minutes, SealedItem
from app.domain.text import plural, safe_file_name
from app.services.minutes_file import (
    FileItem,
    MinutesFile,
    minutes_facts,
    minutes_file,
    read_minutes_file,
)
from app.services.signatures import KeyBook, Signatures
from app.services.verification import minutes_fault, signed_by
from app.storage.unit_of_work import Store
from app.vault.encoding import Malformed

_FOREIGN = (
    "Ce fichier n’est pas un compte rendu produit par ce coffre, ou il a été modifié depuis "
    "qu’il en est sorti."
)


@dataclass(frozen=True)
class FileVerdict:
    """What a file is, in one sentence; `minutes_id` where it is minutes of this vault."""

    sentence: str
    minutes_id: MinutesId | None = None
    intact: bool = False


class CheckingService:
    """Exports minutes as a verifiable file, and verifies any file of minutes."""

    def __init__(
        self, store: Store, signatures: Signatures, local: Callable[[datetime], datetime]
    ) -> None:
        self._store = store
        self._signatures = signatures
        self._local = local

    def export(self, id_: MinutesId) -> tuple[str, bytes]:
        """The file name and the content of a verifiable file; journalled.

        Points of people who withdrew are in it as digests alone. Raises `NotFoundError`.
        """
        rows = self._store.rows
        minutes = rows.minutes.get(id_)
        if minutes is None:
            raise NotFoundError("Ce compte rendu n’est pas dans le coffre.", "Revenez à la liste.")
        shown = tuple(
            replace(item, record=None) if item.restricted else item for item in minutes.items
        )
        stored = rows.minutes.signature(id_)
        signed = signed_by(rows, self._signatures.book(), minutes)
        content = minutes_file(
            self._signatures.vault_id, replace(minutes, items=shown), stored, signed
        )
        self._store.note("minutes.exported", Kind.MINUTES, id_)
        name = f"compte-rendu-{minutes.header.on}-v{minutes.version}"
        return f"{safe_file_name(name)}.json", content

    def check(self, data: bytes) -> FileVerdict:
        """What a file is: a PDF or a verifiable file; never raises for a strange one."""
        verdict = self._check_pdf(data) if data.startswith(b"%PDF") else self._check_json(data)
        self._store.note("minutes.verified", Kind.MINUTES, verdict.minutes_id or "")
        return verdict

    def _check_pdf(self, data: bytes) -> FileVerdict:
        rows, book = self._store.rows, self._signatures.book()
        printed = rows.printed.find(hashlib.sha256(data).hexdigest())
        minutes = rows.minutes.get(MinutesId(printed.record_id)) if printed else None
        if printed is None or minutes is None:
            return FileVerdict(_FOREIGN)
        at = self._local(printed.at)
        made = (
            f"tel qu’il a été mis en page le {medium_date(at.date())} à {clock_text(at.time())} "
            f"par {book.name(printed.account_id)}"
        )
        return self._said(book, minutes, made)

    def _check_json(self, data: bytes) -> FileVerdict:
        try:
            file = read_minutes_file(data)
        except Malformed:
            return FileVerdict(
                "Ce fichier n’est ni un PDF ni un fichier vérifiable de compte rendu."
            )
        if file.vault != self._signatures.vault_id:
            return FileVerdict(
                "Ce fichier vient d’un autre coffre : il se vérifie dans ce coffre-là."
            )
        minutes = self._store.rows.minutes.get(MinutesId(file.id))
        if minutes is None:
            return FileVerdict("Ce fichier parle d’un compte rendu qui n’est pas ici.")
        difference = _difference(minutes, file) or self._signature_difference(minutes, file)
        if difference is not None:
            return FileVerdict(f"{_named(minutes)} : {difference}", minutes.id)
        missing = sum(item.own_digest is None for item in file.items)
        said = "conforme au coffre"
        if missing:
            said += f" ({plural(missing, 'point non reproduit', 'points non reproduits')})"
        return self._said(self._signatures.book(), minutes, said)

    def _signature_difference(self, minutes: Minutes, file: MinutesFile) -> str | None:
        if file.signature == self._store.rows.minutes.signature(minutes.id):
            return None
        return "la signature du fichier n’est pas celle du coffre."

    def _said(self, book: KeyBook, minutes: Minutes, how: str) -> FileVerdict:
        rows = self._store.rows
        fault = rows.minutes.text_fault(minutes.id) or minutes_fault(rows, book, minutes)
        if fault is not None:
            return FileVerdict(
                f"{_named(minutes)} : fichier {how}, mais le coffre a changé. {fault}"
            )
        signed = signed_by(rows, book, minutes)
        by = f"signé par {signed.name}" if signed else "scellé, non signé"
        latest = rows.minutes.latest_of(minutes.meeting_id)
        replaced = (
            f" Il a été remplacé par la version {latest.version}."
            if latest is not None and latest.version > minutes.version
            else ""
        )
        return FileVerdict(
            f"{_named(minutes)}, {by} : fichier inchangé, {how}.{replaced}", minutes.id, intact=True
        )


def _named(minutes: Minutes) -> str:
    return (
        f"Compte rendu n° {minutes.header.number} du {medium_date(minutes.on)}, "
        f"version {minutes.version}"
    )


def _difference(minutes: Minutes, file: MinutesFile) -> str | None:
    """The first part of a file that is not what the vault sealed, in words."""
    if file.header_digest != minutes.header_digest:
        return "l’en-tête du fichier a été modifié."
    for number, sealed in enumerate(minutes.items):
        if number >= len(file.items):
            return f"le point {sealed.position} manque dans le fichier."
        fault = _item_difference(sealed, file.items[number])
        if fault is not None:
            return fault
    if len(file.items) > len(minutes.items):
        return "le fichier a un point de trop, après le dernier."
    for (words, kept), (_, said) in zip(minutes_facts(minutes), file.facts, strict=True):
        if kept != said:
            return f"dans le fichier, {words} n’est pas comme dans le coffre."
    return None


def _item_difference(sealed: SealedItem, item: FileItem) -> str | None:
    place = f"le point {sealed.position}"
    if item.position != sealed.position:
        return f"{place} n’est pas à sa place dans le fichier."
    if item.digest != sealed.digest or item.own_digest not in {None, sealed.digest}:
        return f"{place} du fichier a été modifié."
    if item.own_digest is None and sealed.record is not None and not sealed.restricted:
        return f"le texte du point {sealed.position} a été retiré du fichier."
    return None
