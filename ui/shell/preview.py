# SPDX-License-Identifier: EUPL-1.2
"""Showing a finished document over the current screen, printing it and saving it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.domain.errors import UserError
from ui.dialogs import Dialogs
from ui.shell.folder import NamedFile, write_files
from ui.shell.screen import Screen, ShowToast
from ui.widgets import give_focus_back

if TYPE_CHECKING:
    from ui.widgets.pdf_preview import PdfPreview


class PreviewHost:
    """Puts one preview on the stack of screens and takes it away again."""

    def __init__(self, stack: QStackedWidget, dialogs: Dialogs, toast: ShowToast) -> None:
        self._stack, self._dialogs, self._toast = stack, dialogs, toast
        self._preview: PdfPreview | None = None
        self._done: Callable[[str], object] | None = None
        self._files: tuple[NamedFile, ...] = ()
        self._under: QWidget | None = None
        self._go_back: Callable[[], object] | None = None

    @property
    def preview(self) -> "PdfPreview | None":
        """What is shown."""
        return self._preview

    def show(
        self,
        title: str,
        pdf: bytes,
        file_name: str,
        *,
        band: str = "",
        done: Callable[[str], object] | None = None,
        files: Sequence[NamedFile] = (),
    ) -> None:
        """Show a document instead of the screen until it is closed; `done`: see `ShowPrintout`."""
        # QtPdf is loaded with the first document, not at the start of the program.
        from ui.widgets.pdf_preview import PdfPreview, Printout  # noqa: PLC0415

        self.close()
        self._under = self._stack.currentWidget()
        self._go_back = _way_back(self._under, QApplication.focusWidget())
        preview = PdfPreview(Printout(title, pdf, file_name, band, apart=bool(files)))
        preview.closed.connect(self.close)
        preview.save_asked.connect(self._save)
        preview.folder_asked.connect(self._save_apart)
        preview.print_asked.connect(self._print)
        self._preview, self._done, self._files = preview, done, tuple(files)
        self._stack.addWidget(preview)
        self._stack.setCurrentWidget(preview)
        preview.print_button.setFocus()

    def close(self) -> None:
        """Return to the screen, and to the field that had the focus."""
        preview, self._preview = self._preview, None
        if preview is None:
            return
        if self._under is not None:
            self._stack.setCurrentWidget(self._under)
        if self._go_back is not None:
            self._go_back()
        self._under = self._go_back = None
        self._stack.removeWidget(preview)
        preview.deleteLater()

    def _save(self) -> None:
        if self._preview is None:
            return
        printout = self._preview.printout
        path = self._dialogs.save_file(
            "Enregistrer le document", printout.file_name, "Documents PDF (*.pdf)"
        )
        if path is None:
            return
        try:
            path.write_bytes(printout.pdf)
        except OSError as error:
            raise UserError(
                "Le document n’a pas pu être enregistré à cet endroit.",
                "Choisissez un autre dossier ou vérifiez la place libre.",
            ) from error
        self._tell("saved")
        self._toast(f"Enregistré : {path.name}")

    def _save_apart(self) -> None:
        """Write the documents one by one into a folder."""
        folder = self._dialogs.choose_folder("Choisir le dossier où enregistrer les documents")
        if folder is None:
            return
        names = write_files(folder, self._files)
        self._tell("saved")
        self._toast(f"{len(names)} documents enregistrés dans « {folder.name} »")

    def _print(self) -> None:
        preview = self._preview
        printer = self._dialogs.choose_printer() if preview else None
        if preview is None or printer is None:
            return
        from ui.widgets.pdf_print import print_document  # noqa: PLC0415  loads QtPrintSupport

        try:
            print_document(preview.document, printer)
        except OSError as error:
            raise UserError(
                "L’imprimante ne répond pas.", "Vérifiez-la, ou enregistrez le document."
            ) from error
        self._tell("printed")
        self._toast("Envoyé à l’imprimante")

    def _tell(self, how: str) -> None:
        if self._done is not None:
            self._done(how)


def _way_back(under: QWidget | None, focus: QWidget | None) -> Callable[[], object]:
    if isinstance(under, Screen):
        return under.way_back(focus)
    return partial(give_focus_back, focus, lambda: None)
