# SPDX-License-Identifier: EUPL-1.2
"""What is typed is what is kept, and the keys go where the hand expects."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.stage import shown
from tests.ui.typing import press, type_text
from ui.widgets import DateEdit, FieldPane, LineEdit, TextPane, bind_key

NASTY = [
    "Insuffisance cardiaque\u202f; poids\u00a0: 52\u00a0kg (−4\u202fkg)",
    "<b>gras</b> & <para>ouvert",
    "=SOMME(A1) et @moi",
    "שלום مرحبا",
    "👩‍⚕️ va bien 🙂",
    "un\n\ndeux\n",
    "\ttabulation  et  espaces ",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_text_that_is_shown_comes_back_unchanged(qtbot: QtBot, text: str) -> None:
    pane = TextPane("Organique")
    qtbot.addWidget(pane)
    pane.set_text(text)
    assert pane.text() == text


@pytest.mark.parametrize("text", NASTY)
def test_a_pasted_text_comes_back_unchanged(qtbot: QtBot, text: str) -> None:
    pane = TextPane("Organique")
    qtbot.addWidget(pane)
    QGuiApplication.clipboard().setText(text)
    pane.paste()
    assert pane.text() == text


@pytest.mark.parametrize("text", [text for text in NASTY if "\t" not in text])
def test_a_typed_text_comes_back_unchanged(qtbot: QtBot, text: str) -> None:
    pane = TextPane("Organique")
    shown(qtbot, pane)
    type_text(pane, text)
    assert pane.text() == text


def test_windows_line_ends_become_line_feeds(qtbot: QtBot) -> None:
    pane = TextPane("Organique")
    qtbot.addWidget(pane)
    pane.set_text("un\r\ndeux\rtrois")
    assert pane.text() == "un\ndeux\ntrois"


def test_a_paragraph_has_no_bar_below_it(qtbot: QtBot) -> None:
    pane = TextPane("Organique")
    qtbot.addWidget(pane)
    assert pane.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_six_thousand_characters_fit(qtbot: QtBot) -> None:
    pane = TextPane("Organique")
    qtbot.addWidget(pane)
    pane.set_text("é" * 6000)
    assert pane.text() == "é" * 6000


def test_each_key_is_announced_and_a_loaded_text_is_not(qtbot: QtBot) -> None:
    pane = TextPane("Organique")
    shown(qtbot, pane)
    heard: list[str] = []
    pane.edited.connect(heard.append)
    pane.set_text("ancien ")
    type_text(pane, "né")
    assert heard == ["ancien n", "ancien né"]


def test_leaving_a_changed_text_commits_it_once(qtbot: QtBot) -> None:
    first, second = TextPane("Un"), TextPane("Deux")
    shown(qtbot, first, second)
    kept: list[str] = []
    first.committed.connect(kept.append)
    first.setFocus()
    type_text(first, "dit")
    second.setFocus()
    first.setFocus()
    second.setFocus()
    assert kept == ["dit"]


def test_tab_moves_the_focus_and_types_nothing(qtbot: QtBot) -> None:
    first, second = TextPane("Un"), TextPane("Deux")
    shown(qtbot, first, second)
    first.setFocus()
    press(None, "Tab")
    assert second.hasFocus()
    assert first.text() == ""


@pytest.mark.parametrize("kind", [TextPane, LineEdit])
@pytest.mark.parametrize("own_undo", [True, False])
def test_undo_belongs_to_the_screen_when_it_says_so(
    qtbot: QtBot, kind: type[TextPane | LineEdit], own_undo: bool
) -> None:
    editor: QWidget = (
        TextPane("Un", own_undo=own_undo) if kind is TextPane else LineEdit(own_undo=own_undo)
    )
    window = shown(qtbot, editor)
    undone: list[bool] = []
    bind_key(window, "Ctrl+Z", lambda: undone.append(True))
    editor.setFocus()
    type_text(editor, "x")
    press(None, "Ctrl+Z")
    assert undone == ([] if own_undo else [True])


def test_a_pane_lights_its_ring_while_its_text_has_the_focus(qtbot: QtBot) -> None:
    first, second = FieldPane("Organique"), FieldPane("Social")
    shown(qtbot, first, second)
    first.setFocus()
    assert first.text.hasFocus()
    lit = first.grab().toImage()
    second.setFocus()
    assert first.grab().toImage() != lit


def test_a_line_keeps_everything_but_line_breaks(qtbot: QtBot) -> None:
    line = LineEdit()
    qtbot.addWidget(line)
    QGuiApplication.clipboard().setText("<b>52\u00a0kg</b>\r\n& fils")
    line.paste()
    assert line.text() == "<b>52\u00a0kg</b> & fils"


class _Faulty(LineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's own name
        int(event.text())


def test_a_fault_while_a_key_is_handled_reaches_the_bug_dialog_and_not_the_process(
    qtbot: QtBot,
) -> None:
    line = _Faulty(own_undo=False)
    shown(qtbot, line)
    none = Qt.KeyboardModifier.NoModifier
    with qtbot.captureExceptions() as faults:
        for _ in range(5):
            # Posted, as the desktop does: it comes from the event loop and not from a test.
            QCoreApplication.postEvent(
                line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, none, "x")
            )
        QCoreApplication.processEvents()
    assert {fault[0] for fault in faults} == {ValueError}


def test_a_week_past_the_end_of_the_calendar_stays_where_it_is(qtbot: QtBot) -> None:
    line = DateEdit(lambda _text: None, date.isoformat)
    shown(qtbot, line)
    line.set_value(date.max)
    press(line, "Up")
    assert line.value() == date.max
