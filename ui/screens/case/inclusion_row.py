# SPDX-License-Identifier: EUPL-1.2
"""One inclusion in a list: where the person stands in a protocol, and what may be done of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from app.domain.dates import medium_date
from app.domain.inclusion import Inclusion, InclusionState
from app.domain.text import listing, one_line, typeset
from app.services.inclusions import InclusionLine
from ui.theme import Space, Tone
from ui.widgets import Button, ButtonKind, Chip, KeyRow, LabelKind, PlainLabel

_TONES = {
    InclusionState.INCLUDED: Tone.ACCENT,
    InclusionState.EXCLUDED: Tone.NEUTRAL,
    InclusionState.LEFT: Tone.WARN,
    InclusionState.COMPLETED: Tone.OK,
}

_NARROW = 760
"""Under this width, in pixels, what may be done stands under the words."""
_NAMED = 2
"""How many criteria that spoke against it are named in the row."""

_Deed = tuple[str, str, Qt.Key, Callable[[], None]]
"""The words of a button, the cap that is drawn on it, its key, and what both do."""


class InclusionRow(KeyRow):
    """Its keys do what its buttons do; without `writable` it is there to be read, and opened."""

    opened = Signal()
    steps_asked = Signal()
    completed = Signal()
    left = Signal()
    reopened = Signal()
    removed = Signal()

    def __init__(self, line: InclusionLine, *, writable: bool) -> None:
        details, state = details_of(line), line.inclusion.state.label
        super().__init__(f"{line.title}, {state}, {details}")
        self.shown = line
        deeds = self._deeds(line) if writable else ()
        self.answer_keys(
            {Qt.Key.Key_Return: self.opened.emit, Qt.Key.Key_Enter: self.opened.emit}
            | {key: do for _, _, key, do in deeds}
        )
        said = ", ".join(f"{cap} {caption.lower()}" for caption, cap, _, _ in deeds)
        self.setAccessibleDescription(f"Entrée ouvrir le protocole{', ' if said else ''}{said}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(typeset(line.title), LabelKind.STRONG, wrap=True))
        words.addWidget(PlainLabel(details, LabelKind.SECONDARY, wrap=True))
        under = QHBoxLayout()
        under.setSpacing(Space.RELATED)
        under.addWidget(Chip(state, _TONES[line.inclusion.state]))
        for caption, cap, _, do in deeds:
            button = Button(caption, small=True, kind=ButtonKind.QUIET, key=cap)
            # The row itself is the Tab stop: its keys do what the buttons do.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, do=do: do())
            under.addWidget(button)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(Space.RELATED)
        self._box.addLayout(words, 1)
        self._box.addLayout(under)
        self._box.setAlignment(under, Qt.AlignmentFlag.AlignLeft)
        self.line.addLayout(self._box, 1)
        self.setMinimumWidth(under.sizeHint().width() + 2 * Space.RELATED)  # one above the other

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        super().resizeEvent(event)

    def _deeds(self, line: InclusionLine) -> tuple[_Deed, ...]:
        remove = ("Retirer", "Suppr", Qt.Key.Key_Delete, self.removed.emit)
        if line.inclusion.is_open:
            steps = ("Étapes", "E", Qt.Key.Key_E, self.steps_asked.emit)
            ends = (
                ("Terminée", "T", Qt.Key.Key_T, self.completed.emit),
                ("Sortie", "S", Qt.Key.Key_S, self.left.emit),
            )
            return ((steps,) if line.in_force is not None else ()) + (*ends, remove)
        if line.inclusion.was_included:
            return (("Annuler la fin", "A", Qt.Key.Key_A, self.reopened.emit), remove)
        return (remove,)


def details_of(line: InclusionLine) -> str:
    """Since when and until when, in which version, on which criteria, and why."""
    one = line.inclusion
    days = f"le {medium_date(one.on)}"
    if one.ended_on is not None:
        days = f"du {medium_date(one.on)} au {medium_date(one.ended_on)}"
    elif one.is_open:
        days = f"depuis le {medium_date(one.on)}"
    newer = line.in_force is not None and line.in_force != one.version
    version = f"version {one.version}"
    if newer:
        version += f", la {line.in_force} est en vigueur"
    elif line.in_force is None:
        version += ", plus en vigueur"
    parts = (days, version, _criteria(one), one_line(one.reason), one_line(one.ended_why))
    return typeset(" · ".join(part for part in parts if part))


def _criteria(one: Inclusion) -> str:
    if not one.criteria:
        return ""
    if not one.against:
        return "critères remplis"
    if len(one.against) > _NAMED:
        return f"{len(one.against)} critères contre"
    named = listing([f"«\u202f{each.text}\u202f»" for each in one.against])
    return f"contre\u00a0: {named}"
