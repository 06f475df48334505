# SPDX-License-Identifier: EUPL-1.2
"""The cards of the preparation: agenda, candidates, people and roles."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.meeting import Role, Topic
from app.domain.text import plural
from ui.screens.prepare.agenda_list import AgendaList
from ui.screens.prepare.candidate_list import CandidateList
from ui.screens.prepare.people_picker import FindPeople, PeoplePicker
from ui.screens.prepare.state import PrepareState
from ui.theme import Space
from ui.widgets import (
    Card,
    LabeledField,
    LabelKind,
    LineEdit,
    PlainLabel,
    QuietLine,
    SegmentedField,
    show_if,
)

_TOPICS = (Topic.OTHER, Topic.PROTOCOL, Topic.TEAM)
"""What a person adds: approvals come by themselves."""


class AgendaCard(Card):
    """The agenda with its sum, and a line to add a point that is no situation."""

    pointed = Signal(str, Topic)

    def __init__(self, find: FindPeople) -> None:
        super().__init__(current=True)
        self.setAccessibleName("Ordre du jour")
        self.total = PlainLabel(kind=LabelKind.MUTED)
        self.list = AgendaList(find)
        self.nothing = PlainLabel(
            "Rien encore. Ajoutez une situation depuis la liste de droite.",
            LabelKind.MUTED,
            wrap=True,
        )
        self.point = LineEdit()
        self.point.setPlaceholderText("Autre point, puis Entrée")
        self.point.setAccessibleName("Ajouter un point qui n’est pas une situation")
        self.point.returnPressed.connect(self._emit_point)
        self.topic = SegmentedField("", [(topic.value, topic.label) for topic in _TOPICS])
        self.topic.setAccessibleName("De quoi parle ce point")
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Ordre du jour", LabelKind.CARD_TITLE))
        head.addStretch(1)
        head.addWidget(self.total)
        self.body.addLayout(head)
        self.body.addSpacing(Space.HALF)
        self.add(self.list)
        self.add(self.nothing)
        self.body.addSpacing(Space.RELATED)
        foot = QHBoxLayout()
        foot.setSpacing(Space.RELATED)
        foot.addWidget(self.point, 1)
        foot.addWidget(self.topic)
        self.body.addLayout(foot)
        self.add(QuietLine(self.point))

    def begun(self) -> dict[str, str]:
        """A point that is half typed, and durations that are not understood; else nothing."""
        title = self.point.text()
        point = {"title": title, "topic": self.topic.value()} if title.strip() else {}
        return point | self.list.typed()

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show it again."""
        self.point.setText(texts.get("title", ""))
        if texts.get("topic", "") in {topic.value for topic in _TOPICS}:
            self.topic.set_value(texts["topic"])
        self.list.show_minutes(texts)

    def _emit_point(self) -> None:
        self.pointed.emit(self.point.text(), Topic(self.topic.value()))

    def show_agenda(self, state: PrepareState) -> None:
        """Show the items and their sum, in red and in words when it is too long."""
        self.list.show_rows(state.rows)
        show_if(self.nothing, not state.rows)
        self.total.setText(state.sum_words)
        self.total.set_kind(LabelKind.LATE_STRONG if state.too_long else LabelKind.MUTED)


class CandidateCard(Card):
    """Situations that may come, each with its reason; a few letters and Enter add the first."""

    searched = Signal(str)
    found = Signal()
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("À ajouter")
        self.search = LabeledField("", placeholder="Code ou mot du motif, puis Entrée")
        self.search.edit.setAccessibleName("Chercher une situation à ajouter")
        self.search.edited.connect(self.searched)
        self.search.edit.returnPressed.connect(self.found)
        self.list = CandidateList()
        self.list.chosen.connect(self.chosen)
        self.note = PlainLabel(kind=LabelKind.SECONDARY, wrap=True)
        self.add(self.search)
        self.body.addSpacing(Space.HALF)
        self.add(self.list)
        self.add(self.note)

    def show_candidates(self, state: PrepareState) -> None:
        """Show those that match the search."""
        self.list.show_rows(state.candidates)
        hidden = state.waiting - len(state.candidates)
        note = f"et {plural(hidden, 'autre')} : précisez la recherche." if hidden > 0 else ""
        if not state.candidates:
            note = "Aucune situation n’attend." if not self.search.text() else "Rien ne correspond."
        self.note.setText(note)
        show_if(self.note, note)


class PeopleCard(Card):
    """Who is invited, and who does what; several people may share a role."""

    invited = Signal(str)
    uninvited = Signal(str)
    given = Signal(Role, str)
    taken = Signal(Role, str)

    def __init__(self, find: FindPeople) -> None:
        super().__init__()
        self.setAccessibleName("Personnes")
        self.count = PlainLabel("Personnes invitées", LabelKind.CARD_TITLE)
        self.people = PeoplePicker("", find)
        self.people.line.setAccessibleName("Inviter une personne")
        self.people.added.connect(self.invited)
        self.people.removed.connect(self.uninvited)
        self.add(self.count)
        self.add(self.people)
        self.body.addSpacing(Space.RELATED)
        self.add(PlainLabel("Rôles", LabelKind.CARD_TITLE))
        self.roles = {role: PeoplePicker(role.label, find) for role in Role}
        for role, picker in self.roles.items():
            picker.added.connect(lambda person, role=role: self.given.emit(role, person))
            picker.removed.connect(lambda person, role=role: self.taken.emit(role, person))
            self.add(picker)

    def show_people(self, state: PrepareState) -> None:
        """Show the invited people and the holders of each role."""
        self.count.setText(state.people_words)
        self.people.show_people(state.invited)
        for held in state.roles:
            self.roles[held.role].show_people(held.holders)
