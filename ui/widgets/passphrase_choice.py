# SPDX-License-Identifier: EUPL-1.2
"""Choosing a passphrase: typed twice or proposed, its strength in words while it is typed."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.buttons import Button
from ui.widgets.chips import Gauge
from ui.widgets.fields import PassphraseField
from ui.widgets.labels import LabelKind, PlainLabel, show_if

_BITS_ASKED = 80  # CNIL, deliberation 2022-100, for a file that can be attacked at leisure
_PROPOSED = (
    "Sept mots tirés au hasard. Notez-les le temps de les apprendre, puis détruisez la note."
)


class Measured(Protocol):
    """How hard a passphrase is to guess, in words."""

    @property
    def bits(self) -> int:
        """A cautious estimate."""
        ...

    @property
    def label(self) -> str:
        """A word or two, such as « Encore un peu faible »."""
        ...

    @property
    def advice(self) -> str:
        """What to do about it; empty when nothing need be."""
        ...

    @property
    def meaning(self) -> str:
        """What the estimate means for who holds a copy of the vault."""
        ...

    @property
    def accepted(self) -> bool:
        """Whether a vault may rest on it."""
        ...


def strength_words(measured: Measured) -> str:
    """One line about a passphrase that was begun."""
    return " ".join(
        part for part in (f"{measured.label}.", measured.advice, measured.meaning) if part
    )


def strength_share(measured: Measured) -> float:
    """What a gauge shows: full when the passphrase is strong enough."""
    return 1.0 if measured.accepted else measured.bits / _BITS_ASKED


class PassphraseChoice(QWidget):
    """Two fields, a gauge, and « Proposer sept mots »; paste is allowed."""

    edited = Signal()
    confirmed = Signal()
    """Enter was pressed in the second field."""

    def __init__(
        self,
        measure: Callable[[str], Measured],
        propose: Callable[[], str],
        label: str = "Phrase de passe",
    ) -> None:
        super().__init__()
        self._measure, self._propose = measure, propose
        self.passphrase = PassphraseField(label)
        self.propose_button = Button("Proposer sept mots", small=True)
        self.gauge = Gauge(spoken="Solidité")
        self.strength = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.proposed = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.again = PassphraseField("La même, encore une fois")
        self._lay_out()
        self.passphrase.edited.connect(self.weigh)
        self.again.edited.connect(lambda _text: self.again.set_error(""))
        self.again.edit.returnPressed.connect(self.confirmed)
        self.passphrase.edit.returnPressed.connect(self.again.edit.setFocus)
        self.propose_button.clicked.connect(self.propose)
        self.setFocusProxy(self.passphrase)
        self.weigh()

    def text(self) -> str:
        """The passphrase as typed first."""
        return self.passphrase.text()

    def clear(self) -> None:
        """Forget it, and hide again."""
        self.passphrase.clear()
        self.again.clear()
        self.weigh()

    def propose(self) -> None:
        """Fill the first field with seven words, in sight; the second is typed by the person."""
        self.again.clear()
        self.passphrase.set_text(self._propose())
        self.passphrase.show_text()
        self.weigh()
        self.proposed.setText(_PROPOSED)
        show_if(self.proposed, wanted=True)

    def judge(self) -> bool:
        """Say what is wrong under the fields; True when something is."""
        measured, typed = self._measure(self.text()), self.text()
        first = second = ""
        if not typed:
            first = "Choisissez une phrase de passe."
        elif not measured.accepted:
            first = f"{measured.label}. {measured.advice}".strip()
        elif self.again.text() != typed:
            second = "Les deux phrases ne sont pas les mêmes. L’œil les montre."
        self.passphrase.set_error(first)
        self.again.set_error(second)
        if first:
            self.passphrase.setFocus()
        elif second:
            self.again.setFocus()
        return bool(first or second)

    def weigh(self) -> None:
        """Say how strong it is while it is typed; a refusal waits for the button."""
        self.passphrase.set_error("")
        show_if(self.proposed, wanted=False)
        typed, measured = self.text(), self._measure(self.text())
        words = strength_words(measured) if typed else ""
        self.strength.setText(words)
        share = strength_share(measured) if typed else 0.0
        colour = "ok" if measured.accepted else "warn"
        self.gauge.set_share(share, spoken=words, colour=colour)
        self.edited.emit()

    def _lay_out(self) -> None:
        meter = QHBoxLayout()
        meter.setSpacing(Space.SNUG)
        self.gauge.setFixedWidth(120)
        meter.addWidget(self.gauge)
        meter.addWidget(self.strength, 1)
        meter.addWidget(self.propose_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addWidget(self.passphrase)
        column.addLayout(meter)
        column.addWidget(self.proposed)
        column.addWidget(self.again)
        self.proposed.hide()
