# SPDX-License-Identifier: EUPL-1.2
"""Ties the card of a situation's life to its service."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.case import CaseStatus
from app.domain.case_step import StepReason
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import CaseId
from app.services.life import LifeService, Moved
from ui.screens.case.life_card import LifeCard
from ui.shell import Intent, Shell


class LifeSide(QObject):
    """`changed` says that the situation is to be shown again."""

    changed = Signal()

    def __init__(
        self, card: LifeCard, life: LifeService, shell: Shell, tell: Callable[[Changes], object]
    ) -> None:
        """`tell` receives what a move changed."""
        super().__init__(card)
        self._card, self._life, self._shell = card, life, shell
        self._publish = tell
        self._case_id: CaseId | None = None
        self._kept: CaseId | None = None
        card.moved.connect(self._move)
        card.owed_asked.connect(lambda id_: shell.navigator.go(Intent("feedback", record=id_)))
        card.kept_asked.connect(self._open_kept)

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

    def _take_back(self, moved: Moved) -> None:
        self._tell(self._life.take_back(moved))

    def _tell(self, changes: Changes) -> None:
        self._publish(changes)
        self.changed.emit()

    def _open_kept(self) -> None:
        if self._kept is not None:
            self._shell.navigator.go(Intent("case", record=self._kept))
