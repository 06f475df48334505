# SPDX-License-Identifier: EUPL-1.2
"""Every view that `app.documents.setting` can set. Nothing here imports the PDF library."""

from app.documents.access_view import AccessDossierView
from app.documents.consent_views import ConsentFormView, NoticeView
from app.documents.personal_views import BookletView, PatientPlanView
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

MeetingView = (
    MinutesView
    | AttendanceView
    | ConvocationView
    | AgendaSheetView
    | ExtractView
    | ActionSheetView
    | AccessLogView
)
PersonView = PatientPlanView | CarePlanView | ConsentFormView | NoticeView | AccessDossierView
ProtocolPaper = ProtocolView | ProtocolSummaryView
View = MeetingView | PersonView | BookletView | ProtocolPaper
