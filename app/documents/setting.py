# SPDX-License-Identifier: EUPL-1.2
"""From views to a file: which builder sets which view, one document or several as one file."""

from collections.abc import Sequence

from app.documents.access_dossier import access_dossier_blocks
from app.documents.access_log import access_log_blocks
from app.documents.access_view import AccessDossierView
from app.documents.action_sheet import action_sheet_blocks
from app.documents.agenda_sheet import agenda_sheet_blocks
from app.documents.any_view import MeetingView, PersonView, View
from app.documents.attendance import attendance_blocks
from app.documents.booklet import BookletPart
from app.documents.built import Built
from app.documents.care_plan import care_plan_blocks
from app.documents.consent_form import consent_form_blocks
from app.documents.consent_views import ConsentFormView, NoticeView
from app.documents.convocation import convocation_blocks
from app.documents.extract import extract_blocks
from app.documents.flow import Block
from app.documents.fonts import FontBook
from app.documents.kit import Kit
from app.documents.minutes import minutes_blocks
from app.documents.notice import notice_blocks
from app.documents.page import Part, SheetPart, build_all
from app.documents.patient_plan import patient_plan_blocks
from app.documents.personal_views import BookletView, PatientPlanView
from app.documents.protocol import ProtocolPart
from app.documents.protocol_summary import ProtocolSummaryPart
from app.documents.protocol_views import ProtocolSummaryView, ProtocolView
from app.documents.views import (
    AccessLogView,
    ActionSheetView,
    AgendaSheetView,
    AttendanceView,
    CarePlanView,
    ConvocationView,
    ExtractView,
    MinutesView,
)


def set_view(view: View) -> Built:
    """Set one document; raises FileNotFoundError when a font file is missing."""
    return set_views(view.title, (view,))


def set_views(title: str, views: Sequence[View]) -> Built:
    """Set several documents as one file called `title`, each with its own page numbers.

    Raises ValueError without any, FileNotFoundError when a font file is missing.
    """
    kit = Kit(FontBook())
    return build_all(kit.fonts, title, [_part(kit, view) for view in views])


def _part(kit: Kit, view: View) -> Part:
    match view:
        case BookletView():
            return BookletPart(kit.fonts, view)
        case ProtocolView():
            return ProtocolPart(kit, view)
        case ProtocolSummaryView():
            return ProtocolSummaryPart(kit, view)
        case (
            PatientPlanView()
            | CarePlanView()
            | ConsentFormView()
            | NoticeView()
            | AccessDossierView()
        ):
            return SheetPart(kit.fonts, view, _about_a_person(kit, view))
        case _:
            return SheetPart(kit.fonts, view, _about_a_meeting(kit, view))


def _about_a_person(kit: Kit, view: PersonView) -> list[Block]:
    match view:
        case PatientPlanView():
            return patient_plan_blocks(kit, view)
        case CarePlanView():
            return care_plan_blocks(kit, view)
        case ConsentFormView():
            return consent_form_blocks(kit, view)
        case NoticeView():
            return notice_blocks(kit, view)
        case AccessDossierView():
            return access_dossier_blocks(kit, view)


def _about_a_meeting(kit: Kit, view: MeetingView) -> list[Block]:
    match view:
        case MinutesView():
            return minutes_blocks(kit, view)
        case ExtractView():
            return extract_blocks(kit, view)
        case ActionSheetView():
            return action_sheet_blocks(kit, view)
        case AccessLogView():
            return access_log_blocks(kit, view)
        case _:
            return _around_a_meeting(kit, view)


def _around_a_meeting(
    kit: Kit, view: ConvocationView | AgendaSheetView | AttendanceView
) -> list[Block]:
    match view:
        case ConvocationView():
            return convocation_blocks(kit, view)
        case AgendaSheetView():
            return agenda_sheet_blocks(kit, view)
        case AttendanceView():
            return attendance_blocks(kit, view)
