# SPDX-License-Identifier: EUPL-1.2
"""The person's consent: where it stands, what came before, and who else has a say."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.consent import ConsentState
from app.services.consents import ConsentDraft
from ui.person_edit import Find, Person
from ui.screens.case.consent import NOT_NOTED, ConsentLine
from ui.screens.case.consent_form import ConsentForm
from ui.screens.case.protection_line import ProtectionLine
from ui.theme import Space, Tone
from ui.widgets import Button, Card, Chip, Hairline, LabelKind, PlainLabel

TONES = {
    ConsentState.OBTAINED: Tone.OK,
    ConsentState.NOT_ASKED: Tone.WARN,
    ConsentState.REFUSED: Tone.LATE,
    ConsentState.WITHDRAWN: Tone.LATE,
}


class ConsentCard(Card):
    """`confirmed` carries a `ConsentDraft`."""

    asked = Signal()
    confirmed = Signal(object)

    def __init__(self, find: Find, today: Callable[[], date]) -> None:
        super().__init__("Accord de la personne")
        self.chip = Chip()
        self.renewal = Chip()
        self.sentence = PlainLabel(NOT_NOTED, wrap=True)
        self.scope_line = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.how_line = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.note_button = Button("Noter une réponse", small=True)
        self.history = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.form = ConsentForm(find, today)
        self.protection = ProtectionLine(today)
        self._lay_out()
        self.note_button.clicked.connect(self.asked)
        self.form.confirmed.connect(self.confirmed)
        self.form.cancelled.connect(self._on_cancel)
        self.close_form()

    def set_lines(self, lines: tuple[ConsentLine, ...]) -> None:
        """Show the statements, the one in force first."""
        now = lines[0] if lines else None
        self.chip.set_chip(
            chip_words(now.state if now else None), TONES[now.state] if now else Tone.NEUTRAL
        )
        self.sentence.setText(now.sentence if now else NOT_NOTED)
        _fill(self.scope_line, f"Portée\u00a0: {now.scope}" if now and now.scope else "")
        _fill(self.how_line, now.how if now else "")
        earlier = "\n".join(line.sentence for line in lines[1:])
        _fill(self.history, f"Auparavant\n{earlier}" if earlier else "")
        self._line.setVisible(bool(earlier))

    def set_renewal(self, *, due: bool) -> None:
        """Say that the practice is to ask again."""
        self.renewal.set_chip("à renouveler" if due else "", Tone.WARN)

    def open_form(self, draft: ConsentDraft, by: Person, birth_year: int | None) -> None:
        """Begin to note an answer of somebody born that year, where it is known."""
        self.form.open(draft, by, birth_year)
        self.note_button.hide()

    def begun(self) -> dict[str, str]:
        """An answer and a year of birth that are half typed; nothing where nothing is."""
        year = self.protection.begun()
        answer = {} if self.form.isHidden() else self.form.begun()
        return answer | ({"birth_year": year} if year else {})

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again; an answer needs its form open."""
        self.protection.show_begun(texts.get("birth_year", ""))
        if not self.form.isHidden():
            self.form.show_begun(texts)

    def close_form(self) -> None:
        """Show the statements alone."""
        self.form.hide()
        self.note_button.show()

    def say(self, sentence: str) -> None:
        """Say why the answer cannot be noted."""
        self.form.say(sentence)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.RELATED)
        top.addWidget(self.chip)
        top.addWidget(self.renewal)
        top.addStretch(1)
        top.addWidget(self.note_button)
        self._line = Hairline()
        self.body.addLayout(top)
        for widget in (
            self.sentence,
            self.scope_line,
            self.how_line,
            self.form,
            self._line,
            self.history,
            Hairline(),
            self.protection,
        ):
            self.add(widget)

    def _on_cancel(self) -> None:
        self.close_form()
        self.note_button.setFocus()


def chip_words(state: ConsentState | None) -> str:
    """The word of a state; the same everywhere a situation is shown."""
    if state is None:
        return "accord à demander"
    return "anonyme stricte" if state is ConsentState.NOT_ASKED else f"accord {state.label}"


def _fill(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
