# SPDX-License-Identifier: EUPL-1.2
"""The pictures of the tour, one line each; a new screen adds its lines here."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QDeadlineTimer, QPoint, QRect, QSize
from PySide6.QtGui import QTextCursor

from app.domain.meeting import Topic
from app.services.meetings import ItemText
from ui.screens.accounts import AccountsScreen, FirstSheet
from ui.screens.backups import BackupsScreen, FirstPlace
from ui.screens.directory import DirectoryScreen, ImportPane
from ui.screens.first_run import FirstRunPage
from ui.screens.journal import JournalScreen
from ui.screens.keyboard import KeyboardScreen
from ui.screens.meeting_mode import MeetingModeScreen, Monitor
from ui.screens.prepare import PrepareScreen
from ui.screens.rhythm import RhythmScreen
from ui.screens.rhythm.state import Act
from ui.screens.search import SearchScreen
from ui.screens.short_form import ShortFormScreen
from ui.tour import accord, around, life, logo, person, plan, report
from ui.tour.doorstep import AFTER_ALL, DOORSTEP, PHRASE
from ui.tour.kept import kept_texts
from ui.tour.meeting import hold_meeting
from ui.tour.protocols import PROTOCOLS
from ui.tour.stage import Shot, Stage
from ui.widgets import Suggestion

PRACTICE = "Maison de santé du Port"
LATE = datetime(2026, 12, 6, 9, 0)  # noqa: DTZ001  local time of the fictional practice
TABLE = (
    "Nom;Prénom;Profession;Structure;Membre MSP;RPPS\n"
    "Rivoal;Maëlle;Sage-femme;MSP;oui;\n"
    "Le Goff;Yann;Kiné;MSP;oui;10101010101\n"
    "Aubry;Nadia;Médecin généraliste;MSP;oui;\n"
    ";Sans nom;Infirmière;MSP;oui;\n"
    "Perrot;Sylvie;Assistante sociale;CCAS;non;\n"
)


def go(screen: str, choice: str = "") -> Callable[[Stage], None]:
    """Show a screen as it opens."""
    return lambda stage: stage.go(screen, choice=choice)


def go_case(code: str, choice: str = "") -> Callable[[Stage], None]:
    """Show a situation."""
    return lambda stage: stage.go("case", stage.case(code), choice)


def press(keys: str) -> Callable[[Stage], None]:
    """Press keys on what is shown."""
    return lambda stage: stage.press(keys)


def _begin(stage: Stage) -> None:
    stage.program.show_first_run()


def _begin_account(stage: Stage) -> None:
    page = stage.page(FirstRunPage)
    page.practice.name.set_text(PRACTICE)
    page.practice.meeting_place.set_text("Salle du premier étage")
    page.practice.go_on()
    page.account.name.set_text("Maëlle Rivoal")
    page.account.passphrase.set_text("ancre cerise moulin")
    page.account.passphrase.edited.emit("")


def _begin_sheet(stage: Stage) -> None:
    page = stage.page(FirstRunPage)
    page.account.choose_folder(stage.vault.parent)
    page.account.passphrase.set_text(PHRASE)
    page.account.again.set_text(PHRASE)
    page.account.go_on()


def _begin_place(stage: Stage) -> None:
    stage.page(FirstSheet).next.click()


def _begin_people(stage: Stage) -> None:
    stage.page(FirstPlace).next.click()


def _begin_table(stage: Stage) -> None:
    pane = stage.page(ImportPane)
    pane.paste.set_text(TABLE)
    pane.read_paste()


def _carried_away(stage: Stage) -> None:
    stick = stage.vault.with_name("cle-usb-tour")
    stick.mkdir(exist_ok=True)
    stage.desk.carry.take_away(stick)
    stage.go("carry")


def _person(stage: Stage) -> None:
    person = stage.desk.directory.named("Aubry").person
    stage.go("directory", person.id if person else "")


def _search(stage: Stage) -> None:
    stage.go("directory")
    screen = stage.screen("directory", DirectoryScreen)
    screen.form.closing.emit()
    screen.search.set_text("zzz")
    screen.search.edited.emit("zzz")


def _search_everything(stage: Stage) -> None:
    while stage.desk.search.catch_up():
        pass
    stage.go("search")
    screen = stage.screen("search", SearchScreen)
    screen.box.set_text("chute")
    screen.box.edited.emit("chute")


def _import(stage: Stage) -> None:
    stage.go("directory", choice="import")
    pane = stage.screen("directory", DirectoryScreen).importing
    pane.paste.set_text(TABLE)
    pane.read_paste()


def _new_account(stage: Stage) -> None:
    screen = stage.screen("accounts", AccountsScreen)
    screen.add_button.click()
    screen.new.name.set_text("Jeanne Imbert")
    screen.new.secret.passphrase.set_text("ancre cerise moulin")
    screen.new.secret.weigh()


def _backups(stage: Stage) -> None:
    stage.go("backups")
    screen = stage.screen("backups", BackupsScreen)
    screen.make_button.click()
    stage.settle()
    screen.verify.click()


def _backups_second(stage: Stage) -> None:
    """A second place that was pulled out."""
    screen, backups = stage.screen("backups", BackupsScreen), stage.desk.backups
    place = stage.vault.with_name("cle-usb")
    if backups is not None:
        backups.use_second(place)
    place.rmdir()
    screen.make_button.click()


def _backups_damaged(stage: Stage) -> None:
    """The newest backup was cut."""
    backups = stage.desk.backups
    stage.settle()
    if backups is not None:
        newest = backups.all()[0].path
        newest.write_bytes(newest.read_bytes()[:-4096])
    stage.screen("backups", BackupsScreen).verify.click()


def _home_late(stage: Stage) -> None:
    """Nothing was backed up for more than a week."""
    stage.practice.set_local(LATE)
    stage.go("home")


def _idle(stage: Stage) -> None:
    stage.main.warn_of_idle_lock(near=True)


def _after_idle_name(stage: Stage) -> None:
    stage.main.warn_of_idle_lock(near=False)
    _meeting_name(stage)


def _meeting(stage: Stage) -> None:
    hold_meeting(stage)
    stage.go("meeting")


def _keyboard(stage: Stage) -> None:
    screen = stage.screen("keyboard", KeyboardScreen)
    screen.list.opened.emit("next_item")
    screen.capture.pressed.emit("Alt+O")


def _palette(stage: Stage) -> None:
    stage.go("home")
    stage.press("Ctrl+K")
    palette = stage.main.palette_line
    palette.letters.setText("s26")
    palette.letters.textEdited.emit("s26")


def _meeting_name(stage: Stage) -> None:
    """A name that slips into a field."""
    screen = stage.screen("meeting", MeetingModeScreen)
    pane = screen.parts.fields.panes[ItemText.SOCIAL].text
    pane.setFocus()
    pane.moveCursor(QTextCursor.MoveOperation.End)
    pane.insertPlainText(" Voir avec Mme Keranguen.")
    screen.anonymity.watch.look()


def _meeting_spelling(stage: Stage) -> None:
    """Two misspelt words; the line proposes for the second."""
    screen = stage.screen("meeting", MeetingModeScreen)
    screen.anonymity.watch.correct()
    stage.settle()
    pane = screen.parts.fields.panes[ItemText.PSYCHIC].text
    pane.setFocus()
    pane.moveCursor(QTextCursor.MoveOperation.End)
    pane.insertPlainText(" Someil haché, appelle le medcin la nuit.")
    checker = screen.anonymity.spelling.checker
    deadline = QDeadlineTimer(5000)
    while (
        not deadline.hasExpired() and screen.parts.fields.panes[ItemText.PSYCHIC].quiet.isHidden()
    ):
        checker.judge()
        screen.anonymity.watch.look()
        stage.settle()


def _meeting_projection(stage: Stage) -> None:
    """The room sees the meeting; the operator sees what the room sees."""
    screen = stage.screen("meeting", MeetingModeScreen)
    size = QSize(1920, 1080)
    beside = Monitor("Vidéoprojecteur", "Vidéoprojecteur", QRect(QPoint(4000, 0), size))
    here = Monitor("Bureau", "Bureau", QRect(-10, -10, 3000, 3000))
    screen.anonymity.projection.use_monitors(lambda: (here, beside))
    screen.anonymity.projection.toggle()


def _projection(stage: Stage) -> None:
    """The second screen itself, over the operator's for the time of the picture."""
    screen = stage.screen("meeting", MeetingModeScreen)
    stage.picture = screen.anonymity.projection.window


def _short_form(stage: Stage) -> None:
    """Two of the team spoke of a new situation; nothing is sealed yet."""
    stage.go("short_form")
    page = stage.screen("short_form", ShortFormScreen)
    for edit, name in zip(page.speakers.edits, ("Cissé", "Aubry"), strict=False):
        person = stage.desk.directory.named(name).person
        if person is not None:
            edit.set_choice(Suggestion(person.id, person.full_name))
    page.case.edit.setText("Ulcère de jambe, pansement qui colle")
    page.case.edit.textEdited.emit(page.case.text())
    page.question.set_text("Faut-il changer de pansement avant la consultation de jeudi ?")
    page.said.set_text("Plaie propre, douleur au retrait. La personne préfère le soin le matin.")
    page.decision.set_text("Interface siliconée, un soin tous les deux jours, le matin.")
    page.tasks[0].text.setText("Refaire l’ordonnance de pansements")


def _approval(stage: Stage) -> None:
    """The minutes of the last meeting, about to be approved."""
    desk = stage.desk
    meeting = desk.agendas.next_meeting()
    lines = desk.agendas.view(meeting.id).lines if meeting is not None else ()
    item = next(line.item for line in lines if line.item.topic is Topic.APPROVAL)
    stage.screen("meeting", MeetingModeScreen).presenter.enter(item.id)
    stage.go("meeting")


def _guest(stage: Stage) -> None:
    """Somebody from outside of the team is asked for one situation, and may not yet hear of it."""
    stage.go("prepare")
    rows = stage.screen("prepare", PrepareScreen).agenda.list.rows
    row = next(row for row in rows if row.state.code == "S26-014")
    row.guests_asked.emit()
    outside = next(person for person in stage.desk.directory.all() if not person.member)
    stage.screen("prepare", PrepareScreen).agenda.list.invited.emit(row.state.item_id, outside.id)


def _calendar(stage: Stage) -> None:
    series, weeks = stage.desk.series, stage.desk.series.weeks(5)
    series.skip(weeks[2].occurrence.day, "Formation de l’équipe")
    person = stage.desk.directory.named("Kowalski").person
    if person is not None:
        series.away(person.id, weeks[1].occurrence.day, weeks[3].occurrence.day)
    stage.go("rhythm")


def _calendar_move(stage: Stage) -> None:
    stage.go("rhythm", stage.desk.series.weeks(4)[3].occurrence.day.isoformat())
    stage.screen("rhythm", RhythmScreen).week.acted.emit(Act.MOVE)


def _dossier(stage: Stage) -> None:
    stage.go("prepare")
    stage.screen("prepare", PrepareScreen).dossier.click()


def _journal_of(stage: Stage) -> None:
    stage.go("journal", "S26-014")


def _journal_pruning(stage: Stage) -> None:
    stage.go("journal")
    stage.screen("journal", JournalScreen).prune.click()


SHOTS: tuple[Shot, ...] = (
    Shot("premier-lancement", _begin),
    Shot("premier-lancement-logo", logo.refused),
    Shot("premier-lancement-phrase", _begin_account),
    Shot("premier-lancement-fiche", _begin_sheet),
    Shot("premier-lancement-sauvegardes", _begin_place),
    Shot("premier-lancement-personnes", _begin_people),
    Shot("premier-lancement-tableau", _begin_table),
    *DOORSTEP,
    Shot("home", go("home")),
    Shot("prepare", go("prepare")),
    Shot("prepare-guest", _guest),
    Shot("calendar", _calendar),
    Shot("calendar-move", _calendar_move),
    Shot("cases", go("cases")),
    Shot("case", go_case("S26-014")),
    Shot("case-answer", accord.answer),
    Shot("case-withdrawal", accord.withdrawal),
    Shot("case-minor", accord.minor),
    Shot("case-around", life.around),
    Shot("case-protocols", life.protocols),
    Shot("case-protocol-steps", life.steps),
    Shot("case-closing", life.closing),
    Shot("case-timeline", go_case("S26-014", "timeline")),
    Shot("case-plan", go_case("S26-014", "plan")),
    Shot("case-plan-line", plan.line),
    Shot("case-plan-needs", plan.needs),
    Shot("case-plan-versions", plan.versions),
    Shot("needs", go("needs")),
    Shot("actions", go("actions")),
    Shot("search", _search_everything),
    Shot("feedback", go("feedback")),
    Shot("feedback-refused", accord.refused),
    Shot("feedback-done", accord.told),
    Shot("short-form", _short_form),
    Shot("filings", go("filings")),
    Shot("minutes", go("minutes")),
    *PROTOCOLS,
    Shot("directory", go("directory")),
    Shot("directory-person", _person),
    Shot("directory-new", go("directory", "new")),
    Shot("directory-nobody", _search),
    Shot("directory-import", _import),
    Shot("journal", go("journal")),
    Shot("journal-situation", _journal_of),
    Shot("journal-pruning", _journal_pruning),
    Shot("keeping", person.keeping),
    Shot("case-rights", person.rights),
    Shot("case-renewal", accord.renewal),
    Shot("case-joined", life.joined),
    Shot("accounts", go("accounts")),
    Shot("accounts-new", _new_account),
    Shot("backups", _backups),
    Shot("backups-second", _backups_second),
    Shot("backups-damaged", _backups_damaged),
    Shot("backups-kept", kept_texts),
    Shot("settings", go("settings")),
    Shot("report", report.report),
    Shot("report-name", report.named),
    Shot("keyboard", go("keyboard")),
    Shot("keyboard-capture", _keyboard),
    Shot("palette", _palette),
    Shot("print-preview", _dossier),
    Shot("home-late", _home_late),
    Shot("meeting", _meeting),
    Shot("meeting-idle", _idle),
    Shot("meeting-name", _after_idle_name),
    Shot("meeting-spelling", _meeting_spelling),
    Shot("meeting-projection", _meeting_projection),
    Shot("projection", _projection),
    Shot("meeting-attendance", around.attendance),
    Shot("meeting-drawer", around.drawer),
    Shot("meeting-unplanned", around.unplanned),
    Shot("meeting-five-minutes", around.five_minutes),
    Shot("meeting-time-in-large", press("F4")),
    Shot("meeting-point", around.point),
    Shot("meeting-protocol", around.protocol),
    Shot("meeting-protocol-rework", around.rework),
    Shot("meeting-approval", _approval),
    Shot("meeting-keys", press("F1")),
    Shot("meeting-closing", press("Ctrl+Shift+Return")),
    Shot("closing", press("Ctrl+Shift+Return")),
    Shot("carry", go("carry")),
    Shot("carry-away", _carried_away),
    *AFTER_ALL,
)
