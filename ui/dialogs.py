# SPDX-License-Identifier: EUPL-1.2
"""The questions that need a window of the system: which file, which folder, are you sure.

Screens receive a `Dialogs`; tests give them one that answers by itself. Meeting mode asks nothing.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QMessageBox, QTreeView, QWidget

from ui.french import DATE, FrenchCells

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


BACKUP_FILES = "Sauvegardes (*.tdtb);;Tous les fichiers (*)"
"""The kinds of files to choose a backup among."""
PICTURE_FILES = "Images (*.png *.jpg *.jpeg);;Tous les fichiers (*)"
"""The kinds of files to choose a logo among."""


class Dialogs(Protocol):
    """What a screen may ask; None and False mean that the user thought better of it."""

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file to read; `kinds` as in Qt: "Tableaux (*.csv *.txt)"."""
        ...

    def save_file(self, title: str, suggested: str, kinds: str) -> Path | None:
        """Ask where to write, with a file name proposed."""
        ...

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...

    def confirm(self, question: str, consequence: str, action: str) -> bool:
        """Ask before something that cannot be undone; `action` is the verb on the button."""
        ...

    def tell(self, sentence: str, remedy: str = "", action: str = "") -> bool:
        """Say something that must be read before going on; True when `action` was chosen."""
        ...

    def choose_printer(self) -> "QPrinter | None":
        """Ask for a printer and the pages."""
        ...


class QtDialogs:
    """The dialogs of the system, over a window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def open_file(self, title: str, kinds: str) -> Path | None:
        """See `Dialogs`."""
        dialog = QFileDialog(self._parent, title, "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return _chosen(dialog)

    def save_file(self, title: str, suggested: str, kinds: str) -> Path | None:
        """See `Dialogs`."""
        dialog = QFileDialog(self._parent, title, str(Path.home() / suggested), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        return _chosen(dialog)

    def choose_folder(self, title: str) -> Path | None:
        """See `Dialogs`."""
        dialog = QFileDialog(self._parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return _chosen(dialog)

    def confirm(self, question: str, consequence: str, action: str) -> bool:
        """See `Dialogs`; the safe answer has the focus."""
        box = self._box(QMessageBox.Icon.Warning, question, consequence)
        yes = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton("Annuler", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        return box.clickedButton() is yes

    def tell(self, sentence: str, remedy: str = "", action: str = "") -> bool:
        """See `Dialogs`; closing has the focus."""
        box = self._box(QMessageBox.Icon.Information, sentence, remedy)
        more = box.addButton(action, QMessageBox.ButtonRole.ActionRole) if action else None
        close = box.addButton("Fermer", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.exec()
        return more is not None and box.clickedButton() is more

    def choose_printer(self) -> "QPrinter | None":
        """See `Dialogs`."""
        # Printing is rare and its library slow to load: not before it is asked for.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        chosen = QPrintDialog(printer, self._parent).exec()
        return printer if chosen else None

    def _box(self, icon: QMessageBox.Icon, sentence: str, more: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setIcon(icon)
        box.setWindowTitle("Tour de table")
        box.setTextFormat(Qt.TextFormat.PlainText)
        # Not setInformativeText: that label guesses at markup.
        box.setText(f"{sentence}\n\n{more}" if more else sentence)
        return box


def _chosen(dialog: QFileDialog) -> Path | None:
    """Ask; None where nothing was chosen."""
    table = dialog.findChild(QTreeView, "treeView")  # none where the desktop has a dialog
    if table is not None:
        table.setItemDelegate(FrenchCells(table))
        table.header().setSectionResizeMode(DATE, QHeaderView.ResizeMode.ResizeToContents)
    names = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(names[0]) if names else None
