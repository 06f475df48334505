# SPDX-License-Identifier: EUPL-1.2
"""The words of Qt's own windows in French: Qt's translation, and what it leaves in English.

On desktops without a file dialog of their own, Qt shows its own one; its French lags behind.
"""

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QTranslator,
)
from PySide6.QtWidgets import QFileSystemModel, QStyledItemDelegate, QStyleOptionViewItem

_MISSING = {
    ("QFileDialog", "&Look in:"): "&Dans\u00a0:",
    ("QFileDialog", "Files of &type:"): "&Type de fichiers\u00a0:",
    ("QFileSystemModel", "Type"): "Type",
    ("QFileSystemModel", "Folder"): "Dossier",
    ("QFileSystemModel", "File"): "Fichier",
    ("QAbstractFileIconProvider", "Drive"): "Disque",
    ("QAbstractFileIconProvider", "Folder"): "Dossier",
    ("QAbstractFileIconProvider", "File Folder"): "Dossier",
    ("QAbstractFileIconProvider", "File"): "Fichier",
    ("QAbstractFileIconProvider", "%1 File"): "Fichier %1",
    ("QAbstractFileIconProvider", "Alias"): "Alias",
    ("QAbstractFileIconProvider", "Shortcut"): "Raccourci",
    ("QAbstractFileIconProvider", "Unknown"): "Inconnu",
}


SIZE, DATE = 1, 3
"""Columns of Qt's model of files."""


class _Rest(QTranslator):
    """Asked for what Qt's own translation does not know."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,
        /,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        # None stands for Qt's null string; an empty one would be taken as the translation.
        return _MISSING.get((_text(context), _text(sourceText)))  # type: ignore[return-value]


class FrenchCells(QStyledItemDelegate):
    """The table of Qt's file dialog, whose sizes and dates are in the language of the desktop."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        files = index.model()
        if isinstance(files, QFileSystemModel):
            place = files.index(index.row(), 0, index.parent())
            if index.column() == SIZE and not files.isDir(place):
                option.text = QLocale().formattedDataSize(files.size(place))
            elif index.column() == DATE:
                short = QLocale.FormatType.ShortFormat
                option.text = QLocale().toString(files.lastModified(place), short)


def _text(given: str | bytes) -> str:
    return given.decode() if isinstance(given, bytes) else given


def speak_french(app: QCoreApplication) -> None:
    """Let the dialogs of Qt speak the language of the product, in words, sizes and dates."""
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    app.installTranslator(_Rest(app))  # first: the one that is installed last is asked first
    known = QTranslator(app)
    if known.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(known)
