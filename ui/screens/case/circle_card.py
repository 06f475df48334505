# SPDX-License-Identifier: EUPL-1.2
"""Who is around the person: a name, a role, and whether they are of the care team."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.circle import ROLES
from app.domain.ids import CircleMemberId
from app.domain.lengths import length_fault
from app.domain.text import fold, typeset
from app.services.circles import CircleLine
from ui.person_edit import Find
from ui.theme import IconName, Space
from ui.widgets import (
    Button,
    Card,
    IconButton,
    LabelKind,
    PlainLabel,
    SuggestEdit,
    Suggestion,
    bind_key,
    set_plain_tooltip,
)

_NAME_WIDTH = 176
_TEAM_WIDTH = 136
_INSIDE, _OUTSIDE = "équipe de soins", "hors équipe"
_WHY = (
    "De l’équipe de soins de cette personne, ou non (art. L1110-12 du code de la santé publique). "
    "Hors équipe, rien ne se dit sans son accord."
)


class CircleRow(QWidget):
    """One member. `role_left` carries the role as typed when the line is left."""

    role_left = Signal(str)
    team_asked = Signal(bool)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, line: CircleLine) -> None:
        super().__init__()
        self.line = line
        name = typeset(line.name)
        self.name = PlainLabel(name, LabelKind.STRONG, wrap=True)
        self.name.setFixedWidth(_NAME_WIDTH)
        self.role = SuggestEdit(_roles)
        self.role.setAccessibleName(f"Rôle de {name}")
        self.role.setPlaceholderText("Rôle")
        self.role.setText(line.member.role)
        self.team = Button(_OUTSIDE, small=True)
        self.team.setMinimumWidth(_TEAM_WIDTH)
        set_plain_tooltip(self.team, _WHY)
        self.remove = IconButton(IconName.CLOSE, f"Retirer {name}", key="")
        self.fault = PlainLabel("", LabelKind.LATE, wrap=True)
        self.fault.hide()
        self.show_line(line)
        row = QHBoxLayout()
        row.setSpacing(Space.SNUG)
        for widget in (self.name, self.team, self.remove):
            row.addWidget(widget)
        row.insertWidget(1, self.role, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.role.textChanged.connect(self._judge)
        self.role.editingFinished.connect(self._leave)
        self.role.picked.connect(lambda _choice: self._leave())
        self.team.clicked.connect(lambda: self.team_asked.emit(not self.line.member.care_team))
        self.remove.clicked.connect(self.removed)
        bind_key(self, "Alt+Up", lambda: self.moved.emit(-1))
        bind_key(self, "Alt+Down", lambda: self.moved.emit(1))

    @property
    def dirty(self) -> bool:
        """A role was typed that is not kept."""
        return self.role.text() != self.line.member.role

    def _leave(self) -> None:
        if self.dirty:
            self.role_left.emit(self.role.text())

    def _judge(self) -> None:
        fault = length_fault("role", self.role.text())
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def show_line(self, line: CircleLine) -> None:
        """Show the same member as they are now; a role that is being typed stays."""
        if not self.role.hasFocus() and self.role.text() == self.line.member.role:
            self.role.setText(line.member.role)
        self.line = line
        inside = line.member.care_team
        self.team.set_caption(_INSIDE if inside else _OUTSIDE)
        said = _INSIDE if inside else _OUTSIDE
        self.team.setAccessibleName(f"{typeset(self.line.name)}\u00a0: {said}, changer")


class CircleCard(Card):
    """Signals carry the id of a member; `added` an id of the directory, or nothing, and a name."""

    added = Signal(str, str)
    role_left = Signal(str, str)
    team_asked = Signal(str, bool)
    moved = Signal(str, int)
    removed = Signal(str)

    def __init__(self, find: Find) -> None:
        super().__init__("Autour de la personne")
        self._find = find
        self.rows: tuple[CircleRow, ...] = ()
        self.nothing = PlainLabel("Personne n’est noté.", LabelKind.SECONDARY)
        self.line = SuggestEdit(self._people)
        self.line.setPlaceholderText("Ajouter\u00a0: trois lettres du nom, Entrée")
        self.line.setAccessibleName("Ajouter quelqu’un autour de la personne")
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.HALF)
        self.body.setSpacing(Space.RELATED)
        self.add(self.nothing)
        self.body.addLayout(self._list)
        self.add(self.line)
        self.body.addStretch(1)
        self.line.picked.connect(self._on_picked)

    def set_lines(self, lines: tuple[CircleLine, ...]) -> None:
        """Show the members; the focus stays with who had it."""
        if tuple(row.line for row in self.rows) == lines:
            return
        if [row.line.member.id for row in self.rows] == [line.member.id for line in lines]:
            for row, line in zip(self.rows, lines, strict=True):
                row.show_line(line)
            return
        kept = self._focused()
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = tuple(self._make(line) for line in lines)
        self.nothing.setVisible(not lines)
        before: QWidget = self.line
        for row in self.rows:
            for widget in (row.role, row.team, row.remove):
                QWidget.setTabOrder(before, widget)
                before = widget
        if kept is not None:
            self._focus_again(*kept)

    def faults_left(self) -> dict[str, str]:
        """Roles that are too long to be kept, by member."""
        return {
            f"role {row.line.member.id}": row.role.text()
            for row in self.rows
            if row.dirty and length_fault("role", row.role.text())
        }

    def show_begun(self, texts: Mapping[str, str]) -> None:
        """Show them again."""
        for row in self.rows:
            text = texts.get(f"role {row.line.member.id}")
            if text is not None:
                row.role.setText(text)

    def dirty_roles(self) -> dict[CircleMemberId, str]:
        """The roles that were typed and are not kept."""
        return {row.line.member.id: row.role.text() for row in self.rows if row.dirty}

    def _make(self, line: CircleLine) -> CircleRow:
        row, id_ = CircleRow(line), line.member.id
        row.role_left.connect(lambda role: self.role_left.emit(id_, role))
        row.team_asked.connect(lambda inside: self.team_asked.emit(id_, inside))
        row.moved.connect(lambda step: self.moved.emit(id_, step))
        row.removed.connect(lambda: self.removed.emit(id_))
        self._list.addWidget(row)
        row.show()
        return row

    def _focused(self) -> tuple[CircleMemberId, int] | None:
        for row in self.rows:
            for place, widget in enumerate((row.role, row.team, row.remove)):
                if widget.hasFocus():
                    return row.line.member.id, place
        return None

    def _focus_again(self, id_: CircleMemberId, place: int) -> None:
        for row in self.rows:
            if row.line.member.id == id_:
                (row.role, row.team, row.remove)[place].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_picked(self, choice: object) -> None:
        if isinstance(choice, Suggestion):
            self.line.set_choice(None)
            self.added.emit(choice.key, "" if choice.key else choice.label)

    def _people(self, letters: str) -> list[Suggestion]:
        known = [
            Suggestion(person.id, person.full_name, person.profession or person.structure)
            for person in self._find(letters)
        ]
        return [*known, Suggestion("", letters, "intervenant extérieur")]


def _roles(letters: str) -> list[Suggestion]:
    """The usual roles that begin so; what is typed is a role too."""
    wanted = fold(letters)
    usual = [Suggestion(role, role) for role in ROLES if fold(role).startswith(wanted)]
    return usual if wanted else []
