# SPDX-License-Identifier: EUPL-1.2
"""Typing into real widgets. `qtbot.keyClicks` aborts the interpreter on accented letters."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LAST_ASCII = 127


def type_text(widget: QWidget | None, text: str) -> int:
    """Type `text` into `widget` (None: where the focus is); returns the number of letters.

    ASCII goes in as key presses, so that shortcuts and key handlers see it; everything else as an
    input method would commit it. A line feed is the Enter key.
    """
    target = widget or focused()
    for letter in text:
        if letter == "\n":
            QTest.keyClick(target, Qt.Key.Key_Return)
        elif ord(letter) < LAST_ASCII and letter.isprintable():
            _send_letter(target, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QCoreApplication.sendEvent(target, event)
    return len(text)


def _send_letter(target: QWidget, letter: str) -> None:
    key = QKeySequence(letter)[0].key() if letter != " " else Qt.Key.Key_Space
    shift = Qt.KeyboardModifier.ShiftModifier
    modifier = shift if letter.isupper() else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, modifier, letter))


def press(widget: QWidget | None, keys: str) -> None:
    """Press a chord such as "Ctrl+Return", "Alt+O", "F8" or "Tab", through Qt's shortcut map."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(widget or focused(), combination.key(), combination.keyboardModifiers())


def focused() -> QWidget:
    """The widget that has the focus; fails when none has."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget
