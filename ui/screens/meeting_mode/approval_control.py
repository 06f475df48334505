# SPDX-License-Identifier: EUPL-1.2
"""Approving the minutes of an earlier meeting, from the point that is for it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import ItemId
from app.services.approvals import ApprovalService
from ui.screens.meeting_mode.begun import BegunTexts
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.history import Acts
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.undo_control import APPROVAL, UndoControl


@dataclass(frozen=True)
class Writing:
    """How an answer is kept, and taken back: `published` tells the others, `changed` shows it."""

    approvals: ApprovalService
    published: Callable[[Changes], object]
    changed: Callable[[], object]
    undo: UndoControl


_NAME = EditorName(Editor.CORRECTION)


class ApprovalControl:
    """Shows the bar over the text of an approval and keeps what it answers."""

    def __init__(
        self,
        layout: MeetingLayout,
        presenter: MeetingPresenter,
        writing: Writing,
        begun: BegunTexts,
    ) -> None:
        """`begun` keeps what is typed of a correction."""
        self._begun = begun
        self._layout, self._presenter, self._approvals = layout, presenter, writing.approvals
        self._published, self._changed = writing.published, writing.changed
        self._undo = writing.undo
        self.bar = layout.fields.point.approval
        self.bar.approved.connect(self._approve)
        self.bar.kept = lambda: begun.kept(_NAME)
        self.bar.correction.textEdited.connect(lambda text: begun.typed(_NAME, text))
        self.bar.taken_back.connect(lambda: self._write(self._approvals.take_back))
        self._undo.places[APPROVAL] = lambda _which: self.bar.setFocus()

    def show(self) -> None:
        """Show what the current item approves, if anything."""
        item = self._presenter.item
        self.bar.show_question(self._approvals.about(item.item) if item is not None else None)

    def _approve(self, correction: object) -> None:
        said = correction if isinstance(correction, str) else None
        self._write(lambda item_id: self._approvals.approve(item_id, said))

    def _write(self, write: Callable[[ItemId], Changes]) -> None:
        item = self._presenter.item
        if item is None:
            return
        before = item.item

        def give() -> None:
            self._published(write(before.id))

        def take() -> None:
            self._published(self._approvals.put_back(before))

        try:
            give()
        except UserError as error:
            self.bar.refuse(error.text)
            return
        self._begun.done(before.id, _NAME)
        self._undo.note(APPROVAL, Acts(take, give), before.id)
        self._changed()
        self._layout.focus(self._layout.first_field)
