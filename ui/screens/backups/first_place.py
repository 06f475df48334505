# SPDX-License-Identifier: EUPL-1.2
"""Where to keep the backups, as a small page of the first run: a second place, or later."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.backups import BackupService
from ui.dialogs import Dialogs
from ui.screens.backups.places import SecondPlace
from ui.theme import Space
from ui.widgets import Button, ButtonKind, Card, LabelKind, PlainLabel

_WHY = (
    "Le coffre se sauvegarde tout seul, après chaque réunion et à la fermeture. Les sauvegardes "
    "sont chiffrées comme lui."
)


class FirstPlace(QWidget):
    """Proposes a second place once; `finished` when one goes on, chosen or not."""

    finished = Signal()

    def __init__(self, backups: BackupService, dialogs: Dialogs) -> None:
        super().__init__()
        self.places = SecondPlace(backups, dialogs)
        self.next = Button("Plus tard")
        self.places.chosen.connect(self._on_chosen)
        self.next.clicked.connect(self.finished)
        self._lay_out()
        self.setFocusProxy(self.places)

    def _on_chosen(self) -> None:
        chosen = not self.places.stop_button.isHidden()
        self.next.set_caption("Continuer" if chosen else "Plus tard")
        self.next.set_kind(ButtonKind.PRIMARY if chosen else ButtonKind.SECONDARY)
        self.next.setFocus()

    def _lay_out(self) -> None:
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 20)
        card.body.setSpacing(Space.SNUG)
        card.add(PlainLabel("Où garder les sauvegardes", LabelKind.PAGE_TITLE))
        card.add(PlainLabel(_WHY, LabelKind.MUTED, wrap=True))
        card.add(self.places)
        foot = QHBoxLayout()
        foot.addWidget(self.next)
        foot.addStretch(1)
        card.body.addSpacing(Space.HALF)
        card.body.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
