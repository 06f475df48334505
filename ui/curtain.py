# SPDX-License-Identifier: EUPL-1.2
"""Taking everything from the screen at once, and first the word that is being composed."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def hide_everything(*, but: QWidget | None = None) -> None:
    """Hide every window of the program: dialogs, menus, lists and tooltips with their owners.

    Hiding ends the loop of a modal dialog as a refusal would; nothing is asked, so nothing vetoes.
    """
    for window in QApplication.topLevelWidgets():
        if window is not but and window.isVisible():
            window.hide()


class Composition(QObject):
    """Knows the word that an input method composes (accents, Asian scripts) in the focused field.

    Qt keeps it beside the text until it is committed, and drops it when the field is hidden.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QObject | None = None
        self._word = ""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def finish(self) -> None:
        """Let the input method commit its word; where it does not, commit the word as it stands."""
        QGuiApplication.inputMethod().commit()
        field, word = self._field, self._word
        if field is None or not word:
            return
        self._word = ""
        event = QInputMethodEvent()
        event.setCommitString(word)
        with suppress(RuntimeError):  # as below
            QApplication.sendEvent(field, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._word = event.preeditString()
        return False

    def _follow(self, _left: QWidget | None, entered: QWidget | None) -> None:
        if self._field is not None:
            # A page that is thrown away may be gone before anybody hears that it was destroyed.
            with suppress(RuntimeError):
                self._field.removeEventFilter(self)
                self._field.destroyed.disconnect(self._forget)
        self._field, self._word = entered, ""
        if entered is not None:
            entered.installEventFilter(self)
            entered.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field, self._word = None, ""
