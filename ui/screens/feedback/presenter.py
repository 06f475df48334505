# SPDX-License-Identifier: EUPL-1.2
"""The reports owed to patients, and the form that notes one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app.domain.changes import Changes
from app.domain.dates import long_date, parse_date, parse_past_date
from app.domain.directory import Professional
from app.domain.errors import NotSavedError, UserError
from app.domain.feedback import Agreement
from app.domain.ids import FeedbackId, ProfessionalId
from app.domain.lengths import length_faults
from app.domain.text import plural
from app.services.directory import DirectoryService
from app.services.feedbacks import FeedbackService, FeedbackView, Told
from app.services.kept_forms import About, KeptForms
from app.services.outbox import kept_aside


class FeedbackFilter(StrEnum):
    """The views of the list; the values are the `choice` of an intent."""

    DUE = "due"
    DONE = "done"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return "À faire" if self is FeedbackFilter.DUE else "Faits"


@dataclass(frozen=True)
class OwedReport:
    """A report; `left` days remain until it is due, less than none when it is late."""

    view: FeedbackView
    left: int

    @property
    def key(self) -> str:
        """Names the report for the program."""
        return self.view.feedback.id

    @property
    def done(self) -> bool:
        """Whether the person was told."""
        return self.view.feedback.done_on is not None


@dataclass(frozen=True)
class ReportForm:
    """What is typed about one report: the day, who told, what the person answered.

    `by` is empty while nobody of the directory is chosen; `by_text` is what was typed for it.
    """

    on: date | None
    by: str = ""
    by_text: str = ""
    told: Told = field(default_factory=Told)


@dataclass(frozen=True)
class FeedbackState:
    """The list as it is shown."""

    reports: tuple[OwedReport, ...]
    filter: FeedbackFilter = FeedbackFilter.DUE

    @property
    def summary(self) -> str:
        """How much is owed, and how much of it is late."""
        count = len(self.reports)
        if self.filter is FeedbackFilter.DONE:
            return f"{plural(count, 'retour fait', 'retours faits')}" if count else ""
        if not count:
            return ""
        late = sum(report.left < 0 for report in self.reports)
        order = ", par échéance" if count > 1 else ""
        behind = f" · {late} en retard" if late else ""
        return f"{plural(count, 'retour')} à faire{order}{behind}"


class FeedbackPresenter:
    """Reads what is owed, keeps what is typed about each report, writes what was told."""

    def __init__(
        self,
        feedbacks: FeedbackService,
        directory: DirectoryService,
        kept: KeptForms,
        today: Callable[[], date],
    ) -> None:
        self._feedbacks, self._kept = feedbacks, kept
        self._directory = directory
        self._today = today
        self._filter = FeedbackFilter.DUE
        self._reports: tuple[OwedReport, ...] = ()
        self._told: dict[str, Told] = {}

    def choose(self, filter_: FeedbackFilter) -> None:
        """Show what is owed, or what was done; `reload` reads it."""
        self._filter = filter_

    def reload(self) -> None:
        """Read the list again; what is typed stays."""
        due = self._filter is FeedbackFilter.DUE
        views = self._feedbacks.owed() if due else self._feedbacks.done()
        today = self._today()
        self._reports = tuple(OwedReport(view, (view.due - today).days) for view in views)

    def state(self) -> FeedbackState:
        """What to show now."""
        return FeedbackState(self._reports, self._filter)

    def find(self, key: str) -> OwedReport | None:
        """A report of the list."""
        return next((report for report in self._reports if report.key == key), None)

    def form(self, report: OwedReport) -> ReportForm:
        """What is proposed for a report: today, and whoever owes it; as noted where it was."""
        feedback, view = report.view.feedback, report.view
        told = self._told.get(report.key, replace(Told.of(feedback), due=view.due))
        if feedback.done_on is not None:
            return ReportForm(feedback.done_on, feedback.done_by or "", view.done_by, told)
        return ReportForm(self._today(), feedback.owed_by or "", view.owed_by, told)

    def faults(self, told: Told) -> dict[str, str]:
        """A sentence for each text that is too long to be kept."""
        return length_faults(told)

    def keepable(self, report: OwedReport, told: Told) -> Told:
        """What is typed, with what is too long as it was: the rest of it is not held up."""
        before = Told.of(report.view.feedback)
        return replace(told, **{name: getattr(before, name) for name in self.faults(told)})

    def keep(self, report: OwedReport, told: Told) -> Changes:
        """Keep what is typed about a report as far as it goes.

        Raises `UserError`; what the disk does not take is kept in another place.
        """
        id_, before = FeedbackId(report.key), Told.of(report.view.feedback)
        if told == replace(before, due=report.view.due) and report.key not in self._told:
            return Changes()  # what is only proposed is no text of anybody
        self._told[report.key] = told
        try:
            changes = self._feedbacks.keep(id_, told)
        except NotSavedError as error:
            if self._kept.keep_report(id_, before, told):
                raise kept_aside(error) from error
            raise
        self._kept.taken(About.FEEDBACK, id_)
        return changes

    def record(self, report: OwedReport, form: ReportForm) -> Changes:
        """Note that the person was told.

        Raises `UserError` for a date that is not understood, to come, or before the meeting, and
        for a name that is not in the directory.
        """
        if form.on is None:
            raise UserError("La date du retour manque.", "Notez le jour où il a été fait.")
        if form.on < report.view.met_on:
            raise UserError(
                f"Le retour suit la réunion du {long_date(report.view.met_on)}.",
                "Notez un jour qui vient après elle.",
            )
        outside = not report.view.feedback.owed_by and form.by_text == report.view.owed_by
        if form.by_text.strip() and not form.by and not outside:
            raise UserError(
                "Cette personne n’est pas dans l’annuaire.", "Choisissez un nom de la liste."
            )
        by = ProfessionalId(form.by) if form.by else None
        changes = self._feedbacks.record(report.view.feedback.id, form.on, by, form.told)
        self._told.pop(report.key, None)
        return changes

    def take_back(self, report: OwedReport) -> Changes:
        """The report is owed again. Raises `UserError`."""
        return self._feedbacks.take_back(report.view.feedback.id)

    def people(self, letters: str) -> tuple[Professional, ...]:
        """Whom a few letters may mean."""
        return self._directory.find(letters)

    def parse(self, text: str) -> date | None:
        """A date as it is typed, of something that has happened."""
        return parse_past_date(text, self._today())

    def parse_due(self, text: str) -> date | None:
        """A date as it is typed, by which something is promised."""
        return parse_date(text, self._today())


def departs(report: OwedReport, agreement: Agreement) -> bool:
    """Whether the plan departs from the team's opinion, so that the reason is asked (HAS)."""
    refuses = agreement in (Agreement.PARTLY, Agreement.REFUSES)
    return refuses or bool(report.view.refused_lines)
