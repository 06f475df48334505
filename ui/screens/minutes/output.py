# SPDX-License-Identifier: EUPL-1.2
"""From a document to the preview or to a file: set in the background, shown or written here."""

from pathlib import Path

from app.domain.errors import UserError
from app.services.documents import Built, Printable
from ui.shell import Shell

_LARGEST = 64 * 1024 * 1024


class Output:
    """Sets one document at a time; the pages stay in memory until somebody saves them."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def preview(self, printable: Printable) -> None:
        """Show the pages with their confidentiality band; they are printed from there."""
        self._shell.tasks.run(printable.render, lambda built: self._show(printable, built), _raise)

    def save(self, printable: Printable) -> None:
        """Ask for a place, then write the file there."""
        self._shell.tasks.run(printable.render, lambda built: self._write(printable, built), _raise)

    def save_file(self, name: str, content: bytes) -> None:
        """Ask for a place, then write a verifiable file there."""
        path = self._shell.dialogs.save_file(
            "Enregistrer le fichier vérifiable", name, "Fichiers vérifiables (*.json)"
        )
        if path is not None:
            _write_to(path, content)
            self._shell.toast(f"Enregistré\u00a0: {path.name}")

    def open_file(self) -> bytes | None:
        """Ask for a file to verify and read it. Raises `UserError` when it cannot be read."""
        path = self._shell.dialogs.open_file(
            "Vérifier un fichier de compte rendu", "Comptes rendus (*.pdf *.json)"
        )
        if path is None:
            return None
        try:
            if path.stat().st_size > _LARGEST:
                raise UserError("Ce fichier est trop gros pour être un compte rendu.")
            return path.read_bytes()
        except OSError as error:
            raise UserError(
                "Ce fichier ne peut pas être lu.", "Vérifiez qu’il est encore là."
            ) from error

    def _show(self, printable: Printable, built: Built) -> None:
        printable.trace.made(built.pdf)
        name, done = f"{printable.stem}.pdf", printable.trace.output
        self._shell.preview(printable.title, built.pdf, name, band=printable.band, done=done)
        if built.missing:
            self._shell.toast(_missing(built))

    def _write(self, printable: Printable, built: Built) -> None:
        path = self._shell.dialogs.save_file(
            "Enregistrer le document", f"{printable.stem}.pdf", "Documents PDF (*.pdf)"
        )
        if path is None:
            return
        _write_to(path, built.pdf)
        printable.trace.made(built.pdf)
        printable.trace.output("saved")
        self._shell.toast(_missing(built) if built.missing else f"Enregistré : {path.name}")


def _write_to(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserError(
            "Le document n’a pas pu être enregistré à cet endroit.",
            "Choisissez un autre dossier ou vérifiez la place libre.",
        ) from error


def _missing(built: Built) -> str:
    return f"Signes absents des polices, remplacés par un carré : {' '.join(built.missing)}"


def _raise(error: Exception) -> None:
    raise error
