# SPDX-License-Identifier: EUPL-1.2
"""« Copier d’un autre protocole… »: whose steps, which of them; nothing is typed here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.ids import ProtocolId
from app.domain.text import plural
from app.services.protocols import ProtocolService
from ui.screens.protocol.step_tick import StepTick
from ui.screens.protocol.steps_order import Steps
from ui.theme import Space
from ui.widgets import Button, ButtonKind, Card, ChoiceField, LabelKind, PlainLabel, show_if

NO_OTHER = "Aucun autre protocole n’a d’étapes."


def sources(texts: ProtocolService, but: ProtocolId) -> tuple[tuple[str, str, Steps], ...]:
    """The id, the title and the steps of the other protocols: as in force, else as they stand."""
    found = []
    for line in texts.all():
        known = line.protocol
        content = texts.in_force(known.id) or known.content
        if known.id != but and content.ordered:
            found.append((known.id, known.content.title, content.ordered))
    return tuple(found)


class StepsCopyCard(Card):
    """`copied` carries the steps that were ticked; Échap puts the card away."""

    copied = Signal(tuple)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Copier d’un autre protocole")
        self._ticks: list[StepTick] = []
        self._steps: dict[str, Steps] = {}
        self.protocol = ChoiceField("Protocole", ())
        self.protocol.chosen.connect(self._show_steps)
        self.nothing = PlainLabel(NO_OTHER, LabelKind.MUTED, wrap=True)
        self.all = Button("Tout cocher", kind=ButtonKind.QUIET, small=True)
        self.all.clicked.connect(self._tick_all)
        self.do = Button("Copier", small=True)
        self.do.clicked.connect(self._copy)
        self.close_button = Button("Fermer", kind=ButtonKind.QUIET, small=True, key="Échap")
        self.close_button.clicked.connect(self.left)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.message.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        for button in (self.do, self.all, self.close_button):
            foot.addWidget(button)
        foot.addStretch(1)
        self.add(self.nothing)
        self.add(self.protocol)
        self.body.addLayout(self._list)
        self.add(self.message)
        self.body.addLayout(foot)

    @property
    def ticks(self) -> tuple[QCheckBox, ...]:
        """One box for each step that is offered."""
        return tuple(each.tick for each in self._ticks)

    def offer(self, found: Sequence[tuple[str, str, Steps]]) -> None:
        """Show the protocols to copy from, and the steps of the first."""
        self._steps = {id_: steps for id_, _, steps in found}
        self.protocol.set_options([(id_, title) for id_, title, _ in found])
        for widget in (self.protocol, self.all, self.do):
            show_if(widget, found)
        show_if(self.nothing, not found)
        self._show_steps(self.protocol.value())

    def set_error(self, sentence: str) -> None:
        """Say why they could not be copied."""
        self.message.setText(sentence)
        show_if(self.message, sentence)

    def first_focus(self) -> QWidget:
        """Where one begins to choose."""
        return self.protocol.combo if self._steps else self.close_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_steps(self, protocol_id: str) -> None:
        for old in self._ticks:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._ticks = [StepTick(step) for step in self._steps.get(protocol_id, ())]
        before: QWidget = self.protocol.combo
        for each in self._ticks:
            self._list.addWidget(each)
            each.show()
            each.toggled.connect(self._count)
            QWidget.setTabOrder(before, each.tick)
            before = each.tick
        for button in (self.do, self.all, self.close_button):
            QWidget.setTabOrder(before, button)
            before = button
        self._count()

    def _chosen(self) -> Steps:
        return tuple(each.step for each in self._ticks if each.tick.isChecked())

    def _count(self) -> None:
        self.set_error("")
        count = len(self._chosen())
        self.do.set_caption(f"Copier {plural(count, 'étape')}" if count else "Copier")
        self.do.setEnabled(count > 0)
        whole = count == len(self._ticks) and count > 0
        self.all.set_caption("Tout décocher" if whole else "Tout cocher")

    def _tick_all(self) -> None:
        wanted = len(self._chosen()) < len(self._ticks)
        for each in self._ticks:
            each.tick.setChecked(wanted)

    def _copy(self) -> None:
        self.copied.emit(self._chosen())
