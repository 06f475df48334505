# SPDX-License-Identifier: EUPL-1.2
"""Labels, buttons, chips and messages: plain text, names, sizes, no window by accident."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.stage import shown
from tests.ui.typing import press
from ui import widgets
from ui.theme import IconName, Tone
from ui.theme.tokens import TARGET
from ui.widgets import (
    Banner,
    Button,
    Card,
    Chip,
    ChoiceField,
    EmptyState,
    Field,
    IconButton,
    LabeledField,
    PageHeader,
    PlainLabel,
    SaveWord,
    Toast,
    plain_tooltip,
    shown_keys,
)

MARKUP = "<b>Mme Durand</b> & <img src=x>"


def test_the_kit_has_every_widget_that_it_names() -> None:
    assert set(widgets.__all__) == set(widgets._MODULE_OF)
    for name in widgets.__all__:
        assert getattr(widgets, name).__name__ == name
    with pytest.raises(AttributeError, match="Butten"):
        getattr(widgets, "Butten")  # noqa: B009  mypy knows that there is none


def test_no_label_of_the_kit_reads_markup(qtbot: QtBot) -> None:
    parts = [Card(MARKUP), PageHeader(MARKUP, MARKUP), EmptyState(MARKUP), LabeledField(MARKUP)]
    window = shown(qtbot, *parts)
    labels = window.findChildren(QLabel)
    assert len(labels) > 4
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_a_tooltip_shows_markup_instead_of_obeying_it() -> None:
    assert plain_tooltip("<b>") == "<qt>&lt;b&gt;</qt>"
    assert plain_tooltip("") == ""


def test_an_ampersand_on_a_button_is_no_shortcut(qtbot: QtBot) -> None:
    button = Button("Dupont & fils")
    qtbot.addWidget(button)
    assert button.caption == "Dupont & fils"
    assert button.shortcut().isEmpty()


@pytest.mark.parametrize("key", ["Return", "Space", "Enter"])
def test_enter_and_space_press_a_button(qtbot: QtBot, key: str) -> None:
    button = Button("Préparer")
    shown(qtbot, button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    press(None, key)
    assert pressed == [True]


def test_every_target_is_large_enough_and_named(qtbot: QtBot) -> None:
    trash = IconButton(IconName.TRASH, "Mettre à la corbeille")
    small = Button("Ok", small=True)
    shown(qtbot, trash, small)
    assert trash.accessibleName() == "Mettre à la corbeille"
    for button in (trash, small):
        assert min(button.width(), button.height()) >= TARGET


def make_parts() -> list[QWidget]:
    options = [("a", "A")]
    parts = [Card("Titre"), PageHeader("Titre", "Sous-titre"), Chip("obtenu", Tone.OK), Banner()]
    return [
        *parts,
        EmptyState("Rien", "Ajouter"),
        ChoiceField("Choix", options),
        Field("x", Chip()),
    ]


def test_making_a_part_opens_no_window(qtbot: QtBot) -> None:
    parts = make_parts()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []
    shown(qtbot, *parts)
    assert all(part.isVisible() for part in parts if not isinstance(part, Banner))


def test_a_chip_without_a_word_is_not_shown_until_it_has_one(qtbot: QtBot) -> None:
    chip = Chip()
    shown(qtbot, chip)
    assert not chip.isVisible()
    chip.set_chip("refusé", Tone.LATE)
    assert chip.isVisible()


def test_the_save_word_says_why_nothing_was_saved(qtbot: QtBot) -> None:
    word = SaveWord()
    qtbot.addWidget(word)
    word.saved("12:47")
    assert word.text() == "Enregistré à 12:47"
    word.failed("disque plein")
    assert word.text() == "NON ENREGISTRÉ · disque plein"
    word.failed("Le disque est plein. Libérez de la place.")
    assert word.text() == "NON ENREGISTRÉ · Le disque est plein.", "what fits is seen"
    assert word.accessibleName() == "NON ENREGISTRÉ · Le disque est plein. Libérez de la place."
    assert "Libérez" in word.toolTip()


def test_a_toast_offers_to_undo_and_leaves_the_focus_alone(qtbot: QtBot) -> None:
    button = Button("Là")
    window = shown(qtbot, button)
    window.resize(600, 300)
    toast = Toast(window)
    undone: list[bool] = []
    button.setFocus()
    toast.show_message("Action ajoutée", lambda: undone.append(True))
    assert toast.isVisible()
    assert button.hasFocus()
    toast.button.click()
    assert undone == [True]
    qtbot.waitUntil(toast.isHidden, timeout=2000)


def test_a_banner_runs_its_action(qtbot: QtBot) -> None:
    banner = Banner()
    shown(qtbot, banner)
    done: list[bool] = []
    banner.show_message("12 jours", action="Sauvegarder", on_action=lambda: done.append(True))
    banner.button.click()
    assert done == [True]


def test_key_caps_speak_french() -> None:
    assert shown_keys("Ctrl+Shift+Return") == "Ctrl Maj Entrée"
    assert PlainLabel(shown_keys("Alt+O")).text() == "Alt O"


def test_a_label_has_french_typography_and_a_path_has_none(qapp: QApplication) -> None:
    said = PlainLabel("Qu'en dit-elle ? « Rien »; 20 % : non")
    assert said.text() == "Qu’en dit-elle\u202f? «\u202fRien\u202f»\u202f; 20\u00a0%\u00a0: non"
    said.setText("Il y va !")
    assert said.text() == "Il y va\u202f!"
    path = PlainLabel("/srv/l'archive !", verbatim=True)
    assert path.text() == "/srv/l'archive !"
