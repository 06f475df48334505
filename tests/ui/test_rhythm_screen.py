# SPDX-License-Identifier: EUPL-1.2
"""The calendar by keyboard, in the real window over a real database."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.meeting import AttendanceState, MeetingForm
from app.domain.practice import Region
from app.system.clock import HeldClock
from tests.services.office import NOON, PARIS, THURSDAY, Office
from tests.ui.fakes import FakeDialogs
from tests.ui.typing import focused, press, type_text
from ui.screens.rhythm import RhythmPresenter, RhythmScreen
from ui.screens.rhythm.state import Act
from ui.shell import Intent, MainWindow, Screen, ScreenSpec, Shell
from ui.tasks import Tasks
from ui.theme import IconName
from ui.widgets import Toast

WEEK = timedelta(days=7)


class Prepared(Screen):
    """Stands for the preparation: remembers which meeting it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[str] = []

    def open_record(self, record: str, choice: str) -> None:
        assert choice == ""
        self.records.append(record)


class Room:
    """A window on the calendar."""

    def __init__(self, office: Office, tasks: Tasks) -> None:
        self.office, self.prepared = office, Prepared()
        desk = office.desk

        def calendar(shell: Shell) -> Screen:
            presenter = RhythmPresenter(
                desk.series, desk.agendas, desk.directory, desk.practice, desk.clock.today
            )
            return RhythmScreen(presenter, shell)

        specs = [
            ScreenSpec("rhythm", "Calendrier", IconName.CALENDAR, calendar),
            ScreenSpec("prepare", "Préparer", IconName.PREPARE, lambda _shell: self.prepared),
        ]
        self.window = MainWindow(
            "Tilleuls", specs, tasks=tasks, dialogs=FakeDialogs(), full_screen=False
        )

    @property
    def screen(self) -> RhythmScreen:
        screen = self.window.screen_of("rhythm")
        assert isinstance(screen, RhythmScreen)
        return screen

    def open(self, day: date | None = None) -> None:
        self.window.navigator.go(Intent("rhythm", day.isoformat() if day else ""))
        QApplication.processEvents()

    def press(self, *chords: str) -> None:
        for chord in chords:
            press(focused(), chord)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        type_text(None, text)
        QApplication.processEvents()

    def undo(self) -> None:
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        toast.button.click()
        QApplication.processEvents()

    def said(self) -> str:
        toast = self.window.findChild(Toast)
        assert isinstance(toast, Toast)
        return toast.label.text()

    def row(self, place: int) -> tuple[str, str, str]:
        row = self.screen.weeks.rows[place]
        return row.code, row.text, row.chip.text if row.chip else ""


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    office, tasks = Office(tmp_path / "data.db", HeldClock(NOON, PARIS)), Tasks()
    room = Room(office, tasks)
    with qtbot.waitActive(room.window):
        room.window.show()
    yield room
    room.window.close()
    tasks.close()
    office.close()


def test_the_coming_weeks_are_shown_with_the_first_one_under_the_hand(room: Room) -> None:
    room.office.desk.agendas.prepare_next()
    room.open()
    assert room.row(0) == ("jeu. 26 nov. 2026", "12\u00a0h\u00a030 – 14\u00a0h", "préparée")
    assert room.row(1) == ("jeu. 3 déc. 2026", "12\u00a0h\u00a030 – 14\u00a0h", "")
    assert focused().accessibleName().startswith("jeu. 26 nov. 2026")
    assert room.screen.page.header.subtitle.text() == (
        "Chaque jeudi, 12\u00a0h\u00a030 – 14\u00a0h · jours fériés\u00a0: France"
    )


def test_a_week_is_skipped_with_a_reason_and_taken_back(room: Room) -> None:
    room.open()
    room.press("Down", "S")
    room.type("Formation")
    room.press("Return")
    assert room.row(1) == ("jeu. 3 déc. 2026", "Formation", "pas de réunion")
    assert focused().accessibleName().startswith("jeu. 3 déc. 2026")
    room.undo()
    assert room.row(1)[2] == ""


def test_a_week_moves_with_its_hours_and_follows_the_rhythm_again(room: Room) -> None:
    room.open()
    room.press("D")
    room.type("1/12")
    room.press("Tab")
    room.type("18 h")
    room.press("Tab")
    room.type("19h30")
    room.press("Return")
    assert room.row(0) == (
        "mar. 1er déc. 2026",
        "18\u00a0h – 19\u00a0h\u00a030 · Réunion du jeu. 26 nov. déplacée",
        "déplacée",
    )
    room.press("R")
    assert room.row(0)[0] == "jeu. 26 nov. 2026"


def test_what_cannot_be_is_said_where_it_was_typed(room: Room) -> None:
    room.open()
    room.press("D")
    room.type("jamais")
    room.press("Return")
    assert "Le nouveau jour n’est pas compris." in room.screen.week.fault.text()
    room.screen.week.day.set_value(THURSDAY + WEEK)
    room.press("Return")
    assert "Une réunion a déjà lieu le jeu. 3 déc." in room.screen.week.fault.text()
    room.screen.week.day.set_value(THURSDAY + timedelta(days=1))
    room.screen.week.start.set_text("midi")
    room.press("Return")
    assert "heures" in room.screen.week.fault.text()
    room.press("Esc")
    assert not room.screen.week.asks
    assert room.row(0)[2] == ""


def test_a_holiday_says_its_name_and_may_be_kept(room: Room) -> None:
    room.office.clock.advance(timedelta(days=159))  # 4 May 2027
    room.open()
    assert room.row(0) == ("jeu. 6 mai 2027", "Ascension", "pas de réunion")
    assert room.screen.prepare.isEnabled() is False
    room.press("M")
    assert room.row(0)[1] == "12\u00a0h\u00a030 – 14\u00a0h · Ascension, maintenue"
    room.undo()
    assert room.row(0)[2] == "pas de réunion"


def test_the_region_is_said_and_an_act_that_is_not_offered_does_nothing(room: Room) -> None:
    practice = room.office.desk.practice.get()
    room.office.desk.practice.save(
        type(practice)(practice.name, slot=practice.slot, region=Region.ALSACE_MOSELLE)
    )
    room.open()
    assert "Alsace-Moselle" in room.screen.page.header.subtitle.text()
    room.press("M", "R", "Delete")
    assert room.row(0)[2] == ""
    assert not room.screen.week.buttons[Act.KEEP].isVisible()


def test_a_meeting_beside_the_rhythm_is_added_and_leaves_by_a_key(room: Room) -> None:
    room.open()
    room.press("Ctrl+N")
    room.type("30/11")
    room.press("Tab")
    room.type("18h")
    room.press("Tab")
    room.type("19h")
    room.press("Tab")
    room.type("Urgence")
    room.press("Return")
    assert room.row(1) == (
        "lun. 30 nov. 2026",
        "18\u00a0h – 19\u00a0h · Urgence",
        "supplémentaire",
    )
    (extra,) = (m for m in room.office.desk.agendas.all() if m.form is MeetingForm.EXTRA)
    assert (extra.start, extra.end) == (time(18, 0), time(19, 0))
    room.open()
    room.press("Down", "Delete")
    assert [row.chip for row in room.screen.weeks.rows if row.chip] == []


def test_p_prepares_the_week_under_the_hand(room: Room) -> None:
    room.open()
    room.press("Down", "Down", "P")
    (meeting,) = room.office.desk.agendas.all()
    assert meeting.on == THURSDAY + 2 * WEEK
    assert room.prepared.records == [meeting.id]


def test_an_absence_is_noted_by_letters_and_two_dates_and_taken_back(room: Room) -> None:
    aubry = room.office.person("Aubry", "Nadia")
    meeting_id, _ = room.office.desk.agendas.prepare_next()
    room.open()
    room.screen.absences.person.edit.setFocus()
    room.type("aub")
    room.press("Tab")
    room.type("26/11")
    room.press("Tab")
    room.type("3/12")
    room.press("Return")
    (row,) = room.screen.absences.list.rows
    assert (row.code, row.text) == ("Nadia Aubry", "26 nov. – 3 déc.")
    meeting = room.office.desk.meetings.meeting(meeting_id)
    assert meeting.state_of(aubry) is AttendanceState.EXCUSED
    assert focused() is room.screen.absences.person.edit
    room.undo()
    assert room.screen.absences.list.rows == ()
    assert room.office.desk.meetings.meeting(meeting_id).state_of(aubry) is AttendanceState.INVITED


def test_an_absence_that_lacks_something_says_what(room: Room) -> None:
    aubry = room.office.person("Aubry", "Nadia")
    room.open()
    card = room.screen.absences
    card.note.click()
    assert "Il manque la personne." in card.fault.text()
    card.person.edit.setFocus()
    room.type("aub")
    room.press("Tab", "Return")
    assert "premier jour" in card.fault.text()
    room.type("vendredi")
    room.press("Return")
    assert [row.text for row in card.list.rows] == ["27 nov."]
    room.screen.absences.list.focus_first()
    room.press("Return")
    assert card.list.rows == ()
    room.undo()
    assert room.office.desk.series.absences()[0].professional_id == aubry


def test_what_another_screen_changed_is_shown(room: Room) -> None:
    room.open()
    changes = room.office.desk.series.skip(THURSDAY, "Grève")
    room.window.changes.publish(changes, None)
    assert room.row(0)[1] == "Grève"
    assert room.screen.here() == (THURSDAY.isoformat(), "")


def test_the_palette_leads_to_a_week_and_adds_a_meeting(room: Room) -> None:
    room.open()
    entries = {entry.label: entry for entry in room.screen.palette_entries()}
    entries["jeu. 10 déc. 2026"].act()
    assert room.screen.here() == ("2026-12-10", "")
    entries["Réunion supplémentaire"].act()
    assert room.screen.week.title.text() == "Réunion supplémentaire"


def test_a_meeting_beside_the_rhythm_is_moved_from_its_own_hours_and_comes_back(
    room: Room,
) -> None:
    room.office.desk.series.add_extra(date(2026, 11, 30), time(18), time(19), "Urgence")
    room.open()
    room.press("Down", "D")
    assert (room.screen.week.start.text(), room.screen.week.end.text()) == (
        "18\u00a0h",
        "19\u00a0h",
    )
    room.press("Ctrl+A")
    room.type("1/12")
    room.press("Return")
    assert room.row(1)[:2] == ("mar. 1er déc. 2026", "18\u00a0h – 19\u00a0h · Urgence")
    room.undo()
    assert room.row(1)[0] == "lun. 30 nov. 2026"


def test_a_meeting_beside_the_rhythm_on_a_holiday_says_which_one(room: Room) -> None:
    said = "Ce jour est férié\u00a0: Noël"
    room.open()
    room.press("Ctrl+N")
    room.type("25/12")
    room.press("Return")
    assert room.said().endswith(said)
    room.press("Ctrl+N")
    room.type("30/11")
    room.press("Return")
    assert "férié" not in room.said()
    room.open()
    room.press("Down", "D", "Ctrl+A")
    room.type("1/1/2027")
    room.press("Return")
    assert room.said() == "Réunion déplacée. Ce jour est férié\u00a0: Jour de l’an"


def test_two_meetings_beside_the_rhythm_at_one_time_are_refused_in_the_form(room: Room) -> None:
    room.office.desk.series.add_extra(date(2026, 11, 30), time(12), time(14))
    room.open()
    room.press("Ctrl+N")
    room.type("30/11")
    room.press("Return")
    assert "a déjà lieu le lun. 30 nov." in room.screen.week.fault.text()
    assert len([m for m in room.office.desk.agendas.all() if m.form is MeetingForm.EXTRA]) == 1


def test_a_skip_taken_back_gives_the_prepared_meeting_its_day_again(room: Room) -> None:
    meeting_id, _ = room.office.desk.agendas.prepare_next()
    room.open()
    room.press("S")
    room.type("Grève")
    room.press("Return")
    assert room.office.desk.meetings.meeting(meeting_id).on == THURSDAY + WEEK
    room.undo()
    assert room.office.desk.meetings.meeting(meeting_id).on == THURSDAY
