# SPDX-License-Identifier: EUPL-1.2
"""The reports owed to patients, and the form that notes one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.changes import Changes
from app.domain.dates import long_date, parse_past_date
from app.domain.directory import Professional
from app.domain.errors import NotSavedError, UserError
from app.domain.ids import FeedbackId, ProfessionalId
from app.domain.text import plural
from app.services.directory import DirectoryService
from app.services.feedbacks import FeedbackService, FeedbackView
from app.services.kept_forms import About, KeptForms
from app.services.outbox import kept_aside


@dataclass(frozen=True)
class OwedReport:
    """A report owed; `days` were spent since the meeting."""

    view: FeedbackView
    days: int

    @property
    def key(self) -> str:
        """Names the report for the program."""
        return self.view.feedback.id


@dataclass(frozen=True)
class ReportForm:
    """What is typed about one report: the day, who told, what the person answered.

    `by` is empty while nobody of the directory is chosen; `by_text` is what was typed for it.
    """

    on: date | None
    by: str = ""
    by_text: str = ""
    reaction: str = ""


@dataclass(frozen=True)
class FeedbackState:
    """The list as it is shown."""

    owed: tuple[OwedReport, ...]

    @property
    def summary(self) -> str:
        """How much is owed."""
        if not self.owed:
            return ""
        order = ", les plus anciens d’abord" if len(self.owed) > 1 else ""
        return f"{plural(len(self.owed), 'retour')} à faire{order}"


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
        self._owed: tuple[OwedReport, ...] = ()
        self._reactions: dict[str, str] = {}
        self._noted: dict[str, ReportForm] = {}
        self._told: dict[str, OwedReport] = {}

    def reload(self) -> None:
        """Read the list again; what is typed stays."""
        today = self._today()
        self._owed = tuple(
            OwedReport(view, (today - view.met_on).days) for view in self._feedbacks.owed()
        )

    def state(self) -> FeedbackState:
        """What to show now."""
        return FeedbackState(self._owed)

    def find(self, key: str) -> OwedReport | None:
        """A report of the list, or one that was noted since the screen was opened."""
        return next((report for report in self._owed if report.key == key), self._told.get(key))

    def form(self, report: OwedReport) -> ReportForm:
        """What is proposed for a report: today, and whoever owes it; as noted where it was."""
        feedback = report.view.feedback
        reaction = self._reactions.get(report.key, feedback.reaction)
        return self._noted.get(report.key) or ReportForm(
            self._today(), feedback.owed_by or "", report.view.owed_by, reaction
        )

    def keep(self, report: OwedReport, form: ReportForm) -> Changes:
        """Keep what the person answered as far as it is typed.

        Raises `UserError`; what the disk does not take is kept in another place.
        """
        self._reactions[report.key] = form.reaction
        id_ = FeedbackId(report.key)
        try:
            changes = self._feedbacks.keep_reaction(id_, form.reaction)
        except NotSavedError as error:
            if self._kept.keep_reaction(id_, report.view.feedback.reaction, form.reaction):
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
        changes = self._feedbacks.record(
            report.view.feedback.id, form.on, by, reaction=form.reaction
        )
        self._noted[report.key] = form
        self._told[report.key] = report
        return changes

    def people(self, letters: str) -> tuple[Professional, ...]:
        """Whom a few letters may mean."""
        return self._directory.find(letters)

    def parse(self, text: str) -> date | None:
        """A date as it is typed, of something that has happened."""
        return parse_past_date(text, self._today())
