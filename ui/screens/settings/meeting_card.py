# SPDX-License-Identifier: EUPL-1.2
"""What the settings say of a meeting: spelling on or off, and what others may see of the screen."""

from collections.abc import Callable

from ui.platform.capture import capture_words
from ui.screens.settings.presenter import Machine
from ui.theme import Space
from ui.widgets import Card, Hairline, LabelKind, PlainLabel, SegmentedField, show_if

SPELLING = "spelling"
_CHOICES = (("on", "Souligner les fautes"), ("off", "Ne rien souligner"))
MISSING = (
    "Le dictionnaire français manque à cette installation : rien ne sera souligné. "
    "Réinstallez le programme pour le retrouver."
)


class MeetingCard(Card):
    """Changes at once, like the colours."""

    def __init__(self, machine: Machine, dictionary_is_there: Callable[[], bool]) -> None:
        super().__init__("En réunion")
        self._machine, self._is_there = machine, dictionary_is_there
        self.body.setSpacing(Space.SNUG)
        self.spelling = SegmentedField("Orthographe", _CHOICES)
        self.spelling.chosen.connect(lambda value: machine.keep(SPELLING, value))
        self.missing = PlainLabel(MISSING, LabelKind.WARN, wrap=True)
        self.capture = PlainLabel("", LabelKind.MUTED, wrap=True)
        self.add(self.spelling)
        self.add(self.missing)
        self.add(Hairline())
        self.add(self.capture)
        self.reload()

    def reload(self) -> None:
        """Show what holds now."""
        self.spelling.set_value(self._machine.recall(SPELLING) or "on")
        show_if(self.missing, not self._is_there())
        self.capture.setText(capture_words(kept_out=self._machine.kept_out_of_captures))
