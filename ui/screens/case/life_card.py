# SPDX-License-Identifier: EUPL-1.2
"""Where a situation stands in its life, since when and why; and moving it on, in place."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.dates import medium_date
from app.domain.lengths import length_fault
from app.domain.life import OVER, REASONS, WITHOUT_REPORT, move_words, needs_reason
from app.domain.text import one_line, typeset
from app.services.life import LifeView, included_words, open_actions_words
from ui.screens.case.join_form import JoinForm
from ui.theme import IconName, Space, Tone
from ui.widgets import (
    Button,
    ButtonKind,
    Card,
    Chip,
    ChoiceField,
    LabeledField,
    LabelKind,
    PlainLabel,
    announce,
)

_TONES = {
    CaseStatus.NEW: Tone.ACCENT,
    CaseStatus.TO_PRESENT: Tone.ACCENT,
    CaseStatus.FOLLOWED: Tone.OK,
    CaseStatus.TO_REVIEW: Tone.WARN,
    CaseStatus.CLOSED: Tone.NEUTRAL,
    CaseStatus.ARCHIVED: Tone.NEUTRAL,
}
_CONFIRM = {CaseStatus.CLOSED: "Clore la situation", CaseStatus.ARCHIVED: "Archiver la situation"}
_STATUS, _REASON, _NOTE = "life_status", "life_reason", "life_note"
"""Under which names a closing that is half said is kept."""


class LifeCard(Card):
    """`moved` carries a `CaseStatus`, a `StepReason` and a note; `owed_asked` a report's id."""

    moved = Signal(object, object, str)
    owed_asked = Signal(str)
    kept_asked = Signal()
    episode_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Vie de la situation")
        self.chip = Chip()
        self.sentence = PlainLabel("", wrap=True)
        self.kept_button = Button("", small=True)
        self.move_button = Button("Faire évoluer", small=True)
        self.choices = QWidget()
        self.choice_buttons: dict[CaseStatus, Button] = {}
        self.join_button = Button("Réunir avec un autre dossier…", small=True)
        self.episode_button = Button("Nouvel épisode", small=True)
        self.join = JoinForm()
        self.close_choices = Button("Annuler", small=True, kind=ButtonKind.QUIET)
        self.form = QWidget()
        self.reason = ChoiceField(
            "Raison", [("", "Choisir…"), *((each.value, each.label) for each in REASONS)]
        )
        self.note = LabeledField("Précision", placeholder="Facultative")
        self.actions_line = PlainLabel("", LabelKind.SECONDARY, wrap=True)
        self.owed_line = PlainLabel("", wrap=True)
        self.owed_button = Button("Noter ce retour", small=True, icon=IconName.PERSON)
        self.confirm = Button("", small=True)
        self.cancel = Button("Annuler", small=True, kind=ButtonKind.QUIET)
        self.message = PlainLabel("", LabelKind.LATE, wrap=True)
        self.message.hide()
        self._view: LifeView | None = None
        self._to = CaseStatus.CLOSED
        self._lay_out()
        self._connect()
        self.fold()

    # --- showing -----------------------------------------------------------------------------

    def set_view(self, view: LifeView) -> None:
        """Show where a situation stands; what is half said stays while it can be said."""
        self._view = view
        self.chip.set_chip(view.status.label, _TONES[view.status])
        self.sentence.setText(_sentence(view))
        self.kept_button.set_caption(f"Ouvrir {view.merged}")
        self.kept_button.setVisible(bool(view.merged))
        self._set_choices(view)
        if not self.form.isHidden() and self._to in view.choices:
            self._render_form()
            return
        if not self.join.isHidden() and not view.merged:
            return
        if self.choices.isHidden() or not view.choices:
            self.fold()

    def fold(self) -> None:
        """Show where it stands alone."""
        self.choices.hide()
        self.form.hide()
        self.join.hide()
        self.move_button.setVisible(self._view is not None and bool(self._view.choices))

    def say(self, sentence: str) -> None:
        """Say why it cannot move."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def begun(self) -> dict[str, str]:
        """A closing that is half said."""
        if self.form.isHidden():
            return {}
        texts = {_STATUS: self._to.value, _REASON: self.reason.value(), _NOTE: self.note.text()}
        return texts if texts[_REASON] or texts[_NOTE] else {}

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again, where the situation may still be closed."""
        if self._view is None or not texts.get(_STATUS):
            return
        status = CaseStatus(texts[_STATUS])
        if status in self._view.choices:
            self._ask_why(status)
            self.reason.set_value(texts.get(_REASON, ""))
            self.note.set_text(texts.get(_NOTE, ""))
            self._render_form()

    def give_focus(self) -> None:
        """Where Tab goes on after a move."""
        self.move_button.setFocus()

    # --- inside ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.body.setSpacing(Space.SNUG)
        top = QHBoxLayout()
        top.setSpacing(Space.RELATED)
        top.addWidget(self.chip)
        top.addWidget(self.sentence, 1)
        top.addWidget(self.kept_button)
        top.addWidget(self.move_button)
        self._row = QHBoxLayout(self.choices)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.RELATED)
        for button in (self.join_button, self.episode_button, self.close_choices):
            self._row.addWidget(button)
        self._row.addStretch(1)
        why = QHBoxLayout()
        why.setSpacing(Space.SNUG)
        why.addWidget(self.reason, 2)
        why.addWidget(self.note, 3)
        owed = QHBoxLayout()
        owed.setSpacing(Space.RELATED)
        owed.addWidget(self.owed_line, 1)
        owed.addWidget(self.owed_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.RELATED)
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SNUG)
        column.addLayout(why)
        column.addWidget(self.actions_line)
        column.addLayout(owed)
        column.addLayout(buttons)
        self.body.addLayout(top)
        self.add(self.choices)
        self.add(self.form)
        self.add(self.join)
        self.add(self.message)

    def _connect(self) -> None:
        self.move_button.clicked.connect(self._unfold)
        self.close_choices.clicked.connect(self._cancel)
        self.cancel.clicked.connect(self._cancel)
        self.join.cancelled.connect(self._cancel)
        self.join_button.clicked.connect(self._begin_join)
        self.episode_button.clicked.connect(self.episode_asked)
        self.reason.chosen.connect(self._render_form)
        self.note.edited.connect(self._judge_note)
        self.confirm.clicked.connect(self._on_confirm)
        self.owed_button.clicked.connect(self._on_owed)
        self.kept_button.clicked.connect(self.kept_asked)

    def _set_choices(self, view: LifeView) -> None:
        self.join_button.setVisible(view.status not in OVER)
        self.episode_button.setVisible(view.status in OVER and bool(view.choices))
        if tuple(self.choice_buttons) == view.choices:
            return
        for button in self.choice_buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.choice_buttons = {}
        for place, status in enumerate(view.choices):
            button = Button(move_words(view.status, status), small=True)
            button.clicked.connect(lambda _=False, status=status: self._on_choice(status))
            self._row.insertWidget(place, button)
            self.choice_buttons[status] = button

    def _unfold(self) -> None:
        self.say("")
        self.move_button.hide()
        self.choices.show()
        next(iter(self.choice_buttons.values())).setFocus()

    def _cancel(self) -> None:
        self.reason.set_value("")
        self.note.set_text("")
        self.fold()
        self.move_button.setFocus()

    def _on_choice(self, status: CaseStatus) -> None:
        if needs_reason(status):
            self._ask_why(status)
            self.reason.combo.setFocus()
        else:
            self.moved.emit(status, StepReason.NONE, "")

    def _begin_join(self) -> None:
        self.say("")
        self.choices.hide()
        self.join.begin()
        self.join.show()
        self.join.line.setFocus()

    def _ask_why(self, status: CaseStatus) -> None:
        self._to = status
        self.say("")
        self.move_button.hide()
        self.choices.hide()
        self.form.show()
        self._render_form()

    def _render_form(self) -> None:
        view = self._view
        if view is None:
            return
        self.confirm.set_caption(_CONFIRM[self._to])
        closing = view.status not in OVER
        stays = (open_actions_words(view.open_actions), included_words(view.included))
        said = " ".join(words for words in stays if words and closing)
        self.actions_line.setText(said)
        self.actions_line.setVisible(bool(said))
        owed = view.owed if closing else ()
        untold = StepReason(self.reason.value()) in WITHOUT_REPORT
        words = " ; ".join(each.words for each in owed)
        if owed and untold:
            self.owed_line.setText(typeset(f"Ne sera plus dû : retour par {words}."))
        elif owed:
            self.owed_line.setText(typeset(f"À noter avant de clore : retour par {words}."))
        self.owed_line.setVisible(bool(owed))
        self.owed_button.setVisible(bool(owed) and not untold)
        if owed:
            announce(self, self.owed_line.text())

    def _judge_note(self) -> None:
        self.note.set_error(length_fault("note", self.note.text()))

    def _on_confirm(self) -> None:
        reason = StepReason(self.reason.value())
        if reason is StepReason.NONE:
            self.reason.set_error("Choisissez une raison.")
            self.reason.combo.setFocus()
            return
        self.reason.set_error("")
        self.moved.emit(self._to, reason, self.note.text())

    def _on_owed(self) -> None:
        if self._view is not None and self._view.owed:
            self.owed_asked.emit(self._view.owed[0].id)

    def clear_form(self) -> None:
        """What was said is done: nothing of it stays."""
        self.join.begin()
        self.reason.set_value("")
        self.reason.set_error("")
        self.note.set_text("")
        self.say("")
        self.fold()


def _sentence(view: LifeView) -> str:
    """Since when, why, and when it is to be seen again."""
    said = [f"depuis le {medium_date(view.since)}"] if view.since else []
    if view.merged:
        said.append(f"réunie avec {view.merged}, qui la continue")
    elif view.reason is not StepReason.NONE:
        why = view.reason.label.lower()
        said.append(f"{why} ({typeset(one_line(view.note))})" if view.note else why)
    if view.status is CaseStatus.FOLLOWED and view.review_on:
        said.append(f"à réévaluer le {medium_date(view.review_on)}")
    return " · ".join(said)
