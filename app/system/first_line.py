# SPDX-License-Identifier: EUPL-1.2
"""A secret on the first line of a file, which may be a pipe: `<(pass show coffre)`, /dev/stdin."""

from pathlib import Path

from app.domain.errors import UserError

LONGEST = 1 << 17
"""Bytes: what a field of the windows takes, 32,767 signs of four bytes. A device never ends."""


def first_line(file: Path) -> str:
    """The first line, without the spaces around it; no more of the file is read.

    Raises `UserError` where there is none, or where no end of it is in sight.
    """
    try:
        with file.open("rb") as given:
            read = given.readline(LONGEST + 1)
        line = next(iter(read.decode("utf-8-sig").splitlines()), "").strip()
    except (OSError, ValueError) as error:
        raise UserError(
            f"Rien ne peut être lu dans « {file.name} ».",
            "Donnez un fichier texte dont la première ligne est la phrase, ou le code.",
        ) from error
    if len(read) > LONGEST:
        raise UserError(
            f"La première ligne de « {file.name} » n’en finit pas ; rien n’a été fait.",
            "Donnez un fichier texte dont la première ligne est la phrase, ou le code.",
        )
    if not line:
        raise UserError(
            f"La première ligne de « {file.name} » est vide ; rien n’a été fait.",
            "Écrivez-y la phrase, ou le code.",
        )
    return line
