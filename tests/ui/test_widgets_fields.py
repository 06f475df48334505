# SPDX-License-Identifier: EUPL-1.2
"""Fields understand what is typed, say what is wrong, and need no mouse."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from tests.ui.stage import shown
from tests.ui.typing import focused, press, type_text
from ui.widgets import (
    ChoiceField,
    DateField,
    LabeledField,
    PassphraseField,
    SegmentedField,
    SuggestField,
    Suggestion,
)

IMBERT = Suggestion("1", "J. Imbert", "assistante sociale")
IMBERTIN = Suggestion("2", "I. Imbertin", "infirmière")


def people(letters: str) -> Sequence[Suggestion]:
    return [each for each in (IMBERT, IMBERTIN) if letters.lower() in each.label.lower()]


def parse(text: str) -> date | None:
    return date(2026, 12, 15) if text == "15/12" else None


def test_an_error_is_written_under_the_field_and_spoken_with_it(qtbot: QtBot) -> None:
    field = LabeledField("Téléphone")
    shown(qtbot, field)
    field.set_error("Indiquez un numéro.")
    assert field.message.isVisible()
    assert field.edit.accessibleDescription() == "Indiquez un numéro."
    field.set_error("")
    assert not field.message.isVisible()


def test_tab_takes_the_first_person_found(qtbot: QtBot) -> None:
    field, after = SuggestField("Responsable", people), LabeledField("Suite")
    shown(qtbot, field, after)
    taken: list[object] = []
    field.picked.connect(taken.append)
    field.setFocus()
    type_text(None, "imb")
    assert field.suggest.hint() == "J. Imbert"
    press(None, "Tab")
    assert after.edit.hasFocus()
    assert field.choice() == IMBERT
    assert field.text() == "J. Imbert"
    assert taken == [IMBERT]


def test_of_a_name_longer_than_its_line_the_beginning_is_shown_once_it_is_left(
    qtbot: QtBot,
) -> None:
    long = Suggestion("3", "Émile Marchand de la Tour du Pin", "médecin")
    field, after = SuggestField("Personne", lambda _letters: [long]), LabeledField("Suite")
    shown(qtbot, field, after)
    field.suggest.setFixedWidth(80)
    field.setFocus()
    type_text(None, "mar")
    press(None, "Tab")
    assert after.edit.hasFocus()
    assert field.suggest.cursorPosition() == 0
    after.edit.setFocus()
    field.set_choice(long)
    assert field.suggest.cursorPosition() == 0


def test_down_and_enter_take_the_second_person(qtbot: QtBot) -> None:
    field = SuggestField("Responsable", people)
    shown(qtbot, field)
    entered: list[bool] = []
    field.edit.returnPressed.connect(lambda: entered.append(True))
    field.setFocus()
    type_text(None, "imb")
    press(None, "Down")
    press(None, "Return")
    assert field.choice() == IMBERTIN
    assert entered == [True]


def test_escape_closes_the_list_and_keeps_the_letters(qtbot: QtBot) -> None:
    field = SuggestField("Responsable", people)
    window = shown(qtbot, field)
    field.setFocus()
    type_text(None, "imb")
    offered = window.findChild(QListWidget)
    assert offered is not None
    assert offered.isVisible()
    press(None, "Esc")
    assert not offered.isVisible()
    assert field.text() == "imb"


def test_a_click_in_the_list_takes_that_person(qtbot: QtBot) -> None:
    field = SuggestField("Responsable", people)
    window = shown(qtbot, field)
    field.setFocus()
    type_text(None, "imb")
    offered = window.findChild(QListWidget)
    assert offered is not None
    spot = offered.visualItemRect(offered.item(1)).center()
    QTest.mouseClick(offered.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert field.choice() == IMBERTIN
    assert field.edit.hasFocus()


def test_changing_the_text_lets_the_person_go(qtbot: QtBot) -> None:
    field = SuggestField("Responsable", people)
    shown(qtbot, field)
    field.set_choice(IMBERT)
    taken: list[object] = []
    field.picked.connect(taken.append)
    field.setFocus()
    type_text(None, "x")
    assert field.choice() is None
    assert taken == [None]


def test_a_date_is_written_as_it_was_understood(qtbot: QtBot) -> None:
    field, after = DateField("Date", parse, date.isoformat), LabeledField("Suite")
    shown(qtbot, field, after)
    field.setFocus()
    type_text(None, "15/12")
    assert field.date_edit.hint() == "2026-12-15"
    press(None, "Tab")
    assert field.text() == "2026-12-15"
    assert field.value() == date(2026, 12, 15)


def test_up_and_down_move_a_date_by_a_week(qtbot: QtBot) -> None:
    field = DateField("Date", parse, date.isoformat)
    shown(qtbot, field)
    field.set_value(date(2026, 12, 15))
    field.setFocus()
    press(None, "Up")
    assert field.value() == date(2026, 12, 22)
    press(None, "Down")
    press(None, "Down")
    assert field.value() == date(2026, 12, 8)


def test_what_is_no_date_is_said_and_kept(qtbot: QtBot) -> None:
    field, after = DateField("Date", parse, date.isoformat), LabeledField("Suite")
    shown(qtbot, field, after)
    field.setFocus()
    type_text(None, "bientôt")
    press(None, "Tab")
    assert field.value() is None
    assert field.text() == "bientôt"
    assert field.message.isVisible()


def test_what_the_owner_says_of_a_date_on_enter_stays_until_the_date_changes(qtbot: QtBot) -> None:
    field = DateField("Date", parse, date.isoformat)
    shown(qtbot, field)
    field.edit.returnPressed.connect(lambda: field.set_error("Cette date est passée."))
    field.setFocus()
    type_text(None, "15/12")
    press(None, "Return")
    assert field.text() == "2026-12-15"
    assert field.message.text() == "Cette date est passée."
    assert field.edit.property("state") == "late"
    press(None, "Backspace")
    assert not field.message.isVisible()
    assert field.edit.property("state") == ""


def test_a_choice_returns_its_value(qtbot: QtBot) -> None:
    field = ChoiceField("Profession", [("nurse", "Infirmière"), ("gp", "Médecin")])
    shown(qtbot, field)
    chosen: list[str] = []
    field.chosen.connect(chosen.append)
    field.setFocus()
    press(None, "Down")
    assert field.value() == "gp"
    assert chosen == ["gp"]


def test_segments_are_walked_with_the_arrow_keys(qtbot: QtBot) -> None:
    field = SegmentedField("Accord", [("yes", "obtenu"), ("no", "refusé"), ("off", "retiré")])
    shown(qtbot, field)
    chosen: list[str] = []
    field.chosen.connect(chosen.append)
    field.setFocus()
    press(None, "Right")
    assert field.value() == "no"
    assert chosen == ["no"]


def test_the_focus_goes_to_the_segment_that_is_chosen(qtbot: QtBot) -> None:
    field = SegmentedField("Accord", [("yes", "obtenu"), ("no", "refusé")])
    shown(qtbot, field)
    field.set_value("no")
    field.setFocus()
    assert focused().accessibleName() == "refusé"


def test_a_passphrase_can_be_shown_and_hidden_again(qtbot: QtBot) -> None:
    field = PassphraseField()
    shown(qtbot, field)
    field.setFocus()
    type_text(None, "cheval")
    field.eye.click()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert field.eye.accessibleName() == "Cacher la phrase de passe"
    field.clear()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert field.text() == ""


def test_caps_lock_is_noticed_from_the_letters_it_makes(qtbot: QtBot) -> None:
    field = PassphraseField()
    shown(qtbot, field)
    QTest.keyClick(field.edit, Qt.Key.Key_A)
    assert not field.caps.isVisible()
    _type_with_caps_lock(field.edit)
    assert field.caps.isVisible()


def _type_with_caps_lock(edit: QLineEdit) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    plain = Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, plain, "B"))
