# SPDX-License-Identifier: EUPL-1.2
"""The controls of meeting mode, each tied to the layout and to what it writes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import ItemId, MeetingId
from app.services.desk import Desk
from app.services.kept_subjects import KeptPage
from app.services.look_up import CaseFinder
from ui.half_typed import HalfTypedOf
from ui.screens.meeting_mode.answering import Answering
from ui.screens.meeting_mode.approval_control import ApprovalControl
from ui.screens.meeting_mode.attendance_presenter import AttendancePresenter
from ui.screens.meeting_mode.begun import BegunTexts
from ui.screens.meeting_mode.converting import ConvertControl
from ui.screens.meeting_mode.dock_presenter import DockPresenter
from ui.screens.meeting_mode.extras import MeetingExtras
from ui.screens.meeting_mode.layout import MeetingLayout
from ui.screens.meeting_mode.panel_control import PanelControl
from ui.screens.meeting_mode.presenter import MeetingPresenter
from ui.screens.meeting_mode.protocol_control import ProtocolControl
from ui.screens.meeting_mode.typing_control import TypingControl
from ui.screens.meeting_mode.undo_control import UndoControl
from ui.screens.meeting_mode.unplanned import UnplannedControl
from ui.shell.screen import ShowToast


@dataclass(frozen=True)
class Ways:
    """What the controls ask of the screen.

    `show_item` shows an item, `enter` goes on to type in it; `shown` shows the meeting as it was
    read, `read_again` reads it first; `keep` commits what is typed; `sealed` leaves a meeting that
    is closed; `complain` says a refusal above the fields.
    """

    show_item: Callable[[ItemId], object]
    enter: Callable[[ItemId], object]
    shown: Callable[[], object]
    read_again: Callable[[], object]
    keep: Callable[[], object]
    sealed: Callable[[MeetingId], object]
    complain: Callable[[UserError], object]
    publish: Callable[[Changes], object]
    toast: ShowToast


class MeetingControls:
    """Makes them all; each is a module of its own."""

    def __init__(
        self,
        owner: QObject,
        desk: Desk,
        parts: MeetingLayout,
        presenter: MeetingPresenter,
        dock: DockPresenter,
        attendance: AttendancePresenter,
        ways: Ways,
    ) -> None:
        """`owner` holds the timers; `dock` writes lines, `attendance` who is there."""
        self.undo = UndoControl(
            parts,
            presenter,
            dock,
            ways.toast,
            desk.clock.monotonic,
            enter=ways.show_item,
            changed=ways.read_again,
            complain=ways.complain,
        )
        self.typing = TypingControl(owner, parts, presenter, self.undo, ways.shown)
        half = HalfTypedOf(desk.outbox.pages, KeptPage.MEETING)
        self.begun = BegunTexts(parts, presenter, desk.meetings, half, self.typing.save_soon)
        self.convert = ConvertControl(parts, presenter, dock, self.undo, ways.toast)
        self.panels = PanelControl(
            parts,
            presenter,
            attendance,
            self.undo,
            begun=self.begun,
            dates=dock.dates,
            keep=ways.keep,
            changed=ways.shown,
            sealed=ways.sealed,
        )
        answering = Answering(ways.publish, ways.read_again, self.undo)
        self.approval = ApprovalControl(parts, presenter, desk.approvals, answering, self.begun)
        points = desk.protocols.points
        self.protocol = ProtocolControl(parts, presenter, points, answering, self.begun, dock)
        self.extras = MeetingExtras(parts, presenter, desk.meetings, desk.closing, ways.toast)
        self.unplanned = UnplannedControl(
            parts,
            presenter,
            desk.agendas,
            desk.cases,
            desk.consents,
            CaseFinder(desk.look_up, desk.cases),
            desk.clock,
            parts.dock.find_people,
            self.undo,
            enter=ways.enter,
            toast=ways.toast,
            begun=self.begun,
        )
