# SPDX-License-Identifier: EUPL-1.2
"""From views to a file: which builder sets which view, one document or several as one file."""

from collections.abc import Sequence

from app.documents.access_log import access_log_blocks
from app.documents.action_sheet import action_sheet_blocks
from app.documents.agenda_sheet import agenda_sheet_blocks
from app.documents.attendance import attendance_blocks
from app.documents.built import Built
from app.documents.care_plan import care_plan_blocks
from app.documents.convocation import convocation_blocks
from app.documents.extract import extract_blocks
from app.documents.flow import Block
from app.documents.fonts import FontBook
from app.documents.kit import Kit
from app.documents.minutes import minutes_blocks
from app.documents.page import build_all
from app.documents.views import (
    AccessLogView,
    ActionSheetView,
    AgendaSheetView,
    AttendanceView,
    CarePlanView,
    ConvocationView,
    ExtractView,
    MinutesView,
    View,
)


def set_view(view: View) -> Built:
    """Set one document; raises FileNotFoundError when a font file is missing."""
    return set_views(view.title, (view,))


def set_views(title: str, views: Sequence[View]) -> Built:
    """Set several documents as one file called `title`, each with its own page numbers.

    Raises ValueError without any, FileNotFoundError when a font file is missing.
    """
    kit = Kit(FontBook())
    return build_all(kit.fonts, title, [(view, _blocks(kit, view)) for view in views])


def _blocks(kit: Kit, view: View) -> list[Block]:
    match view:
        case ConvocationView() | AgendaSheetView() | AttendanceView():
            return _blocks_for_a_meeting(kit, view)
        case MinutesView():
            return minutes_blocks(kit, view)
        case CarePlanView():
            return care_plan_blocks(kit, view)
        case ExtractView():
            return extract_blocks(kit, view)
        case ActionSheetView():
            return action_sheet_blocks(kit, view)
        case AccessLogView():
            return access_log_blocks(kit, view)


def _blocks_for_a_meeting(
    kit: Kit, view: ConvocationView | AgendaSheetView | AttendanceView
) -> list[Block]:
    match view:
        case ConvocationView():
            return convocation_blocks(kit, view)
        case AgendaSheetView():
            return agenda_sheet_blocks(kit, view)
        case AttendanceView():
            return attendance_blocks(kit, view)
