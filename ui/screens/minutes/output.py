# SPDX-License-Identifier: EUPL-1.2
"""From a document to the preview or to a file: set in the background, shown or written here."""

from app.domain.errors import UserError
from app.services.documents import Built, Printable
from ui.shell import Shell


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
        try:
            path.write_bytes(built.pdf)
        except OSError as error:
            raise UserError(
                "Le document n’a pas pu être enregistré à cet endroit.",
                "Choisissez un autre dossier ou vérifiez la place libre.",
            ) from error
        printable.trace.made(built.pdf)
        printable.trace.output("saved")
        self._shell.toast(_missing(built) if built.missing else f"Enregistré : {path.name}")


def _missing(built: Built) -> str:
    return f"Signes absents des polices, remplacés par un carré : {' '.join(built.missing)}"


def _raise(error: Exception) -> None:
    raise error
