# SPDX-License-Identifier: EUPL-1.2
"""The windows that Qt makes by itself speak French, and what nobody translates stays as it is."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QStyleOptionViewItem,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from ui.dialogs import _chosen
from ui.french import FrenchCells, speak_french


@pytest.fixture
def french(qapp: QApplication) -> Iterator[None]:
    before = set(qapp.findChildren(QTranslator))
    speak_french(qapp)
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
    QLocale.setDefault(QLocale.c())


pytestmark = pytest.mark.usefixtures("french")


@pytest.mark.parametrize(
    ("context", "text", "said"),
    [
        ("QPlatformTheme", "Cancel", "Annuler"),
        ("QFileDialog", "Files of &type:", "&Type de fichiers\u00a0:"),
        ("QAbstractFileIconProvider", "Folder", "Dossier"),
        ("QFileDialog", "nobody says this", "nobody says this"),
        ("elsewhere", "Folder", "Folder"),
    ],
)
def test_qt_is_translated_and_what_is_unknown_is_left(context: str, text: str, said: str) -> None:
    assert QCoreApplication.translate(context, text) == said


def test_the_file_dialog_of_qt_is_in_french(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    labels = {label.text() for label in dialog.findChildren(QLabel)} - {""}
    assert labels == {"&Dans\u00a0:", "&Nom de fichier\u00a0:", "&Type de fichiers\u00a0:"}


def test_sizes_and_dates_of_the_file_dialog_are_french_on_any_desktop(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "port.tdtb"
    file.write_bytes(bytes(20_000))
    os.utime(file, (0, datetime(2026, 11, 18, 9, 30).timestamp()))  # noqa: DTZ001  local, as shown
    dialog = QFileDialog(None, "Choisir", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTreeView, "treeView")
    assert isinstance(table, QTreeView)
    seen: list[str] = []

    def look() -> None:
        cells, model = table.itemDelegate(), table.model()
        if model.rowCount(table.rootIndex()) and isinstance(cells, FrenchCells):
            for column in (1, 3):
                option = QStyleOptionViewItem()
                cells.initStyleOption(option, model.index(0, column, table.rootIndex()))
                seen.append(option.text.replace("\u00a0", " "))
            dialog.reject()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    assert _chosen(dialog) is None
    assert table.columnWidth(3) >= table.sizeHintForColumn(3), "a date is never cut"
    assert seen == ["19,53 Kio", "18/11/2026 09:30"]


def test_the_buttons_of_a_question_and_the_menu_of_a_field_are_in_french(qtbot: QtBot) -> None:
    box, field = QMessageBox(), QLineEdit("texte")
    for widget in (box, field):
        qtbot.addWidget(widget)
    kinds = QMessageBox.StandardButton
    box.setStandardButtons(kinds.Yes | kinds.No | kinds.Cancel)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"Oui", "Non", "Annuler"}
    menu = field.createStandardContextMenu()
    words = [action.text().replace("&", "").partition("\t")[0] for action in menu.actions()]
    assert [word for word in words if word] == [
        *("Annuler", "Rétablir", "Couper", "Copier", "Coller", "Supprimer", "Tout sélectionner")
    ]
    menu.deleteLater()
