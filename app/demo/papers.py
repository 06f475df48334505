# SPDX-License-Identifier: EUPL-1.2
"""Documents written to a folder, none over another."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.domain.text import listing
from app.services.documents import DocumentService, Printable
from app.services.protocol_desk import ProtocolDesk


def person_documents(documents: DocumentService, case_id: CaseId) -> Iterator[Printable]:
    """What is handed to one person, or put into their file."""
    yield documents.patient_plan(case_id)
    yield documents.booklet(case_id)
    yield documents.care_plan(case_id, nameless=True)
    yield documents.consent_form(case_id)
    yield documents.notice()


def protocol_documents(protocols: ProtocolDesk) -> Iterator[Printable]:
    """Each protocol, whole and for the wall."""
    for line in protocols.texts.all():
        yield protocols.papers.protocol(line.protocol.id)
        yield protocols.papers.summary(line.protocol.id)


def write_documents(
    folder: Path, documents: Iterable[Printable]
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Set each document and write it; gives the files and sentences about missing characters.

    Raises `UserError` when the folder cannot be written.
    """
    files: list[Path] = []
    problems: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            built = document.render()
            path = _free_name(folder, document.stem)
            path.write_bytes(built.pdf)
            files.append(path)
            if built.missing:
                problems.append(_missing_sentence(path.name, built.missing))
    except OSError as error:
        raise UserError(
            f"Les documents ne peuvent pas être écrits dans « {folder.name} ».",
            "Vérifiez la place libre et vos droits sur ce dossier.",
        ) from error
    return tuple(files), tuple(problems)


def _free_name(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.pdf", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.pdf", number + 1
    return path


def _missing_sentence(name: str, missing: tuple[str, ...]) -> str:
    shown = listing([f"{char} (U+{ord(char):04X})" for char in missing])
    return (
        f"{name} : ces caractères manquent dans les polices et sont remplacés par � sur le "
        f"papier ; le texte enregistré est intact : {shown}."
    )
