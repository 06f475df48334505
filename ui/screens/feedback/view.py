# SPDX-License-Identifier: EUPL-1.2
"""What is owed to patients, and the noting of what was told."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes, Kind
from app.domain.dates import medium_date
from app.domain.errors import UserError
from app.services.kept_subjects import KeptPage
from app.services.unfinished import UnfinishedForms
from ui.half_typed import HalfTypedOf
from ui.screens.feedback.form import ReportCard
from ui.screens.feedback.model import report_model
from ui.screens.feedback.presenter import (
    FeedbackFilter,
    FeedbackPresenter,
    FeedbackState,
    OwedReport,
    ReportForm,
)
from ui.shell import Intent, Screen, Shell
from ui.theme import IconName, Tone
from ui.widgets import (
    Banner,
    EmptyState,
    ListAndForm,
    Page,
    RecordTable,
    Roomy,
    SegmentedField,
    show_if,
)

_SHOWN = frozenset({Kind.FEEDBACK, Kind.CASE, Kind.MEETING, Kind.PROFESSIONAL, Kind.PLAN_LINE})
_FORM_WIDTH = 420
AUTOSAVE_MS = 800


class FeedbackScreen(Screen):
    """Answers `Intent("feedback", record=<a report>, choice="due" | "done")`."""

    def __init__(
        self, presenter: FeedbackPresenter, shell: Shell, pages: UnfinishedForms | None = None
    ) -> None:
        super().__init__()
        self._half = HalfTypedOf(pages, KeptPage.FEEDBACK)
        self._presenter, self._shell = presenter, shell
        self._loaded = False
        self._shown: OwedReport | None = None
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(AUTOSAVE_MS)
        self.banner = Banner()
        self.filters = SegmentedField("", [(each.value, each.label) for each in FeedbackFilter])
        self.model = report_model()
        self.table: RecordTable[OwedReport] = RecordTable("Retours au patient", self.model)
        self.report = ReportCard(presenter)
        self.none = EmptyState(
            "Aucun retour n’est dû. Après chaque réunion, un retour est attendu "
            "pour chaque situation vue.",
            icon=IconName.CHECK,
        )
        self._lay_out()
        self._connect()

    def open_record(self, record: str, choice: str) -> None:
        if choice in tuple(FeedbackFilter):
            self._choose(choice)
        elif not self._loaded:
            self._reload()
        if record:
            self.table.select(record)

    def refresh(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self._try_keep()
            self._reload()

    def commit_drafts(self) -> None:
        """Keep what is typed; a report is noted only when somebody says so."""
        self.banner.clear()
        self._keep()

    def here(self) -> tuple[str, str] | None:
        return self.table.current_key(), self.filters.value()

    def primary_focus(self) -> QWidget | None:
        return self.table if self.model.rowCount() else None

    def _lay_out(self) -> None:
        page = Page("Retours au patient")
        self.header = page.header
        self._stack = ListAndForm(
            self.table, Roomy(self.report, across=False), self.none, _FORM_WIDTH
        )
        page.body.addWidget(self.filters)
        page.body.addWidget(self.banner)
        page.body.addWidget(self._stack, 1)
        self.hold(page)

    def _connect(self) -> None:
        self.filters.chosen.connect(self._choose)
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(lambda _key: self.report.on.edit.setFocus())
        self.report.noted.connect(self._note)
        self.report.edited.connect(self._save_timer.start)
        self._save_timer.timeout.connect(self._try_keep)
        self.report.case_asked.connect(lambda: self._go(""))
        self.report.plan_asked.connect(lambda: self._go("plan"))
        self.report.withdrawal_asked.connect(lambda: self._go("withdrawal"))
        self.report.undo_asked.connect(self._take_back)

    def _choose(self, value: str) -> None:
        self._try_keep()
        self.filters.set_value(value)
        self._presenter.choose(FeedbackFilter(value))
        self._reload()

    def _reload(self) -> None:
        self._loaded = True
        self._presenter.reload()
        self._render(self._presenter.state())

    def _render(self, state: FeedbackState) -> None:
        self.header.set_title("Retours au patient", state.summary)
        row = max(self.table.currentIndex().row(), 0)
        self.table.set_records(state.reports)
        if state.reports and not self.table.currentIndex().isValid():
            self.table.selectRow(min(row, len(state.reports) - 1))
        self._show(self._presenter.find(self.table.current_key()))
        self._stack.show_list(shown=bool(state.reports))

    def _on_selected(self, key: str) -> None:
        self._try_keep()
        self._show(self._presenter.find(key))

    def _show(self, report: OwedReport | None) -> None:
        self._shown = report
        show_if(self.report, report)
        if report is not None:
            self.report.show_report(report, self._presenter.form(report))
            self.report.show_begun(self._half.of(report.key))

    def _keep(self) -> None:
        self._save_timer.stop()
        if self._shown is not None:
            self._half.keep(self._shown.key, self.report.begun())
            told = self._presenter.keepable(self._shown, self.report.told())
            self._shell.changes.publish(self._presenter.keep(self._shown, told), self)

    def _try_keep(self) -> None:
        """Keep what is typed; what cannot be kept stays on the screen and is said there."""
        try:
            self._keep()
        except UserError as error:
            self.banner.show_message(error.text, Tone.LATE)

    def _note(self) -> None:
        report, form = self._shown, self.report.form()
        if report is None:
            return
        try:
            changes = self._presenter.record(report, form)
        except UserError as error:
            self.report.refuse(error.text)
            return
        self._half.keep(report.key, {})
        self._shown = None
        self._shell.changes.publish(changes, self)
        self._reload()
        self.banner.show_message(
            _confirmation(report, form),
            Tone.OK,
            action="Annuler",
            on_action=lambda: self._undo(report),
        )
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self, report: OwedReport) -> None:
        """What was just noted is owed again, with what was typed, and in sight."""
        if report.done:  # it was a correction: as it stood before
            before = self._presenter.form(report)
            self._shell.changes.publish(self._presenter.record(report, before), self)
        else:
            self._shell.changes.publish(self._presenter.take_back(report), self)
        self.banner.clear()
        self._reload()
        self.table.select(report.key)

    def _take_back(self) -> None:
        report = self._shown
        if report is not None:
            self._shell.changes.publish(self._presenter.take_back(report), self)
            self._shown = None
            self._choose(FeedbackFilter.DUE)
            self.table.select(report.key)

    def _go(self, choice: str) -> None:
        if self._shown is not None:
            case_id = self._shown.view.feedback.case_id
            self._shell.navigator.go(Intent("case", record=case_id, choice=choice))


def _confirmation(report: OwedReport, form: ReportForm) -> str:
    by = f" par {form.by_text}" if form.by_text else ""
    on = f" le {medium_date(form.on)}" if form.on else ""
    where = "" if report.done else " Il est dans « Faits »."
    return f"Retour noté pour {report.view.code}, fait{on}{by}.{where}"
