# SPDX-License-Identifier: EUPL-1.2
"""What the home screen shows, read at each arrival and after each change."""

from datetime import date

from app.domain.dates import DAYS, day_month, long_date, span
from app.domain.ids import MeetingId
from app.domain.meeting import AttendanceState, Meeting, MeetingState
from app.domain.minutes import Minutes, SealedItem
from app.domain.seal import fingerprint
from app.domain.text import NO_BREAK, ellipsis, one_line, plural, typeset
from app.services.agendas import AgendaLine, AgendaView
from app.services.backups import BackupService
from app.services.cases import CaseService
from app.services.directory import DirectoryService
from app.services.documents import DocumentService, Printable
from app.services.home import HomeService, Overview
from app.services.minutes import MinutesService
from app.services.recovery import RecoveryService
from app.services.retention import RetentionService
from ui.screens.home.reminders import consent_mark, reminders
from ui.screens.home.state import (
    AgendaRow,
    FirstStep,
    HomeState,
    LastMinutes,
    MinutesRow,
    NextMeeting,
)

_LONGEST_PLACE = 60
_ISOLATED = "\u2068{}\u2069"
"""Keeps a right-to-left title from turning the words after it around."""


class HomePresenter:
    """Reads the overview and says it in words."""

    def __init__(
        self,
        home: HomeService,
        minutes: MinutesService,
        documents: DocumentService,
        directory: DirectoryService,
        cases: CaseService,
        recovery: RecoveryService | None = None,
        backups: BackupService | None = None,
        retention: RetentionService | None = None,
    ) -> None:
        """`recovery` and `backups` are None over a bare database, which has neither."""
        self._retention = retention
        self._recovery, self._backups = recovery, backups
        self._home = home
        self._minutes = minutes
        self._documents = documents
        self._directory = directory
        self._cases = cases

    def state(self) -> HomeState:
        """Everything the screen shows now."""
        overview = self._home.overview()
        meeting = overview.next_meeting
        return HomeState(
            today=capital(day_words(overview.today)),
            meeting=next_meeting(meeting, overview.today) if meeting else None,
            suggestion=_suggestion(overview),
            reminders=reminders(
                overview,
                sheet_missing=self._sheet_missing(),
                unsaved=self._days_unsaved(),
                kept_enough=len(self._retention.due) if self._retention is not None else 0,
            ),
            minutes=self._last_minutes(overview),
            first_steps=self._first_steps(overview),
        )

    def _sheet_missing(self) -> bool:
        recovery = self._recovery
        return recovery is not None and recovery.may_manage and recovery.in_force is None

    def attendance(self, meeting_id: MeetingId) -> Printable:
        """The sheet to sign. Raises `NotFoundError`."""
        return self._documents.attendance(meeting_id)

    def _days_unsaved(self) -> int:
        """Days since the last backup once that is late; 0 before."""
        state = self._backups.state() if self._backups is not None else None
        return state.since if state is not None and state.late else 0

    def _last_minutes(self, overview: Overview) -> LastMinutes | None:
        if overview.latest_closed is None:
            return None
        minutes = self._minutes.latest_of(overview.latest_closed.id)
        return None if minutes is None else _last_minutes(minutes, self._cases)

    def _first_steps(self, overview: Overview) -> tuple[FirstStep, ...]:
        if overview.next_meeting is not None or overview.latest_closed is not None:
            return ()
        return (
            FirstStep(
                "Importer l’annuaire",
                "Collez la liste de l’équipe depuis un tableur, ou choisissez un fichier.",
                "Importer l’annuaire",
                "directory",
                "import",
                done=bool(self._directory.all()),
            ),
            FirstStep(
                "Ouvrir une situation",
                "Un code la désigne. L’identité, si vous la notez, est scellée à part.",
                "Ouvrir une situation",
                "case",
                "new",
                done=self._cases.exist(),
            ),
            FirstStep(
                "Préparer la réunion",
                "L’ordre du jour se fait avec les situations qui attendent.",
                "Préparer la réunion",
                "prepare",
                "",
                done=False,
            ),
        )


def next_meeting(view: AgendaView, today: date) -> NextMeeting:
    """The meeting of the first card."""
    meeting = view.meeting
    when = f"{day_words(meeting.on, today)}, {span(meeting.start, meeting.end)}"
    crowded = ""
    if view.too_long:
        crowded = f"{view.planned - meeting.minutes}{NO_BREAK}min de trop pour le créneau"
    return NextMeeting(
        id=meeting.id,
        label=_label(meeting),
        when=capital(when),
        facts=" · ".join(_facts(view)),
        crowded=crowded,
        agenda=tuple(_agenda_row(line, today) for line in view.lines),
        start=_start(meeting),
        running=meeting.state is MeetingState.RUNNING,
    )


def _label(meeting: Meeting) -> str:
    if meeting.amendment:
        return "Correction en cours du compte rendu"
    return "Réunion en cours" if meeting.state is MeetingState.RUNNING else "Prochaine réunion"


def _start(meeting: Meeting) -> str:
    if meeting.amendment:
        return "Reprendre la correction"
    running = meeting.state is MeetingState.RUNNING
    return "Reprendre la réunion" if running else "Démarrer la réunion"


def _facts(view: AgendaView) -> list[str]:
    meeting = view.meeting
    situations = sum(1 for line in view.lines if line.item.case_id is not None)
    invited = len(meeting.in_state(*AttendanceState))
    facts = [typeset(ellipsis(meeting.place, _LONGEST_PLACE))] if meeting.place.strip() else []
    facts.append(plural(invited, "invité"))
    facts.append(plural(situations, "situation"))
    facts.append(f"{view.planned}{NO_BREAK}min sur {meeting.minutes}")
    return facts


def _agenda_row(line: AgendaLine, today: date) -> AgendaRow:
    title = typeset(one_line(line.title)) or "sans titre"
    late = f" · {plural(line.late, 'action')} en retard" if line.late else ""
    case_id = line.item.case_id or ""
    return AgendaRow(
        case_id=case_id,
        code=line.code,
        text=_ISOLATED.format(title) + late if late else title,
        consent=consent_mark(line.consent, today) if case_id else None,
        protocol_id=line.item.protocol_id or "",
    )


def _suggestion(overview: Overview) -> str:
    if overview.suggested_on is None:
        return ""
    day = day_words(overview.suggested_on, overview.today)
    said = (f"Aucune réunion n’est préparée. La prochaine tombe le {day}", *overview.differs)
    return " ".join(f"{sentence}." for sentence in said)


def _last_minutes(minutes: Minutes, cases: CaseService) -> LastMinutes:
    version = f" · version {minutes.version}" if minutes.version > 1 else ""
    mark = fingerprint(minutes.seal)
    return LastMinutes(
        id=minutes.id,
        meeting_id=minutes.meeting_id,
        when=f"Compte rendu du {long_date(minutes.on)}",
        facts=f"n°{NO_BREAK}{minutes.header.number}{version} · scellé, empreinte {mark}",
        rows=tuple(_minutes_row(item, cases) for item in minutes.items),
    )


def _minutes_row(item: SealedItem, cases: CaseService) -> MinutesRow:
    case_id = item.case_id or ""
    record = item.record
    if record is None or record.withheld:
        code = cases.file(item.case_id).case.code if item.case_id else f"Point {item.position}"
        said = "accès restreint" if item.restricted and record is None else "texte retiré"
        return MinutesRow(case_id, code, "", said)
    said = record.counts or one_line(record.outcome)
    if not case_id:
        return MinutesRow("", "", typeset(one_line(record.heading)), said)
    return MinutesRow(case_id, record.heading, typeset(one_line(record.title)), said)


def day_words(day: date, today: date | None = None) -> str:
    """« jeudi 26 novembre », with the year when it is not this one."""
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{DAYS[day.weekday()]} {day_month(day)}{year}"


def capital(text: str) -> str:
    """The same words with a capital letter at their beginning."""
    return text[:1].upper() + text[1:]
