# SPDX-License-Identifier: EUPL-1.2
"""Approving the minutes of an earlier meeting, from the point that is for it."""

from collections.abc import Callable

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import ItemId
from app.services.approvals import ApprovalService
from ui.screens.meeting_mode.answering import Answering
from ui.screens.meeting_mode.begun import BegunTexts
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.undo_control import APPROVAL

_NAME = EditorName(Editor.CORRECTION)


class ApprovalControl:
    """Shows the bar over the text of an approval and keeps what it answers."""

    def __init__(
        self,
        layout: MeetingLayout,
        presenter: MeetingPresenter,
        approvals: ApprovalService,
        answering: Answering,
        begun: BegunTexts,
    ) -> None:
        """`begun` keeps what is typed of a correction."""
        self._begun = begun
        self._layout, self._presenter = layout, presenter
        self._approvals, self._answering = approvals, answering
        self.bar = layout.fields.point.approval
        self.bar.approved.connect(self._approve)
        self.bar.kept = lambda: begun.kept(_NAME)
        self.bar.correction.textEdited.connect(lambda text: begun.typed(_NAME, text))
        self.bar.taken_back.connect(lambda: self._write(self._approvals.take_back))
        answering.undo.places[APPROVAL] = lambda _which: self.bar.setFocus()

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
        try:
            self._answering.carry_out(
                APPROVAL,
                before.id,
                lambda: write(before.id),
                lambda: self._approvals.put_back(before),
            )
        except UserError as error:
            self.bar.refuse(error.text)
            return
        self._begun.done(before.id, _NAME)
        self._answering.changed()
        self._layout.focus(self._layout.first_field)
