# SPDX-License-Identifier: EUPL-1.2
"""Ties the card of a person's protocols to its services."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import CaseId, InclusionId, ProtocolId
from app.domain.inclusion import InclusionState
from app.domain.text import ellipsis, plural
from app.services.inclusions import Decided
from app.services.protocol_desk import ProtocolDesk
from ui.screens.case.protocol_card import ProtocolCard
from ui.shell import Intent, Shell

_NOTHING = "Rien n’est proposé\u00a0: ces étapes sont déjà au plan, ou ne sont plus en vigueur."
_TITLE = 60
"""Letters of a title in a sentence at the foot of the window."""


class _Decide(Protocol):
    """What notes that a person is included, or is not."""

    def __call__(
        self,
        case_id: CaseId,
        protocol_id: ProtocolId,
        met: Iterable[int],
        on: date,
        reason: str,
        *,
        version: int | None,
    ) -> tuple[Decided, Changes]: ...


class ProtocolSide(QObject):
    """`changed` says that the situation is to be shown again: its plan, and what a closing says."""

    changed = Signal()

    def __init__(
        self,
        card: ProtocolCard,
        protocols: ProtocolDesk,
        shell: Shell,
        tell: Callable[[Changes], object],
    ) -> None:
        """`tell` receives what a deed changed."""
        super().__init__(card)
        self._card, self._shell, self._publish = card, shell, tell
        self._inclusions, self._lines = protocols.inclusions, protocols.lines
        self._case_id: CaseId | None = None
        card.form.confirmed.connect(self._include)
        card.form.refused.connect(self._exclude)
        card.end.confirmed.connect(self._end)
        card.steps.confirmed.connect(self._propose)
        card.end_asked.connect(self._ask_end)
        card.steps_asked.connect(self._show_steps)
        card.reopened.connect(self._reopen)
        card.removed.connect(self._remove)
        card.opened.connect(lambda id_: shell.navigator.go(Intent("protocol", record=id_)))
        card.list_button.clicked.connect(lambda: shell.navigator.go(Intent("protocols")))

    def show_case(self, case_id: CaseId | None, *, writable: bool) -> None:
        """Another situation, or the same one read again; None while a new one is typed."""
        if case_id != self._case_id:
            for form in (self._card.form, self._card.end, self._card.steps):
                form.hide()
        self._case_id = case_id
        if case_id is not None:
            may = writable and self._inclusions.may_write
            lines, offered = self._inclusions.of_case(case_id), self._inclusions.offered(case_id)
            self._card.set_lines(lines, offered, writable=may)

    # --- deciding ----------------------------------------------------------------------------

    def _include(self) -> None:
        decided = self._decide("Incluse", self._inclusions.include)
        if decided is not None and decided.after is not None:
            self._show_steps(decided.after.id)

    def _exclude(self) -> None:
        self._decide("Non incluse", self._inclusions.exclude)

    def _decide(self, words: str, decide: _Decide) -> Decided | None:
        form, day = self._card.form, self._card.form.when.day()
        offered = form.chosen
        if self._case_id is None or offered is None or day is None:
            return None
        try:
            decided, changes = decide(
                self._case_id,
                offered.protocol_id,
                form.met(),
                day,
                form.when.why.text(),
                version=offered.version,
            )
        except UserError as error:
            form.when.refuse(error.text)
            return None
        title = ellipsis(offered.title, _TITLE)
        self._done(f"{words} dans «\u202f{title}\u202f»", decided, changes)
        return decided

    def _ask_end(self, inclusion_id: str, state: object) -> None:
        if isinstance(state, InclusionState):
            self._card.ask_end(inclusion_id, state)

    def _end(self) -> None:
        form, day = self._card.end, self._card.end.when.day()
        if day is None:
            return
        id_, why = InclusionId(form.inclusion_id), form.when.why.text()
        left = form.state is InclusionState.LEFT
        end = self._inclusions.leave if left else self._inclusions.complete
        try:
            decided, changes = end(id_, day, why)
        except UserError as error:
            form.when.refuse(error.text)
            return
        self._done("Sortie notée" if left else "Notée comme terminée", decided, changes)

    def _reopen(self, inclusion_id: str) -> None:
        self._at_once("L’inclusion continue", self._inclusions.reopen, inclusion_id)

    def _remove(self, inclusion_id: str) -> None:
        self._at_once("Retirée, à la corbeille", self._inclusions.remove, inclusion_id)

    # --- the plan ----------------------------------------------------------------------------

    def _show_steps(self, inclusion_id: str) -> None:
        line = next(
            (row.shown for row in self._card.rows if row.shown.inclusion.id == inclusion_id), None
        )
        if self._case_id is None or line is None:
            return
        steps = self._lines.steps(self._case_id, line.inclusion.protocol_id)
        self._card.show_steps(line.inclusion.protocol_id, line.title, steps)

    def _propose(self) -> None:
        form, case_id = self._card.steps, self._case_id
        if case_id is None:
            return
        try:
            lines, changes = self._lines.propose(
                case_id, ProtocolId(form.protocol_id), form.ticks.ticked()
            )
        except UserError as error:
            self._shell.toast(error.text)
            return
        self._card.close_forms()
        if not lines:
            self._shell.toast(_NOTHING)
            return
        self._tell(changes)
        count = plural(len(lines), "ligne proposée", "lignes proposées")
        self._shell.toast(
            f"{count} au plan", lambda: self._tell(self._lines.take_back(case_id, lines))
        )

    # --- inside ------------------------------------------------------------------------------

    def _at_once(
        self,
        words: str,
        deed: Callable[[InclusionId], tuple[Decided, Changes]],
        inclusion_id: str,
    ) -> None:
        try:
            decided, changes = deed(InclusionId(inclusion_id))
        except UserError as error:
            self._shell.toast(error.text)
            return
        self._done(words, decided, changes)

    def _done(self, words: str, decided: Decided, changes: Changes) -> None:
        self._card.close_forms()
        self._tell(changes)
        self._shell.toast(words, self._back(decided))

    def _back(self, decided: Decided) -> Callable[[], None]:
        def back() -> None:
            try:
                changes = self._inclusions.take_back(decided)
            except UserError as error:
                self._shell.toast(error.text)
                return
            self._card.close_forms()
            self._tell(changes)

        return back

    def _tell(self, changes: Changes) -> None:
        self._publish(changes)
        self.changed.emit()
