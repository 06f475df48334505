# SPDX-License-Identifier: EUPL-1.2
"""The card from which the coordination lets old entries go; it explains itself first."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.journal import MONTHS_KEPT
from ui.half_typed import type_again, typed_in
from ui.screens.journal.presenter import JournalPresenter
from ui.theme import Space
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    ChoiceField,
    LabeledField,
    LabelKind,
    PlainLabel,
    bind_key,
    show_if,
)

_WHY = (
    "Un journal d’accès se garde douze mois, ou jusqu’à trente-six avec une raison. Les entrées "
    "plus anciennes sont effacées pour de bon\u202f; un point de contrôle signé par vous les "
    "remplace, pour que la suite se vérifie encore."
)
_REASON_WIDTH = 380


class PruningCard(Card):
    """How long to keep, why, how many would go."""

    asked = Signal(int, str)
    closed = Signal()

    def __init__(self, presenter: JournalPresenter, parent: QWidget | None = None) -> None:
        super().__init__("Élaguer le journal", parent=parent)
        self._presenter = presenter
        self.months = ChoiceField("Garder", presenter.months())
        self.reason = LabeledField("Raison de garder plus de douze mois")
        self.count = PlainLabel("", LabelKind.STRONG, wrap=True)
        self.last = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.prune = Button("Élaguer", kind=ButtonKind.SECONDARY)
        self.cancel = Button("Annuler", kind=ButtonKind.QUIET)
        self.add(PlainLabel(_WHY, LabelKind.MUTED, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(Space.GROUP)
        top = Qt.AlignmentFlag.AlignTop
        self.reason.setFixedWidth(_REASON_WIDTH)
        row.addWidget(self.months, 0, top)
        row.addWidget(self.reason, 0, top)
        row.addStretch(1)
        self.body.addSpacing(Space.HALF)
        self.body.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.prune)
        self.body.addLayout(foot)
        self.add(self.last)
        self.months.chosen.connect(lambda _value: self._show())
        self.prune.clicked.connect(self._ask)
        self.reason.edit.returnPressed.connect(self._ask)
        self.cancel.clicked.connect(self.closed)
        bind_key(self, "Esc", self.closed.emit)

    def open(self) -> None:
        """Show it, with the default."""
        self.months.set_value(str(MONTHS_KEPT))
        self.reason.set_text("")
        self._show()
        self.show()
        self.months.setFocus()

    def begun(self) -> dict[str, str]:
        """How long and why, as far as it is said; nothing while the card is not open."""
        return {} if self.isHidden() else typed_in({"months": self.months, "reason": self.reason})

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Open it with that."""
        self.open()
        type_again({"months": self.months, "reason": self.reason}, texts)
        self._show()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was pruned."""
        self.reason.set_error(sentence)
        show_if(self.reason, sentence)

    def _show(self) -> None:
        months = int(self.months.value())
        self.refuse("")
        show_if(self.reason, months > MONTHS_KEPT)
        words = self._presenter.prunable_words(months)
        self.count.setText(words)
        self.prune.setEnabled(not words.startswith("Aucune"))
        last = self._presenter.last_pruning_words()
        self.last.setText(last)
        show_if(self.last, last)

    def _ask(self) -> None:
        if self.prune.isEnabled():
            self.asked.emit(int(self.months.value()), self.reason.text())
