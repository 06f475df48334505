# SPDX-License-Identifier: EUPL-1.2
"""On which monitor the room is shown the meeting, or why on none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

ONE_SCREEN = (
    "Un seul écran est branché : rien n’est projeté. Branchez le vidéoprojecteur, "
    "puis choisissez « Étendre » dans l’affichage du système."
)
MIRRORED = (
    "Les écrans montrent la même image : la salle verrait tout ce que vous voyez. "
    "Choisissez « Étendre » dans l’affichage du système, puis projetez."
)


@dataclass(frozen=True)
class Monitor:
    """A screen: a name that stays the same from one meeting to the next, and its place."""

    name: str
    label: str
    geometry: QRect
    screen: QScreen | None = None


@dataclass(frozen=True)
class Refused:
    """Why nothing can be projected, in a sentence."""

    sentence: str


Monitors = Callable[[], Sequence[Monitor]]


def choose(
    monitors: Sequence[Monitor],
    operator: Monitor,
    remembered: str,
    *,
    duplicated: bool = False,
    after: str = "",
) -> Monitor | Refused:
    """The monitor of the room: the one remembered, else the first that is not the operator's.

    `duplicated` is what the system says of it where Qt shows a mirrored pair as one screen; with
    `after`, the next one in their order.
    """
    if duplicated:
        return Refused(MIRRORED)
    others = [each for each in monitors if each != operator]
    if not others:
        return Refused(ONE_SCREEN)
    apart = [each for each in others if not each.geometry.intersects(operator.geometry)]
    if not apart:
        return Refused(MIRRORED)
    names = [each.name for each in apart]
    if after in names:
        return apart[(names.index(after) + 1) % len(apart)]
    return apart[names.index(remembered)] if remembered in names else apart[0]


def qt_monitors() -> tuple[Monitor, ...]:
    """The screens that Qt knows."""
    return tuple(monitor_of(screen) for screen in QGuiApplication.screens())


def monitor_of(screen: QScreen) -> Monitor:
    """A screen by the name of its make where it tells one: numbers of ports change."""
    parts = (screen.manufacturer(), screen.model(), screen.serialNumber())
    made = " ".join(part for part in parts if part)
    return Monitor(
        made or screen.name(), screen.model() or screen.name(), screen.geometry(), screen
    )


def operator_of(widget: QWidget, monitors: Sequence[Monitor]) -> Monitor:
    """The monitor on which a window stands: where its middle is."""
    middle = widget.window().geometry().center()
    found = next((each for each in monitors if each.geometry.contains(middle)), None)
    return found or monitors[0]
