# SPDX-License-Identifier: EUPL-1.2
"""The first side of a situation: the demand, the three fields, consent, identity, follow-up."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.domain.case import ComplexityReason
from app.domain.field import NOTE_FIELDS
from app.services.people import People
from ui.half_typed import type_again
from ui.person_edit import Find
from ui.reopening import Reopening
from ui.screens.case.circle_card import CircleCard
from ui.screens.case.closed_file import let_write
from ui.screens.case.consent import consent_line
from ui.screens.case.consent_card import ConsentCard
from ui.screens.case.demand_card import DemandCard, show_from_start
from ui.screens.case.follow_up import ListCard, action_rows, feedback_rows, meeting_rows
from ui.screens.case.identity_card import IdentityCard
from ui.screens.case.landmarks_card import LandmarksCard
from ui.screens.case.life_card import LifeCard
from ui.screens.case.presenter import CaseForm, CaseState
from ui.screens.case.protocol_card import ProtocolCard
from ui.theme import IconName, Space, Tone
from ui.widgets import FieldPane

_NARROW = 960
"""Under this width, in pixels, what stands side by side is stacked."""
_FIELD_HEIGHT = 188
_ICONS = {"organic": IconName.ORGANIC, "psychic": IconName.PSYCHIC, "social": IconName.SOCIAL}


class SummaryPage(QWidget):
    """`edited` and `committed` speak of the form; consent and identity have their own signals."""

    edited = Signal()
    committed = Signal()

    def __init__(
        self,
        find: Find,
        today: Callable[[], date],
        key: Reopening,
        read_due: Callable[[str], date | None],
    ) -> None:
        """`key` opens identities again, on their card."""
        super().__init__()
        self._today = today
        self.life = LifeCard()
        self.demand = DemandCard(find)
        self.fields = {
            field: FieldPane(
                field.label,
                tone=Tone(field.value),
                icon=_ICONS[field.value],
                placeholder="Ce que l’on sait déjà",
            )
            for field in NOTE_FIELDS
        }
        self.consent = ConsentCard(find, today)
        self.identity = IdentityCard(today, key)
        self.circle = CircleCard(find)
        self.protocols = ProtocolCard(today)
        self.landmarks = LandmarksCard(find, today, read_due)
        self.meetings = ListCard("Séances", "Pas encore présentée.")
        self.open_actions = ListCard("Actions ouvertes", "Aucune action en attente.")
        self.feedback = ListCard("Retour à la personne", "Rien n’est dû.")
        self._faults: dict[str, str] = {}
        self._writable = True
        self._lay_out()
        self._connect()

    def form(self) -> CaseForm:
        """What is typed; a review date that was not understood is not kept."""
        who, referent = self.demand.requester.person(), self.landmarks.referent.person()
        organic, psychic, social = (pane.text.text() for pane in self.fields.values())
        return CaseForm(
            title=self.demand.title_field.text(),
            requester_id=who.id,
            requester_name=who.name,
            reason=ComplexityReason(self.demand.reason.value()),
            question=self.demand.question.text(),
            wishes=self.demand.wishes.text(),
            organic=organic,
            psychic=psychic,
            social=social,
            eligibility=self.landmarks.eligibility(),
            review_on=self.landmarks.review_on(),
            referent_id=referent.id,
            referent_name=referent.name,
            priority=self.demand.priority.text(),
            tried=self.demand.tried.text(),
            carer=self.landmarks.carer.text(),
        )

    def set_writable(self, *, writable: bool) -> None:
        """Whether something may be written of this person; else the page is there to be read."""
        if writable is self._writable:
            return
        self._writable = writable
        let_write((self.demand, *self.fields.values(), self.landmarks), writable=writable)
        for card in (self.consent, self.identity, self.circle):
            card.setEnabled(writable)

    def settle(self) -> None:
        """Take what is wholly written, as leaving the fields would."""
        self.demand.requester.editingFinished.emit()
        self.landmarks.referent.editingFinished.emit()
        self.landmarks.settle()

    def judge(self, faults: Mapping[str, str]) -> None:
        """Say at once under each text why it cannot be kept."""
        self._faults = dict(faults)
        self.demand.judge(faults)
        self.landmarks.judge(faults)
        for field, pane in self.fields.items():
            pane.set_error(faults.get(field.value, ""))

    def begun(self) -> dict[str, str]:
        """What stands here and cannot be kept in the situation."""
        form, review = self.form(), self.landmarks.review
        texts = {name: str(getattr(form, name)) for name in self._faults}
        wrong = {"review": review.text()} if review.date_edit.is_wrong() else {}
        asked = self.life.begun() | self.protocols.begun()
        return texts | wrong | asked | self.circle.faults_left()

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again; it is judged as if it had just been typed."""
        notes = {field.value: pane.text for field, pane in self.fields.items()}
        type_again({**self.demand.typed, **notes, **self.landmarks.typed}, texts)
        self.life.show_begun(texts)
        self.protocols.show_begun(texts)
        self.circle.show_begun(texts)
        self.edited.emit()

    def show_state(self, state: CaseState, people: People | None) -> None:
        """Show a situation; `people` is None while a new one is typed."""
        self.demand.set_form(state.form, self._requester(state, people))
        for field, pane in self.fields.items():
            show_from_start(pane.text, str(getattr(state.form, field.value)))
        referent = people.full(state.form.referent_id, state.form.referent_name) if people else ""
        self.landmarks.set_form(state.form, referent)
        self.judge({})
        exists = state.file is not None
        self.landmarks.review.setVisible(exists)
        for card in (
            self.life,
            self.consent,
            self.identity,
            self.circle,
            self.protocols,
            self.meetings,
            self.open_actions,
            self.feedback,
        ):
            card.setVisible(exists)
        if state.file is None or people is None:
            return
        self.consent.set_lines(
            tuple(consent_line(each, people.presented) for each in state.file.consents)
        )
        self.meetings.set_rows(meeting_rows(state.file.meetings))
        self.open_actions.set_rows(action_rows(state.file, people, self._today()))
        self.feedback.set_rows(feedback_rows(state.file, people, self._today()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for row in self._side_by_side:
            row.setDirection(way)
        super().resizeEvent(event)

    @staticmethod
    def _requester(state: CaseState, people: People | None) -> str:
        form = state.form
        return people.full(form.requester_id, form.requester_name) if people else ""

    def _lay_out(self) -> None:
        self.setMinimumWidth(1)  # what the cards ask side by side is not the least: see resizeEvent
        person = QVBoxLayout()
        person.setSpacing(Space.GROUP)
        person.addWidget(self.consent)
        person.addWidget(self.identity, 1)
        first = _row(((self.demand, 3),))
        first.addLayout(person, 2)
        fields = _row(tuple((pane, 1) for pane in self.fields.values()))
        for pane in self.fields.values():
            pane.setMinimumHeight(_FIELD_HEIGHT)
        second = _row(((self.open_actions, 3), (self.landmarks, 2)))
        third = _row(((self.circle, 3), (self.meetings, 2)))
        fourth, last = _row(((self.protocols, 1),)), _row(((self.feedback, 1),))
        self._side_by_side = (first, fields, second, third, fourth, last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.GROUP)
        column.addWidget(self.life)
        for row in self._side_by_side:
            column.addLayout(row)
        column.addStretch(1)

    def _connect(self) -> None:
        for card in (self.demand, self.landmarks):
            card.edited.connect(self.edited)
            card.committed.connect(self.committed)
        for pane in self.fields.values():
            pane.text.edited.connect(self.edited)
            pane.text.committed.connect(self.committed)


def _row(widgets: tuple[tuple[QWidget, int], ...]) -> QBoxLayout:
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(Space.GROUP)
    for widget, stretch in widgets:
        row.addWidget(widget, stretch)
    return row
