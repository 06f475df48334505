# SPDX-License-Identifier: EUPL-1.2
"""Misspelt words are underlined as one types, and F2 corrects them; a key never waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.services.meetings import ItemText
from tests.journeys.room import Room, open_room
from tests.ui.typing import focused
from ui.screens.meeting_mode.projection import Forgetful
from ui.screens.meeting_mode.spelling_control import ON, SPELLING, MeetingSpelling
from ui.theme import Scheme, apply_theme
from ui.widgets import QuietLine
from ui.widgets.corrections import quiet_lines
from ui.widgets.spelling import Place, word_at

LATER = 4000


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, look: None) -> Iterator[Room]:
    with open_room(tmp_path, qtbot) as opened:
        memory = Forgetful()
        memory.keep(SPELLING, ON)
        spelling(opened)._memory = memory
        spelling(opened).open()
        qtbot.waitUntil(lambda: spelling(opened).checker.lexicon is not None, timeout=LATER)
        yield opened


def spelling(room: Room) -> MeetingSpelling:
    return room.stage.meeting.anonymity.spelling


def organic(room: Room) -> QPlainTextEdit:
    return room.parts.fields.panes[ItemText.ORGANIC].text


def underlined(edit: QPlainTextEdit) -> list[str]:
    """The words that are drawn as misspelt."""
    found = []
    block = edit.document().firstBlock()
    while block.isValid():
        raw = block.text().encode("utf-16-le")
        for each in block.layout().formats():
            wave = QTextCharFormat.UnderlineStyle.SpellCheckUnderline
            if each.format.underlineStyle() == wave:
                part = raw[2 * each.start : 2 * (each.start + each.length)]
                found.append(part.decode("utf-16-le"))
        block = block.next()
    return found


def line_of(room: Room) -> QuietLine:
    return quiet_lines(room.parts)[focused()]  # type: ignore[index]  # a text has the focus


def test_a_misspelt_word_is_underlined_once_the_hand_rests(room: Room, qtbot: QtBot) -> None:
    room.type("🙂 Vu par le medcin, au domicile de l’apelante. ")
    assert underlined(organic(room)) == []  # never within a key
    qtbot.waitUntil(lambda: underlined(organic(room)) == ["medcin", "l’apelante"], timeout=LATER)


def test_the_word_being_typed_is_let_be(room: Room, qtbot: QtBot) -> None:
    room.type("Le medcin ")
    qtbot.waitUntil(lambda: underlined(organic(room)) == ["medcin"], timeout=LATER)
    room.type("ordonanc")
    qtbot.wait(500)
    assert underlined(organic(room)) == ["medcin"]
    room.press("Alt+P")  # the focus leaves: the word is whole
    qtbot.waitUntil(lambda: "ordonanc" in underlined(organic(room)), timeout=LATER)


def test_underlining_types_nothing_and_saves_nothing(room: Room, qtbot: QtBot) -> None:
    typed: list[str] = []
    room.parts.fields.panes[ItemText.ORGANIC].text.edited.connect(typed.append)
    room.type("medcin ")
    count = len(typed)
    qtbot.waitUntil(lambda: underlined(organic(room)) == ["medcin"], timeout=LATER)
    assert len(typed) == count == 7


def test_the_line_under_the_text_proposes_and_f2_corrects(room: Room, qtbot: QtBot) -> None:
    room.type("Vu par le medcin ")
    qtbot.waitUntil(lambda: line_of(room).isVisible(), timeout=LATER)
    assert line_of(room).text().startswith("«\u202fmedcin\u202f»\u00a0: F2 écrit «\u202fmédecin")
    room.press("F2")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Vu par le médecin "
    room.press("Ctrl+Z")
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Vu par le medcin "


def test_a_name_comes_before_a_misspelling(room: Room, qtbot: QtBot) -> None:
    room.type("Le medcin voit Verdier ")
    qtbot.waitUntil(lambda: line_of(room).text().startswith("Nom reconnu"), timeout=LATER)


def test_one_line_fields_are_underlined_too(room: Room, qtbot: QtBot) -> None:
    edit = room.parts.fields.lines[ItemText.QUESTION].edit
    edit.setFocus()
    edit.selectAll()
    room.type("Éviter une hospitalisaton de plus")
    qtbot.waitUntil(lambda: edit.waves == ((11, 25),), timeout=LATER)
    clean = edit.grab().toImage()
    edit.set_waves(())
    assert edit.grab().toImage() != clean


def test_the_menu_proposes_and_adds_to_the_practices_words(room: Room, qtbot: QtBot) -> None:
    room.type("Le zorglubage du medcin ")
    qtbot.waitUntil(lambda: len(underlined(organic(room))) == 2, timeout=LATER)
    menu = QMenu()
    spelling(room).fill_menu(menu, organic(room), 5)
    assert menu.actions()[-1].text() == "Ajouter «\u202fzorglubage\u202f» au dictionnaire"
    menu.actions()[-1].trigger()
    assert room.desk.spelling.added() == ("zorglubage",)
    qtbot.waitUntil(lambda: underlined(organic(room)) == ["medcin"], timeout=LATER)
    again = QMenu()
    spelling(room).fill_menu(again, organic(room), 20)
    assert again.actions()[0].text() == "médecin"
    again.actions()[0].trigger()
    assert room.parts.fields.panes[ItemText.ORGANIC].text.text() == "Le zorglubage du médecin "
    for each in (menu, again):
        each.deleteLater()


def test_without_a_dictionary_nothing_is_underlined_and_nothing_else_changes(
    room: Room, qtbot: QtBot
) -> None:
    spelling(room).checker.use(None)
    room.type("Le medcin ")
    qtbot.wait(500)
    assert underlined(organic(room)) == []
    assert not line_of(room).isVisible()


def test_it_can_be_switched_off(room: Room, qtbot: QtBot) -> None:
    room.type("Le medcin ")
    qtbot.waitUntil(lambda: underlined(organic(room)) == ["medcin"], timeout=LATER)
    spelling(room)._memory.keep(SPELLING, "off")
    spelling(room).open()
    assert spelling(room).checker.lexicon is None
    room.type("et ")
    assert underlined(organic(room)) == []


def test_people_of_the_directory_are_known(room: Room) -> None:
    lexicon = spelling(room).checker.lexicon
    assert lexicon is not None
    person = room.desk.directory.all()[0]
    assert lexicon.knows(person.last)


def test_the_word_at_the_cursor_or_just_before_it() -> None:
    words = [Place(0, 4, "aaaa"), Place(10, 14, "bbbb")]
    assert word_at(words, 2, 24) is words[0]
    assert word_at(words, 4, 24) is None  # still being typed
    assert word_at(words, 6, 24) is words[0]
    assert word_at(words, 12, 24) is words[1]
    assert word_at(words, 60, 24) is None


def test_a_long_paragraph_is_drawn_as_if_it_were_read_whole(room: Room, qtbot: QtBot) -> None:
    edit = organic(room)
    edit.insertPlainText("Vu le medcin pour l’ordonance 🙂 au domicile. " * 60)
    whole = ["medcin", "l’ordonance"] * 60
    qtbot.waitUntil(lambda: underlined(edit) == whole, timeout=LATER)
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().characterCount() // 2)
    edit.setTextCursor(cursor)
    for letter in " le medcin ":
        room.type(letter)
        assert len(underlined(edit)) >= 119  # the rest stays drawn within a key
    qtbot.waitUntil(lambda: underlined(edit).count("medcin") == 61, timeout=LATER)
    after = underlined(edit)
    room.stage.meeting.anonymity.spelling.checker.judged.emit()
    edit.document().setPlainText(edit.text())  # type: ignore[attr-defined]  # a TextPane
    qtbot.waitUntil(lambda: underlined(edit) == after, timeout=LATER)
