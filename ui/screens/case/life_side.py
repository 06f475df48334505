# SPDX-License-Identifier: EUPL-1.2
"""Ties the card of a situation's life to its service."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.services.joining import WhoseIdentity
from app.services.life import Moved
from app.services.lives import Lives
from ui.screens.case.life_card import LifeCard
from ui.shell import Intent, Shell


class LifeSide(QObject):
    """`changed` says that the situation is to be shown again."""

    changed = Signal()

    def __init__(
        self, card: LifeCard, lives: Lives, shell: Shell, tell: Callable[[Changes], object]
    ) -> None:
        """`tell` receives what a move changed."""
        super().__init__(card)
        self._card, self._life, self._joining, self._shell = card, lives.life, lives.joining, shell
        self._publish = tell
        self._case_id: CaseId | None = None
        self._kept: CaseId | None = None
        card.moved.connect(self._move)
        card.owed_asked.connect(lambda id_: shell.navigator.go(Intent("feedback", record=id_)))
        card.kept_asked.connect(self._open_kept)
        card.join.find_with(self._find)
        card.join.chosen.connect(self._preview)
        card.join.confirmed.connect(self._join)
        card.episode_asked.connect(self._new_episode)

    def show_case(self, case_id: CaseId | None, kept: CaseId | None = None) -> None:
        """Another situation, or the same one read again; `kept` is the file that took it over."""
        if case_id != self._case_id:
            self._card.clear_form()
        self._case_id, self._kept = case_id, kept
        if case_id is not None:
            self._card.set_view(self._life.view(case_id))

    def _move(self, status: object, reason: object, note: str) -> None:
        if self._case_id is None or not isinstance(status, CaseStatus):
            return
        if not isinstance(reason, StepReason):
            return
        try:
            moved, changes = self._life.move(self._case_id, status, reason, note)
        except UserError as error:
            self._card.say(error.text)
            return
        self._card.clear_form()
        self._tell(changes)
        self._shell.toast(f"La situation est {status.label}", lambda: self._take_back(moved))
        self._card.give_focus()

    def _find(self, letters: str) -> tuple[tuple[str, str, str], ...]:
        return self._joining.find(letters, self._case_id) if self._case_id else ()

    def _preview(self, other: str) -> None:
        if self._case_id is None:
            return
        try:
            self._card.join.show_joining(self._joining.preview(self._case_id, CaseId(other)))
        except UserError as error:
            self._card.join.say(error.text)

    def _join(self, other: str, whose: str) -> None:
        if self._case_id is None:
            return
        said = WhoseIdentity(whose) if whose else None
        try:
            changes = self._joining.join(self._case_id, CaseId(other), said)
        except UserError as error:
            self._card.join.say(error.text)
            self._card.join.confirm.setEnabled(True)
            return
        self._card.clear_form()
        self._tell(changes)
        self._shell.toast("Les deux dossiers sont réunis")
        self._card.give_focus()

    def _new_episode(self) -> None:
        if self._case_id is None:
            return
        try:
            new_id, changes = self._joining.new_episode(self._case_id)
        except UserError as error:
            self._card.say(error.text)
            return
        self._card.clear_form()
        self._publish(changes)
        self._shell.navigator.go(Intent("case", record=new_id, choice="consent"))
        self._shell.toast("Nouvel épisode ouvert\u00a0: l’accord est à redemander")

    def _take_back(self, moved: Moved) -> None:
        self._tell(self._life.take_back(moved))

    def _tell(self, changes: Changes) -> None:
        self._publish(changes)
        self.changed.emit()

    def _open_kept(self) -> None:
        if self._kept is not None:
            self._shell.navigator.go(Intent("case", record=self._kept))
