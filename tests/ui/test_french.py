# SPDX-License-Identifier: EUPL-1.2
"""The windows that Qt makes by itself speak French, and what nobody translates stays as it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from ui.french import speak_french


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
