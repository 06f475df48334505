# SPDX-License-Identifier: EUPL-1.2
"""Answering about a protocol from its point: validated, to rework, to revise, kept until a day."""

from collections.abc import Callable
from datetime import date

from app.domain.changes import Changes
from app.domain.dates import add_months
from app.domain.errors import UserError
from app.domain.ids import ItemId
from app.services.protocol_points import ProtocolPointService
from ui.due_edit import WRONG_DATE
from ui.screens.meeting_mode.answering import Answering
from ui.screens.meeting_mode.ask_line import AskLine
from ui.screens.meeting_mode.begun import BegunTexts
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.drafts import Editor, EditorName
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.undo_control import PROTOCOL

_WHY, _UNTIL = EditorName(Editor.REWORK), EditorName(Editor.KEPT_UNTIL)
_MONTHS = 12
"""How long after the meeting the next revision is proposed."""


class ProtocolControl:
    """Shows the bar over the text of a point about a protocol and keeps what it answers."""

    def __init__(
        self,
        layout: MeetingLayout,
        presenter: MeetingPresenter,
        points: ProtocolPointService,
        answering: Answering,
        begun: BegunTexts,
        dock: DockPresenter,
    ) -> None:
        """`begun` keeps what is typed of an answer; `dock` reads dates as it does for actions."""
        self._layout, self._presenter, self._begun = layout, presenter, begun
        self._points, self._answering = points, answering
        self.bar = bar = layout.fields.point.protocol
        bar.read = dock.read_date
        bar.begin = self._begin
        bar.why.edit.textEdited.connect(lambda text: begun.typed(_WHY, text))
        bar.day.changed.connect(lambda _day: begun.typed(_UNTIL, bar.day.text().strip()))
        bar.validated.connect(lambda: self._write(self._points.validate))
        bar.reworked.connect(lambda why: self._write(lambda item: self._points.not_yet(item, why)))
        bar.called_back.connect(lambda: self._write(self._points.call_back))
        bar.kept_until.connect(self._keep)
        bar.taken_back.connect(lambda: self._write(self._points.take_back))
        answering.undo.places[PROTOCOL] = lambda _which: bar.setFocus()

    def show(self) -> None:
        """Show what the current item is about, if anything."""
        item = self._presenter.item
        self.bar.show_point(self._points.about(item.item) if item is not None else None)

    def _begin(self, line: AskLine) -> None:
        if line is self.bar.why:
            line.edit.setText(self._begun.kept(_WHY))
            return
        begun = self._begun.kept(_UNTIL)
        day = self.bar.read(begun) if begun else add_months(self._presenter.meeting.on, _MONTHS)
        if day is None:
            self.bar.day.show_wrong(begun)
        else:
            self.bar.day.set_value(day)

    def _keep(self, day: object) -> None:
        if isinstance(day, date):
            self._write(lambda item: self._points.keep(item, day))
        else:
            self.bar.refuse(WRONG_DATE)

    def _write(self, write: Callable[[ItemId], Changes]) -> None:
        before = self.bar.shown
        if before is None:
            return
        item, asked = before.item.id, before
        try:
            self._answering.carry_out(
                PROTOCOL, item, lambda: write(item), lambda: self._points.put_back(asked)
            )
        except UserError as error:
            self.bar.refuse(error.text)
            return
        for name in (_WHY, _UNTIL):
            self._begun.done(item, name)
        self._answering.changed()
        self._layout.focus(self._layout.first_field)
