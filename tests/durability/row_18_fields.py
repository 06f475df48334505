# SPDX-License-Identifier: EUPL-1.2
"""Where people type, and what is there again after a lock: each form with its fields.

`tests/architecture/test_typed_texts.py` finds every field that `ui` makes: it stands here or in
`row_18_let_go.py`, once.
"""

from app.domain.care_plan import PlanPart
from app.domain.case import CaseStatus
from app.domain.consent import ConsentState
from app.services.consents import ConsentDraft
from app.services.meetings import ActionDraft
from tests.durability.lock_stage import LockStage
from tests.durability.row_18_form import Find, Form, first_case, go, screen
from tests.durability.row_18_person import PERSON_FORMS
from tests.durability.row_18_protocols import PROTOCOL_FORMS
from ui.screens.accounts import AccountsScreen
from ui.screens.actions import ActionsScreen
from ui.screens.case import CaseScreen
from ui.screens.case.need_form import NeedForm
from ui.screens.case.plan_editor import PlanLineEditor
from ui.screens.directory import DirectoryScreen
from ui.screens.feedback import FeedbackScreen
from ui.screens.filings import FilingsScreen
from ui.screens.journal import JournalScreen
from ui.screens.minutes import MinutesScreen
from ui.screens.prepare import PrepareScreen
from ui.screens.report import ReportScreen
from ui.screens.rhythm import RhythmScreen
from ui.screens.rhythm.state import Act
from ui.screens.settings import SettingsScreen
from ui.screens.short_form import ShortFormScreen
from ui.widgets import LabeledField, TextPane


def _closed(stage: LockStage) -> None:
    desk, ground = stage.session.desk, stage.ground
    desk.meetings.act(ground.items[0], ActionDraft("Appeler la fille", who_name="Ivo"))
    for item in ground.items:
        desk.meetings.decide(item, "Appeler la famille")
    desk.minutes.close(ground.meeting)


# --- opening each ------------------------------------------------------------------------------


def _prepare(stage: LockStage) -> PrepareScreen:
    return screen(stage, "prepare", PrepareScreen)


def _rhythm(stage: LockStage) -> RhythmScreen:
    return screen(stage, "rhythm", RhythmScreen)


def _move(stage: LockStage) -> None:
    shown = go(stage, "rhythm", RhythmScreen)
    shown.weeks.opened.emit(shown.weeks.rows[2].key)
    shown.week.acted.emit(Act.MOVE)


def _extra(stage: LockStage) -> None:
    go(stage, "rhythm", RhythmScreen).extra.click()


def _actions(stage: LockStage) -> ActionsScreen:
    return screen(stage, "actions", ActionsScreen)


def _why(stage: LockStage) -> None:
    _closed(stage)
    go(stage, "actions", ActionsScreen).answer.no.click()


def _when(stage: LockStage) -> None:
    _closed(stage)
    go(stage, "actions", ActionsScreen).answer.later.click()


def _feedback(stage: LockStage) -> FeedbackScreen:
    return screen(stage, "feedback", FeedbackScreen)


def _report(stage: LockStage) -> None:
    _closed(stage)
    shown = go(stage, "feedback", FeedbackScreen)
    shown.table.selectRow(1)
    shown.report.agreement.set_value("refuses")
    shown.report.agreement.chosen.emit("refuses")


def _filings(stage: LockStage) -> FilingsScreen:
    return screen(stage, "filings", FilingsScreen)


def _extract(stage: LockStage) -> None:
    _closed(stage)
    shown = go(stage, "filings", FilingsScreen)
    shown.table.selectRow(1)


def _minutes(stage: LockStage) -> MinutesScreen:
    return screen(stage, "minutes", MinutesScreen)


def _correction(stage: LockStage) -> None:
    _closed(stage)
    withdrawn = ConsentDraft(ConsentState.WITHDRAWN, on=stage.session.desk.clock.today())
    stage.session.desk.consents.record(first_case(stage), withdrawn)
    go(stage, "minutes", MinutesScreen).pane.correct.click()


def _restricted(stage: LockStage) -> LabeledField | None:
    return next((view.reason for view in _minutes(stage).pane.items if view.reason), None)


def _journal(stage: LockStage) -> JournalScreen:
    return screen(stage, "journal", JournalScreen)


def _pruning(stage: LockStage) -> None:
    shown = go(stage, "journal", JournalScreen)
    shown.prune.click()
    shown.pruning.months.set_value("24")
    shown.pruning.months.chosen.emit("24")


def _accounts(stage: LockStage) -> AccountsScreen:
    return screen(stage, "accounts", AccountsScreen)


def _new_account(stage: LockStage) -> None:
    go(stage, "accounts", AccountsScreen).add_button.click()


def _known_account(stage: LockStage) -> None:
    shown = go(stage, "accounts", AccountsScreen)
    shown.list.opened.emit(shown.list.rows[0].key)


def _settings(stage: LockStage) -> SettingsScreen:
    return screen(stage, "settings", SettingsScreen)


def _short(stage: LockStage) -> ShortFormScreen:
    return screen(stage, "short_form", ShortFormScreen)


def _directory(stage: LockStage) -> DirectoryScreen:
    return screen(stage, "directory", DirectoryScreen)


def _case(stage: LockStage) -> CaseScreen:
    return screen(stage, "case", CaseScreen)


def _open_case(stage: LockStage, tab: str = "") -> CaseScreen:
    return go(stage, "case", CaseScreen, first_case(stage), tab)


def _ending(stage: LockStage) -> None:
    card = _open_case(stage).summary.life
    card.move_button.click()
    card.choice_buttons[CaseStatus.CLOSED].click()


def _circle(stage: LockStage) -> None:
    case_id, circles = first_case(stage), stage.session.desk.lives.circles
    if not circles.of(case_id):
        circles.add(case_id, None, "Luc Ami")
    _open_case(stage)


def _line(stage: LockStage) -> None:
    _open_case(stage, "plan").plan.add_buttons[PlanPart.CARE].click()


def _editor(stage: LockStage) -> PlanLineEditor:
    editor = _case(stage).plan.editor
    assert editor is not None
    return editor


def _need(stage: LockStage) -> NeedForm:
    form = _case(stage).plan.needs.form
    assert form is not None
    return form


def _person(stage: LockStage) -> str:
    return "\n".join(str(vars(each)) for each in stage.session.desk.directory.all())


def _notes(stage: LockStage, place: int) -> TextPane:
    return list(_case(stage).summary.fields.values())[place].text


_HOURS = "rhythm/week_card WeekCard: (self.start, self.end)"
_WEEK: dict[str, Find] = {
    "rhythm/week_card WeekCard: day": lambda s: _rhythm(s).week.day,
    _HOURS: lambda s: _rhythm(s).week.start,
    f"{_HOURS} 2": lambda s: _rhythm(s).week.end,
    "rhythm/week_card WeekCard: reason": lambda s: _rhythm(s).week.reason,
}

FORMS: dict[str, Form] = {
    "a point and a duration of the agenda": Form(
        lambda s: go(s, "prepare", PrepareScreen),
        {
            "prepare/cards AgendaCard: point": lambda s: _prepare(s).agenda.point,
            "prepare/agenda_list AgendaRow: minutes": lambda s: (
                _prepare(s).agenda.list.rows[1].minutes
            ),
        },
    ),
    "a week that is moved, and an absence": Form(
        _move,
        {
            **_WEEK,
            "rhythm/absence_card AbsenceCard: person": lambda s: _rhythm(s).absences.person,
            "rhythm/absence_card AbsenceCard: first": lambda s: _rhythm(s).absences.first,
            "rhythm/absence_card AbsenceCard: last": lambda s: _rhythm(s).absences.last,
        },
    ),
    "a meeting beside the rhythm": Form(_extra, _WEEK),
    "why an action was not done": Form(
        _why, {"actions/answer AnswerCard: why": lambda s: _actions(s).answer.why}
    ),
    "until when an action is put off": Form(
        _when, {"actions/answer AnswerCard: when": lambda s: _actions(s).answer.when}
    ),
    "a report to a patient": Form(
        _report,
        {
            "feedback/form ReportCard: DateField": lambda s: _feedback(s).report.on,
            "owed_card OwedCard: by": lambda s: _feedback(s).report.by,
            "feedback/form ReportCard: reaction": lambda s: _feedback(s).report.reaction,
            "feedback/form ReportCard: refused": lambda s: _feedback(s).report.refused,
            "feedback/form ReportCard: departure": lambda s: _feedback(s).report.departure,
            "feedback/form ReportCard: due": lambda s: _feedback(s).report.due,
        },
    ),
    "an extract put into a record": Form(
        _extract,
        {
            "filings/form FilingCard: DateField": lambda s: _filings(s).card.on,
            "owed_card OwedCard: by": lambda s: _filings(s).card.by,
        },
    ),
    "what minutes are corrected or read for": Form(
        _correction,
        {
            "minutes/reading ReadingPane: reason": lambda s: _minutes(s).pane.reason,
            "minutes/item_view ItemView: reason": _restricted,
        },
    ),
    "why the journal is kept for longer": Form(
        _pruning, {"journal/pruning PruningCard: reason": lambda s: _journal(s).pruning.reason}
    ),
    "a new account": Form(
        _new_account, {"accounts/forms NewAccountForm: name": lambda s: _accounts(s).new.name}
    ),
    "another name of an account": Form(
        _known_account, {"accounts/forms AccountForm: name": lambda s: _accounts(s).account.name}
    ),
    "the practice, two lines amiss": Form(
        lambda s: go(s, "settings", SettingsScreen),
        {
            "settings/view SettingsScreen: name": lambda s: _settings(s).name,
            "settings/view SettingsScreen: meeting_place": lambda s: _settings(s).meeting_place,
            "settings/view SettingsScreen: address": lambda s: _settings(s).address,
            "settings/view SettingsScreen: phone": lambda s: _settings(s).phone,
            "settings/view SettingsScreen: finess": lambda s: _settings(s).finess,
            "settings/view SettingsScreen: start": lambda s: _settings(s).start,
            "settings/view SettingsScreen: end": lambda s: _settings(s).end,
        },
    ),
    "a concertation of two": Form(
        lambda s: go(s, "short_form", ShortFormScreen),
        {
            "short_form/fields Speakers: edit": lambda s: _short(s).speakers.edits[0],
            "short_form/view ShortFormScreen: case": lambda s: _short(s).case,
            "short_form/view ShortFormScreen: on": lambda s: _short(s).on,
            "short_form/view ShortFormScreen: start": lambda s: _short(s).start,
            "short_form/view ShortFormScreen: minutes": lambda s: _short(s).minutes,
            "short_form/view ShortFormScreen: question": lambda s: _short(s).question,
            "short_form/view ShortFormScreen: said": lambda s: _short(s).said,
            "short_form/view ShortFormScreen: decision": lambda s: _short(s).decision,
            "short_form/fields ActionLine: text": lambda s: _short(s).tasks[0].text,
            "short_form/fields ActionLine: who": lambda s: _short(s).tasks[0].who,
            "short_form/fields ActionLine: due": lambda s: _short(s).tasks[0].due,
        },
    ),
    "a problem to be reported": Form(
        lambda s: go(s, "report", ReportScreen),
        {"report/pane ReportPane: said": lambda s: screen(s, "report", ReportScreen).pane.said},
    ),
    "somebody new in the directory": Form(
        lambda s: go(s, "directory", DirectoryScreen, "", "new"),
        {
            "directory/form PersonForm: last": lambda s: _directory(s).form.last,
            "directory/form PersonForm: first": lambda s: _directory(s).form.first,
            "directory/form PersonForm: profession": lambda s: _directory(s).form.profession,
            "directory/form PersonForm: structure": lambda s: _directory(s).form.structure,
            "directory/form PersonForm: rpps": lambda s: _directory(s).form.rpps,
            "directory/form PersonForm: phone": lambda s: _directory(s).form.phone,
            "directory/form PersonForm: mail": lambda s: _directory(s).form.mail,
        },
        _person,
    ),
    "a situation and the end of its plan": Form(
        _open_case,
        {
            "case/demand_card DemandCard: title_field": lambda s: (
                _case(s).summary.demand.title_field
            ),
            "case/demand_card DemandCard: requester": lambda s: _case(s).summary.demand.requester,
            "case/demand_card DemandCard: question": lambda s: _case(s).summary.demand.question,
            "case/demand_card DemandCard: wishes": lambda s: _case(s).summary.demand.wishes,
            "case/demand_card DemandCard: priority": lambda s: _case(s).summary.demand.priority,
            "case/demand_card DemandCard: tried": lambda s: _case(s).summary.demand.tried,
            "case/landmarks_card LandmarksCard: carer": lambda s: _case(s).summary.landmarks.carer,
            "case/landmarks_card LandmarksCard: referent": lambda s: (
                _case(s).summary.landmarks.referent
            ),
            "case/summary_page SummaryPage: fields": lambda s: _notes(s, 0),
            "case/summary_page SummaryPage: fields 2": lambda s: _notes(s, 1),
            "case/summary_page SummaryPage: fields 3": lambda s: _notes(s, 2),
            "case/landmarks_card LandmarksCard: review": lambda s: (
                _case(s).summary.landmarks.review
            ),
            "case/plan_ending PlanEnding: alert": lambda s: _case(s).plan.ending.alert.text,
            "case/plan_ending PlanEnding: who": lambda s: _case(s).plan.ending.who,
            "case/plan_ending PlanEnding: nights": lambda s: _case(s).plan.ending.nights,
            "case/plan_recto PlanRecto: coordinator": lambda s: _case(s).plan.recto.coordinator,
            "case/plan_recto PlanRecto: agreed_on": lambda s: _case(s).plan.recto.agreed_on,
        },
    ),
    "who is around a person": Form(
        _circle,
        {"case/circle_card CircleRow: role": lambda s: _case(s).summary.circle.rows[0].role},
    ),
    "why a situation is closed": Form(
        _ending, {"case/life_card LifeCard: note": lambda s: _case(s).summary.life.note}
    ),
    "a line of a plan": Form(
        _line,
        {
            "case/plan_editor PlanLineEditor: problem": lambda s: _editor(s).problem,
            "case/plan_editor PlanLineEditor: who": lambda s: _editor(s).who,
            "case/plan_editor PlanLineEditor: due": lambda s: _editor(s).due,
            "case/plan_editor PlanLineEditor: review": lambda s: _editor(s).review,
            "case/plain_row cell_text: pane": lambda s: _editor(s).objective,
            "case/plain_row cell_text: pane 2": lambda s: _editor(s).action,
            "case/plain_row cell_text: pane 3": lambda s: _editor(s).criterion,
            "case/plain_row cell_text: pane 23": lambda s: _editor(s).plain.objective,
            "case/plain_row cell_text: pane 33": lambda s: _editor(s).plain.action,
        },
    ),
    "a need that could not be met": Form(
        lambda s: _open_case(s, "plan").plan.needs.add_button.click(),
        {
            "case/need_form NeedForm: need": lambda s: _need(s).need,
            "case/need_form NeedForm: note": lambda s: _need(s).note,
            "case/need_form NeedForm: field": lambda s: _need(s).noted_on,
            "case/need_form NeedForm: field 2": lambda s: _need(s).met_on,
        },
    ),
    **PERSON_FORMS,
    **PROTOCOL_FORMS,
}

KEPT = {name.rstrip(" 23"): form for form, tried in FORMS.items() for name in tried.fields} | {
    "actions/answer AnswerCard: due": "until when an action is put off",
    "case/consent_form ConsentForm: by_field": "an answer about the consent",
    "case/demand_card DemandCard: requester_field": "a situation and the end of its plan",
    "case/landmarks_card LandmarksCard: referent_field": "a situation and the end of its plan",
    "case/plan_ending PlanEnding: who_field": "a situation and the end of its plan",
    "case/plan_recto PlanRecto: coordinator_field": "a situation and the end of its plan",
    "protocol/heading_card HeadingCard: referent_field": "the text of a protocol",
    "protocol/signatures_card SignaturesCard: who_field": "who signed a protocol",
}
"""The fields that are typed in, locked and read again, with the form that they are of."""
