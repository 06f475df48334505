# SPDX-License-Identifier: EUPL-1.2
"""Where the focus goes: to what is in sight, and back to what had it, which may have ended."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


def give_focus_back(kept: QWidget | None, otherwise: Callable[[], object]) -> None:
    """Focus `kept` where it is still there, in sight and enabled; else do `otherwise`.

    An editor that ends with its focus is deleted while Python keeps its name: to touch it then is
    an error, or a crash.
    """
    alive = kept is not None and shiboken6.isValid(kept)  # type: ignore[no-untyped-call]  # no stub
    if kept is not None and alive and kept.isVisible() and kept.isEnabled():
        kept.setFocus(Qt.FocusReason.PopupFocusReason)
    else:
        otherwise()


class FocusLead(QObject):
    """Hands the focus of a page on to the first of some widgets that is shown.

    A proxy that is hidden would take it all the same: Tab led there, and what was typed with it.
    """

    def __init__(self, page: QWidget, *widgets: QWidget) -> None:
        super().__init__(page)
        self._page, self._widgets = page, widgets
        for widget in widgets:
            widget.installEventFilter(self)
        self._lead()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._lead()
        return False

    def _lead(self) -> None:
        shown = next((each for each in self._widgets if not each.isHidden()), None)
        self._page.setFocusProxy(shown)  # type: ignore[arg-type]  # Qt takes none
