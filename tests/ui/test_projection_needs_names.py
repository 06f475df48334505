# SPDX-License-Identifier: EUPL-1.2
"""The room sees nothing while a name of the agenda would not be masked, unless somebody says so."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.reidentification import MASK
from app.domain.text import typeset
from app.services.anonymity import NO_RIGHT
from app.services.meetings import ItemText
from tests.journeys.practice import PASSPHRASE, Keeper
from tests.journeys.room import Room, open_room
from tests.ui.typing import focused
from ui.reopening import Reopening
from ui.screens.meeting_mode.names_line import NamesLine
from ui.screens.meeting_mode.projection import Beam, ProjectionControl
from ui.screens.meeting_mode.projection_screens import Monitor
from ui.shell import Intent
from ui.theme import Scheme, apply_theme

DESK = Monitor("Dell 27", "Dell 27", QRect(0, 0, 1366, 768))
WALL = Monitor("Epson EB", "Epson EB", QRect(1366, 0, 1280, 720))


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> None:
    apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, look: None) -> Iterator[Room]:
    with open_room(tmp_path, qtbot) as opened:
        projection(opened).use_monitors(lambda: (DESK, WALL), lambda: False)
        yield opened


@pytest.fixture
def unlearnt(room: Room) -> Room:
    """The same room after the program forgot the names, as a new process would have."""
    room.desk.anonymity._learnt = None
    room.stage.meeting.anonymity.opened()
    room.stage.meeting.anonymity.watch.judge_again()
    return room


def projection(room: Room) -> ProjectionControl:
    return room.stage.meeting.anonymity.projection


def line(room: Room) -> NamesLine:
    return room.parts.names_remark


def reopening(room: Room) -> Reopening:
    shown = line(room).reopening
    assert shown is not None
    return shown


def organic(room: Room) -> str:
    """What the room reads in the first field."""
    projection(room).refresh()
    window = projection(room).window
    assert window is not None
    assert window.state is not None
    return window.state.fields[0].text


@pytest.fixture
def without_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keeper, "may_see_identities", False)


# --- sealed minutes that are reopened --------------------------------------------------------


def test_names_are_masked_when_the_minutes_are_reopened_in_one_session(room: Room) -> None:
    room.press("Ctrl+Shift+Return", "Ctrl+Shift+Return")
    assert room.desk.minutes.latest_of(room.id) is not None
    room.desk.minutes.reopen(room.id, "faute de frappe")
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    QApplication.processEvents()
    assert not line(room).isVisible()
    room.press("Alt+O", "F7")
    room.type("Verdier et Marguerite. ")
    assert organic(room) == f"{MASK} et {MASK}. "


# --- where the passphrase helps --------------------------------------------------------------


def test_f7_is_refused_and_the_passphrase_makes_it_go_on(unlearnt: Room, qtbot: QtBot) -> None:
    room = unlearnt
    room.press("Alt+S")
    room.type("Verdier")
    room.press("F7")
    assert projection(room).window is None
    assert projection(room).beam is Beam.OFF
    assert room.parts.banner.isVisible()
    assert focused() is reopening(room).passphrase.edit
    room.type("autre chose\n")
    qtbot.waitUntil(lambda: bool(reopening(room).passphrase.message.text()), timeout=10_000)
    assert projection(room).window is None
    reopening(room).passphrase.set_text(PASSPHRASE)
    room.press("Return")
    qtbot.waitUntil(lambda: projection(room).beam is Beam.ON, timeout=10_000)
    assert not room.desk.identities.available  # learnt, and closed again
    assert not line(room).isVisible()
    assert not room.parts.banner.isVisible()
    assert focused() is room.parts.fields.panes[ItemText.SOCIAL].text  # typing goes on
    projection(room).refresh()
    window = projection(room).window
    assert window is not None
    assert window.state is not None
    assert window.state.fields[2].text == MASK
    assert room.parts.fields.panes[ItemText.SOCIAL].quiet.text().startswith("Nom reconnu")


def words_out_of_sight(room: Room) -> set[str]:
    """What is said above the fields and ends beyond the window."""
    above = (room.parts.banner, line(room))
    said = [each for part in above for each in part.findChildren(QLabel) if each.isVisible()]
    window = room.stage.window
    return {
        each.text()
        for each in said
        if each.mapTo(window, QPoint(each.width(), 0)).x() > window.width() or not each.text()
    }


@pytest.mark.parametrize("may", [True, False])
def test_what_is_missing_is_read_whole_at_200_percent(
    unlearnt: Room, monkeypatch: pytest.MonkeyPatch, may: bool
) -> None:
    monkeypatch.setattr(Keeper, "may_see_identities", may)
    room = unlearnt
    room.press("F7")
    wide = line(room).label.width()
    assert words_out_of_sight(room) == set()
    room.stage.window.resize(683, 384)
    QApplication.processEvents()
    assert words_out_of_sight(room) == set()
    assert line(room).label.height() >= line(room).label.heightForWidth(line(room).label.width())
    room.stage.window.resize(1366, 768)
    QApplication.processEvents()
    assert line(room).label.width() == wide  # nothing is kept of it


def test_escape_leaves_it_at_that(unlearnt: Room) -> None:
    room = unlearnt
    room.press("Alt+S", "F7", "Escape")
    assert reopening(room).isHidden()
    assert focused() is room.parts.fields.panes[ItemText.SOCIAL].text
    assert projection(room).window is None
    assert line(room).isVisible()  # it still says what is missing


def test_names_can_be_learnt_without_projecting(unlearnt: Room, qtbot: QtBot) -> None:
    room = unlearnt
    assert line(room).learn.isVisible()
    line(room).learn.click()
    reopening(room).passphrase.set_text(PASSPHRASE)
    room.press("Return")
    qtbot.waitUntil(lambda: not line(room).isVisible(), timeout=10_000)
    assert projection(room).beam is Beam.OFF
    assert room.desk.anonymity.findings("Verdier")


def test_the_room_goes_black_when_somebody_unknown_comes_onto_the_agenda(room: Room) -> None:
    room.press("F7")
    assert projection(room).beam is Beam.ON
    room.desk.anonymity._learnt = None
    room.press("F8")
    assert projection(room).beam is Beam.BLACK
    room.press("F7")
    assert projection(room).beam is Beam.BLACK
    assert focused() is reopening(room).passphrase.edit


# --- a derivation that ends when nobody waits for it any more --------------------------------


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The key comes when this is set, as after a second of derivation."""
    may_come, plain = Event(), Keeper.reopen

    def reopen(keeper: Keeper, passphrase: str) -> None:
        assert may_come.wait(10)
        plain(keeper, passphrase)

    monkeypatch.setattr(Keeper, "reopen", reopen)
    yield may_come
    may_come.set()


def ask(room: Room) -> None:
    """F7, then the right passphrase."""
    room.press("F7")
    reopening(room).passphrase.set_text(PASSPHRASE)
    room.press("Return")


def derive(room: Room) -> None:
    """F7, then the right passphrase: the derivation is under way."""
    ask(room)
    assert room.stage.window.shell.tasks.busy


def let_come(room: Room, slowly: Event, qtbot: QtBot) -> None:
    tasks = room.stage.window.shell.tasks
    slowly.set()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
    QApplication.processEvents()


def test_a_derivation_that_is_waited_for_projects(
    unlearnt: Room, slowly: Event, qtbot: QtBot
) -> None:
    derive(unlearnt)  # control of those below
    let_come(unlearnt, slowly, qtbot)
    assert projection(unlearnt).beam is Beam.ON


def test_escape_during_the_derivation_leaves_identities_closed(
    unlearnt: Room, slowly: Event, qtbot: QtBot
) -> None:
    room = unlearnt
    derive(room)
    room.press("Escape")
    assert reopening(room).isHidden()
    let_come(room, slowly, qtbot)
    assert not room.desk.identities.available
    assert projection(room).beam is Beam.OFF
    assert not room.desk.anonymity.findings("Verdier")
    ask(room)  # asked anew, it serves
    qtbot.waitUntil(lambda: projection(room).beam is Beam.ON, timeout=10_000)
    assert not room.desk.identities.available


def test_a_question_asked_again_meanwhile_takes_no_key_it_did_not_ask_for(
    unlearnt: Room, slowly: Event, qtbot: QtBot
) -> None:
    room = unlearnt
    derive(room)
    room.press("Escape", "F7")
    let_come(room, slowly, qtbot)
    assert projection(room).beam is Beam.OFF
    assert not room.desk.identities.available
    assert reopening(room).isVisible()
    ask(room)
    qtbot.waitUntil(lambda: projection(room).beam is Beam.ON, timeout=10_000)


@pytest.mark.parametrize("back", [False, True])
def test_leaving_the_meeting_during_the_derivation_projects_nothing(
    unlearnt: Room, slowly: Event, qtbot: QtBot, *, back: bool
) -> None:
    room = unlearnt
    derive(room)
    room.stage.window.navigator.go(Intent("prepare"))
    if back:
        room.stage.window.navigator.go(Intent("meeting", record=room.id))
    let_come(room, slowly, qtbot)
    assert projection(room).beam is Beam.OFF
    assert projection(room).window is None
    assert not room.desk.identities.available


def test_sealing_during_the_derivation_projects_nothing(
    unlearnt: Room, slowly: Event, qtbot: QtBot
) -> None:
    room = unlearnt
    derive(room)
    room.press("Ctrl+Shift+Return", "Ctrl+Shift+Return")
    assert room.desk.minutes.latest_of(room.id) is not None
    let_come(room, slowly, qtbot)
    assert projection(room).beam is Beam.OFF
    assert projection(room).window is None
    assert not room.desk.identities.available


# --- where it does not -----------------------------------------------------------------------


@pytest.mark.usefixtures("without_right")
def test_without_the_right_projecting_is_a_second_act_and_is_said(unlearnt: Room) -> None:
    room = unlearnt
    assert line(room).text() == typeset(NO_RIGHT)
    assert not line(room).learn.isVisible()
    room.press("F7", "F7")
    assert projection(room).window is None
    assert focused() is line(room).not_at_all  # what does nothing comes first
    room.press("Space")
    assert projection(room).window is None
    room.press("F7", "Tab", "Space")
    assert projection(room).beam is Beam.ON
    assert line(room).text() == typeset(NO_RIGHT)  # it goes on being said
    assert focused() is room.parts.first_field
    room.press("F7", "F7")
    assert projection(room).beam is Beam.ON  # said once for this meeting


@pytest.mark.usefixtures("without_right")
def test_what_was_agreed_holds_for_one_meeting_shown_once(unlearnt: Room) -> None:
    room = unlearnt
    room.press("F7", "Tab", "Space")
    room.stage.window.navigator.go(Intent("prepare"))
    room.stage.window.navigator.go(Intent("meeting", record=room.id))
    QApplication.processEvents()
    room.press("F7")
    assert projection(room).beam is Beam.OFF


def test_a_record_that_cannot_be_read_asks_for_no_passphrase_twice(
    unlearnt: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = unlearnt
    monkeypatch.setattr(room.desk.anonymity, "_read", lambda _case, _sealed: None)
    room.press("F7")
    reopening(room).passphrase.set_text(PASSPHRASE)
    room.press("Return")
    qtbot.waitUntil(lambda: "ne peut pas être lue" in line(room).text(), timeout=10_000)
    assert projection(room).window is None
    assert focused() is line(room).not_at_all
