# SPDX-License-Identifier: EUPL-1.2
"""From documents to the preview or to files: set in the background, shown or written here."""

import shutil
from collections.abc import Callable
from pathlib import Path

from app.domain.errors import UserError
from app.domain.text import plural
from app.services.batches import Batch
from app.services.documents import Built, Printable
from ui.shell import Shell
from ui.shell.folder import write_files

_LARGEST = 64 * 1024 * 1024
_MOST_FOLDERS = 1000


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

    def preview_batch(self, batch: Batch) -> None:
        """Show the pages of several documents as one; they are printed in one go from there."""
        self._shell.tasks.run(batch.render, lambda built: self._show_batch(batch, built), _raise)

    def save_batch(
        self, batch: Batch, done: Callable[[Path], object] = lambda _folder: None
    ) -> None:
        """Ask for a folder, then write each document into a new folder there; `done` gets it."""
        place = self._shell.dialogs.choose_folder("Choisir où enregistrer les documents")
        if place is not None:
            self._shell.tasks.run(
                batch.files, lambda files: done(self._write_all(batch, files, place)), _raise
            )

    def save_file(
        self, name: str, content: bytes, what: str = "Fichier vérifiable", kind: str = "json"
    ) -> bool:
        """Ask for a place, then write a file of that kind there; `what` is what it is called.

        False where no place was chosen.
        """
        path = self._shell.dialogs.save_file(
            f"Enregistrer : {what.lower()}", name, f"{what} (*.{kind})"
        )
        if path is not None:
            _write_to(path, content)
            self._shell.toast(f"Enregistré\u00a0: {path.name}")
        return path is not None

    def open_file(self) -> bytes | None:
        """Ask for a file to verify and read it. Raises `UserError` when it cannot be read."""
        path = self._shell.dialogs.open_file(
            "Vérifier un fichier de compte rendu", "Comptes rendus (*.pdf *.json)"
        )
        if path is None:
            return None
        try:
            if not path.is_file():  # a pipe or a device may never end
                raise UserError("Ce n’est pas un fichier.", "Choisissez un compte rendu.")
            with path.open("rb") as file:
                content = file.read(_LARGEST + 1)
        except OSError as error:
            raise UserError(
                "Ce fichier ne peut pas être lu.", "Vérifiez qu’il est encore là."
            ) from error
        if len(content) > _LARGEST:
            raise UserError("Ce fichier est trop gros pour être un compte rendu.")
        return content

    def _show(self, printable: Printable, built: Built) -> None:
        printable.trace.made(built.pdf)
        name, done = f"{printable.stem}.pdf", printable.trace.output
        self._shell.preview(printable.title, built.pdf, name, band=printable.band, done=done)
        if built.missing:
            self._shell.toast(_missing(built))

    def _show_batch(self, batch: Batch, built: Built) -> None:
        batch.made(built.pdf)
        name = f"{batch.stem}.pdf"
        self._shell.preview(batch.title, built.pdf, name, band=batch.band, done=batch.output)
        if built.missing:
            self._shell.toast(_missing(built))

    def _write_all(self, batch: Batch, files: tuple[tuple[str, Built], ...], place: Path) -> Path:
        """All of them in a folder that was not there, or none."""
        folder = _new_folder(place, batch.stem)
        try:
            write_files(folder, [(name, built.pdf) for name, built in files])
        except UserError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        for printable, (_, built) in zip(batch.printables, files, strict=True):
            printable.trace.made(built.pdf)
            printable.trace.output("saved")
        self._shell.toast(f"{plural(len(files), 'document')} dans le dossier {folder.name}")
        return folder

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
        raise _unwritable() from error


def _new_folder(place: Path, name: str) -> Path:
    """Make a folder called `name` in a place, a number after it where there is one already."""
    for rank in range(1, _MOST_FOLDERS):
        folder = place / (name if rank == 1 else f"{name}-{rank}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        except OSError as error:
            raise _unwritable() from error
        return folder
    raise _unwritable()


def _unwritable() -> UserError:
    return UserError(
        "Le document n’a pas pu être enregistré à cet endroit.",
        "Choisissez un autre dossier ou vérifiez la place libre.",
    )


def _missing(built: Built) -> str:
    return f"Signes absents des polices, remplacés par un carré : {' '.join(built.missing)}"


def _raise(error: Exception) -> None:
    raise error
