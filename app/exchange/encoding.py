# SPDX-License-Identifier: EUPL-1.2
"""From the bytes of an outside file to its text, whatever program saved it."""

import codecs
from pathlib import Path

from app.domain.errors import UserError
from app.domain.text import clean

MAX_BYTES = 2 * 1024 * 1024

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_PROGRAMS = {
    b"PK\x03\x04": "un classeur ou une archive",
    b"\xd0\xcf\x11\xe0": "un ancien classeur",
    b"%PDF": "un document PDF",
    b"{\\rtf": "un document de traitement de texte",
}


def read_file(path: Path) -> str:
    """Read a file as text, as `read_bytes` does.

    Raises UserError when there is no such file, when it cannot be read or is no text.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large()
        data = path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        data = None
    if data is None:
        raise UserError(
            f"Le fichier « {path.name} » ne peut pas être lu.",
            "Vérifiez son nom, son dossier et vos droits.",
        )
    return read_bytes(data)


def read_bytes(data: bytes) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252; lines end with LF.

    Raises UserError for a file that is too large or is no text at all.
    """
    if len(data) > MAX_BYTES:
        raise _too_large()
    for mark, kind in _OTHER_PROGRAMS.items():
        if data.startswith(mark):
            raise _not_text(f"Ce fichier est {kind}, pas un fichier texte.")
    return clean(_decode(data))


def _decode(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise _not_text("Ce fichier n’est pas un fichier texte.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252: they show as the replacement character.
        return data.decode("cp1252", errors="replace")


def _too_large() -> UserError:
    return UserError(
        "Ce fichier dépasse 2 Mo.",
        "Vérifiez qu’il s’agit du bon fichier, ou partagez-le en plusieurs.",
    )


def _not_text(sentence: str) -> UserError:
    return UserError(
        sentence,
        "Ouvrez-le dans le tableur et enregistrez-le au format CSV, ou copiez les cellules et "
        "collez-les ici.",
    )
