# SPDX-License-Identifier: EUPL-1.2
"""Ties the card of who is around a person to its service."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.changes import Changes, Kind
from app.domain.circle import CircleMember
from app.domain.errors import UserError
from app.domain.ids import CaseId, CircleMemberId, ProfessionalId
from app.domain.lengths import length_fault
from app.domain.text import typeset
from app.services.circles import CircleService
from ui.screens.case.circle_card import CircleCard
from ui.shell.screen import ShowToast


class CircleSide(QObject):
    """Each deed is kept at once; a removal can be undone."""

    def __init__(
        self,
        card: CircleCard,
        circles: CircleService,
        toast: ShowToast,
        tell: Callable[[Changes], object],
    ) -> None:
        """`tell` receives what a deed changed."""
        super().__init__(card)
        self._card, self._circles, self._toast, self._tell = card, circles, toast, tell
        self._case_id: CaseId | None = None
        card.added.connect(self._add)
        card.role_left.connect(self._set_role)
        card.team_asked.connect(self._set_team)
        card.moved.connect(self._move)
        card.removed.connect(self._remove)

    def show_case(self, case_id: CaseId | None) -> None:
        """Another situation, or the same one read again."""
        if case_id != self._case_id:
            self._card.line.set_choice(None)
        self._case_id = case_id
        self._card.set_lines(self._circles.of(case_id) if case_id else ())

    def commit(self) -> None:
        """Keep the roles that were typed; one that is too long stays where it is."""
        for id_, role in self._card.dirty_roles().items():
            if not length_fault("role", role):
                self._tell(self._circles.set_role(id_, role))

    def _add(self, person: str, name: str) -> None:
        if self._case_id is None:
            return
        known = ProfessionalId(person) if person else None
        try:
            added, changes = self._circles.add(self._case_id, known, name)
        except UserError as error:
            self._toast(error.text)
            return
        self._done(changes)
        if added is None:
            self._toast("Cette personne y est déjà")
        else:
            self._card.line.setFocus()

    def _set_role(self, id_: str, role: str) -> None:
        if not length_fault("role", role):
            self._done(self._circles.set_role(CircleMemberId(id_), role))

    def _set_team(self, id_: str, inside: bool) -> None:  # noqa: FBT001  a signal's argument
        changes = self._circles.set_care_team(CircleMemberId(id_), care_team=inside)
        self._done(changes)
        if changes.of(Kind.ITEM):
            self._toast("Ne vient plus à la réunion pour elle\u00a0: son accord ne le couvre pas")

    def _move(self, id_: str, step: int) -> None:
        self.commit()
        self._done(self._circles.move(CircleMemberId(id_), step))

    def _remove(self, id_: str) -> None:
        member, changes = self._circles.remove(CircleMemberId(id_))
        name = next(
            (row.line.name for row in self._card.rows if row.line.member.id == id_), member.name
        )
        self._done(changes)
        invited = ", ni à l’ordre du jour" if changes.of(Kind.ITEM) else ""
        self._toast(f"{typeset(name)} n’y est plus{invited}", lambda: self._put_back(member))

    def _put_back(self, member: CircleMember) -> None:
        self._done(self._circles.put_back(member))

    def _done(self, changes: Changes) -> None:
        self._tell(changes)
        self.show_case(self._case_id)
