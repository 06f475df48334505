# SPDX-License-Identifier: EUPL-1.2
"""What stands over a situation that cannot go on as it is: why, and what leads out of it."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.domain.case import Case
from ui.screens.case.presenter import CaseState
from ui.shell import Intent
from ui.theme import Tone
from ui.widgets import Banner

_EXAMPLE = "example"
_JOINED = (
    "Ce dossier a été réuni avec un autre, qui le continue\u00a0: il se lit, rien ne s’y écrit."
)
_ERASED = "La personne a été effacée\u00a0: rien d’elle ne s’écrit plus."
_BINNED = "Cette situation est dans la corbeille\u00a0: rien ne s’y écrit."


def show_obstacle(
    banner: Banner,
    state: CaseState,
    note_consent: Callable[[], object],
    go: Callable[[Intent], object],
) -> None:
    """Say why nothing is written in this file, or why it is on no agenda; nothing hides it."""
    case = state.file.case if state.file else None
    if case is not None and case.erased:
        banner.show_message(_ERASED)
    elif case is not None and case.merged_into is not None:
        kept = Intent("case", record=case.merged_into)
        banner.show_message(_JOINED, action="Ouvrir l’autre", on_action=lambda: go(kept))
    elif case is not None and case.binned_at is not None:
        bin_ = Intent("keeping")
        banner.show_message(_BINNED, action="Voir la corbeille", on_action=lambda: go(bin_))
    elif state.obstacle:
        action = "Noter un nouvel accord"
        banner.show_message(state.obstacle, Tone.LATE, action=action, on_action=note_consent)
    else:
        banner.clear()


def is_closed(case: Case) -> bool:
    """Whether nothing is written of the person here any more."""
    return case.erased or case.merged_into is not None or case.binned_at is not None


def let_write(widgets: tuple[QWidget, ...], *, writable: bool) -> None:
    """Texts stay readable where nothing is to be written; what chooses or does is greyed.

    An example of what to write would read there as if it were what is kept.
    """
    for widget in widgets:
        for part in (widget, *widget.findChildren(QWidget)):
            if isinstance(part, QLineEdit | QPlainTextEdit | QTextEdit):
                part.setReadOnly(not writable)
                if not writable and part.placeholderText():
                    part.setProperty(_EXAMPLE, part.placeholderText())
                part.setPlaceholderText(str(part.property(_EXAMPLE) or "") if writable else "")
            elif isinstance(part, QAbstractButton | QComboBox):
                part.setEnabled(writable)
