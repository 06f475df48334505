# SPDX-License-Identifier: EUPL-1.2
"""Giving the focus back to what had it, which may have ended when it lost it."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt
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
